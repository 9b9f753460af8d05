"""Maps in the sizes and colours that the layout has for them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Concatenate, ParamSpec

from rocbpress.compose.context import Context
from rocbpress.copyfit.fit import Fit
from rocbpress.figures.maps.borders import decided
from rocbpress.figures.maps.cache import cached
from rocbpress.figures.maps.choropleth import choropleth
from rocbpress.figures.maps.countries import country, required, unknown_country
from rocbpress.figures.maps.drawing import Drawing, MapLabel
from rocbpress.figures.maps.locator import locator
from rocbpress.figures.maps.region import Site, region_map, venues_map, window_view, zoom_map
from rocbpress.figures.maps.style import MapStyle, map_style
from rocbpress.findings.errors import SourceError
from rocbpress.findings.finding import Finding, Place
from rocbpress.layout.printer import MM
from rocbpress.layout.schema import Window
from rocbpress.sources.keys import key_place
from rocbpress.sources.manuscript import Article
from rocbpress.sources.markdown.figures import Map, Picture
from rocbpress.workspace.cache import Cache

CLEAR = 16.0  # points from an edge of the trim to the names on a map
IN_FACTS = 4.0  # and from the edges of a small one
STRIP_SCALES = (5.4, 30.0)  # points per degree
_P = ParamSpec("_P")


def cover_drawing(context: Context) -> Drawing | None:
    """The region, the members' countries lit, in the window that the layout has for it."""
    region, window = context.layout.region, context.layout.maps.cover
    if window is None:
        return None
    drawing = _drawn(context, region_map, window, members=region.members, place=region.place,
                     alt=context.words["region"])
    return drawing if drawing.marks else replace(drawing, marks=(_off_shore(region.place, window),))


def panel_drawing(context: Context) -> Drawing | None:
    """A quiet globe behind the title of an essay, where the layout has room for one."""
    region, window = context.layout.region, context.layout.maps.panel
    if window is None:
        return None
    window = window.model_copy(update={"centre": window.centre or region.place[1:]})
    return _drawn(context, region_map, window, members=(), alt="")


def home_drawing(context: Context) -> Drawing | None:
    """The country of the office, for the back cover of a layout that shows it."""
    region, window = context.layout.region, context.layout.maps.back
    if window is None:
        return None
    return _drawn(context, zoom_map, window, home=region.home, place=region.place)


def venues_drawing(context: Context, venues: Sequence[Site]) -> Drawing:
    """The region with the venues of a section, numbered; in a layout that has a window for it."""
    window = context.layout.maps.section
    assert window is not None
    names = ", ".join(f"{number} {venue[0]}" for number, venue in enumerate(venues, 1))
    return _drawn(context, venues_map, window, members=context.layout.region.members, venues=tuple(venues),
                  alt=f"Map: {names}")


def venue_drawing(context: Context, article: Article, fit: Fit, *, width: float = 0.0) -> Drawing | None:
    """Where a report's event was held: the country alone where no place in it is given.

    What an earlier report of the section has shown is not shown once more as large: a strip of less
    height follows, in turns of the wider region and of the country around the place. `fit` says where
    another height gives way, or the map stands in the key facts, or nowhere.
    """
    venue, measures = article.head.venue, context.layout.measures
    if venue is None or (fit.lead == 0 and not fit.facts_map):
        return None
    if country(venue.country) is None:
        path = context.manuscript.folder / "articles" / f"{article.slug}.md"
        where = key_place(path, article.file, "venue", "country")
        raise SourceError(replace(unknown_country(venue.country), where=where))
    shown = _shown_before(context, article)
    scale = STRIP_SCALES[(shown - 1) % len(STRIP_SCALES)] if shown else 0.0
    place = None
    if venue.latitude is not None and venue.longitude is not None:
        place = (venue.name, venue.latitude, venue.longitude)
    draw = partial(locator, home=required(venue.country).code, place=place, members=_named_first(context))
    wide = width or measures["page"]
    height = (fit.lead or measures["strip" if shown else "lead"]) * (wide / measures["page"])
    with _placed_at(Place(article.file)):
        if fit.facts_map:
            return _drawn(context, draw, width=measures["facts"], height=fit.facts_map, names=2,
                          margin=IN_FACTS)
        return _drawn(
            context, draw, width=wide, height=height, cities=(context.layout.region.place,),
            towns=context.layout.region.towns, scale=scale, margin=CLEAR + context.layout.bleed_mm * MM)


