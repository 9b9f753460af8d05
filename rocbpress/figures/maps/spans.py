"""How far countries reach, in degrees: west, south, east, north."""

from collections.abc import Iterable
from math import hypot

from rocbpress.figures.maps.clipping import Box
from rocbpress.figures.maps.outlines import SURVEY, largest, outline
from rocbpress.figures.maps.projections import Point

# Parts of a country this many degrees apart belong to one picture.
NEAR = 8.0


def main_part(code: str, otherwise: Point) -> Box:
    """The span of a country's main island and what lies near it; that of a point where it has none.

    Far islands and specks are left out; longitudes may run past 180.
    """
    main = largest(code)
    if main is None:
        return *otherwise, *otherwise
    span = main.bounds
    for ring in sorted(outline(code, SURVEY), key=lambda ring: -ring.area):
        other = _turned(ring.bounds, 360 * round((span[0] - ring.bounds[0]) / 360))
        if ring.area >= 0.005 * main.area and _gap(span, other) <= NEAR:
            span = _joined((span, other))
    return span


def united(span: Box, longitude: float, latitude: float) -> Box:
    """The span and a place, taken round the world to its nearer side."""
    longitude += 360 * round(((span[0] + span[2]) / 2 - longitude) / 360)
    return _joined((span, (longitude, latitude, longitude, latitude)))


def narrowest(spans: Iterable[Box]) -> Box:
    """The least span about several, across the antimeridian where that is less; one at least."""
    all_spans = list(spans)
    ways = [_joined(_turned(span, (span[0] - west) % 360 + west - span[0]) for span in all_spans)
            for west in {span[0] for span in all_spans}]
    return min(ways, key=lambda span: (span[2] - span[0], span))


def _turned(span: Box, turn: float) -> Box:
    return span[0] + turn, span[1], span[2] + turn, span[3]


def _joined(spans: Iterable[Box]) -> Box:
    west, south, east, north = zip(*spans, strict=True)
    return min(west), min(south), max(east), max(north)


def _gap(a: Box, b: Box) -> float:
    return hypot(max(b[0] - a[2], a[0] - b[2], 0), max(b[1] - a[3], a[1] - b[3], 0))
