"""Names on a map: each on land of one tone, clear of each other and of the edges."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import hypot

from rocbpress.figures.maps.clipping import Box, overlap
from rocbpress.figures.maps.country_grid import SEA, CountryGrid
from rocbpress.figures.maps.drawing import Anchor, Kind, MapLabel
from rocbpress.figures.maps.projections import Point

# Widths in ems of a humanist sans at text weight, on the safe side: 'x' and all others 0.54.
_NARROW, _WIDE = frozenset("ijl.,:;’'|!fIrt ()-"), frozenset("mwMW@%")
AWAY = (16.0, 28.0, 44.0)  # points from a land to the name that a line leads from, the best first
_BEARINGS = ((1, 0), (-1, 0), (0, 1), (0, -1), (0.8, 0.8), (-0.8, 0.8), (0.8, -0.8), (-0.8, -0.8))
SIZES: dict[Kind, float] = {"venue": 10, "city": 10, "country": 8.5, "home": 8.5}


@lru_cache(maxsize=512)
def text_width(text: str, size: float) -> float:
    """About how wide a line is set at `size` points; a little too wide rather than too narrow."""
    ems = sum(0.32 if c in _NARROW else 0.88 if c in _WIDE else 0.64 if c.isupper() else 0.54 for c in text)
    return ems * size


@dataclass(slots=True)
class LabelPlacer:
    """The names set so far on a map, and the boxes that they and the `symbols` take.

    No name comes within `margin` points of an edge. `dark` are the codes of land that is filled dark:
    names are wholly on it or wholly off it. With `leads` no country's name is on other land than its own,
    and a line, of which `lines` are the ends, leads to it from the sea.
    """

    grid: CountryGrid
    margin: float
    dark: frozenset[str] = frozenset()
    leads: bool = False
    symbols: list[Box] = field(default_factory=list)
    names: list[Box] = field(default_factory=list)
    marks: list[MapLabel] = field(default_factory=list)
    lines: list[tuple[Point, Point]] = field(default_factory=list)

    def by_symbol(self, at: Point, text: str, kind: Kind, *, radius: float, own: str = "") -> bool:
        """Set a name beside the symbol of its place; False where there is no room on any side.

        `own` is the code of the land whose name it is.
        """
        chosen: tuple[float, MapLabel, Box] | None = None
        for rank, (x, y, anchor) in enumerate(_sides(at, radius)):
            box = self._box(x, y, text, kind, anchor)
            under = self.grid.under(box)
            if not self._free(box) or (under & self.dark and not under <= self.dark):
                continue
            if own and self.leads and not under <= {own, SEA}:
                continue
            cost = rank + 3.0 * (len(under) - 1)
            if chosen is None or cost < chosen[0]:
                leader = at if own and self.leads else None
                chosen = cost, MapLabel(x, y, text, kind, anchor, bool(under & self.dark), leader), box
        if chosen:
            self.marks.append(chosen[1])
            self.names.append(chosen[2])
        return chosen is not None

    def in_land(self, code: str, text: str, kind: Kind, *, offshore: bool) -> bool:
        """Set a name in the middle of its land, or else (if `offshore`) in the sea at its coast."""
        cells = list(self.grid.cells(code))[::5]
        if self.leads and not any(self._fits(at, text, kind, frozenset({code})) for at in cells):
            return offshore and any(self._led(code, cells, text, kind, away) for away in AWAY)
        inside = [at for at in cells if self._fits(at, text, kind, frozenset({code}))]
        outside = list(self._off_coast(cells, text, kind)) if offshore and not inside else []
        spot = _middle(inside) or _middle(outside, cells)
        if spot:
            box = self._box(*spot, text, kind, "middle")
            dark = bool(self.grid.under(box) & self.dark)
            self.marks.append(MapLabel(round(spot[0], 1), round(spot[1], 1), text, kind, "middle", dark))
            self.names.append(box)
        return spot is not None

    def _led(self, code: str, cells: Sequence[Point], text: str, kind: Kind, away: float) -> bool:
        """Set a name in the sea, `away` from its land, with a line to it."""
        best: tuple[float, Point, Point, Point] | None = None
        half, middle = text_width(text, SIZES[kind]) / 2, _middle(cells)
        for x, y in cells[::2]:
            inland = 0.2 * hypot(x - middle[0], y - middle[1]) if middle else 0.0
            for across, down in _BEARINGS:
                spot = x + across * (away + half), y + down * away
                start = x + across * (away - 2), y + down * (away - SIZES[kind] * 0.7)
                if (best is None or inland < best[0]) and self._fits(spot, text, kind, frozenset({SEA})) \
                        and self._leads_home(start, (x, y), code):
                    best = inland, spot, start, (x, y)
        if best:
            _, spot, start, end = best
            x, y = round(spot[0], 1), round(spot[1], 1)
            self.marks.append(MapLabel(x, y, text, kind, "middle", leader=end))
            self.names.append(self._box(*spot, text, kind, "middle"))
            self.lines.append((start, end))
        return best is not None

    def _leads_home(self, start: Point, end: Point, code: str) -> bool:
        """Whether a line crosses nothing but the sea and the land it leads to."""
        for step in range(1, 9):
            x, y = (a + (b - a) * step / 8 for a, b in zip(start, end, strict=True))
            spot = x, y, x + 0.1, y + 0.1
            if not self.grid.under(spot) <= {SEA, code}:
                return False
            if any(overlap(_grown(spot, 1), other) for other in (*self.names, *self.symbols)):
                return False
        return True

    def _off_coast(self, cells: Sequence[Point], text: str, kind: Kind) -> Iterator[Point]:
        half = text_width(text, SIZES[kind]) / 2 + 8
        for x, y in cells[::3]:
            for dx, dy in ((half, 0), (-half, 0), (0, 14), (0, -14), (half, 12), (-half, 12)):
                if self._fits((x + dx, y + dy), text, kind, frozenset({SEA})):
                    yield x + dx, y + dy

    def _fits(self, at: Point, text: str, kind: Kind, allowed: frozenset[str]) -> bool:
        box = self._box(*at, text, kind, "middle")
        return self._free(box) and self.grid.under(_grown(box, 1.5)) <= allowed

    def _box(self, x: float, y: float, text: str, kind: Kind, anchor: Anchor) -> Box:
        wide = text_width(text, SIZES[kind])
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        return left, y - SIZES[kind] * 0.6, left + wide, y + SIZES[kind] * 0.6

    def _free(self, box: Box) -> bool:
        view, margin = self.grid.view, self.margin
        return (view.holds((box[0], box[1]), margin=margin) and view.holds((box[2], box[3]), margin=margin)
                and not any(overlap(_grown(box, 2), other) for other in self.symbols)
                and not any(overlap(_grown(box, 3, 8), other) for other in self.names))


def _sides(at: Point, radius: float) -> tuple[tuple[float, float, Anchor], ...]:
    """Places for a name around a symbol, the best first."""
    x, y = round(at[0], 1), round(at[1], 1)
    gap = radius + 4
    side, line = gap - 1, gap + 5
    return ((x + gap, y, "start"), (x - gap, y, "end"), (x, y - line, "middle"), (x, y + line, "middle"),
            (x + side, y - gap, "start"), (x + side, y + gap, "start"),
            (x - side, y - gap, "end"), (x - side, y + gap, "end"))


def _middle(spots: Sequence[Point], about: Sequence[Point] = ()) -> Point | None:
    """The spot nearest to the middle of `about` (or of the spots themselves)."""
    if not spots:
        return None
    among = about or spots
    x, y = sum(p[0] for p in among) / len(among), sum(p[1] for p in among) / len(among)
    return min(spots, key=lambda p: (p[0] - x) ** 2 + (p[1] - y) ** 2)


def _grown(box: Box, by: float, sideways: float = 0) -> Box:
    wide = sideways or by
    return box[0] - wide, box[1] - by, box[2] + wide, box[3] + by
