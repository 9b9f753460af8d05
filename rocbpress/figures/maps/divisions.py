"""Parts of countries that can be told apart in the geometry, though it counts them to their holders."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rocbpress.figures.maps.clipping import Box, bounds
from rocbpress.figures.maps.projections import Point

Arcs = list[tuple[Point, ...]]
Rings = dict[str, list[Sequence[int]]]
# How far a vertex may lie off a parallel and count as on it, in degrees.
_ON = 0.01


@dataclass(frozen=True, slots=True)
class Division:
    """Islands of a holder within a box of degrees, or (with `parallel`) its land in it to the south.

    The parallel runs from a vertex of the holder's coast to a corner where three countries meet.
    """

    code: str
    holder: str
    box: Box
    parallel: float | None = None


DIVISIONS = (
    Division("x-crimea", "RUS", (32.0, 44.0, 36.6, 46.5)),
    Division("x-south-kurils", "RUS", (145.0, 43.0, 149.0, 45.55)),
    # The border of 1912 runs along 27°40' north; in the geometry its two ends lie a little lower.
    Division("x-western-sahara", "MAR", (-18.0, 20.0, -1.0, 36.0), parallel=27.657),
)


def divide(arcs: Arcs, rings: Rings) -> None:
    """Give each division its own rings, out of those of its holder; arcs that are cut are added to."""
    for division in DIVISIONS:
        kept: list[Sequence[int]] = []
        parts: list[Sequence[int]] = []
        for ring in rings[division.holder]:
            if not _within(arcs, ring, division.box):
                kept.append(ring)
            elif division.parallel is None:
                parts.append(ring)
            else:
                north, south = _cut(arcs, ring, division.parallel)
                kept += north
                parts += south
        rings[division.holder], rings[division.code] = kept, parts


def _cut(arcs: Arcs, ring: Sequence[int], parallel: float) -> tuple[list[Sequence[int]], list[Sequence[int]]]:
    """The ring's parts to the north and to the south, each closed by a line along the parallel."""
    pieces = [(number, all(y < parallel + _ON for _, y in arc_of(arcs, number)))
              for whole in ring for number in _split(arcs, whole, parallel)]
    first = next((i for i, (_, low) in enumerate(pieces) if low and not pieces[i - 1][1]), 0)
    runs = [(low, [number for number, _ in run])
            for low, run in groupby([*pieces[first:], *pieces[:first]], key=lambda piece: piece[1])]
    if len(runs) != 2:
        return ([], [ring]) if runs[0][0] else ([ring], [])
    (_, south), (_, north) = runs
    arcs.append((arc_of(arcs, south[-1])[-1], arc_of(arcs, south[0])[0]))
    across = len(arcs) - 1
    return [[*north, ~across]], [[*south, across]]


def _split(arcs: Arcs, number: int, parallel: float) -> Iterator[int]:
    """The arc, cut in two at the vertex on the parallel if it passes there from one side to the other."""
    points = arc_of(arcs, number)
    on = [i for i, (_, y) in enumerate(points[1:-1], start=1) if abs(y - parallel) < _ON]
    if not on or (points[0][1] < parallel) == (points[-1][1] < parallel):
        yield number
        return
    for part in (points[:on[0] + 1], points[on[0]:]):
        arcs.append(part)
        yield len(arcs) - 1


def arc_of(arcs: Sequence[tuple[Point, ...]], number: int) -> tuple[Point, ...]:
    """An arc of a topology; a negative number is the complement of an arc that runs backwards."""
    return arcs[number] if number >= 0 else arcs[~number][::-1]


def _within(arcs: Arcs, ring: Sequence[int], box: Box) -> bool:
    west, south, east, north = bounds(point for number in ring for point in arc_of(arcs, number))
    return box[0] <= west and box[1] <= south and east <= box[2] and north <= box[3]
