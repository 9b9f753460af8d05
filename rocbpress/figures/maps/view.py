"""A window on the projected world: what lies in it, in points from its top left corner."""

from bisect import bisect
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import asin, ceil, cos, degrees, floor, hypot, radians, sin, sqrt

from rocbpress.figures.maps.clipping import Box, area, clip, clip_circle, clip_line
from rocbpress.figures.maps.outlines import Ring, extents, outline, step_for
from rocbpress.figures.maps.projections import Azimuthal, Point, Projection

Shape = list[list[Point]]
# Beyond 120 degrees from its centre an azimuthal map shows shapes that nobody recognises.
HORIZON = 2 * sin(radians(60))
SPECK = 0.5


@dataclass(frozen=True, slots=True)
class View:
    """A window of `width` by `height` points; (`x`, `y`) is where the projection has its origin.

    `scale` is in points per degree of a great circle at the origin.
    """

    projection: Projection
    scale: float
    x: float
    y: float
    width: float
    height: float

    def at(self, latitude: float, longitude: float) -> Point:
        """Where a place given in degrees lies; it may be outside of the window."""
        if self.projection.cyclic:
            longitude -= round((longitude - self.projection.longitude) / 360) * 360
        x, y = self.projection.transform()(longitude, latitude)
        k = degrees(self.scale)
        return self.x + k * x, self.y + k * y

    def holds(self, point: Point, *, margin: float = 0) -> bool:
        """Whether a point is in the window, at least `margin` from its edges."""
        return (margin <= point[0] <= self.width - margin
                and margin <= point[1] <= self.height - margin)


@lru_cache(maxsize=64)
def lands(view: View) -> dict[str, Shape]:
    """The rings of each country that can be seen, cut to the window; specks are left out."""
    seen, step, shapes = _seen(view), step_for(view.scale), {}
    for code, known in extents().items():
        if any(_turns(bounds, seen) for bounds in known.bounds):
            # Both projections keep areas; what is left is measured to the letter when it is cut.
            rings = (ring for ring in outline(code, step)
                     if ring.area * view.scale ** 2 > SPECK / 2 and _turns(ring.bounds, seen))
            if shape := [part for ring in rings for part in _cut(view, ring)]:
                shapes[code] = shape
    return shapes


def extent(view: View, code: str) -> float:
    """The area in square points that the greatest island of a country takes at this scale."""
    known = extents().get(code)
    return known.greatest * view.scale ** 2 if known else 0.0


def graticule(view: View, *, every: float) -> Shape:
    """Meridians and parallels, `every` so many degrees."""
    west, south, east, north = _seen(view)
    south, north = max(south, -80), min(north, 85)
    lines: Shape = []
    for i in range(ceil(west / every), ceil(min(east, west + 359.99) / every)):
        lines += _line(view, [(i * every, latitude) for latitude in _steps(view, south, north)])
    for i in range(ceil(max(south, -75) / every), floor(min(north, 80) / every) + 1):
        lines += _line(view, [(longitude, i * every) for longitude in _steps(view, west, east)])
    return lines


def _steps(view: View, first: float, last: float) -> list[float]:
    """Degrees from first to last, so close that no chord leaves its arc by 0.1 points at 60 degrees."""
    count = ceil((last - first) / min(4.0, sqrt(26 / view.scale)))
    return [first + (last - first) * i / count for i in range(count + 1)]


def _seen(view: View) -> Box:
    """The degrees that the window shows at most; longitudes about the middle one, all of them at a pole."""
    longitude = view.projection.longitude
    everywhere = (longitude - 179.98, -90.0, longitude + 179.98, 90.0)
    if not isinstance(view.projection, Azimuthal):
        return _seen_flat(view)
    corner = max(hypot(x - view.x, y - view.y) for x in (0, view.width) for y in (0, view.height))
    reach = degrees(2 * asin(min(1.0, corner / degrees(view.scale) / 2))) + 1
    latitude = view.projection.latitude
    south, north = max(latitude - reach, -90.0), min(latitude + reach, 90.0)
    if abs(latitude) + reach >= 90:
        return everywhere[0], south, everywhere[2], north
    span = degrees(asin(min(1.0, sin(radians(reach)) / cos(radians(latitude)))))
    return longitude - span, south, longitude + span, north


def _seen_flat(view: View) -> Box:
    """The same where parallels are straight and meridians draw together towards the poles."""
    centre, k, project = view.projection.longitude, degrees(view.scale), view.projection.transform()
    lowest, highest = (bisect(range(-900, 901), edge, key=lambda tenth: -project(centre, tenth / 10)[1])
                       for edge in ((view.y - view.height) / k, view.y / k))
    south, north = max(lowest - 902, -900) / 10, min(highest - 899, 900) / 10
    spans = [project(centre + 1, latitude)[0] for latitude in (south, north, min(max(south, 0), north))]
    west = min(-view.x / k / span for span in spans)
    east = max((view.width - view.x) / k / span for span in spans)
    return centre + max(west - 1, -179.98), south, centre + min(east + 1, 179.98), north


def _turns(bounds: Box, seen: Box) -> list[int]:
    """By how many degrees to turn a ring of these bounds so that it may be seen; empty where it cannot."""
    west, south, east, north = bounds
    if south > seen[3] or north < seen[1]:
        return []
    return [turn for turn in (-720, -360, 0, 360, 720) if west + turn < seen[2] and east + turn > seen[0]]


def _cut(view: View, ring: Ring) -> Shape:
    k, dx, dy = degrees(view.scale), view.x, view.y
    window: Box = (0, 0, view.width, view.height)
    shape = []
    for part in _projected(view.projection, ring):
        cut = clip([(dx + k * x, dy + k * y) for x, y in part], window)
        if len(cut) > 2 and area(cut) >= SPECK:
            shape.append(cut)
    return shape


def _projected(projection: Projection, ring: Ring) -> Shape:
    project = projection.transform()
    if not projection.cyclic:
        return [clip_circle([project(*point) for point in ring.points], HORIZON)]
    centre, parts = projection.longitude, []
    for turn in _turns(ring.bounds, (centre - 180, -90, centre + 180, 90)):
        part = clip([(x + turn, y) for x, y in ring.points], (centre - 180, -91, centre + 180, 91))
        parts.append([project(*point) for point in part])
    return parts


def _line(view: View, places: list[Point]) -> Shape:
    """One line of the graticule, broken where it leaves the projection's good half."""
    window: Box = (0, 0, view.width, view.height)
    limit = degrees(view.scale) * HORIZON
    points = [view.at(latitude, longitude) for longitude, latitude in places]
    pieces: Shape = []
    for a, b in pairwise(points):
        far = not view.projection.cyclic and max(hypot(p[0] - view.x, p[1] - view.y) for p in (a, b)) > limit
        if far or hypot(a[0] - b[0], a[1] - b[1]) > 60:
            pieces.append([])
            continue
        if not pieces or not pieces[-1]:
            pieces.append([a])
        pieces[-1].append(b)
    return [cut for piece in pieces if piece for cut in clip_line(piece, window)]
