"""Galleries: rows of pictures, all of a row equally high, cut by less than a line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from rocbpress.compose.context import Context
from rocbpress.compose.pictures import TALLEST, PlacedPicture, aspect, cropped
from rocbpress.figures.images.cropping import lines_for
from rocbpress.findings.finding import Place
from rocbpress.sources.markdown.figures import Gallery, Picture

MOST_IN_ROW = 4
NARROW = 80.0  # points that each picture of a row should have
LOWEST = 4  # lines of height, below which a row is divided
_Rows = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class PlacedGallery:
    """Rows of pictures as placed, `gap` points apart; `space` below them reaches the next line of text.

    `credits` are names, each with the numbers of its pictures where there are several names.
    """

    rows: tuple[tuple[tuple[Picture, PlacedPicture], ...], ...]
    gap: float
    space: float
    credits: str


def placed_gallery(context: Context, gallery: Gallery, width: float, where: Place, *,
                   scale: float = 1.0) -> PlacedGallery:
    """The pictures in rows `width` points wide, or of this scale; narrower if too high together."""
    measures = context.layout.measures
    line, gap = measures["line"], measures["gutter"] / 2
    shapes = [aspect(each.path, where) for each in gallery.pictures]
    rows, heights = _rows(shapes, width, gap, line)
    heights = [scale * height for height in heights]
    gaps = gap * (len(rows) - 1)
    room = line * lines_for(sum(heights) + gaps, line) - gaps
    shown = min(1.0, room / sum(heights))  # of each height: all are cut a little at the foot, or none
    pictures = iter(gallery.pictures)
    placed = tuple(
        tuple(_placed(context, next(pictures), (shape * height, shown * height), where) for shape in row)
        for row, height in zip(rows, heights, strict=True))
    return PlacedGallery(placed, gap, max(0.0, round(room - sum(heights), 3)), _credits(gallery))


def _placed(context: Context, picture: Picture, size: tuple[float, float],
            where: Place) -> tuple[Picture, PlacedPicture]:
    rounded = round(size[0] - 0.0005, 3), round(size[1], 3)
    return picture, cropped(context, picture.path, rounded, where, picture.focus)


def _rows(shapes: Sequence[float], width: float, gap: float, line: float) -> tuple[_Rows, list[float]]:
    """The shapes in rows as even as can be, the first the longest, and the height of each row.

    Where a row would be too low, so many rows that the lowest is as high as can be.
    """
    most = min(MOST_IN_ROW, max(2, int((width + gap) // (NARROW + gap))))
    fewest = ceil(len(shapes) / most)
    ways = [list(_divided(shapes, count)) for count in range(fewest, len(shapes) + 1)]
    each = [(rows, _heights(rows, width, gap, line)) for rows in ways]
    return each[0] if min(each[0][1]) >= LOWEST * line else max(each, key=lambda way: min(way[1]))


def _heights(rows: _Rows, width: float, gap: float, line: float) -> list[float]:
    """How high each row is that fills the width; all are less wide where they would be too high together."""
    heights = [(width - gap * (len(row) - 1)) / sum(row) for row in rows]
    scale = min(1.0, (TALLEST * line - gap * (len(rows) - 1)) / sum(heights))
    return [scale * height for height in heights]


def _divided(shapes: Sequence[float], count: int) -> Iterator[Sequence[float]]:
    each, more = divmod(len(shapes), count)
    start = 0
    for row in range(count):
        end = start + each + (row < more)
        yield shapes[start:end]
        start = end


def _credits(gallery: Gallery) -> str:
    """Each name once, with the numbers of its pictures where there are several names or some without."""
    names: dict[str, list[str]] = {}
    for number, picture in enumerate(gallery.pictures, 1):
        names.setdefault(picture.credit, []).append(str(number))
    if len(names) == 1:
        return gallery.pictures[0].credit
    return ", ".join(f"{name} ({', '.join(numbers)})" for name, numbers in names.items() if name)
