"""What is to be fitted: an article or part of an essay as it was drawn, and what came of it since."""

from dataclasses import dataclass, field, replace
from math import inf

from rocbpress.copyfit.breaker import Broken, Segment
from rocbpress.copyfit.fit import Fit
from rocbpress.copyfit.floats import Known
from rocbpress.copyfit.measured import Measured

Placed = tuple[bool, bool, bool]


@dataclass(frozen=True, slots=True)
class HeadRoom:
    """What its head needs: the least height of its opening, that of its key facts, beside the title; points.

    `facts_map` is what a map would take in these, 0 where none may stand there; `repeated` whether its map
    shows what one before it has shown.
    """

    least_lead: float
    facts: float
    facts_map: float
    repeated: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """An article or part of an essay to be fitted, as it was set when drawn.

    `runs_in` is whether its head says that it shares a page, `forced` whether it says that or that it starts
    one; `gives_way` whether anything may.
    `page` is the height of its pages in lines of `line` points, `column` a column's width in points;
    `in_column` is that to the width of all.
    """

    name: str
    kind: str
    measured: Measured
    head: HeadRoom
    runs_in: bool
    forced: bool
    gives_way: bool
    page: int
    line: float
    column: float
    in_column: float


@dataclass(slots=True)
class Seen:
    """What came of an article in the rounds before.

    `start` is by how many lines its text was foretold too high, as its head is `placed`; `broken` is how it
    came out, by its fit and the end of what precedes it on its page. It had no room to share a page of which
    `full` lines or more were taken. Where it was to end `foot` lines down a page it went on to the next, to
    `over` lines of it. `texts` and `foretold` spare doing the same again: the text with an opening in its
    column or not, pictures so large and lines so long, and where it ends from so many lines down a page,
    with figures that float or not.
    """

    start: dict[Placed, float] = field(default_factory=dict)
    broken: dict[tuple[Fit, float], Broken] = field(default_factory=dict)
    full: float = inf
    foot: float = inf
    over: float = 0.0
    texts: dict[tuple[bool, float, float], tuple[Segment, ...]] = field(default_factory=dict)
    known: dict[tuple[bool, float, float], Known] = field(default_factory=dict)
    foretold: dict[tuple[bool, float, float, bool, float], Broken] = field(default_factory=dict)

    def learn_foot(self, foretold: Broken, came: Broken) -> None:
        """Take down that a text went on to one page more than foretold."""
        if came.turned == foretold.turned + 1 and foretold.end < self.foot:
            self.foot, self.over = foretold.end, came.end

    def gone_on(self, foretold: Broken) -> Broken:
        """What is likely to come of a text, which went on to another page where it was to end as low."""
        if foretold.end < self.foot:
            return foretold
        return replace(foretold, turned=foretold.turned + 1, end=self.over)


def placed(fit: Fit) -> Placed:
    """What there is of a head: whether it is below other text, its facts across, a map in them."""
    return fit.runs_in, fit.facts_across, fit.facts_map > 0


def drawn(subject: Subject) -> Fit:
    """As the design has it, on the page that its head asks for."""
    return Fit(runs_in=subject.runs_in)
