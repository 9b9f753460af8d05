"""Lines with fewer points. Those of the map are thinned beforehand, which took a tenth of an issue's time.

`python -m rocbpress.figures.maps.thinning` writes thinned.bin: for each point of each arc two bytes, the
lower first, whose bit n is set where a thinning to 2**-n degrees keeps it; all of them deflated.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from collections.abc import Sequence
from math import cos, radians

from rocbpress.figures.maps.outlines import KEPT, STEPS, topology
from rocbpress.figures.maps.projections import Point


def thinned(arc: Sequence[Point], tolerance: float) -> list[int]:
    """The numbers of the points to keep: none is more than `tolerance` degrees off, both ends stay."""
    sparse = _sparse(arc, tolerance * 0.7)
    if len(sparse) < 4:
        return sparse
    narrow = cos(radians(arc[0][1]))
    return [sparse[i] for i in _corners([(arc[i][0] * narrow, arc[i][1]) for i in sparse], tolerance)]


def all_thinned() -> bytes:
    """What thinned.bin holds."""
    kept: array[int] = array("H")
    for arc in topology()[0]:
        steps = [0] * len(arc)
        for step in STEPS:
            for number in thinned(arc, 2.0 ** -step):
                steps[number] |= 1 << step
        kept.extend(steps)
    if sys.byteorder == "big":
        kept.byteswap()
    return kept.tobytes()


def _sparse(arc: Sequence[Point], distance: float) -> list[int]:
    """Drop points nearer to the last kept one than `distance`: most of them, at little cost."""
    limit, narrow = distance * distance, cos(radians(arc[0][1])) ** 2
    kept = [0]
    x, y = arc[0]
    for number, point in enumerate(arc[1:-1], 1):
        if (point[0] - x) ** 2 * narrow + (point[1] - y) ** 2 >= limit:
            kept.append(number)
            x, y = point
    kept.append(len(arc) - 1)
    return kept


def _corners(line: Sequence[Point], tolerance: float) -> list[int]:
    """The numbers of the points that carry a line's form (Douglas and Peucker 1973)."""
    kept = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        far, farthest = _farthest(line, first, last)
        if farthest > tolerance * tolerance:
            kept.add(far)
            spans += [(first, far), (far, last)]
    return sorted(kept)


def _farthest(line: Sequence[Point], first: int, last: int) -> tuple[int, float]:
    """The point between two that lies farthest from the chord, and the square of its distance."""
    (x, y), (x1, y1) = line[first], line[last]
    dx, dy = x1 - x, y1 - y
    square = dx * dx + dy * dy
    if last - first < 2:
        return first, 0.0
    if square > 1e-9:
        offs = [abs((px - x) * dy - (py - y) * dx) for px, py in line[first + 1:last]]
        most = max(offs)
        return first + 1 + offs.index(most), most ** 2 / square
    # A closed arc has no chord: the distance is that to its end.
    offs = [(px - x) * (px - x) + (py - y) * (py - y) for px, py in line[first + 1:last]]
    return first + 1 + offs.index(max(offs)), max(offs)


if __name__ == "__main__":
    KEPT.write_bytes(zlib.compress(all_thinned(), 9))
