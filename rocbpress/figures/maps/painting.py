"""Land in its colours: one path a country, hatching over what is disputed, dots for the small."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import hypot

from rocbpress.figures.maps.borders import Treatment, colour_of
from rocbpress.figures.maps.countries import Country
from rocbpress.figures.maps.drawing import circle, group, hatched, path, svg
from rocbpress.figures.maps.hatching import hatch
from rocbpress.figures.maps.projections import Point
from rocbpress.figures.maps.view import Shape, View, extent
from rocbpress.layout.colour import Colour
from rocbpress.layout.editions import Space
from rocbpress.layout.map_roles import ROLES

Ink = Callable[[str], str]
COLOURS = frozenset(ROLES)
ROUNDS = 20


@dataclass(frozen=True, slots=True)
class MapColours:
    """The colours of one kind of map: its quiet land, its border lines, hatching on light and dark."""

    land: str
    border: str
    hatch: str
    hatch_on_fill: str
    line: float = 0.5


def ink(palette: Mapping[str, Colour], space: Space) -> Ink:
    """The function from the part a colour plays to how an attribute writes it in this space."""
    return lambda name: palette[name].css(space)


def paint(shapes: Mapping[str, Shape], fills: Mapping[str, str], disputed: Mapping[str, Treatment],
          scheme: MapColours, colour: Ink) -> str:
    """All land: a path each, filled as `fills` says by code, else as the scheme's quiet land.

    What is left out keeps the quiet colour whatever `fills` says, and what is hatched that of its holder not.
    """
    quiet: list[str] = []
    filled: list[str] = []
    hatching: list[str] = []
    for code, shape in shapes.items():
        way = disputed.get(code, "as-it-stands")
        name = colour_of(code, fills, way)
        (filled if name else quiet).append(path(shape, fill=colour(name or scheme.land), **_names(code)))
        if way == "hatched":
            line = colour(scheme.hatch_on_fill if name else scheme.hatch)
            hatching.append(hatched(hatch(shape), stroke=line))
    border = {"stroke": colour(scheme.border), "stroke_width": f"{scheme.line:g}", "stroke_linejoin": "round"}
    return group([*quiet, *filled], fill_rule="evenodd", **border) + "".join(hatching)


def swatch(scheme: MapColours, colour: Ink) -> str:
    """The legend's mark for hatched land, 14 by 7 points; it adorns the words beside it."""
    box = [(0.25, 0.25), (13.75, 0.25), (13.75, 6.75), (0.25, 6.75)]
    line = colour(scheme.hatch)
    return svg([path([box], fill=colour(scheme.land), stroke=line, stroke_width="0.5"),
                hatched(hatch([box]), stroke=line)], width=14, height=7, alt="")


def is_small(view: View, land: Country, *, side: float = 4) -> bool:
    """Whether a country's greatest island would take less than `side` points square."""
    return extent(view, land.code) < side * side


def dot(at: Point, land: Country, fill: str, ring: str, *, radius: float) -> str:
    """The dot that stands for a country too small for its shape."""
    return circle(at, radius, data_iso=land.code, fill=fill, stroke=ring, stroke_width="0.4")


def spread(spots: Sequence[Point], apart: float) -> list[Point]:
    """The spots moved as little as lets each be `apart` from every other, or nearly so where many crowd."""
    places = list(spots)
    for _ in range(ROUNDS):
        close = [(i, j) for i, j in combinations(range(len(places)), 2)
                 if hypot(places[i][0] - places[j][0], places[i][1] - places[j][1]) < apart - 0.01]
        if not close:
            break
        for i, j in close:
            (x0, y0), (x1, y1) = places[i], places[j]
            off = hypot(x1 - x0, y1 - y0)
            across, down = ((x1 - x0) / off, (y1 - y0) / off) if off > 0.01 else (1.0, 0.0)
            push = (apart - off) / 2
            places[i] = x0 - push * across, y0 - push * down
            places[j] = x1 + push * across, y1 + push * down
    return places


def _names(code: str) -> dict[str, str]:
    return {"data_area": code.removeprefix("x-")} if code.startswith("x-") else {"data_iso": code}
