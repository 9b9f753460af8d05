"""Hatching as plain lines: no pattern and no transparency, which print and PDF/A do not allow everywhere."""

from collections import defaultdict
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
    strokes: Shape = []
    for level, cuts in sorted(crossings(turned, spacing, 1e-6).items()):
        for a, b in zip(cuts[::2], cuts[1::2], strict=False):
            if b - a > 0.4:
                strokes.append([_back(a, level), _back(b, level)])
    return strokes


def crossings(shape: Shape, spacing: float = 1, offset: float = 0) -> dict[float, list[float]]:
    """Where the rings cross horizontal lines, from left to right, by the y of the line.

    The lines are `spacing` apart, the first of them at `offset`; there are as many as are crossed.
    """
    found: dict[float, list[float]] = defaultdict(list)
    for ring in shape:
        x0, y0 = ring[-1]
        for x1, y1 in ring:
            low, high = (y0, y1) if y0 < y1 else (y1, y0)
            for row in range(ceil((low - offset) / spacing), ceil((high - offset) / spacing)):
                level = row * spacing + offset
                found[level].append(x0 + (level - y0) / (y1 - y0) * (x1 - x0))
            x0, y0 = x1, y1
    return {level: sorted(cuts) for level, cuts in found.items()}


def _back(x: float, y: float) -> Point:
    return (x - y) / sqrt(2), (x + y) / sqrt(2)
