"""A finished map, a picture without words, and the words with their places; elements of its SVG."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from math import hypot
from typing import Literal

from rocbpress.figures.maps.projections import Point

Kind = Literal["venue", "city", "country", "home", "number"]
Anchor = Literal["start", "middle", "end"]
# Strokes of less than so many points together are no hatching.
SEEN = 4.0


@dataclass(frozen=True, slots=True)
class MapLabel:
    """Words that belong at a place of the map; the layout sets them in its own faces.

    `x` is where the words start, have their middle or end (`anchor`), `y` the middle of their
    line, in points from the top left corner of the drawing. `home` is the name of the lit country,
    and what is `reversed` is on dark land: set it in white.
    """

    x: float
    y: float
    text: str
    kind: Kind
    anchor: Anchor = "start"
    reversed: bool = False
    leader: Point | None = None


@dataclass(frozen=True, slots=True)
class LegendClass:
    """A line of the legend: its words, the role of its colour (layout/colour.py), who belongs to it.

    `values` are the figures of `names`, one each, written as they print ('4,311').
    """

    label: str
    colour: str
    names: tuple[str, ...]
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """Inline SVG of `width` by `height` points without text, and what the layout sets around it.

    Colours are attributes in the edition's space, so no style sheet need reach into the picture.
    `alt` is '' for a decoration, whose SVG is hidden from readers. `swatch` is the SVG of the legend's
    mark for land whose status is undetermined, '' where none is seen.
    """

    svg: str
    width: float
    height: float
    marks: tuple[MapLabel, ...] = ()
    legend: tuple[LegendClass, ...] = ()
    alt: str = ""
    swatch: str = ""


def svg(parts: Iterable[str], *, width: float, height: float, alt: str) -> str:
    """The svg element; without `alt` it is hidden from readers."""
    role = f'role="img" aria-label="{escape(alt)}"' if alt else 'aria-hidden="true"'
    return (f'<svg xmlns="http://www.w3.org/2000/svg" class="map" {role} viewBox="0 0 {width:g} {height:g}" '
            f'width="{width:g}pt" height="{height:g}pt">{"".join(parts)}</svg>')


def path(lines: Iterable[Sequence[Point]], **attributes: str) -> str:
    """One path element of many closed lines; '' if there are none. Coordinates are rounded to 0.1."""
    data = "".join(_line(line) + "Z" for line in lines)
    return f'<path{_written(attributes)} d="{data}"/>' if data else ""


def strokes(lines: Iterable[Sequence[Point]], **attributes: str) -> str:
    """One path element of many open lines without a fill; '' if there are none."""
    data = "".join(map(_line, lines))
    attributes = {"fill": "none", **attributes}
    return f'<path{_written(attributes)} d="{data}"/>' if data else ""


def hatched(lines: Sequence[Sequence[Point]], **attributes: str) -> str:
    """Hatching over a shape, known by its class; '' where it is too little to be seen."""
    seen = sum(hypot(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in lines)
    return strokes(lines, **{"class": "hatched"}, stroke_width="0.6", **attributes) if seen >= SEEN else ""


def circle(at: Point, radius: float, **attributes: str) -> str:
    """A circle element about a point."""
    return f'<circle cx="{at[0]:z.1f}" cy="{at[1]:z.1f}" r="{radius:g}"{_written(attributes)}/>'


def rectangle(left: float, top: float, width: float, height: float, **attributes: str) -> str:
    """A rectangle element."""
    return (f'<rect x="{left:z.1f}" y="{top:z.1f}" width="{width:z.1f}" height="{height:z.1f}"'
            f"{_written(attributes)}/>")


def group(parts: Iterable[str], **attributes: str) -> str:
    """A g element around parts; '' if there are none."""
    inner = "".join(parts)
    return f"<g{_written(attributes)}>{inner}</g>" if inner else ""


def _written(attributes: dict[str, str]) -> str:
    return "".join(f' {name.replace("_", "-")}="{escape(value)}"' for name, value in attributes.items())


def _line(line: Sequence[Point]) -> str:
    return "M" + " ".join(f"{x:z.1f},{y:z.1f}" for x, y in line)
