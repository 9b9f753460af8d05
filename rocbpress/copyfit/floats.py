"""Figures that float past the text that still fits, or before it, or shrink where they stand."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from rocbpress.copyfit.breaker import Broken, Piece, Segment, break_pages, hole_cost
from rocbpress.copyfit.changed import by_block, columned, moved, scaled
from rocbpress.layout.fit import FitTable

MOST_LATER = 6  # blocks of text that may come before a figure that they follow in the source
MOST_EARLIER = 3  # and that a figure may come before
SCALES = (0.92, 0.85, 0.77, 0.7, 0.65, 0.6)
_EARLIER = 2.0  # times what it costs to stand a block later
_UNEVEN = 0.2  # of what a hole costs: nothing may stand below

Moves = tuple[tuple[str, int], ...]
Sizes = tuple[tuple[str, float], ...]
# What it costs that figures stand elsewhere or are smaller, which ones do, and the text so.
Text = tuple[float, Moves, Sizes, tuple[Segment, ...]]
Known = dict[tuple[Moves, Sizes, str], tuple[Text, ...]]


def float_cost(table: FitTable, moves: Moves, sizes: Sizes) -> float:
    """What it costs that figures stand elsewhere, and that single ones are smaller."""
    blocks = sum(later if later > 0 else -_EARLIER * later for _, later in moves)
    least = table.pictures.least if table.pictures else 1.0
    shrunk = sum((1 - max(scale, least)) ** 2 for _, scale in sizes)
    return (table.move or 0) * blocks + (table.pictures.cost * shrunk if table.pictures else 0)


def break_with_floats(segments: Sequence[Segment], start: float, page: int, table: FitTable,
                      in_column: float = 0.0, known: Known | None = None) -> Broken:
    """As `break_pages`, figures moved or made smaller where that closes a hole.

    `in_column` is the scale at which what is set across the columns stands in one. Each figure that stands
    at a hole is tried in its turn. `moves` and `sizes` of what is returned say what became of them. `known`
    keeps, of the same text, what does not depend on where it starts.
    """
    known = {} if known is None else known
    text: Text = 0.0, (), (), tuple(segments)
    broken, settled = break_pages(segments, start, page), set[str]()
    while block := next((name for name in broken.after_hole if name not in settled), ""):
        settled.add(block)
        _, moves, sizes, _ = text
        if (moves, sizes, block) not in known:
            known[moves, sizes, block] = tuple(_floated(text, block, table, in_column))
        least = text[0] + _faults(broken)
        for each in known[moves, sizes, block]:
            if each[0] < least:  # else it costs more, however it breaks
                tried = break_pages(each[3], start, page, (least - each[0]) / hole_cost(1))
                if each[0] + _faults(tried) < least:
                    text, broken, least = each, tried, each[0] + _faults(tried)
    cost, moves, sizes, _ = text
    return replace(broken, moves=moves, sizes=sizes, cost=cost)


def _faults(broken: Broken) -> float:
    return hole_cost(broken.holes + _UNEVEN * broken.uneven) + 12 * broken.turned


def _floated(before: Text, block: str, table: FitTable, in_column: float) -> Iterator[Text]:
    """A figure everywhere that it may stand, and at each size that it may have where it stands."""
    _, moves, sizes, segments = before
    for further, carried in places(segments, block) if table.move is not None else ():
        steps = tuple((name, further) for name in reversed(carried))
        tried = segments
        for name, by in steps:
            tried = moved(tried, name, by)
        yield float_cost(table, moves + steps, sizes), moves + steps, sizes, tried
    least = table.pictures.least if table.pictures else 1.0
    pictured = next(((segment.columns, piece) for segment in segments for piece in segment.pieces
                     if piece.block == block and piece.figure and piece.picture), None)
    if pictured is None:
        return
    columns, piece = pictured
    resized = [(scale, scaled(segments, scale, block)) for scale in SCALES if scale >= least]
    if columns < max(each.columns for each in segments) and in_column and 0 < piece.width * least <= 1:
        resized.append((in_column, columned(segments, block)))
    for scale, tried in resized:
        sized = (*sizes, (block, scale))
        yield float_cost(table, moves, sized), moves, sized, tried


def places(segments: Sequence[Segment], block: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """How many blocks later, or earlier below 0, a figure may stand, with the figures that go with it.

    Never past a heading, nor right under one; figures keep their order: what is overtaken goes further on
    itself.
    """
    firsts = [pieces[0] for _, pieces in by_block(segments)]
    at = next((at for at, piece in enumerate(firsts) if piece.figure and piece.block == block), None)
    if not block or at is None:
        return
    group = [block, *(piece.block for piece in takewhile(lambda piece: piece.figure, firsts[at + 1:]))]
    following = firsts[at + len(group):][:MOST_LATER]
    for later, _ in enumerate(takewhile(_may_pass, following), 1):
        yield later, tuple(group)
    before = firsts[:at][::-1]
    for earlier, _ in enumerate(takewhile(_may_pass, before[:MOST_EARLIER]), 1):
        if not any(piece.heading for piece in before[earlier:earlier + 1]):
            yield -earlier, (block,)


def _may_pass(piece: Piece) -> bool:
    """Whether a figure may pass the block that begins with this piece: it stays in its section."""
    return bool(piece.block) and not (piece.figure or piece.heading)
