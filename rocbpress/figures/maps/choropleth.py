"""Countries shaded by a value, by their rank, or as those that are meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rocbpress.figures.maps.borders import Treatment, treatments
from rocbpress.figures.maps.classes import CountryValue, by_rank, by_value, written
from rocbpress.figures.maps.clipping import overlap
from rocbpress.figures.maps.countries import Country, required
from rocbpress.figures.maps.drawing import Drawing, LegendClass, MapLabel, group, is_hatched, rectangle, svg
from rocbpress.figures.maps.frames import frame
from rocbpress.figures.maps.ground import survey
from rocbpress.figures.maps.insets import Inset, with_inset
from rocbpress.figures.maps.labels import LabelPlacer
from rocbpress.figures.maps.painting import Ink, MapColours, dot, ink, is_small, paint, spread, swatch
from rocbpress.figures.maps.projections import Point
from rocbpress.figures.maps.view import View, lands
from rocbpress.layout.colour import Colour
from rocbpress.layout.editions import Space

TINTED = MapColours(land="none", border="sea-line", hatch="rule", hatch_on_fill="paper")
RADIUS = 2.6


def choropleth(palette: Mapping[str, Colour], space: Space, *, width: float,
               rows: Sequence[tuple[str, float | None]] = (), region: str = "auto",
               breaks: Sequence[float] = (), unit: str = "", ranked: bool = False,
               marked: Sequence[str] = (), marked_label: str = "Countries marked", leading: float = 14,
               disputed: Mapping[str, str] | None = None, alt: str = "") -> Drawing:
    """A map `width` points wide of the countries in `rows`, their names codes or English.

    `region` is 'world', 'pacific' (the world with the Pacific in the middle), 'asia-pacific' or
    'auto': as much of the world as the countries take. With `ranked` the order of the rows counts
    and no value. Countries `marked` have one colour, a warm one beside classes. `breaks` are up to
    three numbers, else classes are quantiles. Classes are in the legend, the highest first; the
    height is whole lines.
    """
    entries = [CountryValue(required(name), value) for name, value in rows]
    chosen = [required(name) for name in marked]
    marks = bool(entries and chosen)
    legend = (by_rank([row.land for row in entries], marks=marks) if ranked and entries
              else by_value(entries, breaks, marks=marks))
    if chosen:
        names = tuple(land.name for land in chosen)
        legend = (*legend, LegendClass(marked_label, "warm" if marks else "r3", names))
    colours = {required(name).code: line.colour for line in legend for name in line.names}
    order = _order(entries, chosen, ranked=ranked)
    view, inset = with_inset(frame(region, order, width=width, leading=leading), order, leading=leading)
    words = alt or _alt(entries, chosen, unit, marked_label, ranked=ranked)
    colour = ink(palette, space)
    parts = _parts(view, inset, order, colours, treatments(disputed or {}), colour)
    return Drawing(svg(parts, width=width, height=view.height, alt=words), width, view.height,
                   _names(view, inset, order), legend, words,
                   swatch(TINTED, colour) if is_hatched(parts) else "")


def _order(entries: Sequence[CountryValue], chosen: Sequence[Country], *, ranked: bool) -> list[Country]:
    """Everyone who has a colour, those that matter most first."""
    shown = [row for row in entries if ranked or row.value is not None]
    if not ranked:
        shown.sort(key=lambda row: -(row.value or 0))
    return [*(row.land for row in shown), *chosen]


def _parts(view: View, inset: Inset | None, order: Sequence[Country], colours: Mapping[str, str],
           disputed: Mapping[str, Treatment], colour: Ink) -> list[str]:
    parts = [rectangle(0, 0, view.width, view.height, fill=colour("mist")),
             paint(_known(view), colours, disputed, TINTED, colour)]
    parts += _dots(view, order, colours, colour)
    if inset is None:
        return parts
    left, top = inset.place[:2]
    x, y, x1, y1 = inset.source
    frame_line = {"fill": "none", "stroke": colour("grey"), "stroke_width": "0.5"}
    window = [rectangle(0, 0, inset.view.width, inset.view.height, fill=colour("mist")),
              paint(_known(inset.view), colours, disputed, TINTED, colour),
              *_dots(inset.view, order, colours, colour),
              rectangle(0, 0, inset.view.width, inset.view.height, **frame_line)]
    return [*parts, rectangle(x, y, x1 - x, y1 - y, **frame_line),
            group(window, **{"class": "inset"}, transform=f"translate({left:.1f} {top:.1f})")]


def _dots(view: View, order: Sequence[Country], colours: Mapping[str, str], colour: Ink) -> list[str]:
    """Dots for the countries with a colour that would not be seen by their shape."""
    return [dot(at, land, colour(colours[land.code]), colour("paper"), radius=RADIUS)
            for at, land in _dotted(view, order)]


def _dotted(view: View, order: Sequence[Country]) -> list[tuple[Point, Country]]:
    """The small countries in view, each with the place of its dot, clear of the others."""
    spots = [(view.at(land.latitude, land.longitude), land) for land in order if is_small(view, land)]
    shown = [(at, land) for at, land in spots if view.holds(at)]
    places = spread([at for at, _ in shown], 2 * RADIUS + 0.8)
    return [(at, land) for at, (_, land) in zip(places, shown, strict=True)]


def _names(view: View, inset: Inset | None, order: Sequence[Country]) -> tuple[MapLabel, ...]:
    """The names of dots, as nobody knows an island by its dot, where there is room beside them.

    None stands on land that has a colour, and what the inset enlarges is known by its shape.
    """
    lit = frozenset(land.code for land in order)
    letters = LabelPlacer(survey(lands(view), view.width, view.height), view.width, view.height, 4, lit)
    dots = _dotted(view, order)
    boxes = [(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS) for (x, y), _ in dots]
    for box in (*boxes, *((inset.place, inset.source) if inset else ())):
        letters.keep_clear(box)
    for at, land in dots:
        if not (inset and overlap((*at, *at), inset.source)):
            any(letters.by_symbol(at, land.name, "country", radius=radius) for radius in (RADIUS, 5.5, 8.5))
    return tuple(mark for mark in letters.marks if not mark.reversed)


def _known(view: View) -> dict[str, list[list[tuple[float, float]]]]:
    return {code: shape for code, shape in lands(view).items() if code != "ATA"}


def _alt(entries: Sequence[CountryValue], chosen: Sequence[Country], unit: str, label: str, *, ranked: bool) -> str:
    """The data as a sentence, in the order of the map's importance."""
    if ranked:
        told = "in order: " + ", ".join(row.land.name for row in entries)
    else:
        given = sorted((row for row in entries if row.value is not None), key=lambda row: -(row.value or 0))
        told = "; ".join(f"{row.land.name} {written(row.value or 0)}" for row in given)
        told = f"{unit}: {told}" if unit and told else told
    named = f"{label}: {', '.join(land.name for land in chosen)}" if chosen else ""
    silent = ", ".join(row.land.name for row in entries if row.value is None and not ranked)
    missing = f"no figure: {silent}" if silent else ""
    said = "; ".join(filter(None, (told if entries else "", named, missing)))
    return f"Map. {said[:1].upper()}{said[1:]}"
