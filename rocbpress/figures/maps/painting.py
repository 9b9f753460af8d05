"""Land in its colours: one path a country, hatching over disputed areas, dots for small countries."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from math import hypot

from rocbpress.figures.maps.borders import colour_of
from rocbpress.figures.maps.countries import Country
from rocbpress.figures.maps.drawing import circle, group, hatched, path, svg
from rocbpress.figures.maps.hatching import hatch
from rocbpress.figures.maps.projections import Point
from rocbpress.figures.maps.style import LandColours, MapStyle
from rocbpress.figures.maps.view import Shape, View, extent

ROUNDS = 20


def paint(shapes: Mapping[str, Shape], fills: Mapping[str, str], land: LandColours, style: MapStyle) -> str:
    """All land: a path each, filled with the role that `fills` gives its code, else as quiet land.

    An area left out keeps the quiet colour whatever `fills` says, and a hatched one never has its holder's.
    """
    quiet: list[str] = []
    filled: list[str] = []
    hatching: list[str] = []
    for code, shape in shapes.items():
        treatment = style.disputed.get(code, "as-it-stands")
        role = colour_of(code, fills, treatment)
        (filled if role else quiet).append(path(shape, fill=style.colour(role or land.land), **_names(code)))
        if treatment == "hatched":
            line = style.colour(land.hatch_on_fill if role else land.hatch)
            hatching.append(hatched(hatch(shape), stroke=line))
    return group([*quiet, *filled], fill_rule="evenodd", stroke=style.colour(land.border),
                 stroke_width=f"{land.line:g}", stroke_linejoin="round") + "".join(hatching)


def swatch(parts: Iterable[str], land: LandColours, style: MapStyle) -> str:
    """The legend's mark for hatched land, 14 by 7 points; '' where no part of the map is hatched."""
    if not any('class="hatched"' in part for part in parts):
        return ""
    box = [(0.25, 0.25), (13.75, 0.25), (13.75, 6.75), (0.25, 6.75)]
    line = style.colour(land.hatch)
    return svg([path([box], fill=style.colour(land.land), stroke=line, stroke_width="0.5"),
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
