"""What gives way in a layout's pages so that they fill: the table [fit] of layout.toml."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

_Cost = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class LeadEntry(_Table):
    """The picture or map at the head of a report: the least height in points, the cost of a line less.

    `in_facts` is the height of a map that stands in the key facts instead.
    """

    least: Annotated[float, Field(gt=0)]
    in_facts: Annotated[float, Field(gt=0)] | None = Field(default=None, alias="in-facts")
    cost: _Cost = 0.45


class PicturesEntry(_Table):
    """Pictures in the text: the least of their size, 1 as drawn; the cost of one that has none of it."""

    least: Annotated[float, Field(gt=0, le=1)]
    cost: _Cost = 60.0


class LetterEntry(_Table):
    """By how many lines a letter may start higher and lower, and the cost of each.

    `narrower` are the shares of its measure that its text may have, 1 as drawn.
    """

    higher: Annotated[int, Field(ge=0, le=20)] = 0
    lower: Annotated[int, Field(ge=0, le=20)] = 0
    narrower: tuple[Annotated[float, Field(ge=0.5, lt=1)], ...] = ()
    cost: _Cost = 0.45


class ShareEntry(_Table):
    """What it costs that a report, a message or a part of an essay shares the page of what precedes."""

    report: _Cost | None = None
    message: _Cost | None = None
    part: _Cost | None = None

    def of(self, kind: str) -> float | None:
        """The cost for articles of a kind; None where they do not share pages."""
        return {"report": self.report, "message": self.message, "essay": self.part}.get(kind)


class FitTable(_Table):
    """What may give way, and at what cost; what is not listed does not.

    Costs are compared with those of faults: a page under a third full costs 40, under a half 16, a page at
    all 6, a hole 18 and 1.5 a line. A choice is made only for a gain of more than `gain`.
    """

    gain: _Cost = 4.0
    lead: LeadEntry | None = None
    no_map: _Cost = Field(default=2.0, alias="no-map")
    pictures: PicturesEntry | None = None
    move: _Cost | None = None
    facts: _Cost | None = None
    letter: LetterEntry | None = None
    share: ShareEntry = ShareEntry()
