"""An article as it was set: its text as pieces that break, and what stands above and beside them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from rocbpress.copyfit.breaker import Piece, Segment, hole
from rocbpress.typeset.galley import Galley, VerticalItem

_NOTES = 1.5  # lines that the rule above notes takes
_HUNG = 2.0  # lines by which key facts start above a title
_BELOW_HEAD = 2.0  # and those below a head, as long as no text is seen there


@dataclass(frozen=True, slots=True)
class Opening:
    """The picture or map at an article's head: height in points; the lines by which the text moves down.

    `shape` is the width of a picture over its height.
    """

    height: float
    lines: float
    shape: float
    photograph: bool
    bleeds: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """An article in a galley, in lines of the grid.

    `start` is from its own top to its text, `title_top` to what holds the title, `title` to its foot, `head`
    to that of all above the text, `beside` to that of what stands beside it; `above` is how far down its
    page the text starts. It ends on page `last` of its galley, `turned` pages after `first`, on which it
    starts, `end` lines down.
    """

    segments: tuple[Segment, ...]
    start: float
    title_top: float
    title: float
    head: float
    above: float
    beside: float
    opening: Opening | None
    first: int
    last: int
    turned: int
    end: float


def measure(items: Sequence[VerticalItem], line: float, column: float, facts: float = 0) -> Measured | None:
    """The items of one article; None where its layout does not say which of them are its text.

    `column` is a column's width. Its key facts, beside its title, are so many points high.
    """
    text = [item for item in items if item.kind in ("line", "heading", "whole")]
    first = next((at for at, item in enumerate(text) if item.fit == "body"), None)
    tops = [item for item in items if item.kind == "article"]
    if first is None or not tops:
        return None
    body, top = text[first:], tops[0]
    start = _start(body[0], top, text[:first], line, facts)
    heads = [item.foot - top.top for item in text[:first] if item.page == top.page]
    beside = [item.foot - top.top for item in items if item.fit == "sender" and item.page == top.page]
    titles = [item.foot - top.top for item in items if item.kind == "heading" and item.fit != "body"
              and item.page == top.page]
    title_top = next((item.top - top.top for item in text[:first] if not item.figure), 0.0)
    last = max(item.page for item in body)
    ends = [item.foot for item in body if item.page == last]
    return Measured(
        tuple(_segments(body, items, line, column)), start, _lines(title_top, line),
        _lines(max(titles, default=0), line),
        _lines(max(heads, default=0), line), start + _lines(top.top, line),
        _lines(max(beside, default=0), line), _opening(items, line), top.page, last, last - top.page,
        _lines(max(ends + [top.top + foot for foot in beside if last == top.page]), line))


def _start(first: VerticalItem, top: VerticalItem, head: Sequence[VerticalItem], line: float,
           facts: float) -> float:
    """How far below its top an article's text starts, or would, had what comes first had room there."""
    if first.page == top.page:
        # A column that begins with a block has no margin there; across the columns it has.
        return _lines(first.top - (first.margin if first.columns > 1 and first.kind == "whole" else 0)
                      - top.top, line)
    feet = [item.foot for item in head if item.page == top.page]
    titles = (item.top for item in head if not item.figure and item.page == top.page)
    feet += [next(titles, top.top) + facts - _HUNG * line] if facts else []
    return _lines(max(feet, default=top.top) - top.top, line) + _BELOW_HEAD


def _opening(items: Sequence[VerticalItem], line: float) -> Opening | None:
    lead = next((item for item in items if item.fit == "lead" and item.kind != "line"), None)
    if lead is None:
        return None
    bleeds = lead.kind == "placed"
    depth = lead.foot if bleeds else lead.height
    shape = lead.width / lead.uncut if lead.uncut else 0.0
    return Opening(lead.picture or lead.height, max(0.0, _lines(depth, line)) + 1, shape, lead.picture > 0,
                   bleeds)


