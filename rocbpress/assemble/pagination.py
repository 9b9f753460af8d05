"""Page numbers: front matter in roman, the body from 1, the back cover going on with the body's."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from operator import attrgetter
from types import MappingProxyType

from rocbpress.findings.errors import AssemblyError
from rocbpress.findings.finding import Finding
from rocbpress.typeset.flow import Flow, Matter
from rocbpress.typeset.galley import Galley


@dataclass(frozen=True, slots=True)
class Numbering:
    """A run of page numbers: its style as PDF names it (ISO 32000-1, 12.4.2) and its first page."""

    style: str
    first: int
    start: int


@dataclass(frozen=True, slots=True)
class NumberedPage:
    """A page of the issue: `sheet` counts from 1 with the cover, `label` is what stands on the page.

    `name` is the page's CSS name; `width` and `height` are its trim in points. `begins` is whether its
    flow begins on it.
    """

    flow: Flow
    name: str
    width: float
    height: float
    sheet: int
    style: str
    number: int
    begins: bool = True

    @property
    def label(self) -> str:
        return roman(self.number) if self.style == "r" else str(self.number)

    @property
    def recto(self) -> bool:
        """Whether it lies on the right of a spread: the cover does."""
        return self.sheet % 2 == 1


@dataclass(frozen=True, slots=True)
class Pagination:
    """All pages in order; the label of every landmark's page, and that page's index from 0."""

    pages: tuple[NumberedPage, ...]
    labels: Mapping[str, str]
    places: Mapping[str, int]

    def numberings(self) -> tuple[Numbering, ...]:
        """The runs that /PageLabels lists."""
        runs = []
        for style, run in groupby(self.pages, key=attrgetter("style")):
            opening = next(run)
            runs.append(Numbering(style, opening.sheet - 1, opening.number))
        return tuple(runs)


def paginate(flows: Sequence[Flow], galleys: Sequence[Galley]) -> Pagination:
    """Number the pages of galleys that stand in reading order, each beside its flow.

    AssemblyError where a landmark's name is used twice in the issue.
    """
    pages = tuple(_number(flows, galleys))
    starts = accumulate((len(galley.pages) for galley in galleys), initial=0)
    found = [(mark.name, start + mark.page) for start, galley in zip(starts, galleys, strict=False)
             for mark in galley.landmarks]
    places = dict(found)
    if len(places) < len(found):
        raise AssemblyError(Finding("landmark-twice", f"two places are named {name}",
                                    hint="give one of the headings or figures another name")
                            for name, count in Counter(name for name, _ in found).items() if count > 1)
    labels = {name: pages[place].label for name, place in places.items()}
    return Pagination(pages, MappingProxyType(labels), MappingProxyType(places))


def roman(number: int) -> str:
    """A number from 1 in small roman numerals."""
    digits = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
              (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    text = ""
    for value, letters in digits:
        times, number = divmod(number, value)
        text += letters * times
    return text


def _number(flows: Sequence[Flow], galleys: Sequence[Galley]) -> Iterator[NumberedPage]:
    sheet = 0
    last = {"r": 0, "D": 0}
    for flow, galley in zip(flows, galleys, strict=True):
        style = "r" if flow.matter is Matter.FRONT else "D"
        for position, page in enumerate(galley.pages):
            sheet += 1
            last[style] += 1
            yield NumberedPage(flow, page.name, page.width, page.height, sheet, style, last[style],
                               begins=position == 0)
