"""Hatching as plain lines: no pattern and no transparency, which print and PDF/A dislike."""

from __future__ import annotations

from math import ceil, sqrt

from rocbpress.figures.maps.clipping import area
from rocbpress.figures.maps.projections import Point
from rocbpress.figures.maps.view import Shape

# The strokes are so many points apart, and nearer in shapes of less than so many square points.
WIDE, NARROW, LITTLE = 2.4, 1.6, 40.0


def hatch(shape: Shape) -> Shape:
    """Strokes at 45 degrees across a shape, by the even-odd rule.

    The strokes of neighbouring shapes are in line, as all are counted from the origin.
    """
    spacing = WIDE if sum(map(area, shape)) >= LITTLE else NARROW
    turned = [[((x + y) / sqrt(2), (y - x) / sqrt(2)) for x, y in ring] for ring in shape]
    low = min(y for ring in turned for _, y in ring)
    high = max(y for ring in turned for _, y in ring)
    strokes: Shape = []
    for row in range(ceil(low / spacing), ceil(high / spacing)):
        level = row * spacing + 1e-6
        cuts = sorted(crossings(turned, level))
        for a, b in zip(cuts[::2], cuts[1::2], strict=False):
            if b - a > 0.4:
                strokes.append([_back(a, level), _back(b, level)])
    return strokes


def crossings(shape: Shape, level: float) -> list[float]:
    """Where the rings cross the horizontal line y = `level`, in no order."""
    cuts = []
    for ring in shape:
        x0, y0 = ring[-1]
        for x1, y1 in ring:
            if (y0 > level) != (y1 > level):
                cuts.append(x0 + (level - y0) / (y1 - y0) * (x1 - x0))
            x0, y0 = x1, y1
    return cuts


def _back(x: float, y: float) -> Point:
    return (x - y) / sqrt(2), (x + y) / sqrt(2)
