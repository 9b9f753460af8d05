"""Where a report comes from: its country lit among its neighbours, the venue marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, hypot, radians

from rocbpress.figures.maps.borders import AREAS, treatments
from rocbpress.figures.maps.clipping import Box
from rocbpress.figures.maps.countries import Country, countries, required
from rocbpress.figures.maps.drawing import Drawing, circle, is_hatched, strokes, svg
from rocbpress.figures.maps.ground import CELL, survey
from rocbpress.figures.maps.labels import LabelPlacer
from rocbpress.figures.maps.outlines import SURVEY, largest, neighbours, outline
from rocbpress.figures.maps.painting import Ink, MapColours, dot, ink, is_small, paint, swatch
from rocbpress.figures.maps.projections import Azimuthal
from rocbpress.figures.maps.region import Site
from rocbpress.figures.maps.spans import main_part, united
from rocbpress.figures.maps.view import View, extent, graticule, lands
from rocbpress.findings.errors import SourceError
from rocbpress.findings.finding import Finding
from rocbpress.layout.colour import Colour
from rocbpress.layout.editions import Space

SEAS = MapColours(land="land", border="sea-line", hatch="sea-line", hatch_on_fill="paper", line=0.7)
# The main island of a country on its own, smaller than so many square points, is shown in a wide sea.
ISLAND = 60.0
# How far off its symbol a name may stand where nothing nearer is free.
NAME_RADII = (5, 18, 28, 40, 56, 80)
# A disputed area is never named: whose name would it be?
UNNAMED = frozenset(code for area in AREAS.values() for code in area.codes)


def locator(palette: Mapping[str, Colour], space: Space, *, width: float, height: float, home: str,
            place: Site | None = None, cities: Sequence[Site] = (), towns: Sequence[Site] = (),
            others: Sequence[Site] = (), scale: float = 0, names: int = 6, margin: float = 16,
            clear: Sequence[Box] = (), disputed: Mapping[str, str] | None = None, alt: str = "") -> Drawing:
    """The country `home` lit, `place` marked in it if there is one, neighbours named.

    `home` is a code or a name that `country` knows. `cities` are shown for orientation where they
    are in view and have room, then the capital of `home`, two at most; up to `names` neighbours are
    named. No name comes within `margin` points of an edge or into a box of `clear` (left, top,
    right, bottom): let `margin` cover the bleed. The scale is that of the country, or `scale` points
    per degree about the place. Where the country is small islands, `towns` in it are dotted and named;
    `others` are further places that are always shown. SourceError where one of them has no room.
    """
    land = required(home)
    view = (_about(land, place, scale, width, height) if scale
            else _view(land, place, others, cities, width, height))
    shapes, colour = lands(view), ink(palette, space)
    letters = LabelPlacer(survey(shapes, width, height), width, height, margin, frozenset({land.code}))
    for box in clear:
        letters.keep_clear(box)
    parts = [strokes(graticule(view, every=5), stroke=colour("sea-line"),
                  stroke_width="0.5"),
             paint(shapes, {land.code: "home"}, treatments(disputed or {}), SEAS, colour),
             *_islands(view, land, letters, colour)]
    if place:
        parts.append(_venue(view, place, letters, colour))
    parts += _others(view, others, letters, colour)
    parts += _towns(view, land, place, towns, letters, colour)
    parts += _cities(view, land, [*([place] if place else ()), *others], cities, letters, colour)
    parts += [dot(view.at(other.latitude, other.longitude), other, colour("land"), colour("grey"), radius=3.2)
              for other in _names(view, land, place, letters, names)]
    words = alt or _alt(land, place, others, letters)
    return Drawing(svg(parts, width=width, height=height, alt=words), width, height, tuple(letters.marks),
                   alt=words, swatch=swatch(SEAS, colour) if is_hatched(parts) else "")


def _about(land: Country, place: Site | None, scale: float, width: float, height: float) -> View:
    """A window of a given scale with the place, or the middle of the country, at its centre."""
    _, latitude, longitude = place or (land.name, land.latitude, land.longitude)
    return View(Azimuthal(longitude, latitude), scale, width / 2, height / 2, width, height)


def _view(land: Country, place: Site | None, others: Sequence[Site], cities: Sequence[Site],
          width: float, height: float) -> View:
    """A window that shows the whole of the country's main part, in its surroundings.

    The first of the cities comes into the window if the country shrinks little for it.
    """
    span = main_part(land.code, (land.longitude, land.latitude))
    for site in (*((place,) if place else ()), *others):
        span = united(span, site[2], site[1])
    scale, main = _scale(span, width, height), largest(land.code)
    if main is None or main.area * scale ** 2 < ISLAND:
        scale = min(scale, height / 22)
    for city in cities[:1] if scale > 6 else ():
        wider = united(span, city[2], city[1])
        if (smaller := _scale(wider, width, height)) > 0.7 * scale:
            span, scale = wider, min(scale, smaller)
    west, south, east, north = span
    middle = Azimuthal((west + east) / 2, (south + north) / 2)
    return View(middle, scale, width / 2, height / 2, width, height)


def _scale(span: Box, width: float, height: float) -> float:
    west, south, east, north = span
    wide, high = max((east - west) * cos(radians((south + north) / 2)), 0.1), max(north - south, 0.1)
    return min(0.5 * width / wide, 0.62 * height / high, height / 12)


def _islands(view: View, home: Country, letters: LabelPlacer, colour: Ink) -> list[str]:
    """Dots for each island of the home country that is too small to be seen."""
    small = (ring.bounds for ring in outline(home.code, SURVEY) if ring.area * view.scale ** 2 < 12)
    spots = [view.at((south + north) / 2, (west + east) / 2) for west, south, east, north in small]
    capital = view.at(home.latitude, home.longitude)
    if not is_small(view, home, side=5):
        return []
    letters.keep_clear((capital[0] - 3, capital[1] - 3, capital[0] + 3, capital[1] + 3))
    return [*(circle(at, 2.8, fill=colour("home")) for at in spots if view.holds(at)),
            dot(capital, home, colour("home"), colour("paper"), radius=2.6)]


def _towns(view: View, home: Country, place: Site | None, towns: Sequence[Site],
           letters: LabelPlacer, colour: Ink) -> list[str]:
    """Dots and names of the towns by which one knows a country of small islands."""
    if not is_small(view, home, side=5):
        return []
    spots = [(name, view.at(latitude, longitude)) for name, latitude, longitude in towns]
    venue = view.at(place[1], place[2]) if place else None
    parts = []
    for name, at in spots:
        near = venue is not None and hypot(at[0] - venue[0], at[1] - venue[1]) < 12
        if near or not view.holds(at, margin=letters.margin):
            continue
        if letters.by_symbol(at, name, "city", radius=5):
            letters.keep_clear((at[0] - 6, at[1] - 6, at[0] + 6, at[1] + 6))
            parts.append(circle(at, 4.6, fill=colour("home"), stroke=colour("paper"), stroke_width="0.8"))
    return parts


def _others(view: View, others: Sequence[Site], letters: LabelPlacer, colour: Ink) -> list[str]:
    """Dots and names of places that were asked for, so that none may be missing."""
    spots = [(name, view.at(latitude, longitude)) for name, latitude, longitude in others]
    for _, at in spots:
        letters.keep_clear((at[0] - 5, at[1] - 5, at[0] + 5, at[1] + 5))
    for name, at in spots:
        if not any(letters.by_symbol(at, name, "city", radius=radius) for radius in NAME_RADII):
            raise SourceError(Finding("map-crowded", f"the map has no room for the name of {name}",
                                      hint="give fewer places, or such as lie farther apart"))
    return [circle(at, 3.6, fill=colour("paper"), stroke=colour("home"), stroke_width="1.6")
            for _, at in spots]


def _venue(view: View, place: Site, letters: LabelPlacer, colour: Ink) -> str:
    at = view.at(place[1], place[2])
    letters.keep_clear((at[0] - 9, at[1] - 9, at[0] + 9, at[1] + 9))
    # Where the country is narrow its name stands a little further off: it may not be missing.
    any(letters.by_symbol(at, place[0], "venue", radius=radius) for radius in (9, *NAME_RADII[1:]))
    return (circle(at, 8.5, fill=colour("paper")) + circle(at, 7, fill=colour("home"))
            + circle(at, 4.6, fill=colour("warm")))


def _cities(view: View, home: Country, shown: Sequence[Site], cities: Sequence[Site],
            letters: LabelPlacer, colour: Ink) -> list[str]:
    """Two cities for orientation at most, each with its name or not at all."""
    capital = () if is_small(view, home, side=5) or not home.capital else (
        (home.capital, home.latitude, home.longitude),)
    offered = [*cities, *capital]
    used = [view.at(latitude, longitude) for _, latitude, longitude in shown]
    parts: list[str] = []
    for name, latitude, longitude in offered:
        at = view.at(latitude, longitude)
        near = any(hypot(at[0] - x, at[1] - y) < 30 for x, y in used)
        if near or len(parts) == 2 or name == home.name or not view.holds(at, margin=letters.margin):
            continue
        if letters.by_symbol(at, name, "city", radius=3):
            letters.keep_clear((at[0] - 4, at[1] - 4, at[0] + 4, at[1] + 4))
            used.append(at)
            on_home = home.code in letters.ground.under((at[0], at[1], at[0] + 0.1, at[1] + 0.1))
            parts.append(circle(at, 2.8, fill=colour("paper" if on_home else "ink")))
    return parts


def _names(view: View, home: Country, place: Site | None, letters: LabelPlacer,
           count: int) -> list[Country]:
    """Set the home country's name, then its neighbours'; those of them that need a dot."""
    sizes = letters.ground.sizes()
    if place and place[0] == home.name:
        pass
    elif is_small(view, home, side=5):
        spot = view.at(home.latitude, home.longitude)
        letters.by_symbol(spot, home.name, "home", radius=14 if place else 3)
    elif sizes.get(home.code):
        letters.in_land(home.code, home.name, "home", offshore=True)
    dotted, named = [], 0
    for land in _nearest_first(view, home, sizes):
        if named == count:
            break
        spot = view.at(land.latitude, land.longitude)
        if not is_small(view, land, side=5):
            near = land.code in neighbours(home.code)
            whole = sizes[land.code] * CELL ** 2 > 0.5 * extent(view, land.code)
            named += letters.in_land(land.code, land.name, "country", offshore=near or whole)
        elif (view.holds(spot, margin=letters.margin)
              and letters.by_symbol(spot, land.name, "country", radius=3.2)):
            named += 1
            dotted.append(land)
    return dotted


def _nearest_first(view: View, home: Country, sizes: Mapping[str, int]) -> list[Country]:
    """Who may be named beside the home country: neighbours first, then what is large and near."""
    def rank(land: Country) -> tuple[bool, float, str]:
        x, y = view.at(land.latitude, land.longitude)
        away = hypot(x - view.width / 2, y - view.height / 2) / view.height
        weight = max(sizes.get(land.code, 0), 60) ** 0.5 / (0.3 + away)
        return land.code not in neighbours(home.code), -weight, land.code

    def shows(land: Country) -> bool:
        if is_small(view, land, side=5):
            return view.scale > 6 and bool(land.capital)
        return sizes.get(land.code, 0) > 0

    return sorted((land for land in countries()
                   if land.code != home.code and land.code not in UNNAMED and shows(land)), key=rank)


def _alt(land: Country, place: Site | None, others: Sequence[Site], letters: LabelPlacer) -> str:
    near = [mark.text for mark in letters.marks if mark.kind == "country"]
    where = f"{place[0]}, {land.name}" if place and place[0] != land.name else land.name
    also = f"; also {', '.join(name for name, *_ in others)}" if others else ""
    among = f"; around it {', '.join(near)}" if near else ""
    return f"Map: {where}{also}{among}"
