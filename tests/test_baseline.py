"""The pages of both issues, measured as printed: text on one grid, lines of a length to read."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pdfplumber
import pytest

HEAD, LEADING, FIRST = 70.0, 14.0, 10.505  # points from the trim's head to the text, of a line, within the first
TOLERANCE = 0.2
READING = ("SourceSerif4", 10.0)
GUTTER = 6.0  # a wider space between two glyphs parts columns
MEASURES = {"essay": 322.0, "report": 238.0}


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of reading text on one baseline of one column: page, points from the head, text, left, right."""

    page: int
    depth: float
    text: str
    left: float
    right: float

    @property
    def astray(self) -> float:
        """Points from the nearest line of the grid."""
        lines = (self.depth - HEAD - FIRST) / LEADING
        return abs(lines - round(lines)) * LEADING


def runs(path: Path) -> list[Run]:
    """Every line of the 10 pt serif in a file, columns apart."""
    found = []
    with pdfplumber.open(path) as document:
        for number, page in enumerate(document.pages, 1):
            lines = defaultdict(list)
            for char in page.chars:
                if READING[0] in char["fontname"] and abs(char["size"] - READING[1]) < 0.1:
                    lines[round(float(page.height) - char["matrix"][5], 1)].append(char)
            for depth, chars in lines.items():
                found += [_run(number, depth, part) for part in _columns(chars)]
    return found


def _columns(chars):
    part = []
    for char in sorted(chars, key=lambda char: char["x0"]):
        if part and char["x0"] - part[-1]["x1"] > GUTTER:
            yield part
            part = []
        part.append(char)
    yield part


def _run(page, depth, chars):
    return Run(page, depth, "".join(char["text"] for char in chars), chars[0]["x0"], chars[-1]["x1"])


@pytest.fixture(scope="module", params=["issue_82", "specimen_file"])
def lines(request):
    """The lines of issue 82, then those of the specimen."""
    return runs(request.getfixturevalue(request.param))


def test_reading_text_lies_on_the_grid(lines):
    """On every page, in both columns and below figures, tables, boxes and headings alike, to 0.2 pt."""
    astray = [(line.page, line.text, round(line.astray, 2)) for line in lines if line.astray > TOLERANCE]

    assert len({line.page for line in lines}) > 25
    assert astray == []
