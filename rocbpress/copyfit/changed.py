"""Texts as they are where figures are smaller, stand elsewhere or in a column, or lines are shorter."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from math import ceil
from operator import attrgetter, itemgetter
from typing import TypeVar

from rocbpress.copyfit.breaker import Piece, Segment
from rocbpress.figures.images.cropping import lines_for

T = TypeVar("T")

_LAST_LINE = 0.5  # of the measure is empty


def scaled(segments: Iterable[Segment], scale: float, block: str = "") -> tuple[Segment, ...]:
    """The same with figures whose pictures are scaled, to whole lines; of one block or of all.

    What was scaled before has then this scale, not both.
    """
    def resized(piece: Piece) -> Piece:
        high = float(lines_for(piece.uncut * scale, 1))
        less = piece.picture - high
        return replace(piece, height=piece.height - less, room=piece.room - less,
                       advance=piece.advance - less, picture=high)

    if scale == 1:
        return tuple(segments)
    return tuple(Segment(each.columns, tuple(
        resized(piece) if piece.figure and piece.picture and (not block or piece.block == block) else piece
        for piece in each.pieces)) for each in segments)


def columned(segments: Sequence[Segment], block: str) -> tuple[Segment, ...]:
    """The same with a picture that is set across the columns in one of them instead."""
    columns = max(each.columns for each in segments)

    def resized(piece: Piece) -> Piece:
        high = float(lines_for(piece.uncut / piece.width, 1))
        less = piece.picture - high
        return replace(piece, height=piece.height - less, room=piece.room - less,
                       advance=piece.advance - less, picture=high, uncut=piece.uncut / piece.width, width=1.0)

    blocks = [(columns, tuple(map(resized, pieces))) if pieces[0].block == block and pieces[0].width else
              (across, pieces) for across, pieces in by_block(segments)]
    return _joined(blocks)


def _joined(blocks: Iterable[tuple[int, tuple[Piece, ...]]]) -> tuple[Segment, ...]:
    return tuple(Segment(columns, tuple(piece for _, pieces in run for piece in pieces))
                 for columns, run in groupby(blocks, key=itemgetter(0)))


def narrowed(segments: Iterable[Segment], measure: float) -> tuple[Segment, ...]:
    """The same with paragraphs of as many lines as they have at this share of their measure, or about so."""
    def lines(run: Sequence[Piece]) -> Iterator[Piece]:
        more = ceil((len(run) - _LAST_LINE) / measure) - len(run) if run[0].paragraph else 0
        yield from (replace(run[0], advance=run[0].height) for _ in range(more))
        yield from run

    return tuple(Segment(each.columns, tuple(
        piece for _, run in groupby(each.pieces, key=attrgetter("paragraph")) for piece in lines(tuple(run))))
        for each in segments) if measure < 1 else tuple(segments)


def moved(segments: Iterable[Segment], block: str, later: int) -> tuple[Segment, ...]:
    """The same with a block so many blocks later, or earlier, be it in its columns or across them."""
    blocks = list(by_block(segments))
    names = [pieces[0].block for _, pieces in blocks]
    return _joined(shifted(blocks, names, block, later))


def by_block(segments: Iterable[Segment]) -> Iterator[tuple[int, tuple[Piece, ...]]]:
    """The pieces of one block after the other, with the number of columns that it is set in."""
    for each in segments:
        for _, run in groupby(each.pieces, key=attrgetter("block")):
            yield each.columns, tuple(run)


def shifted(values: list[T], names: Sequence[str], name: str, later: int) -> list[T]:
    """The values with the one of that name so many places later, or earlier; as they are without it."""
    if name not in names:
        return values
    at = names.index(name)
    rest = [*values[:at], *values[at + 1:]]
    return [*rest[:at + later], values[at], *rest[at + later:]]
