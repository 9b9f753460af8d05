"""Where a report comes from: its country lit among its neighbours, the venue marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import cos, hypot, radians

from rocbpress.figures.maps.borders import AREAS
from rocbpress.figures.maps.clipping import Box
from rocbpress.figures.maps.countries import Country, countries, required
from rocbpress.figures.maps.country_grid import CELL, country_grid
from rocbpress.figures.maps.drawing import Drawing, Kind, circle, strokes, svg
from rocbpress.figures.maps.labels import LabelPlacer
from rocbpress.figures.maps.outlines import SURVEY, largest, neighbours, outline
from rocbpress.figures.maps.painting import dot, is_small, paint, swatch
from rocbpress.figures.maps.projections import Azimuthal, Point
from rocbpress.figures.maps.region import Site
from rocbpress.figures.maps.spans import main_part, united
from rocbpress.figures.maps.style import LandColours, MapStyle
from rocbpress.figures.maps.view import View, extent, graticule, lands
from rocbpress.findings.errors import SourceError
from rocbpress.findings.finding import Finding

SEAS = LandColours(land="land", border="sea-line", hatch="sea-line", hatch_on_fill="paper", line=0.7)
# The main island of a country on its own, smaller than so many square points, is shown in a wide sea.
ISLAND = 60.0
# How far off its symbol a name may be where nothing nearer is free.
FULL = 0.92  # of a window that land may take
NAME_RADII = (5, 18, 28, 40, 56, 80)
# A disputed area is never named: whose name would it be?
UNNAMED = frozenset(code for area in AREAS.values() for code in area.codes)


def locator(style: MapStyle, *, width: float, height: float, home: str, place: Site | None = None,
            cities: Sequence[Site] = (), towns: Sequence[Site] = (), others: Sequence[Site] = (),
            scale: float = 0, names: int = 6, margin: float = 16, members: Sequence[str] = (),
            alt: str = "") -> Drawing:
    """The country `home` lit, `place` marked in it if there is one, neighbours named.

    `home` is a code or a name that `country` knows. `cities` are shown for orientation where they
    are in view and have room, then the capital of `home`, two at most; up to `names` neighbours are
    named. No name comes within `margin` points of an edge: let `margin` cover the bleed. The scale is
    that of the country, or `scale` points per degree about the place. Where the country is small
    islands, `towns` in it are dotted and named; `others` are further places that are always shown.
    Where `members` are given they are named first, no name is on other land than its own, and a window
    without sea is widened.
    SourceError where one of them has no room.
    """
    land = required(home)
    view = (_about(land, place, scale, width, height) if scale
            else viewed(home, place=place, others=others, cities=cities, width=width, height=height,
                        with_sea=bool(members)))
    letters = LabelPlacer(country_grid(view), margin, frozenset({land.code}), leads=bool(members))
    drawn = _Locator(style, view, land, place, letters, members)
    parts = [strokes(graticule(view, every=5), stroke=style.colour("sea-line"), stroke_width="0.5"),
             paint(lands(view), {land.code: "home"}, SEAS, style),
             *drawn.islands(), *drawn.venue(), *drawn.others(others), *drawn.towns(towns),
             *drawn.cities(cities, others), *drawn.neighbours(names)]
    words = alt or drawn.alt(others)
    return Drawing(svg(parts, width=width, height=height, alt=words), width, height,
                   tuple(letters.marks), alt=words, swatch=swatch(parts, SEAS, style))


@dataclass(frozen=True, slots=True)
class _Locator:
    """A locator map on which symbols and names are placed, those that matter most first."""

    style: MapStyle
    view: View
    home: Country
    place: Site | None
    letters: LabelPlacer
    members: Sequence[str] = ()

    def islands(self) -> list[str]:
        """Dots for each island of the home country that is too small to be seen."""
        if not self._is_tiny(self.home):
            return []
        small = (ring.bounds for ring in outline(self.home.code, SURVEY)
                 if ring.area * self.view.scale ** 2 < 12)
        spots = [self.view.at((south + north) / 2, (west + east) / 2) for west, south, east, north in small]
        capital = self.view.at(self.home.latitude, self.home.longitude)
        self._keep_clear(capital, 3)
        return [*(circle(at, 2.8, fill=self.style.colour("home")) for at in spots if self.view.holds(at)),
                dot(capital, self.home, self.style.colour("home"), self.style.colour("paper"), radius=2.6)]

    def venue(self) -> list[str]:
        """The mark of the place, with its name."""
        if self.place is None:
            return []
        at = self.view.at(*self.place[1:])
        self._keep_clear(at, 9)
        # Where the country is narrow its name is a little further off: it may not be missing.
        self._name(at, self.place[0], "venue", (9, *NAME_RADII[1:]))
        return [circle(at, radius, fill=self.style.colour(role))
                for radius, role in ((8.5, "paper"), (7, "home"), (4.6, "warm"))]

    def others(self, others: Sequence[Site]) -> list[str]:
        """Dots and names of places that were asked for, so that none may be missing."""
        spots = [(name, self.view.at(*spot)) for name, *spot in others]
        for _, at in spots:
            self._keep_clear(at, 5)
        for name, at in spots:
            if not self._name(at, name, "city", NAME_RADII):
                raise SourceError(Finding("map-crowded", f"no room on the map for the name {name}",
                                          hint="give fewer places, or places that are farther apart"))
        return [circle(at, 3.6, fill=self.style.colour("paper"), stroke=self.style.colour("home"),
                       stroke_width="1.6") for _, at in spots]

    def towns(self, towns: Sequence[Site]) -> list[str]:
        """Dots and names of the towns by which one knows a country of small islands."""
        if not self._is_tiny(self.home):
            return []
        venue = self.view.at(*self.place[1:]) if self.place else None
        parts = []
        for name, *spot in towns:
            at = self.view.at(*spot)
            near = venue is not None and hypot(at[0] - venue[0], at[1] - venue[1]) < 12
            if not near and self._holds(at) and self._name(at, name, "city", (5,)):
                self._keep_clear(at, 6)
                parts.append(circle(at, 4.6, fill=self.style.colour("home"),
                                    stroke=self.style.colour("paper"), stroke_width="0.8"))
        return parts

    def cities(self, cities: Sequence[Site], others: Sequence[Site]) -> list[str]:
        """Two cities for orientation at most, the capital last, each with its name or not at all."""
        home = self.home
        has_capital = home.capital and not self._is_tiny(home)
        capital = ((home.capital, home.latitude, home.longitude),) if has_capital else ()
        used = [self.view.at(*spot) for _, *spot in (*([self.place] if self.place else ()), *others)]
        parts: list[str] = []
        for name, *spot in (*cities, *capital):
            at = self.view.at(*spot)
            near = any(hypot(at[0] - x, at[1] - y) < 30 for x, y in used)
            if near or len(parts) == 2 or name == home.name or not self._holds(at):
                continue
            if self._name(at, name, "city", (3,)):
                self._keep_clear(at, 4)
                used.append(at)
                on_home = home.code in self.letters.grid.under((at[0], at[1], at[0] + 0.1, at[1] + 0.1))
                parts.append(circle(at, 2.8, fill=self.style.colour("paper" if on_home else "ink")))
        return parts

    def neighbours(self, count: int) -> list[str]:
        """Name the home country, then its neighbours; dots for those that need one."""
        view, home, letters = self.view, self.home, self.letters
        sizes = letters.grid.sizes()
        if not (self.place and self.place[0] == home.name):
            if self._is_tiny(home):
                at = view.at(home.latitude, home.longitude)
                self._name(at, home.name, "home", (14 if self.place else 3,), home.code)
            elif sizes.get(home.code):
                letters.in_land(home.code, home.name, "home", offshore=True)
        parts: list[str] = []
        named, unnamed = 0, set[str]()
        for land in self._nearest_first(sizes):
            if named == count:
                break
            if land.code not in self.members and unnamed & neighbours(land.code):
                continue  # its neighbour, a member, found no room
            at = view.at(land.latitude, land.longitude)
            if not self._is_tiny(land):
                near = land.code in neighbours(home.code)
                whole = sizes[land.code] * CELL ** 2 > 0.5 * extent(view, land.code)
                found = letters.in_land(land.code, land.name, "country", offshore=near or whole)
            elif found := self._holds(at) and self._name(at, land.name, "country", (3.2,), land.code):
                parts.append(dot(at, land, self.style.colour("land"), self.style.colour("grey"), radius=3.2))
            named += found
            if land.code in self.members and not found:
                unnamed.add(land.code)
        return [strokes(letters.lines, stroke=self.style.colour("ink"), stroke_width="0.5"), *parts]

    def alt(self, others: Sequence[Site]) -> str:
        """What is on the map, in words."""
        near = [mark.text for mark in self.letters.marks if mark.kind == "country"]
        name = self.home.name
        where = f"{self.place[0]}, {name}" if self.place and self.place[0] != name else name
        also = f"; also {', '.join(name for name, *_ in others)}" if others else ""
        among = f"; around it {', '.join(near)}" if near else ""
        return f"Map: {where}{also}{among}"

    def _nearest_first(self, sizes: Mapping[str, int]) -> list[Country]:
        """Who may be named beside the home country: neighbours first, then what is large and near."""
        view, home = self.view, self.home

        def rank(land: Country) -> tuple[bool, bool, float, str]:
            x, y = view.at(land.latitude, land.longitude)
            away = hypot(x - view.width / 2, y - view.height / 2) / view.height
            weight = max(sizes.get(land.code, 0), 60) ** 0.5 / (0.3 + away)
            return (bool(self.members) and land.code not in self.members,
                    land.code not in neighbours(home.code), -weight, land.code)

        def shows(land: Country) -> bool:
            if self._is_tiny(land):
                return view.scale > 6 and bool(land.capital)
            return sizes.get(land.code, 0) > 0

        return sorted((land for land in countries()
                       if land.code != home.code and land.code not in UNNAMED and shows(land)), key=rank)

    def _is_tiny(self, land: Country) -> bool:
        return is_small(self.view, land, side=5)

    def _holds(self, at: Point) -> bool:
        return self.view.holds(at, margin=self.letters.margin)

    def _keep_clear(self, at: Point, by: float) -> None:
        self.letters.symbols.append((at[0] - by, at[1] - by, at[0] + by, at[1] + by))

    def _name(self, at: Point, name: str, kind: Kind, radii: Sequence[float], own: str = "") -> bool:
        """Set a name beside its symbol, as near as there is room."""
        return any(self.letters.by_symbol(at, name, kind, radius=radius, own=own) for radius in radii)


def _about(land: Country, place: Site | None, scale: float, width: float, height: float) -> View:
    """A window of a given scale with the place, or the middle of the country, at its centre."""
    _, latitude, longitude = place or (land.name, land.latitude, land.longitude)
    return View(Azimuthal(longitude, latitude), scale, width / 2, height / 2, width, height)


def viewed(home: str, *, width: float, height: float, place: Site | None = None, cities: Sequence[Site] = (),
           others: Sequence[Site] = (), with_sea: bool = True) -> View:
    """The window of a map whose scale is that of the country; widened, if asked, until it shows some sea."""
    view = _view(required(home), place, others, cities, width, height)
    return _with_sea(view) if with_sea else view


def _with_sea(view: View) -> View:
    """A window as wide as shows some sea beside the land: white land alone is no picture."""
    cells = view.width * view.height / CELL ** 2
    for share in (1.0, 0.8, 0.64, 0.5):
        wider = replace(view, scale=view.scale * share)
        if sum(country_grid(wider).sizes().values()) < FULL * cells:
            return wider
    return replace(view, scale=view.scale * 0.64)


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
