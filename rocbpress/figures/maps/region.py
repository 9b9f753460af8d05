"""The region on the globe of the covers: members lit, one place marked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from rocbpress.figures.maps.borders import Treatment, treatments
from rocbpress.figures.maps.countries import Country, required
from rocbpress.figures.maps.drawing import Drawing, MapLabel, circle, strokes, svg
from rocbpress.figures.maps.ground import SEA, survey
from rocbpress.figures.maps.labels import LabelPlacer
from rocbpress.figures.maps.painting import Ink, MapColours, dot, ink, is_small, paint
from rocbpress.figures.maps.projections import Azimuthal, Point
from rocbpress.figures.maps.view import View, graticule, lands
from rocbpress.layout.colour import Colour
from rocbpress.layout.editions import Space

Site = tuple[str, float, float]
"""A name, latitude and longitude in degrees."""

# At the rim of the globe these are bent beyond recognition, and stand behind the masthead.
FAR = ("ATA", "CAN", "GRL", "MEX", "USA")
GLOBE = MapColours(land="globe-land", border="globe", hatch="globe", hatch_on_fill="globe-land")


def region_map(palette: Mapping[str, Colour], space: Space, *, width: float, height: float,
               members: Collection[str], centre: tuple[float, float] = (8, 118), scale: float = 4.12,
               at: Point | None = None, place: Site | None = None, disputed: Mapping[str, str] | None = None,
               omit: Collection[str] = FAR, decorative: bool = False, alt: str = "") -> Drawing:
    """The members' countries lit on the globe, for a cover; unlabelled but for `place`.

    `members` are codes or names that `country` knows; `centre` is latitude and longitude; `scale` in
    points per degree; `at` the point where the centre falls, the middle if none is given. The ground
    is left to the page. `omit` is land that is not drawn, by code. Members too small for their
    shape are dots at their capitals.
    """
    x, y = at or (width / 2, height / 2)
    view = View(Azimuthal(centre[1], centre[0]), scale, x, y, width, height)
    lit = [required(name) for name in members]
    words = alt or _alt(lit, place)
    return _globe(view, lit, place, ink(palette, space), treatments(disputed or {}),
                 alt="" if decorative else words, every=15, omit=omit)


def zoom_map(palette: Mapping[str, Colour], space: Space, *, width: float, height: float, home: str,
             place: Site, centre: tuple[float, float] | None = None, scale: float = 22,
             at: Point | None = None, disputed: Mapping[str, str] | None = None,
             decorative: bool = False, alt: str = "") -> Drawing:
    """One country lit with a place marked in it, the land around it quiet: for a back cover.

    `centre` is latitude and longitude (that of the place if none is given) and falls on `at`.
    """
    latitude, longitude = centre or place[1:]
    x, y = at or (width / 2, height / 2)
    view = View(Azimuthal(longitude, latitude), scale, x, y, width, height)
    land = required(home)
    words = alt or f"Map: {place[0]} in {land.name}"
    return _globe(view, [land], place, ink(palette, space), treatments(disputed or {}),
                 alt="" if decorative else words, every=5)


def _globe(view: View, lit: Iterable[Country], place: Site | None, colour: Ink,
          disputed: Mapping[str, Treatment], *, alt: str, every: float,
          omit: Collection[str] = ()) -> Drawing:
    shapes = {code: shape for code, shape in lands(view).items() if code not in omit}
    fills = {land.code: "lit" for land in lit}
    parts = [strokes(graticule(view, every=every), stroke=colour("globe-line"),
                  stroke_width="0.5"),
             paint(shapes, fills, disputed, GLOBE, colour)]
    for land in lit:
        spot = view.at(land.latitude, land.longitude)
        if is_small(view, land) and view.holds(spot):
            parts.append(dot(spot, land, colour("lit"), colour("globe"), radius=1.9))
    marks: tuple[MapLabel, ...] = ()
    if place:
        spot = view.at(place[1], place[2])
        parts.append(_target(spot, colour))
        letters = LabelPlacer(survey(shapes, view.width, view.height), view.width, view.height, 12,
                            dark=frozenset(shapes) - frozenset(fills) | {SEA})
        letters.by_symbol(spot, place[0], "venue", radius=8)
        marks = tuple(letters.marks)
    return Drawing(svg(parts, width=view.width, height=view.height, alt=alt), view.width, view.height,
                   marks, alt=alt)


def _alt(lit: Collection[Country], place: Site | None) -> str:
    marked = f"; {place[0]} is marked" if place else ""
    return f"Map of the region; {len(lit)} members’ countries are lit{marked}"


def _target(at: Point, colour: Ink) -> str:
    """The warm mark of the office: legible on lit land and on the ground alike."""
    return (circle(at, 7.4, fill="none", stroke=colour("globe"), stroke_width="2.4")
            + circle(at, 7, fill="none", stroke=colour("globe-ring"), stroke_width="1.1")
            + circle(at, 3.8, fill=colour("warm"), stroke=colour("globe"), stroke_width="0.9"))
