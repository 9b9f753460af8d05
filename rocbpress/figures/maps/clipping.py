"""Cutting rings and lines to a box, to a circle, or to a range of longitudes."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import atan2, cos, hypot, pi, sin, sqrt

from rocbpress.figures.maps.projections import Point

Box = tuple[float, float, float, float]
"""Left, top, right, bottom (or west, south, east, north): the lesser number of each pair first."""


def clip(ring: Sequence[Point], box: Box) -> list[Point]:
    """The part of a ring within the box (Sutherland and Hodgman 1974)."""
    points = list(ring)
    if not points:
        return points
    around = bounds(points)
    if not (around[0] <= box[2] and box[0] <= around[2] and around[1] <= box[3] and box[1] <= around[3]):
        return []
    for axis, edge, sign, least in ((0, box[0], 1, around[0]), (1, box[1], 1, around[1]),
                                    (0, box[2], -1, around[2]), (1, box[3], -1, around[3])):
        if sign * (least - edge) < 0:  # cutting at one edge moves no point beyond another
            points = _half(points, axis, edge, sign)
            if not points:
                break
    return points


def clip_circle(ring: Sequence[Point], radius: float) -> list[Point]:
    """The part of a ring within a circle about the origin; the cut follows the circle."""
    inside = [hypot(x, y) <= radius for x, y in ring]
    if all(inside):
        return list(ring)
    if not any(inside):
        return []
    kept: list[Point] = []
    left: Point | None = None
    first = inside.index(True)
    order = [*range(first, len(ring)), *range(first + 1)]
    for i, j in pairwise(order):
        if inside[i] != inside[j]:
            cut = _on_circle(ring[i], ring[j], radius)
            if left and inside[j]:
                kept.extend(_arc(left, cut, radius))
            left = cut if inside[i] else None
            kept.append(cut)
        if inside[j]:
            kept.append(ring[j])
    return kept


def clip_line(line: Sequence[Point], box: Box) -> list[list[Point]]:
    """The pieces of an open line within the box (Liang and Barsky 1984)."""
    pieces: list[list[Point]] = []
    for start, end in pairwise(line):
        cut = _segment(start, end, box)
        if cut is None:
            continue
        if pieces and pieces[-1][-1] == cut[0]:
            pieces[-1].append(cut[1])
        else:
            pieces.append(list(cut))
    return pieces


def area(ring: Sequence[Point]) -> float:
    """The area that a ring encloses, never negative."""
    if not ring:
        return 0.0
    total = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
    total += ring[-1][0] * ring[0][1] - ring[0][0] * ring[-1][1]
    return abs(total) / 2


def bounds(points: Iterable[Point]) -> Box:
    """The least box around all points, of which there must be one at least."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def overlap(first: Box, second: Box) -> bool:
    """Whether two boxes share more than an edge."""
    return (first[0] < second[2] and second[0] < first[2]
            and first[1] < second[3] and second[1] < first[3])


def _half(points: list[Point], axis: int, edge: float, sign: int) -> list[Point]:
    kept: list[Point] = []
    before = points[-1]
    before_in = sign * (before[axis] - edge) >= 0
    for point in points:
        inside = sign * (point[axis] - edge) >= 0
        if inside != before_in:
            share = (edge - before[axis]) / (point[axis] - before[axis])
            other = before[1 - axis] + share * (point[1 - axis] - before[1 - axis])
            kept.append((edge, other) if axis == 0 else (other, edge))
        if inside:
            kept.append(point)
        before, before_in = point, inside
    return kept


def _segment(a: Point, b: Point, box: Box) -> tuple[Point, Point] | None:
    first, last = 0.0, 1.0
    for axis in (0, 1):
        move = b[axis] - a[axis]
        for sign, edge in ((-1, box[axis]), (1, box[axis + 2])):
            room = sign * (edge - a[axis])
            if move == 0:
                if room < 0:
                    return None
            elif sign * move < 0:
                first = max(first, room / (sign * move))
            else:
                last = min(last, room / (sign * move))
    if first >= last:
        return None
    dx, dy = b[0] - a[0], b[1] - a[1]
    return (a if first == 0 else (a[0] + first * dx, a[1] + first * dy),
            b if last == 1 else (a[0] + last * dx, a[1] + last * dy))


def _on_circle(a: Point, b: Point, radius: float) -> Point:
    dx, dy = b[0] - a[0], b[1] - a[1]
    square, half = dx * dx + dy * dy, a[0] * dx + a[1] * dy
    root = sqrt(max(half * half - square * (a[0] ** 2 + a[1] ** 2 - radius ** 2), 0.0))
    shares = ((-half - root) / square, (-half + root) / square)
    share = next((s for s in shares if 0 <= s <= 1), 0.0)
    return a[0] + share * dx, a[1] + share * dy


def _arc(start: Point, end: Point, radius: float) -> list[Point]:
    first = atan2(start[1], start[0])
    turn = (atan2(end[1], end[0]) - first + pi) % (2 * pi) - pi
    count = int(abs(turn) / 0.05)
    return [(radius * cos(first + turn * i / (count + 1)), radius * sin(first + turn * i / (count + 1)))
            for i in range(1, count + 1)]
