"""Figures from data as inline SVG: lines and maps, with their words in the drawing."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from markupsafe import Markup

from rocbpress.compose.context import Context
from rocbpress.compose.line_charts import LineChart, line_chart
from rocbpress.compose.maps import is_repeated, map_drawing, venue_drawing
from rocbpress.compose.measure import text_width
from rocbpress.copyfit.fit import DRAWN
from rocbpress.figures.maps.drawing import Drawing
from rocbpress.findings.finding import Place
from rocbpress.sources.manuscript import Article
from rocbpress.sources.markdown.figures import Lines, Map

WIDE, NARROW = 440.0, 230.0  # points across: on a broad screen, on a telephone
_ROOM = 14.0  # points below the plot, for the names of its steps
_LEADING = 10.0  # points from line to line of a name
_GRID = 2  # steps to a point, in which outlines of maps are drawn
_OUTLINE = re.compile(r' d="(M[^"]*)"')
_LINE = re.compile(r"M([^MZ]*)(Z?)")
_SIZE = re.compile(r' width="[\d.]+pt" height="[\d.]+pt"')


@dataclass(frozen=True, slots=True)
class WebLines:
    """The chart drawn for broad and for narrow screens, and its values for the table below."""

    wide: Markup
    narrow: Markup
    chart: LineChart


@dataclass(frozen=True, slots=True)
class WebMap:
    """The map with its names, and what its legend says."""

    svg: Markup
    drawing: Drawing
    swatch: Markup


def web_lines(context: Context, lines: Lines) -> WebLines:
    """The same lines twice: a drawing that were only made smaller could not be read."""
    wide, narrow = (line_chart(context, lines, width) for width in (WIDE, NARROW))
    return WebLines(_plot(context, wide, WIDE), _plot(context, narrow, NARROW), wide)


def web_map(context: Context, spec: Map, where: Place) -> WebMap:
    """The map as it is printed, its names as text of the drawing."""
    return _with_names(map_drawing(context, spec, context.layout.measures["across"], where))


def venue_map(context: Context, article: Article) -> WebMap | None:
    """Where a report's event was held, in the place of a picture; None where the issue asks for no map.

    What an earlier report has shown is not shown again.
    """
    head, design = article.head, context.manuscript.issue.design.openings
    if head.kind != "report" or design or head.opening == "none" or is_repeated(context, article):
        return None
    drawing = venue_drawing(context, article, DRAWN, width=context.layout.measures["across"])
    return _with_names(drawing) if drawing else None


def _with_names(drawing: Drawing) -> WebMap:
    names = (f'<text class="{mark.kind}{" reversed" if mark.reversed else ""}" x="{mark.x:z.1f}" '
             f'y="{mark.y:z.1f}" dy=".35em" text-anchor="{mark.anchor}">{escape(mark.text)}</text>'
             for mark in drawing.marks)
    return WebMap(_drawn(_lighter(drawing.svg), names), drawing, Markup(drawing.swatch))


def _lighter(svg: str) -> str:
    """The drawing with outlines in steps of half a point, from point to point: a third of the bytes."""
    return _OUTLINE.sub(lambda found: f' d="{"".join(_steps(found[1]))}"', svg)


def _steps(data: str) -> Iterator[str]:
    """The lines of a path, relative (SVG 2, 9.3.4); one that would be no shape any more as it is."""
    for points, end in _LINE.findall(data):
        exact = [tuple(map(float, point.split(","))) for point in points.split()]
        whole = [(round(x * _GRID), round(y * _GRID)) for x, y in exact]
        kept = [at for at, after in zip(whole, [*whole[1:], None], strict=True) if at != after]
        if len(kept) < 3:
            yield f"M{points}{end}"
            continue
        (x, y), steps = kept[0], []
        for (x0, y0), (x1, y1) in pairwise(kept):
            steps += [x1 - x0, y1 - y0]
        yield f"M{_half(x)} {_half(y)}l{' '.join(map(_half, steps)).replace(' -', '-')}{end.lower()}"


def _half(value: int) -> str:
    """A number of steps in points."""
    return f"{value / _GRID:g}".replace("0.", ".", 1) if abs(value) < _GRID else f"{value / _GRID:g}"


def _plot(context: Context, chart: LineChart, width: float) -> Markup:
    height = chart.height + _ROOM
    return Markup(str(_drawn(chart.svg, _names(context, chart, width))).replace(
        f'viewBox="0 0 {width:g} {chart.height:g}"', f'viewBox="0 0 {width:g} {height:g}"'))


def _names(context: Context, chart: LineChart, width: float) -> Iterator[str]:
    """Of the scale, of the lines at their ends, and of the steps below."""
    for tick in chart.scale:
        yield _text("tick", chart.left - 5, tick.top, "end", tick.text)
    for name in chart.names:
        words = tuple(_broken(context, name.text, chart.right - 7))
        for at, line in enumerate(words):
            top = name.top + _LEADING * (at - (len(words) - 1) / 2)
            yield _text("name", width - chart.right + 7, top, "start", line)
    below = chart.below or tuple((label, chart.left + chart.step * (at + 0.5))
                                 for at, label in enumerate(chart.labels))
    for label, x in below:
        yield _text("step", x, chart.height + _ROOM / 2, "middle", label)


def _broken(context: Context, words: str, room: float) -> Iterator[str]:
    """The words in lines that have room, as far as single words have."""
    line = ""
    for word in words.split():
        longer = f"{line} {word}".strip()
        if line and text_width(longer, context.layout.titles["label"]) > room:
            yield line
            longer = word
        line = longer
    yield line


def _text(kind: str, x: float, y: float, anchor: str, words: str) -> str:
    return (f'<text class="{kind}" x="{x:z.1f}" y="{y:z.1f}" dy=".35em" text-anchor="{anchor}">'
            f"{escape(words)}</text>")


def _drawn(svg: str, words: Iterable[str]) -> Markup:
    """The drawing as wide as its place, with the words in it, in the size of small type."""
    inside = "".join(words)
    text = f'<g font-size="8.5" font-family="sans-serif">{inside}</g>' if inside else ""
    return Markup(_SIZE.sub("", svg, count=1).replace("</svg>", f"{text}</svg>"))
