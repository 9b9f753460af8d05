"""The outlines of countries in degrees, decoded once from the vendored TopoJSON."""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain
from math import ceil, cos, log2, radians
from pathlib import Path

from rocbpress.figures.maps.clipping import Box, area, bounds
from rocbpress.figures.maps.countries import countries
from rocbpress.figures.maps.divisions import Arcs, Rings, arc_of, divide
from rocbpress.figures.maps.projections import Point

GEOMETRY = Path(__file__).with_name("geometry") / "countries-50m.json"
KEPT = Path(__file__).with_name("thinned.bin")  # of the thinning that `thinning` does
# Features without a number of ISO 3166; the rest of the name is ours.
UNNUMBERED = {"Kosovo": "XKX", "Somaliland": "x-somaliland", "N. Cyprus": "x-northern-cyprus",
              "Siachen Glacier": "x-siachen", "Indian Ocean Ter.": "CXR"}
# The thinning that is exact enough to ask how large a country is and where it lies.
SURVEY = 5
TOLERANCE = 0.4
STEPS = range(10)


@dataclass(frozen=True, slots=True)
class Ring:
    """A closed line of (longitude, latitude), without jumps: longitudes run on past 180.

    `bounds` are west, south, east, north; `area` is in square degrees at the equator.
    """

    points: tuple[Point, ...]
    bounds: Box
    area: float


@dataclass(frozen=True, slots=True)
class Extent:
    """What is known of a country before its outline is drawn: all its rings' bounds, the greatest's area.

    Bounds are west, south, east, north in degrees, the area in square degrees at the equator.
    """

    bounds: tuple[Box, ...]
    greatest: float


@cache
def extents() -> dict[str, Extent]:
    """The extent of each country that the geometry has, by alpha-3 code (or `x-…` for areas without one)."""
    arcs, rings_of = topology()
    extents = {}
    for code, numbers in rings_of.items():
        rings = [_joined(arc_of(arcs, number) for number in ring) for ring in numbers]
        extents[code] = Extent(tuple(ring.bounds for ring in rings), max(ring.area for ring in rings))
    return extents


@cache
def outline(code: str, step: int) -> tuple[Ring, ...]:
    """The rings of a country, thinned to 2**-step degrees; none where the geometry has none.

    Lines that two countries share are thinned alike, so neighbours stay flush. Holes are rings too:
    fill with the even-odd rule.
    """
    return tuple(_joined(_arc(number, step) for number in ring) for ring in topology()[1].get(code, ()))


@cache
def largest(code: str) -> Ring | None:
    """The greatest of a country's rings; None where the geometry has none."""
    return max(outline(code, SURVEY), key=lambda ring: ring.area, default=None)


@cache
def neighbours(code: str) -> frozenset[str]:
    """The codes of all that share a border with a country."""
    _, rings_of = topology()
    own = {number for ring in rings_of.get(code, ()) for number in ring}
    own |= {~number for number in own}
    return frozenset(other for other, rings in rings_of.items()
                     if other != code and not own.isdisjoint(chain.from_iterable(rings)))


def step_for(points_per_degree: float) -> int:
    """The thinning that leaves no error above TOLERANCE points at this scale."""
    return min(STEPS[-1], max(STEPS[0], ceil(log2(points_per_degree / TOLERANCE))))


@cache
def topology() -> tuple[Arcs, Rings]:
    """All arcs, and the rings of each country as numbers of arcs."""
    data = json.loads(GEOMETRY.read_bytes())
    (sx, sy), (tx, ty) = data["transform"]["scale"], data["transform"]["translate"]
    arcs = [
        tuple((x * sx + tx, y * sy + ty) for x, y in accumulate(arc, lambda a, b: (a[0] + b[0], a[1] + b[1])))
        for arc in data["arcs"]]
    codes = {c.numeric: c.code for c in countries() if c.numeric}
    rings: Rings = {}
    for shape in data["objects"]["countries"]["geometries"]:
        code = codes[shape["id"]] if shape.get("id") else UNNUMBERED[shape["properties"]["name"]]
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        rings.setdefault(code, []).extend(ring for polygon in polygons for ring in polygon)
    divide(arcs, rings)
    return arcs, rings


@cache
def _thinned(number: int, step: int) -> Sequence[Point]:
    """An arc with fewer points, nowhere further than 2**-step degrees off; both ends stay."""
    points = zip(topology()[0][number], _kept()[number], strict=True)
    return [point for point, steps in points if steps >> step & 1]


@cache
def _kept() -> list[array[int]]:
    """Of each point of each arc, the steps that keep it."""
    kept, start, parts = array("H", zlib.decompress(KEPT.read_bytes())), 0, []
    if sys.byteorder == "big":
        kept.byteswap()
    for arc in topology()[0]:
        parts.append(kept[start:start + len(arc)])
        start += len(arc)
    return parts


def _arc(number: int, step: int) -> Sequence[Point]:
    return _thinned(number, step) if number >= 0 else _thinned(~number, step)[::-1]


def _joined(arcs: Iterable[Sequence[Point]]) -> Ring:
    points: list[Point] = []
    for arc in arcs:
        points.extend(arc[1:] if points else arc)
    points = _unrolled(points)
    box = bounds(points)
    return Ring(tuple(points), box, area(points) * cos(radians((box[1] + box[3]) / 2)))


def _unrolled(points: Sequence[Point]) -> list[Point]:
    """Take the jumps at the antimeridian out; close a ring about the pole along the pole."""
    meridians = [x for x, _ in points]
    if max(meridians) - min(meridians) <= 180:
        return list(points)
    turned = [points[0]]
    for x, y in points[1:]:
        shift = round((turned[-1][0] - x) / 360) * 360
        turned.append((x + shift, y))
    if abs(turned[-1][0] - turned[0][0]) > 180:
        turned += [(turned[-1][0], -90.0), (turned[0][0], -90.0), turned[0]]
    return turned
