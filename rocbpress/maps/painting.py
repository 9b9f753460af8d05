"""Land in its colours: one path a country, hatching over what is disputed, dots for the small."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rocbpress.cartography import ROLES
from rocbpress.colour import Colour
from rocbpress.editions import Space
from rocbpress.maps.borders import Treatment, colour_of
from rocbpress.maps.countries import Country
from rocbpress.maps.drawing import circle, group, hatched, path, svg
from rocbpress.maps.hatching import hatch
from rocbpress.maps.projections import Point
from rocbpress.maps.view import Shape, View, extent

Ink = Callable[[str], str]
COLOURS = frozenset(ROLES)


@dataclass(frozen=True, slots=True)
class Scheme:
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
          scheme: Scheme, colour: Ink) -> str:
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


def swatch(scheme: Scheme, colour: Ink) -> str:
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


def _names(code: str) -> dict[str, str]:
    return {"data_area": code.removeprefix("x-")} if code.startswith("x-") else {"data_iso": code}
