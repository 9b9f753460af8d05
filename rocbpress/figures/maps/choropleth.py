"""Countries shaded by a value, by their rank, or as those that are meant."""

from collections.abc import Mapping, Sequence

from rocbpress.figures.maps.classes import CountryValue, by_rank, by_value
from rocbpress.figures.maps.clipping import overlap
from rocbpress.figures.maps.countries import Country, required
from rocbpress.figures.maps.country_grid import country_grid
from rocbpress.figures.maps.drawing import Drawing, LegendClass, MapLabel, group, rectangle, svg
from rocbpress.figures.maps.frames import frame
from rocbpress.figures.maps.insets import Inset, with_inset
from rocbpress.figures.maps.labels import LabelPlacer
from rocbpress.figures.maps.painting import dot, is_small, paint, spread, swatch
from rocbpress.figures.maps.projections import Point
from rocbpress.figures.maps.style import LandColours, MapStyle
from rocbpress.figures.maps.view import View, lands
from rocbpress.figures.numbers import number

TINTED = LandColours(land="none", border="sea-line", hatch="rule", hatch_on_fill="paper")
RADIUS = 2.6
LEADING = 14.0
MARKED = "Countries marked"


def choropleth(style: MapStyle, *, width: float, rows: Sequence[tuple[str, float | None]] = (),
               region: str = "auto", breaks: Sequence[float] = (), unit: str = "", ranked: bool = False,
               marked: Sequence[str] = (), alt: str = "") -> Drawing:
    """A map `width` points wide of the countries in `rows`, their names codes or English.

    `region` is 'world', 'pacific' (the world with the Pacific in the middle), 'asia-pacific' or
    'auto': as much of the world as the countries take. With `ranked` the order of the rows counts
    and no value. Countries `marked` have one colour, a warm one beside classes. `breaks` are up to
    three numbers, else classes are quantiles. Classes are in the legend, the highest first; the
    height is whole lines.
    """
    entries = [CountryValue(required(name), value) for name, value in rows]
    if not ranked:
        entries.sort(key=lambda row: -(row.value or 0))
    chosen = [required(name) for name in marked]
    marks = bool(entries and chosen)
    legend = (by_rank([row.land for row in entries], marks=marks) if ranked and entries
              else by_value(entries, breaks, marks=marks))
    if chosen:
        names = tuple(land.name for land in chosen)
        legend = (*legend, LegendClass(MARKED, "warm" if marks else "r3", names))
    fills = {required(name).code: line.colour for line in legend for name in line.names}
    # Everyone who has a colour, those that matter most first.
    order = [*(row.land for row in entries if ranked or row.value is not None), *chosen]
    view, inset = with_inset(frame(region, order, width=width, leading=LEADING), order, leading=LEADING)
    words = alt or _alt(entries, chosen, unit, ranked=ranked)
    parts = _painted(view, order, fills, style)
    if inset:
        parts += _enlarged(inset, order, fills, style)
    return Drawing(svg(parts, width=width, height=view.height, alt=words), width, view.height,
                   _names(view, inset, order), legend, words, swatch(parts, TINTED, style))


def _painted(view: View, order: Sequence[Country], fills: Mapping[str, str], style: MapStyle) -> list[str]:
    """Sea, land, and dots for the countries with a colour that are too small to be seen by their shape."""
    shapes = {code: shape for code, shape in lands(view).items() if code != "ATA"}
    return [rectangle(0, 0, view.width, view.height, fill=style.colour("mist")),
            paint(shapes, fills, TINTED, style),
            *(dot(at, land, style.colour(fills[land.code]), style.colour("paper"), radius=RADIUS)
              for at, land in _dotted(view, order))]


def _enlarged(inset: Inset, order: Sequence[Country], fills: Mapping[str, str], style: MapStyle) -> list[str]:
    """The inset with its frame, and the frame of what it enlarges."""
    left, top = inset.place[:2]
    x, y, x1, y1 = inset.source
    line = {"fill": "none", "stroke": style.colour("grey"), "stroke_width": "0.5"}
    window = [*_painted(inset.view, order, fills, style),
              rectangle(0, 0, inset.view.width, inset.view.height, **line)]
    return [rectangle(x, y, x1 - x, y1 - y, **line),
            group(window, **{"class": "inset"}, transform=f"translate({left:z.1f} {top:z.1f})")]


def _dotted(view: View, order: Sequence[Country]) -> list[tuple[Point, Country]]:
    """The small countries in view, each with the place of its dot, clear of the others."""
    spots = [(view.at(land.latitude, land.longitude), land) for land in order if is_small(view, land)]
    shown = [(at, land) for at, land in spots if view.holds(at)]
    places = spread([at for at, _ in shown], 2 * RADIUS + 0.8)
    return [(at, land) for at, (_, land) in zip(places, shown, strict=True)]


def _names(view: View, inset: Inset | None, order: Sequence[Country]) -> tuple[MapLabel, ...]:
    """The names of dots, as nobody knows an island by its dot, where there is room beside them.

    None is on land that has a colour, and what the inset enlarges is known by its shape.
    """
    lit = frozenset(land.code for land in order)
    letters = LabelPlacer(country_grid(view), 4, lit)
    dots = _dotted(view, order)
    boxes = [(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS) for (x, y), _ in dots]
    letters.symbols += [*boxes, *((inset.place, inset.source) if inset else ())]
    for at, land in dots:
        if not (inset and overlap((*at, *at), inset.source)):
            any(letters.by_symbol(at, land.name, "country", radius=radius) for radius in (RADIUS, 5.5, 8.5))
    return tuple(mark for mark in letters.marks if not mark.reversed)


def _alt(entries: Sequence[CountryValue], chosen: Sequence[Country], unit: str, *, ranked: bool) -> str:
    """The data as a sentence, in the order of the map's importance."""
    if ranked:
        data = "in order: " + ", ".join(row.land.name for row in entries)
    else:
        data = "; ".join(f"{row.land.name} {number(row.value)}" for row in entries if row.value is not None)
        data = f"{unit}: {data}" if unit and data else data
    named = f"{MARKED}: {', '.join(land.name for land in chosen)}" if chosen else ""
    silent = ", ".join(row.land.name for row in entries if row.value is None and not ranked)
    missing = f"no figure: {silent}" if silent else ""
    said = "; ".join(filter(None, (data if entries else "", named, missing)))
    return f"Map. {said[:1].upper()}{said[1:]}"
