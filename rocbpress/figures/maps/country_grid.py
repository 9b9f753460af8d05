"""Which country is under each spot of a map, so that names can be placed."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor

from rocbpress.figures.maps.clipping import Box
from rocbpress.figures.maps.hatching import crossings
from rocbpress.figures.maps.projections import Point
from rocbpress.figures.maps.view import View, lands

CELL = 2.0
SEA = ""


@dataclass(frozen=True, slots=True)
class CountryGrid:
    """A window in cells of 2 by 2 points, each with the number of the country it is in (0 the sea)."""

    view: View
    codes: tuple[str, ...]
    rows: tuple[bytes, ...]

    def under(self, box: Box) -> frozenset[str]:
        """The codes of all that is under a box; SEA is the sea."""
        return frozenset(self.codes[number] for number in set().union(*self._part(box)))

    def land_under(self, box: Box) -> int:
        """How many cells of land a box covers."""
        return sum(len(row) - row.count(0) for row in self._part(box))

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

    def _part(self, box: Box) -> Iterator[bytes]:
        first, last = max(0, floor(box[0] / CELL)), max(0, ceil(box[2] / CELL))
        for row in self.rows[max(0, floor(box[1] / CELL)):max(0, ceil(box[3] / CELL))]:
            yield row[first:last]


@lru_cache(maxsize=16)
def country_grid(view: View, without: frozenset[str] = frozenset()) -> CountryGrid:
    """The grid of a view, some countries left out; at most 255 can be told apart, as the world has fewer."""
    shapes = {code: shape for code, shape in lands(view).items() if code not in without}
    codes = (SEA, *sorted(shapes)[:255])
    columns = ceil(view.width / CELL)
    rows = tuple(bytearray(columns) for _ in range(ceil(view.height / CELL)))
    for number, code in enumerate(codes[1:], start=1):
        scaled = [[(x / CELL, y / CELL - 0.5) for x, y in ring] for ring in shapes[code]]
        for y, cuts in crossings(scaled).items():
            row = rows[int(y)]
            for a, b in zip(cuts[::2], cuts[1::2], strict=False):
                first, last = max(0, round(a)), min(columns, round(b))
                if last > first:
                    row[first:last] = bytes([number]) * (last - first)
    return CountryGrid(view, codes, tuple(map(bytes, rows)))
