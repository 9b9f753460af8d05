"""The region on the globe of the covers: members lit, one place marked."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import combinations
from math import hypot

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
BADGE = 8.0  # points: the radius of a numbered venue
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


def venues_map(style: MapStyle, window: Window, *, members: Collection[str], venues: Sequence[Site],
               alt: str) -> Drawing:
    """The members' countries lit, and the venues numbered in their order; neighbours are moved apart."""
    view = window_view(window, None)
    spots = _apart([view.at(latitude, longitude) for _, latitude, longitude in venues])
    drawing = _globe(style, view, [required(name) for name in members], None, alt=alt, every=15, without=FAR,
                     further=[circle(spot, BADGE, fill=style.colour("warm"), stroke=style.colour("globe"),
                                     stroke_width="0.9") for spot in spots])
    marks = (MapLabel(x, y, str(number), "number", "middle") for number, (x, y) in enumerate(spots, 1))
    return replace(drawing, marks=tuple(marks))


def _apart(spots: list[Point]) -> list[Point]:
    """The spots, each pair of them moved apart until two badges have room."""
    for _ in range(40):
        for a, b in combinations(range(len(spots)), 2):
            (ax, ay), (bx, by) = spots[a], spots[b]
            gap = hypot(bx - ax, by - ay) or 0.01
            if gap < 2 * BADGE + 1:
                move = (2 * BADGE + 1 - gap) / 2 / gap
                dx, dy = (bx - ax or 0.01) * move, (by - ay) * move
                spots[a], spots[b] = (ax - dx, ay - dy), (bx + dx, by + dy)
    return spots


def window_view(window: Window, place: Site | None) -> View:
    """The view of a window, whose centre is the place if it has none of its own."""
    latitude, longitude = window.centre or (place[1:] if place else (0.0, 0.0))
    return View(Azimuthal(longitude, latitude), window.scale, *window.at, window.width, window.height)


def _globe(style: MapStyle, view: View, lit: Sequence[Country], place: Site | None, *, alt: str, every: float,
           without: frozenset[str] = frozenset(), further: Sequence[str] = ()) -> Drawing:
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
    drawn = svg([*parts, *further], width=view.width, height=view.height, alt=alt)
    return Drawing(drawn, view.width, view.height, marks, alt=alt)


def _target(at: Point, style: MapStyle) -> str:
    """The warm mark of the office: legible on lit land and on the sea alike."""
    return (circle(at, 7.4, fill="none", stroke=style.colour("globe"), stroke_width="2.4")
            + circle(at, 7, fill="none", stroke=style.colour("globe-ring"), stroke_width="1.1")
            + circle(at, 3.8, fill=style.colour("warm"), stroke=style.colour("globe"), stroke_width="0.9"))
