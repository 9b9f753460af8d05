"""The region on the globe of the covers: members lit, one place marked."""

from collections.abc import Collection, Sequence

from rocbpress.figures.maps.countries import Country, required
from rocbpress.figures.maps.country_grid import SEA, country_grid
from rocbpress.figures.maps.drawing import Drawing, MapLabel, circle, strokes, svg
from rocbpress.figures.maps.labels import LabelPlacer
from rocbpress.figures.maps.painting import dot, is_small, paint
from rocbpress.figures.maps.projections import Azimuthal, Point
from rocbpress.figures.maps.style import LandColours, MapStyle
from rocbpress.figures.maps.view import View, graticule, lands
from rocbpress.layout.schema import Window

Site = tuple[str, float, float]
"""A name, latitude and longitude in degrees."""

# At the rim of the globe these are bent beyond recognition, and are behind the masthead.
FAR = frozenset(("ATA", "CAN", "GRL", "MEX", "USA"))
GLOBE = LandColours(land="globe-land", border="globe", hatch="globe", hatch_on_fill="globe-land")


def region_map(style: MapStyle, window: Window, *, members: Collection[str], place: Site | None = None,
               alt: str | None = None) -> Drawing:
    """The members' countries lit on the globe, for a cover; unlabelled but for `place`.

    `members` are codes or names that `country` knows. The sea is left to the page. Members too small
    for their shape are dots at their capitals. With `alt` '' the map is a decoration.
    """
    lit = [required(name) for name in members]
    if alt is None:
        marked = f"; {place[0]} is marked" if place else ""
        alt = f"Map of the region; {len(lit)} members’ countries are lit{marked}"
    return _globe(style, window_view(window, place), lit, place, alt=alt, every=15, without=FAR)


def zoom_map(style: MapStyle, window: Window, *, home: str, place: Site) -> Drawing:
    """One country lit with a place marked in it, the land around it quiet: for a back cover."""
    land = required(home)
    alt = f"Map: {place[0]} in {land.name}"
    return _globe(style, window_view(window, place), [land], place, alt=alt, every=5)


def window_view(window: Window, place: Site | None) -> View:
    """The view of a window, whose centre is the place if it has none of its own."""
    latitude, longitude = window.centre or (place[1:] if place else (0.0, 0.0))
    return View(Azimuthal(longitude, latitude), window.scale, *window.at, window.width, window.height)


def _globe(style: MapStyle, view: View, lit: Sequence[Country], place: Site | None, *, alt: str, every: float,
           without: frozenset[str] = frozenset()) -> Drawing:
    shapes = {code: shape for code, shape in lands(view).items() if code not in without}
    fills = {land.code: "lit" for land in lit}
    parts = [strokes(graticule(view, every=every), stroke=style.colour("globe-line"), stroke_width="0.5"),
             paint(shapes, fills, GLOBE, style)]
    for land in lit:
        spot = view.at(land.latitude, land.longitude)
        if is_small(view, land) and view.holds(spot):
            parts.append(dot(spot, land, style.colour("lit"), style.colour("globe"), radius=1.9))
    marks: tuple[MapLabel, ...] = ()
    if place:
        spot = view.at(place[1], place[2])
        parts.append(_target(spot, style))
        letters = LabelPlacer(country_grid(view, without), 12, frozenset(shapes) - frozenset(fills) | {SEA})
        letters.by_symbol(spot, place[0], "venue", radius=8)
        marks = tuple(letters.marks)
    return Drawing(svg(parts, width=view.width, height=view.height, alt=alt), view.width, view.height,
                   marks, alt=alt)


def _target(at: Point, style: MapStyle) -> str:
    """The warm mark of the office: legible on lit land and on the sea alike."""
    return (circle(at, 7.4, fill="none", stroke=style.colour("globe"), stroke_width="2.4")
            + circle(at, 7, fill="none", stroke=style.colour("globe-ring"), stroke_width="1.1")
            + circle(at, 3.8, fill=style.colour("warm"), stroke=style.colour("globe"), stroke_width="0.9"))
