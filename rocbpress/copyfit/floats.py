"""Figures that float: past the text that still fits, to the head of the next column or page."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rocbpress.copyfit.breaker import Broken, Segment, break_pages, moved

MOST_LATER = 6  # blocks of text that may come before a figure that they follow in the source


def break_with_floats(segments: Sequence[Segment], start: float, page: int, cost: float) -> Broken:
    """As `break_pages`, figures moved where that closes a hole; `cost` is that of a block passed.

    Each figure that stands below a hole is tried in its turn. `moves` of what is returned says what moved.
    """
    best, moves, settled = break_pages(segments, start, page), dict[str, int](), set[str]()
    while block := next((name for name in best.after_hole if name not in settled), ""):
        settled.add(block)
        found = best.holes, 0, segments, best
        for later in places(segments, block):
            tried = moved(segments, block, later)
            broken = break_pages(tried, start, page)
            found = min(found, (broken.holes + cost * later, later, tried, broken), key=lambda each: each[:2])
        _, later, segments, best = found
        if later:
            moves[block] = later
    return replace(best, moves=tuple(moves.items()), cost=cost * sum(moves.values()))


def places(segments: Sequence[Segment], block: str) -> Iterator[int]:
    """How many blocks later a figure may stand: before the next figure, and never under a heading."""
    for segment in segments:
        firsts = {piece.block: piece for piece in reversed(segment.pieces)}
        if not block or block not in firsts or not firsts[block].figure:
            continue
        order = list(dict.fromkeys(piece.block for piece in segment.pieces))
        for later, name in enumerate(order[order.index(block) + 1:][:MOST_LATER], 1):
            if firsts[name].figure:
                return
            if not firsts[name].heading:
                yield later
