"""Bars: how wide their labels run, and how high a row is so that the whole ends on the grid."""

from __future__ import annotations

import math
from dataclasses import dataclass

from rocbpress.compose.case import Case
from rocbpress.compose.measure import line_count, text_width
from rocbpress.sources.specs import Bars

AIR = 0.5  # lines between the rows of a chart, and between the groups of one with several series


@dataclass(frozen=True, slots=True)
class Row:
    """A label and its values, each with the share of the full length that its bar takes, in per cent."""

    label: str
    bars: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Rows of bars; `labels` is the width of their column and `height` that of all, in points."""

    rows: tuple[Row, ...]
    labels: float
    height: float


def chart(case: Case, bars: Bars) -> Chart:
    """The rows measured: a line of the grid for each bar, more where a label needs more."""
    face, measures = case.layout.titles["label"], case.layout.measures
    line, gap = measures["line"], measures["gutter"]
    narrowest, most = case.layout.sizes["labels"]
    widest = max((text_width(label, face) for label, _ in bars.rows), default=0.0)
    labels = min(most, max(narrowest, math.ceil(widest) + gap))
    greatest = max((value for _, values in bars.rows for value in values), default=0.0) or 1.0
    rows = tuple(Row(label, tuple((value, _share(value, greatest)) for value in values))
                 for label, values in bars.rows)
    lines = sum(max(len(row.bars), line_count(row.label, face, labels - gap)) + AIR for row in rows)
    return Chart(rows, labels, line * math.ceil(lines))


def _share(value: float, greatest: float) -> float:
    """Bars have their foot at zero: what is less has none."""
    return round(max(value, 0.0) / greatest * 100, 1)
