"""How large the words of the cover are set: in the first of some sizes in which all of them fit."""

from collections.abc import Sequence
from dataclasses import dataclass

from rocbpress.compose.context import Context
from rocbpress.sources.markdown.tree import Node

Words = Node | str
WIDE = "highlight-wide"  # the measure of a layout that has room for more than three small titles
TEASER_LINES = 6  # of all teasers together, set large
_LABEL = 2  # lines of the label above highlights that teasers have for themselves, and the gap of the first


@dataclass(frozen=True, slots=True)
class CoverSize:
    """A size of the titles on the cover, by the layout's name for it; lengths are lines of the grid.

    `names` are classes of the list: `crowded` has a small period, `wide` another measure, `fine` is the
    smallest.
    """

    title: str
    leading: float
    gap: float
    measure: str = "highlight"
    names: tuple[str, ...] = ()

    @property
    def small(self) -> bool:
        return self.title in ("entry", "label")


_LARGE = CoverSize("quote", 2, 1)
_TEASER = CoverSize("teaser", 1.5, 1, names=("crowded",))
_CROWDED = CoverSize("entry", 1, 0.5, names=("crowded",))
_SMALL = (CoverSize("entry", 1, 0.5), _CROWDED)
_WIDE = (CoverSize("entry", 1, 0.5, WIDE, ("crowded", "wide")),
         CoverSize("label", 11 / 14, 5.5 / 14, WIDE, ("crowded", "wide", "fine")))


def highlights_size(context: Context, titles: Sequence[Words]) -> CoverSize:
    """The largest size in which these titles fit below the period, or the smallest of all."""
    return _first(context, titles, (_LARGE, *_SMALL, *_wide(context)), 0)


def teasers_size(context: Context, titles: Sequence[Words]) -> CoverSize | None:
    """The largest size in which the teasers fit, None where they fit in none."""
    measure = context.layout.measures["highlight"]
    if sum(context.solid_lines(title, "teaser", measure) for title in titles) <= TEASER_LINES:
        return _TEASER
    size = _first(context, titles, (_CROWDED, *_wide(context)), _LABEL)
    return size if _holds(context, titles, size, _LABEL) else None


def masthead_size(context: Context, organisation: str, office: str) -> str:
    """The class of the masthead: '' as drawn, `stacked` with the issue's title below, `small` or `least`.

    A layout that gives its masthead no size in [sizes] has it as drawn.
    """
    issue, publisher, layout = context.manuscript.issue, context.manuscript.publisher, context.layout
    if "masthead" not in layout.sizes:
        return ""
    (width, height), line = layout.sizes["masthead"], layout.measures["line"]
    name, kind = publisher.office or publisher.short, issue.title
    around = line * sum(context.solid_lines(each, "entry", width) for each in (organisation, office) if each)
    beside = max(context.width(name, "large"), context.width(organisation, "entry"))
    if beside + layout.measures["gutter"] + context.width(kind, "middle") <= width:
        return ""
    stacked = context.holds(name, "large", width, 1) and context.holds(kind, "middle", width, 1)
    if stacked and around + 6 * line <= height:
        return "stacked"
    small = 2 * context.solid_lines(name, "middle", width) + context.solid_lines(kind, "entry", width) + 0.5
    return "small" if context.holds(name, "middle", width, 2) and around + small * line <= height else "least"


def _wide(context: Context) -> tuple[CoverSize, ...]:
    return _WIDE if WIDE in context.layout.measures else ()


def _first(context: Context, titles: Sequence[Words], sizes: Sequence[CoverSize], more: float) -> CoverSize:
    return next((size for size in sizes if _holds(context, titles, size, more)), sizes[-1])


def _holds(context: Context, titles: Sequence[Words], size: CoverSize, more: float) -> bool:
    """Whether the titles fit below the period, with so many lines more than the highlights have.

    A cover has room for the layout's number of large lines below a period of two.
    """
    layout, period = context.layout, context.manuscript.issue.covers
    taken = context.solid_lines(period, "entry", layout.measures["covers"]) if "crowded" in size.names else (
        2 * context.solid_lines(period, "middle", layout.measures["covers"]))
    measure = layout.measures[size.measure]
    lines = sum(context.solid_lines(title, size.title, measure) for title in titles)
    whole = all(context.holds(title, size.title, measure, lines) for title in titles)
    room = 2 * (layout.lines["highlights"] + 2) - taken + more
    return whole and size.leading * lines + size.gap * (len(titles) - (not more)) <= room
