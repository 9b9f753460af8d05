"""A window on the projected world: what lies in it, in points from its top left corner."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import asin, cos, degrees, hypot, radians, sin

from rocbpress.maps.clipping import Box, area, clip, clip_circle, clip_line
from rocbpress.maps.outlines import Ring, outlines, step_for
from rocbpress.maps.projections import Azimuthal, Point, Projection

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
    seen = {}
    for code, rings in outlines(step_for(view.scale)).items():
        shape = [part for ring in rings if _may_show(view, ring) for part in _cut(view, ring)]
        if shape:
            seen[code] = shape
    return seen


@lru_cache(maxsize=512)
def extent(view: View, code: str) -> float:
    """The area in square points that the greatest island of a country takes at this scale."""
    rings = outlines(step_for(view.scale)).get(code, ())
    return max((ring.area for ring in rings), default=0.0) * view.scale ** 2


def graticule(view: View, *, every: float) -> Shape:
    """Meridians and parallels, `every` so many degrees."""
    fine = max(0.5, min(2.0, 4 / view.scale))
    turns = [i * fine for i in range(int(-180 / fine), int(180 / fine) + 1)]
    heights = [i * fine for i in range(int(-80 / fine), int(85 / fine) + 1)]
    lines: Shape = []
    for i in range(int(-180 / every), int(180 / every)):
        lines += _line(view, [(i * every, latitude) for latitude in heights])
    centre = view.projection.longitude
    for i in range(int(-75 / every), int(80 / every) + 1):
        lines += _line(view, [(centre + turn * 0.9999, i * every) for turn in turns])
    return lines


def _may_show(view: View, ring: Ring) -> bool:
    """Whether the cap that the window covers reaches into the ring's bounds."""
    if not isinstance(view.projection, Azimuthal):
        return True
    corner = max(hypot(x - view.x, y - view.y) for x in (0, view.width) for y in (0, view.height))
    reach = degrees(2 * asin(min(1.0, corner / degrees(view.scale) / 2))) + 1
    latitude = view.projection.latitude
    if ring.south > latitude + reach or ring.north < latitude - reach:
        return False
    if abs(latitude) + reach >= 90:
        return True
    span = degrees(asin(min(1.0, sin(radians(reach)) / cos(radians(latitude)))))
    return _turns(ring, view.projection.longitude, span) != []


def _turns(ring: Ring, longitude: float, span: float) -> list[int]:
    """By how many degrees to turn a ring so that it comes within `span` of a meridian."""
    return [turn for turn in (-720, -360, 0, 360, 720)
            if ring.west + turn < longitude + span and ring.east + turn > longitude - span]


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
    for turn in _turns(ring, centre, 180):
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
