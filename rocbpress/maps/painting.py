"""Land in its colours: one path a country, hatching over what is disputed, dots for the small."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rocbpress.cartography import ROLES
from rocbpress.colour import Colour
from rocbpress.editions import Space
from rocbpress.maps.borders import Treatment
from rocbpress.maps.countries import Country
from rocbpress.maps.drawing import circle, group, path, strokes
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

    What is left out keeps the quiet colour whatever `fills` says.
    """
    quiet: list[str] = []
    filled: list[str] = []
    hatching: list[str] = []
    for code, shape in shapes.items():
        way = disputed.get(code)
        name = scheme.land if way == "left out" else fills.get(code, scheme.land)
        (filled if code in fills else quiet).append(path(shape, fill=colour(name), **_names(code)))
        if way == "hatched":
            line = scheme.hatch if name == scheme.land else scheme.hatch_on_fill
            hatching.append(strokes(hatch(shape), stroke=colour(line),
                                stroke_width="0.6"))
    border = {"stroke": colour(scheme.border), "stroke_width": f"{scheme.line:g}", "stroke_linejoin": "round"}
    return group([*quiet, *filled], fill_rule="evenodd", **border) + "".join(hatching)


def is_small(view: View, land: Country, *, side: float = 4) -> bool:
    """Whether a country's greatest island would take less than `side` points square."""
    return extent(view, land.code) < side * side


def dot(at: Point, land: Country, fill: str, ring: str, *, radius: float) -> str:
    """The dot that stands for a country too small for its shape."""
    return circle(at, radius, data_iso=land.code, fill=fill, stroke=ring, stroke_width="0.4")


def _names(code: str) -> dict[str, str]:
    return {"data_area": code.removeprefix("x-")} if code.startswith("x-") else {"data_iso": code}
