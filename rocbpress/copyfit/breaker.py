"""A small page breaker, which foretells how far a text comes when something in it gives way.

Lengths are lines of the grid, to the half. It breaks as WeasyPrint does: columns are filled in turn, the
last ones balanced; headings stay with what follows, two lines of a paragraph on either side of a break.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import floor, inf

HOLE = 8.4  # lines: a column that stays empty for more, above what follows, has a hole
_ANY = 12.0  # lines that any hole counts for besides those it has beyond: readers take it for a mistake
_COST = 1.5  # of a line of a hole
NARROW = 1.12  # columns: what is less wide leaves the second one empty beside it
_SLACK = 0.01
_BETWEEN = 2.5  # lines of space and rule above what follows


@dataclass(frozen=True, slots=True)
class Piece:
    """What no break divides: its height, `room` that must be there for it, `advance` to the next one's top.

    `above` and `below` are its margins, which count where other columns end or begin.
    `picture` is the height of a picture in it, `uncut` that before it was cut to whole lines, both as drawn;
    `width` is the picture's in columns; `figure` whether it is one. The lines of a paragraph share its
    number.
    """

    height: float
    room: float
    advance: float
    block: str = ""
    paragraph: int = 0
    heading: bool = False
    picture: float = 0.0
    uncut: float = 0.0
    figure: bool = False
    width: float = 0.0
    above: float = 0.0
    below: float = 0.0

    @property
    def beside(self) -> float:
        """The lines that stay empty at its right in the second column; for a piece across two."""
        shown = self.width * min(1.0, self.picture / self.uncut) if self.uncut else 0.0
        return self.picture if 0 < shown < NARROW else 0.0


@dataclass(frozen=True, slots=True)
class Segment:
    """Pieces that are set in so many columns side by side.

    `tops` are those of the pieces in a single column, and its foot; `reached` how far down each piece and
    what is above it asks for room there.
    """

    columns: int
    pieces: tuple[Piece, ...]
    tops: Sequence[float] = field(init=False, repr=False, compare=False)
    reached: Sequence[float] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        tops, reached = [0.0], list[float]()
        top = most = 0.0
        for piece in self.pieces:
            if top + piece.room > most:
                most = top + piece.room
            reached.append(most)
            top += piece.advance
            tops.append(top)
        object.__setattr__(self, "tops", tops)
        object.__setattr__(self, "reached", reached)


@dataclass(frozen=True, slots=True)
class Broken:
    """How many pages were turned, where the text starts, and ends on the last, the holes left on the way.

    `holes` are the lines that they have as `hole` counts them; `after_hole` the blocks that follow them.
    `uneven` are those of a column that ends above the foot, a hole as soon as something stands below;
    `fault` is what it costs that typesetting warns of something.
    `moves` are blocks that stand so many blocks later than in the source, `sizes` those that are scaled,
    `cost` is what that costs.
    `begins` is whether any of the text stands on its first page; `white` are lines of the last page that are
    empty above the text.
    """

    turned: int
    start: float
    end: float
    holes: float = 0.0
    after_hole: tuple[str, ...] = ()
    moves: tuple[tuple[str, int], ...] = ()
    sizes: tuple[tuple[str, float], ...] = ()
    cost: float = 0.0
    begins: bool = True
    uneven: float = 0.0
    fault: float = 0.0
    white: float = 0.0


def hole(lines: float) -> float:
    """What so many empty lines of a column count as a hole: 0 up to what is tolerated."""
    return lines - HOLE + _ANY if lines > HOLE else 0.0


def hole_cost(lines: float) -> float:
    """What holes cost that count so many lines."""
    return _COST * lines


def break_pages(segments: Sequence[Segment], start: float, page: int, most: float = inf) -> Broken:
    """Break what starts so many lines below the head of a page of `page` lines.

    It leaves off where holes count more than `most` lines.
    """
    state = _State(start, start, page, max((segment.columns for segment in segments), default=1), most)
    for before, segment in zip((None, *segments), segments, strict=False):
        state.fill(segment, _between(before, segment))
    return Broken(state.turned, start, state.end, state.holes, tuple(dict.fromkeys(state.after_hole)),
                  begins=state.begins, uneven=state.uneven)


@dataclass(slots=True)
class _State:
    start: float
    end: float
    page: int
    columns: int  # of which a block across them empties each
    most: float
    turned: int = 0
    holes: float = 0.0
    after_hole: list[str] = field(default_factory=list)
    begins: bool = True
    uneven: float = 0.0
    short: Sequence[float] = ()  # by how much the columns that end last are less deep than the deepest

    def fill(self, segment: Segment, above: float) -> None:
        pieces, at = segment.pieces, 0
        self.end += above if self.end > 0 else 0.0
        if segment.columns < self.columns and (narrow := [piece for piece in pieces if hole(piece.beside)]):
            self.holes += sum(hole(piece.beside) for piece in narrow)
            self.after_hole += [piece.block for piece in narrow]
        while at < len(pieces) and self.holes <= self.most:
            room = self.page - self.end
            if (feet := _balanced(segment, at, room)) is not None:
                self._stand_below()
                self._end_with(segment, at, feet)
                return
            first, at = at, self._full_columns(segment, at, room)
            self.begins = self.begins and (at > first or self.turned > 0 or self.end > self.start)
            if at == first and self.end <= 0:
                at += 1  # taller than a page: a finding of its own
            self.turned += 1
            self.end = 0.0

    def _stand_below(self) -> None:
        """Count the hole of a column that ended above what is set now."""
        self.holes += self.uneven
        self.uneven, self.short = 0.0, ()

    def _end_with(self, segment: Segment, at: int, feet: Sequence[float]) -> None:
        """Add the last columns, which end so many lines below where they start."""
        depth = max(feet)
        short = [max(feet[column:]) - foot for column, foot in enumerate(feet)]
        self.holes += sum(map(hole, short))
        lines = [hole(depth - foot + _BETWEEN) for foot, above in zip(feet, short, strict=True)
                 if above <= HOLE]
        self.uneven = max(lines, default=0.0)
        self.short = [depth - foot for foot, above in zip(feet, short, strict=True) if above <= HOLE]
        if self.uneven or max(short) > HOLE:
            self.after_hole += [piece.block for piece in segment.pieces[at:] if piece.figure]
        self.end += depth

    def _full_columns(self, segment: Segment, at: int, room: float) -> int:
        """Fill the rest of a page; the index of the first piece that has no room there.

        Below what stands there already WeasyPrint begins none of the columns if one of them stays empty.
        """
        feet = [_place(segment, at, room)]
        while len(feet) < segment.columns:
            feet.append(_place(segment, feet[-1][0], room))
        begun = [at, *(following for following, _ in feet)]
        empty = next((before for before, after in pairwise(begun) if before == after), None)
        if self.end > 0 and empty is not None:
            feet = [(at, 0.0)]
            if at < empty < len(segment.pieces):  # this left the column empty
                self.after_hole.append(segment.pieces[empty].block)
        if feet[-1][0] == at and len(self.short) == self.columns:  # all goes over: they end as they did above
            feet = [(at, -short) for short in self.short]
        else:
            self._stand_below()
        for following, depth in feet:
            if following < len(segment.pieces) and room - depth > HOLE:
                self.holes += hole(room - depth) * self.columns / len(feet)
                self.after_hole.append(segment.pieces[following].block)
        self.uneven, self.short = 0.0, ()
        return feet[-1][0]


def _between(before: Segment | None, after: Segment) -> float:
    """The lines that stay clear between two segments; a column keeps the margin below what ends it."""
    if before is None or not before.pieces or not after.pieces:
        return 0.0
    below, above = before.pieces[-1].below, after.pieces[0].above
    return below + above if before.columns > 1 else max(below, above)


def _balanced(segment: Segment, at: int, room: float) -> list[float] | None:
    """How deep the rest stands in each of its columns of like height; None where it has no room."""
    count, columns = len(segment.pieces), segment.columns
    if columns == 1:
        following, depth = _place(segment, at, room)
        return [depth] if following == count else None
    height = float(max(1, floor((segment.tops[-1] - segment.tops[at]) / columns)))
    while height <= room + _SLACK:
        following, feet = at, list[float]()
        for _ in range(columns):
            following, depth = _place(segment, following, height)
            feet.append(depth)
        if following == count:
            return feet
        height += 1
    return None


def _place(segment: Segment, at: int, room: float) -> tuple[int, float]:
    """The index of the first piece that goes to the next column, and how deep this one is filled."""
    pieces, tops, reached = segment.pieces, segment.tops, segment.reached
    limit = tops[at] + room + _SLACK
    following = bisect_right(reached, limit, at)
    if at and following == at:  # maybe for what is above it
        while following < len(pieces) and tops[following] + pieces[following].room <= limit:
            following += 1
    while following > at and not _may_break(pieces, following):
        following -= 1
    return following, tops[following - 1] + pieces[following - 1].height - tops[at] if following > at else 0.0


def _may_break(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a column may end before this piece."""
    if at <= 0 or at >= len(pieces):
        return True
    before, after = pieces[at - 1], pieces[at]
    if before.heading:
        return False
    if not before.paragraph or before.paragraph != after.paragraph:
        return True
    return all(sum(each.paragraph == before.paragraph for each in side) >= 2
               for side in (pieces[max(0, at - 2):at], pieces[at:at + 2]))