def _segments(body: Sequence[VerticalItem], items: Sequence[VerticalItem], line: float,
              column: float) -> Iterator[Segment]:
    notes = Counter(item.page for item in items if item.kind == "note")
    lines = Counter(item.page for item in body if item.kind != "whole")
    followed = zip(body, [*body[1:], None], strict=True)
    for columns, run in groupby(followed, key=lambda pair: pair[0].columns):
        pieces = []
        for item, after in run:
            note = (notes[item.page] + _NOTES) * columns if notes[item.page] else 0
            more = note / lines[item.page] if item.kind != "whole" else 0
            pieces.append(_piece(item, after, more, line, column))
        yield Segment(columns, tuple(pieces))


def _piece(item: VerticalItem, after: VerticalItem | None, more: float, line: float, column: float) -> Piece:
    """A piece of an item, with its share of the page's notes."""
    if after is None:
        advance = item.height
    elif (after.page, after.left) == (item.page, item.left) and after.top >= item.top:
        advance = after.top - item.top
    else:
        ends = item.kind == "whole" or item.paragraph != after.paragraph
        below, above = item.below if ends else 0.0, line if after.figure else after.margin
        advance = item.height + max(0.0, below, above) + min(0.0, below, above)
    height = _lines(item.height, line) + more
    # WeasyPrint wants room for the margin below a block that it does not divide, even where a column ends.
    wanted = item.kind == "whole" and item.columns > 1
    room = height + (_lines(item.below, line) if wanted else 0.0)
    return Piece(height, room, max(0.0, _lines(advance, line)) + more, item.block,
                 item.paragraph, item.kind == "heading", _lines(item.picture, line),
                 item.uncut / line, item.figure, item.width / column, _lines(item.margin, line),
                 _lines(item.below, line))


def holes(galley: Galley, line: float) -> Iterator[tuple[VerticalItem, float]]:
    """The lines that columns leave empty, as `hole` counts them, each with what stands below.

    That is text or a picture, which may stand overleaf.
    """
    by_page: dict[int, list[VerticalItem]] = defaultdict(list)
    for item in galley.items:
        if item.kind in ("line", "heading", "whole") or item.fit == "sender":
            by_page[item.page].append(item)
    for page in sorted(by_page):
        yield from _page_holes(by_page[page], by_page.get(page + 1, ()), galley, page, line)


def _page_holes(items: Sequence[VerticalItem], overleaf: Sequence[VerticalItem], galley: Galley, page: int,
                line: float) -> Iterator[tuple[VerticalItem, float]]:
    noted = sum(item.kind == "note" and item.page == page for item in galley.items)
    area = galley.pages[page].area[1] / line - (noted + _NOTES if noted else 0)
    columns = sorted({item.left for item in galley.items if item.columns > 1}) or [0.0]
    # A block across the columns belongs to each of them that its picture reaches.
    own = [[item for item in items if item.left == column or (
        item.columns == 1 and (item.fit == "lead" or not 0 < item.width <= column - columns[0]))]
           for column in columns]
    feet = [max((item.foot for item in each), default=0.0) / line for each in own]
    head = min(item.top for item in items) / line
    for at, each in enumerate(own):
        reached = head
        for item in each:
            yield item, hole(item.top / line - reached)
            reached = max(reached, item.foot / line)
        ends = area if page < len(galley.pages) - 1 else max(feet[at:])
        yield (overleaf or each[-1:] or items[-1:])[0], hole(ends - feet[at])


def ends(galley: Galley, line: float) -> list[float]:
    """How many lines down each page anything stands."""
    feet = [0.0] * len(galley.pages)
    for item in galley.items:
        if item.kind not in ("note", "article"):
            feet[item.page] = max(feet[item.page], item.foot / line)
    return feet


def by_article(items: Iterable[VerticalItem]) -> dict[str, list[VerticalItem]]:
    """The items of each article."""
    found: dict[str, list[VerticalItem]] = defaultdict(list)
    for item in items:
        found[item.article].append(item)
    return found


def by_part(items: Iterable[VerticalItem], parts: Mapping[str, str]) -> dict[str, list[VerticalItem]]:
    """The items of each part of an essay, whose blocks `parts` has; what has no block goes with the next."""
    found: dict[str, list[VerticalItem]] = defaultdict(list)
    waiting: list[VerticalItem] = []
    for item in items:
        waiting.append(item)
        if item.block in parts:
            found[parts[item.block]] += waiting
            waiting.clear()
    return found


def _lines(points: float, line: float) -> float:
    return round(points / line * 2) / 2
