"""Bars: how their columns share the width, and how high a row is so that the whole ends on the grid."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rocbpress.compose.context import Context
from rocbpress.compose.measure import line_count, text_width
from rocbpress.figures.numbers import number
from rocbpress.sources.markdown.figures import Bars

AIR = 0.5  # lines between the rows of a chart, and between the groups of one with several series
BOLD = 1.08  # how much wider figures are in the weight that values are set in
# Of the whole width the bars have so much at least, and the names of the series so much at most.
LEAST, SERIES = 0.2, 0.3


@dataclass(frozen=True, slots=True)
class Bar:
    """A value as it prints, and where its bar starts and how long it is, in per cent of their column."""

    text: str
    start: float
    length: float
    negative: bool


@dataclass(frozen=True, slots=True)
class BarRow:
    """A label and its bars, one a series."""

    label: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Rows of bars; the widths of their columns and the height of all are in points.

    `series` is 0 where there is only one. `signed`: some values are below zero, so that bars go both
    ways from a line.
    """

    rows: tuple[BarRow, ...]
    labels: float
    series: float
    values: float
    height: float
    signed: bool


def chart(context: Context, bars: Bars, width: float, beside: float = 0.0) -> Chart:
    """The rows measured: a line of the grid for each bar, more where words need more.

    What stands across a text begins `beside` points to its left, so that bars begin at its edge; in older
    layouts they begin where the labels end.
    """
    face, measures = context.layout.titles["label"], context.layout.measures
    gap = measures["gutter"]
    narrowest, most = context.layout.sizes["labels"]
    rows = _rows(bars)
    texts = [bar.text for row in rows for bar in row.bars]
    values = gap + math.ceil(BOLD * max((text_width(text, face) for text in texts), default=0.0))
    several = bars.series if len(bars.series) > 1 else ()
    series = _column(several, context, least=0.0, most=min(most / 2, SERIES * width)) if several else 0.0
    small = measures.get("small", measures["line"]) / measures["line"]
    if "small" in measures and beside - series >= narrowest / 2:
        narrowest = most = beside - series
    labels = _column([row.label for row in rows], context, least=narrowest,
                     most=min(most, (1 - LEAST) * width - series - values))
    each = sum(_lines(name, context, series, small) for name in several) or 1
    lines = sum(max(each, _lines(row.label, context, labels, small)) + AIR for row in rows)
    return Chart(rows, labels, series, values, measures["line"] * math.ceil(lines),
                 signed=any(bar.negative for row in rows for bar in row.bars))


def _lines(words: str, context: Context, column: float, small: float) -> float:
    """The depth of a label in lines of the grid, each of its own lines `small` of one."""
    lines = line_count(words, context.layout.titles["label"], column - context.layout.measures["gutter"])
    return 1 + small * (lines - 1)


def _column(words: Sequence[str], context: Context, *, least: float, most: float) -> float:
    """As wide as its longest words and a gap, between two limits."""
    face = context.layout.titles["label"]
    widest = max((text_width(word, face) for word in words), default=0.0)
    return min(most, max(least, math.ceil(widest) + context.layout.measures["gutter"]))


def _rows(bars: Bars) -> tuple[BarRow, ...]:
    """All values on one scale, from the least below zero, or zero, to the greatest."""
    every = [value for _, values in bars.rows for value in values]
    least, greatest = min([0.0, *every]), max([0.0, *every])
    span = (greatest - least) or 1.0
    unit = "%" if bars.unit == "%" else ""

    def bar(value: float) -> Bar:
        start = (min(value, 0.0) - least) / span
        return Bar(number(value).replace("-", "\N{MINUS SIGN}") + unit, round(100 * start, 2),
                   round(100 * abs(value) / span, 2), negative=value < 0)

    return tuple(BarRow(label, tuple(bar(value) for value in values)) for label, values in bars.rows)