def is_repeated(context: Context, article: Article) -> bool:
    """Whether the map that opens a report shows what that of one before it shows."""
    return article.head.venue is not None and _shown_before(context, article) > 0


def _shown_before(context: Context, article: Article) -> int:
    """In how many reports before this one in its section the same venue has its map."""
    section = next((s.articles for s in context.manuscript.sections if article in s.articles), ())
    before = section[:section.index(article)] if section else ()
    return sum(other.head.kind == "report" and other.head.start != "run-in"
               and other.head.venue == article.head.venue and other.head.opening != "none"
               and not any(isinstance(block.spec, Picture) for block in other.blocks) for other in before)


def map_drawing(context: Context, spec: Map, width: float, where: Place) -> Drawing:
    """A figure: classes by value or rank, or places in the first marked country."""
    named = dict.fromkeys((*(name for name, _ in spec.rows), *spec.marked))
    if unknown := [name for name in named if country(name) is None]:
        raise SourceError(replace(unknown_country(name), where=_place_of(name, context, spec, where))
                          for name in unknown)
    places = tuple((spot.name, spot.latitude, spot.longitude) for spot in spec.places)
    with _placed_at(where):
        if spec.kind == "choropleth":
            return _drawn(
                context, choropleth, width=width, rows=spec.rows, region=spec.region, breaks=spec.breaks,
                unit=spec.unit, ranked=spec.ranked, marked=spec.marked, alt=spec.alt)
        if not spec.marked:
            raise SourceError(Finding("map-country", "a locator map needs a country", where,
                                      hint="name it: marked: [Malaysia]"))
        return _drawn(
            context, locator, width=width, height=context.layout.measures["locator"],
            home=required(spec.marked[0]).code, place=places[0] if places else None,
            others=places[1:], alt=spec.alt, members=_named_first(context))


def _place_of(name: str, context: Context, spec: Map, where: Place) -> Place:
    """Where the figure's block, or its table, has a name; the figure's own place if neither has it."""
    manuscript = context.manuscript
    folder = manuscript.file.removesuffix("issue.yaml")
    file = f"{folder}{spec.data}" if spec.data and name not in spec.marked else where.file
    path = manuscript.folder / file.removeprefix(folder)
    lines = path.read_text("utf-8-sig").splitlines() if path.is_file() else []
    first = where.line if file == where.file else 0
    found = ((at, line.find(name)) for at, line in enumerate(lines[first:], first + 1) if name in line)
    return next((Place(file, at, column + 1) for at, column in found), where)


def _named_first(context: Context) -> tuple[str, ...]:
    """The members, where the layout leads lines to the lands that have no room for their names."""
    return context.layout.region.members if context.layout.maps.leaders else ()


def _drawn(context: Context, draw: Callable[Concatenate[MapStyle, _P], Drawing], *args: _P.args,
           **kwargs: _P.kwargs) -> Drawing:
    """The map in the colours of layout and edition, drawn once for all runs."""
    layout = context.layout
    style = map_style(layout.map_palette, context.edition.space, decided(layout.disputed))
    return cached(Cache(context.pictures), partial(draw, style, *args, **kwargs))


def _off_shore(place: tuple[str, float, float], window: Window) -> MapLabel:
    """A name set west of its mark, in the sea: the coast is too near for one beside it."""
    x, y = window_view(window, place).at(place[1], place[2])
    return MapLabel(x - 21, y + 3, place[0], "venue", "end", reversed=True)


@contextmanager
def _placed_at(where: Place) -> Iterator[None]:
    """Gives findings of map drawing, which does not know the article, their place."""
    try:
        yield
    except SourceError as error:
        raise SourceError(replace(finding, where=where) for finding in error.findings) from error
