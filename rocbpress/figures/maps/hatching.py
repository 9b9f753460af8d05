"""Hatching as plain lines: no pattern and no transparency, which print and PDF/A do not allow everywhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
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
    turned = [[((x + y) / sqrt(2), ((y - x) / sqrt(2) - 1e-6) / spacing) for x, y in ring] for ring in shape]
    heights = [y for ring in turned for _, y in ring]
    strokes: Shape = []
    for row, cuts in sorted(crossings(turned, range(ceil(min(heights)), ceil(max(heights)))).items()):
        level = row * spacing + 1e-6
        for a, b in zip(cuts[::2], cuts[1::2], strict=False):
            if b - a > 0.4:
                strokes.append([_back(a, level), _back(b, level)])
    return strokes


def crossings(shape: Iterable[Iterable[Point]], rows: range) -> dict[int, list[float]]:
    """Where the rings cross each horizontal line y = row, from left to right."""
    found: dict[int, list[float]] = defaultdict(list)
    for ring in shape:
        points = list(ring)
        x0, y0 = points[-1]
        for x1, y1 in points:
            low, high = (y0, y1) if y0 < y1 else (y1, y0)
            for y in range(max(rows.start, ceil(low)), min(rows.stop, ceil(high))):
                found[y].append(x0 + (y - y0) / (y1 - y0) * (x1 - x0))
            x0, y0 = x1, y1
    return {row: sorted(cuts) for row, cuts in found.items()}


def _back(x: float, y: float) -> Point:
    return (x - y) / sqrt(2), (x + y) / sqrt(2)
