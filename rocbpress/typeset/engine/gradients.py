"""Gradients of drawings that repeat more finely than anyone could see: drawn in their average colour.

CSS Images 4, 3.6.2, allows that; WeasyPrint would go on repeating them for ever.
"""

from collections.abc import Callable, Sequence
from math import hypot
from typing import Any, Protocol, TypeAlias

from weasyprint.images import gradient_average_color

MOST = 2_000  # stops of a gradient, once it is repeated: more than a page has pixels across

Colours: TypeAlias = list[Any]
Spread = tuple[list[float], Colours, tuple[float, ...]]
"""Positions, colours (WeasyPrint's own) and coordinates of the shading."""


class _Matrix(Protocol):
    determinant: float
    invert: "_Matrix"

    def transform_point(self, x: float, y: float) -> tuple[float, float]: ...


def bounded_linear(spread_gradient: Callable[..., Spread]) -> Callable[..., Spread]:
    """WeasyPrint's function that repeats the stops of a linear gradient over a box."""
    def spread_linear_gradient(spread: str, positions: list[float], colors: Colours,
                               x1: float, y1: float, x2: float, y2: float,
                               box: tuple[float, ...], matrix: _Matrix) -> Spread:
        (ax, ay), (bx, by) = matrix.transform_point(x1, y1), matrix.transform_point(x2, y2)
        x, y, width, height = box
        reach = hypot(width, height) + hypot(ax - x, ay - y)
        if spread == "pad" or len(positions) * reach < MOST * hypot(bx - ax, by - ay):
            return spread_gradient(spread, positions, colors, x1, y1, x2, y2, box, matrix)
        back = matrix.invert if matrix.determinant else matrix
        corners = [back.transform_point(x + right * width, y + down * height)
                   for right in (0, 1) for down in (0, 1)]
        across = [corner[0] for corner in corners]
        return _average(positions, colors, (min(across), 0, max(across), 0))
    return spread_linear_gradient


def bounded_radial(spread_gradient: Callable[..., Spread]) -> Callable[..., Spread]:
    """The same of a radial gradient."""
    def spread_radial_gradient(spread: str, positions: list[float], colors: Colours,
                               fx: float, fy: float, fr: float, cx: float, cy: float, r: float,
                               width: float, height: float, matrix: _Matrix) -> Spread:
        right, foot = matrix.invert.transform_point(width, height) if matrix.determinant else (width, height)
        reach = hypot(max(abs(fx), abs(right - fx)), max(abs(fy), abs(foot - fy))) + fr
        if spread == "pad" or len(positions) * reach < MOST * (r - fr):
            return spread_gradient(
                spread, positions, colors, fx, fy, fr, cx, cy, r, width, height, matrix)
        return _average(positions, colors, (cx, cy, 0, cx, cy, reach + r))
    return spread_radial_gradient


def _average(positions: Sequence[float], colors: Colours, place: tuple[float, ...]) -> Spread:
    return [0, 1], [gradient_average_color(colors, positions)] * 2, place
