"""The pages of both issues, measured as printed: text on one grid, lines of a length to read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pytest

HEAD, LEADING, FIRST = 70.0, 14.0, 10.505  # points: above the text, of a line, in the first
TOLERANCE = 0.2
READING = ("SourceSerif4", 10.0)
SCRIPTS = "Noto"  # in the names of the faces that are no Latin ones
FOOT = 770.0  # of the type area; below it stands the folio
GUTTER = 6.0  # a wider space between two glyphs parts columns
WIDE, COLUMN = 322.0, 238.0  # the measures of reading text
LEFT, RIGHT = 52.63, 304.63  # where the columns begin
ENOUGH = 5  # lines that make an average


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


def runs(pages):
    """Every line of the 10 pt serif, and of other scripts, on these pages, columns apart."""
    found = []
    for page in pages:
        lines = defaultdict(list)
        for char in page.chars:
            serif = READING[0] in char["fontname"] and abs(char["size"] - READING[1]) < 0.1
            if serif or SCRIPTS in char["fontname"]:
                lines[round(float(page.height) - char["matrix"][5], 1)].append(char)
        for depth, chars in lines.items():
            found += [_run(page.page_number, depth, part) for part in _columns(chars)]
    return found


def _columns(chars):
    part: list[dict[str, Any]] = []
    for char in sorted(chars, key=lambda char: char["x0"]):
        if part and char["x0"] - part[-1]["x1"] > GUTTER:
            yield part
            part = []
        part.append(char)
    yield part


def _run(page, depth, chars):
    return Run(page, depth, "".join(char["text"] for char in chars), chars[0]["x0"], chars[-1]["x1"])


@pytest.fixture(scope="module")
def lines(printed):
    """The lines of issue 82, then those of the specimen."""
    return runs(printed[1])


def test_reading_text_lies_on_the_grid(lines):
    """On every page, in both columns and below figures, tables, boxes and headings alike, to 0.2 pt."""
    astray = [(line.page, line.text, round(line.astray, 2)) for line in lines if line.astray > TOLERANCE]

    assert len({line.page for line in lines}) > 25
    assert astray == []


def test_lines_are_of_a_length_to_read(lines):
    """Lines that the measure ends, not the paragraph, hold 45 to 75 characters on average on each page."""
    short = {}
    for page, on in groupby(lines, key=lambda line: line.page):
        full = list(_full(list(on)))
        mean = sum(len(line.text.strip()) for line in full) / len(full) if full else 60
        if len(full) >= ENOUGH and not 45 <= mean <= 75:
            short[page] = round(mean, 1)

    assert short == {}


def test_columns_are_in_step(lines):
    """On pages of two columns, the lines on the right are whole lines from those on the left."""
    twins = 0
    for _, on in groupby(lines, key=lambda line: line.page):
        page = list(on)
        right = [line for line in page if abs(line.left - RIGHT) < 1]
        depths = [line.depth for line in page if abs(line.left - LEFT) < 15]
        twins += bool(right)
        for line in right:
            near = min((abs(line.depth - depth) for depth in depths), default=0)
            assert near % LEADING < TOLERANCE or LEADING - near % LEADING < TOLERANCE
    assert twins >= 8


def test_no_page_is_less_than_a_third_full(printed):
    """Something is printed below the upper third of the type area of each page."""
    thin = [page.page_number for page in printed[1]
            if max(char["bottom"] for char in page.chars if char["bottom"] < FOOT) < HEAD + (FOOT - HEAD) / 3]

    assert thin == []


def _full(page):
    """Lines that fill 85 per cent of the measure: of a column, where the page has two."""
    twin = any(abs(line.left - RIGHT) < 1 for line in page)
    for line in page:
        width = line.right - line.left
        measure = WIDE if width > COLUMN + 3 or not twin else COLUMN
        if width > 0.85 * measure:
            yield line
