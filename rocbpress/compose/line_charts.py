"""Line charts: a drawing without words, the names of its lines and steps, and the table below it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rocbpress.compose.charts import BOLD
from rocbpress.compose.context import Context
from rocbpress.compose.measure import line_count, text_width
from rocbpress.figures.maps.drawing import circle, strokes, svg
from rocbpress.figures.numbers import number
from rocbpress.layout.schema import Title
from rocbpress.sources.markdown.figures import Lines

LINES = 12  # of text, that the plot is high; it is less high where it is narrow
STEPS = 4  # about so many lines of the scale
GAP = 7.0  # points between words and what they belong to
WIDEST = 98.0  # points of the names beside their lines
LEADING = 11.0  # points from line to line of such a name
DOTTED = 24  # values from which on they are no longer marked by dots
# Colour of the palette, width and dashes of each line in turn: they can be told apart on a copy in grey.
STROKES = (("r3", "1.8", ""), ("ink", "1.2", "5 2.5"), ("r2", "1.8", ""), ("grey", "1.4", "1 2.5"))


@dataclass(frozen=True, slots=True)
class ChartLabel:
    """Words at a height of the drawing, the middle of their lines; hidden from readers who listen."""

    text: str
    top: float
    lines: int = 1


@dataclass(frozen=True, slots=True)
class LineChart:
    """`left` and `right` are points beside the plot, `step` from value to value where the table fits below.

    Where `step` is 0 the table has a row for each value, and `below` are labels under the plot, with their
    places from the left.
    """

    svg: str
    height: float
    left: float
    right: float
    step: float
    scale: tuple[ChartLabel, ...]
    names: tuple[ChartLabel, ...]
    labels: tuple[str, ...]
    series: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    below: tuple[tuple[str, float], ...]


def line_chart(context: Context, lines: Lines, width: float) -> LineChart:
    """The chart, `width` points wide; values stand under their points where there is room."""
    face, line = context.layout.titles["label"], context.layout.measures["line"]
    unit = "%" if lines.unit == "%" else ""
    columns = tuple(zip(*(values for _, values in lines.rows), strict=True))
    texts = tuple(tuple(_written(value) + unit for value in values) for values in columns)
    ticks = _ticks([value for values in columns for value in values])
    labels = tuple(label for label, _ in lines.rows)
    ends = lines.series or tuple(values[-1] for values in texts)
    right = GAP + min(WIDEST, math.ceil(_widest(ends, face)))
    names = [*(_written(tick) + unit for tick in ticks), *lines.series]
    left = math.ceil(min(WIDEST + GAP, _widest(names, face))) + GAP
    widest = _widest([*labels, *(text for values in texts for text in values)], face)
    step = (width - left - right) / len(labels)
    if step < widest + GAP / 2:
        step, left = 0.0, math.ceil(_widest(names[:len(ticks)], face)) + GAP
    height = line * (LINES if width > 2 * line * LINES else 3 * LINES // 4)
    plot = _Plot(width - left - right, height, ticks, columns, centred=bool(step))
    beside = [line_count(name, face, right - GAP) for name in ends]
    return LineChart(
        plot.drawn(context, width, left), height, left, right, step,
        tuple(ChartLabel(_written(tick) + unit, plot.y(tick)) for tick in ticks),
        _apart([ChartLabel(name, plot.y(values[-1]), count)
                for name, values, count in zip(ends, columns, beside, strict=True)], height),
        labels, lines.series, texts, () if step else tuple(_steps(labels, plot, face, left)))


def _steps(labels: Sequence[str], plot: _Plot, face: Title, left: float) -> Iterator[tuple[str, float]]:
    """As many labels as have room side by side, the first among them."""
    widest = _widest(labels, face) + GAP
    every = math.ceil(widest * (len(labels) - 1) / plot.width)
    yield from ((label, left + plot.x(at)) for at, label in enumerate(labels) if at % every == 0)


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where values fall: the scale from the first tick at the foot to the last at the head."""

    width: float
    height: float
    ticks: Sequence[float]
    columns: Sequence[Sequence[float]]
    centred: bool

    def x(self, at: int) -> float:
        count = len(self.columns[0])
        return self.width * ((at + 0.5) / count if self.centred else at / (count - 1))

    def y(self, value: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return round(GAP + (self.height - 2 * GAP) * (high - value) / (high - low), 2)

    def drawn(self, context: Context, width: float, left: float) -> str:
        """The drawing, as wide as the chart, with the plot `left` points from its edge."""
        palette, space = context.layout.map_palette, context.edition.space
        parts = [strokes([[(left, self.y(tick)), (left + self.width, self.y(tick))]], stroke_width="0.5",
                         stroke=palette["ink" if tick == 0 else "rule"].css(space)) for tick in self.ticks]
        for at, values in enumerate(self.columns):
            name, weight, dashes = STROKES[at % len(STROKES)]
            colour = palette[name].css(space)
            points = [(left + self.x(place), self.y(value)) for place, value in enumerate(values)]
            parts.append(strokes([points], stroke=colour, stroke_width=weight, stroke_linejoin="round",
                                 **({"stroke_dasharray": dashes} if dashes else {})))
            marked = points if len(points) < DOTTED else points[-1:]
            parts += [circle(point, 2, fill=colour) for point in marked]
        return svg(parts, width=width, height=self.height, alt="")


def _ticks(values: Sequence[float]) -> tuple[float, ...]:
    """Round values about the data; zero is among them unless all lie far from it."""
    least, greatest = min(values), max(values)
    least = min(least, 0.0) if least < greatest / 2 else least
    greatest = max(greatest, 0.0) if least < 0 else greatest
    rough = (greatest - least or abs(greatest) or 1.0) / STEPS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * times for times in (1, 2, 2.5, 5, 10) if power * times >= rough * 0.999)
    first, last = math.floor(least / step + 1e-9), math.ceil(greatest / step - 1e-9)
    return tuple(round(at * step, 10) for at in range(first, max(last, first + 1) + 1))


def _apart(labels: Sequence[ChartLabel], height: float) -> tuple[ChartLabel, ...]:
    """The names moved down from one another, then up from the foot of the chart."""
    order = sorted(range(len(labels)), key=lambda at: labels[at].top)
    half = [LEADING * label.lines / 2 for label in labels]
    tops = {at: labels[at].top for at in order}
    for above, below in pairwise(order):
        tops[below] = max(tops[below], tops[above] + half[above] + half[below])
    tops[order[-1]] = min(tops[order[-1]], height - half[order[-1]])
    for below, above in pairwise(reversed(order)):
        tops[above] = min(tops[above], tops[below] - half[above] - half[below])
    return tuple(replace(label, top=round(tops[at], 2)) for at, label in enumerate(labels))


def _widest(words: Sequence[str], face: Title) -> float:
    """In the weight of names."""
    return BOLD * max(text_width(word, face) for word in words)


def _written(value: float) -> str:
    return number(value).replace("-", "\N{MINUS SIGN}")


