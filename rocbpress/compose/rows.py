"""Pictures side by side: equally high where their shapes allow it, their tops in line."""

from collections.abc import Iterable, Iterator, Sequence

from rocbpress.compose.context import Context
from rocbpress.compose.pictures import (
    TALLEST,
    PlacedPicture,
    aspect,
    cropped,
    figure_picture,
    keeps_whole,
    on_lines,
)
from rocbpress.findings.finding import Place
from rocbpress.sources.manuscript import Block
from rocbpress.sources.markdown.figures import Picture

NARROWEST = 98.0  # points that a caption needs
LEAST = 0.7  # and the share of an equal part that will do where even those are narrow


def in_rows(blocks: Iterable[Block]) -> Iterator[tuple[Block, ...]]:
    """The blocks one by one, but the pictures of one paragraph together."""
    row: list[Block] = []
    for block in blocks:
        row.append(block)
        if not isinstance(block.spec, Picture) or len(row) >= block.spec.row:
            yield tuple(row)
            row = []
    if row:
        yield tuple(row)


def lines_of(pictures: Sequence[Block], width: float, gutter: float) -> Iterator[tuple[Block, ...]]:
    """As many pictures to a line as have room, lines as even as can be."""
    most = max(1, int((width + gutter) // (NARROWEST + gutter)))
    count = -(-len(pictures) // most)
    for line in range(count):
        yield tuple(pictures[line * len(pictures) // count:(line + 1) * len(pictures) // count])


def beside(context: Context, pictures: Sequence[tuple[Picture, Place]],
           width: float) -> tuple[PlacedPicture, ...]:
    """The pictures of a line that is `width` points wide: their shares go by their shapes.

    Their height is the same for all, and what follows stands on the grid. Where a caption would have no
    room, all are equally wide, each with its height.
    """
    line, gutter = context.layout.measures["line"], context.layout.measures["gutter"]
    room = width - gutter * (len(pictures) - 1)
    aspects = [aspect(spec.path, where) for spec, where in pictures]
    widths = [round(room * aspect / sum(aspects), 2) for aspect in aspects]
    equal = room / len(pictures)
    if min(widths) < min(NARROWEST, LEAST * equal):
        return tuple(figure_picture(context, spec.path, equal, where, focus=spec.focus)
                     for spec, where in pictures)
    if keeps_whole(context.layout):
        height = min(room / sum(aspects), line * TALLEST)
        return tuple(on_lines(context, spec.path, (round(shape * height, 2), height), where, spec.focus)
                     for (spec, where), shape in zip(pictures, aspects, strict=True))
    height = line * min(max(round(room / sum(aspects) / line), 2), TALLEST)
    return tuple(cropped(context, spec.path, (wide, height), where)
                 for (spec, where), wide in zip(pictures, widths, strict=True))
