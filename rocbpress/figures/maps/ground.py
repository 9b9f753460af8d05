"""Which country lies under each spot of a drawing: what names are placed by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil, floor

from rocbpress.figures.maps.clipping import Box
from rocbpress.figures.maps.projections import Point
from rocbpress.figures.maps.view import Shape

CELL = 2.0
SEA = ""


@dataclass(frozen=True, slots=True)
class CountryGrid:
    """A grid of cells of 2 by 2 points, each with the number of the country it is in (0 the sea)."""

    codes: tuple[str, ...]
    columns: int
    rows: tuple[bytearray, ...]

    def under(self, box: Box) -> frozenset[str]:
        """The codes of all that lies under a box; SEA is the sea."""
        first, last = max(0, floor(box[0] / CELL)), min(self.columns, ceil(box[2] / CELL))
        top, foot = max(0, floor(box[1] / CELL)), min(len(self.rows), ceil(box[3] / CELL))
        numbers: set[int] = set()
        for row in self.rows[top:foot]:
            numbers.update(row[first:last])
        return frozenset(self.codes[number] for number in numbers)

    def land_under(self, box: Box) -> int:
        """How many cells of land a box covers."""
        first, last = max(0, floor(box[0] / CELL)), min(self.columns, ceil(box[2] / CELL))
        top, foot = max(0, floor(box[1] / CELL)), min(len(self.rows), ceil(box[3] / CELL))
        return sum(last - first - row.count(0, first, last) for row in self.rows[top:foot])

    def sizes(self) -> dict[str, int]:
        """How many cells each country takes in the window."""
        counts: dict[str, int] = defaultdict(int)
        for row in self.rows:
            for number in set(row):
                counts[self.codes[number]] += row.count(number)
        counts.pop(SEA, None)
        return counts

    def cells(self, code: str) -> Iterator[Point]:
        """The middles of all cells of one country."""
        number = self.codes.index(code)
        for y, row in enumerate(self.rows):
            x = row.find(number)
            while x >= 0:
                yield (x + 0.5) * CELL, (y + 0.5) * CELL
                x = row.find(number, x + 1)


def survey(shapes: Mapping[str, Shape], width: float, height: float) -> CountryGrid:
    """The ground of a drawing; at most 255 countries can be told apart, as the world has fewer."""
    codes = (SEA, *sorted(shapes)[:255])
    columns = ceil(width / CELL)
    rows = tuple(bytearray(columns) for _ in range(ceil(height / CELL)))
    for number, code in enumerate(codes[1:], start=1):
        for y, cuts in _cuts(shapes[code], len(rows)).items():
            cuts.sort()
            for a, b in zip(cuts[::2], cuts[1::2], strict=False):
                first, last = max(0, round(a)), min(columns, round(b))
                if last > first:
                    rows[y][first:last] = bytes([number]) * (last - first)
    return CountryGrid(codes, columns, rows)


def _cuts(shape: Iterable[Iterable[Point]], count: int) -> dict[int, list[float]]:
    """Where the rings cross the middle of each row, in columns."""
    cuts: dict[int, list[float]] = defaultdict(list)
    for ring in shape:
        points = [(x / CELL, y / CELL - 0.5) for x, y in ring]
        x0, y0 = points[-1]
        for x1, y1 in points:
            low, high = (y0, y1) if y0 < y1 else (y1, y0)
            for y in range(max(0, ceil(low)), min(count, ceil(high))):
                cuts[y].append(x0 + (y - y0) / (y1 - y0) * (x1 - x0))
            x0, y0 = x1, y1
    return cuts
