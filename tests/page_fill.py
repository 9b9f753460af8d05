"""How full the pages of a finished PDF are: fill, depth and holes of each, pages against area by section.

Only the file and the measures of its layout are asked, nothing of the program that made it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

from tests.sheets import Frame, Line, Sheet, read_sheets, within

LINE = 14
HOLE = 8            # more empty lines than these above text or a picture are a hole
SPACE = 3           # lines of space that belong to what they part: a heading's, a figure's, a quotation's
HEAD_SIZE = 15      # the height in points from which a line is a title
NOTE_SIZE = 9.2     # and the size up to which one at the foot is of a note

Rows = list[bool]   # of one column, a value for each point from the head of the frame to its foot


@dataclass(frozen=True, slots=True)
class Hole:
    """Empty lines of a column (0 or 1); where: head, inside, between two articles, or foot."""

    column: int
    lines: float
    where: str


@dataclass(frozen=True, slots=True)
class PageFill:
    """A body page, counted from 1. `fill`, `depth` and `area` are shares of the text frame.

    The area is the fill and the small spaces that part its lines and figures.
    """

    number: int
    section: str
    articles: tuple[str, ...]
    fill: float
    depth: float
    area: float
    holes: tuple[Hole, ...]


@dataclass(frozen=True, slots=True)
class SectionFill:
    """The pages of a section, the least that its text and figures need, and the pages that are judged.

    Of three articles or more the thinnest page is not judged.
    """

    title: str
    pages: int
    least: int
    judged: tuple[PageFill, ...]


def measure(pdf: Path, frame: Frame, *, back: bool = True) -> list[PageFill]:
    """Every body page: not the cover, the contents, blank pages and, where there is one, the back cover."""
    sheets = read_sheets(pdf, back)
    two = _in_columns(sheets, frame)
    opened: set[str] = set()
    pages = []
    for at, sheet in enumerate(sheets):
        columns = _columns(sheet, frame, halved=bool(two.intersection(sheet.articles)))
        opens = not opened.issuperset(sheet.articles)
        opened.update(sheet.articles)
        following = sheets[at + 1] if at + 1 < len(sheets) else None
        holes = tuple(_holes(sheet, columns, frame, opens, _runs_over(sheet, following, frame)))
        area = _share([_closed(rows, SPACE * LINE) for rows in columns])
        depth = max((_ends(rows)[1] for rows in columns), default=0) / frame.height
        pages.append(PageFill(sheet.number, sheet.section, sheet.articles, _share(columns),
                              min(depth, 1), area, holes))
    return pages


def sections(pages: Sequence[PageFill]) -> list[SectionFill]:
    """The sections of an issue in order, from its body pages."""
    found = []
    for title, group in groupby(pages, key=lambda page: page.section):
        all_pages = tuple(group)
        articles = {slug for page in all_pages for slug in page.articles}
        thinnest = min(all_pages, key=lambda page: page.fill)
        judged = tuple(page for page in all_pages if len(articles) < 3 or page is not thinnest)
        least = math.ceil(round(sum(page.area for page in all_pages), 3))
        found.append(SectionFill(title, len(all_pages), max(least, 1), judged))
    return found


def _in_columns(sheets: Sequence[Sheet], frame: Frame) -> set[str]:
    """Articles set in two columns: more of their lines begin at the second than cross the gutter."""
    balance: dict[str, int] = {}
    for sheet in sheets:
        second = [frame.second, frame.second + LINE]
        for line in within(sheet, frame):
            begins = any(-1.5 < line.left - at < 2.5 for at in second)
            crosses = line.left < frame.left + frame.column - LINE and line.right > frame.second + LINE
            for slug in sheet.articles:
                balance[slug] = balance.get(slug, 0) + begins - (crosses and line.size < HEAD_SIZE)
    return {slug for slug, more in balance.items() if more > 0}


def _columns(sheet: Sheet, frame: Frame, *, halved: bool) -> list[Rows]:
    """What is covered in each column: printed rows, titles over the whole width, figures' boxes."""
    side = frame.width - frame.text
    spans = [(0, frame.column), (frame.width - frame.column, frame.width)] if halved \
        else [(side, frame.text)]
    rows = [_printed(sheet, frame, left, right) for left, right in spans]
    for line in within(sheet, frame):
        if not halved or line.foot - line.top >= HEAD_SIZE:
            for column in rows:
                _cover(column, line.top - frame.top, line.foot - frame.top)
    for left, top, right, foot in sheet.figures:
        for column, (begin, end) in zip(rows, spans, strict=True):
            if left - frame.left < end - LINE and right - frame.left > begin + LINE:
                _cover(column, top - frame.top, foot - frame.top)
    return [_widened(_closed(column, 9), 2) for column in rows]


def _printed(sheet: Sheet, frame: Frame, left: float, right: float) -> Rows:
    """The rows of a strip of the frame that hold any ink."""
    strip = sheet.ink.crop((round(frame.left + left), round(frame.top),
                            round(frame.left + right), round(frame.top + frame.height)))
    return [bool(value) for value in strip.getprojection()[1]]


def _cover(rows: Rows, top: float, foot: float) -> None:
    begin, end = max(round(top), 0), min(round(foot), len(rows))
    rows[begin:end] = [True] * max(end - begin, 0)


def _gaps(rows: Rows) -> Iterator[tuple[int, int]]:
    """Empty stretches, those at head and foot among them."""
    at = 0
    for covered, run in groupby(rows):
        length = len(list(run))
        if not covered:
            yield at, at + length
        at += length


def _closed(rows: Rows, width: int) -> Rows:
    """With stretches of at most so many points between two covered rows covered too."""
    closed = rows.copy()
    for begin, end in _gaps(rows):
        if end - begin <= width and begin and end < len(rows):
            _cover(closed, begin, end)
    return closed


def _widened(rows: Rows, by: int) -> Rows:
    """Letters are less high than their line."""
    wide = rows.copy()
    for begin, end in _gaps(rows):
        if begin:
            _cover(wide, begin, min(begin + by, end))
        if end < len(rows):
            _cover(wide, max(end - by, begin), end)
    return wide


def _share(columns: Sequence[Rows]) -> float:
    return sum(map(sum, columns)) / sum(map(len, columns))


def _ends(rows: Rows) -> tuple[int, int]:
    """The first covered row and the one after the last."""
    if True not in rows:
        return len(rows), 0
    return rows.index(True), len(rows) - rows[::-1].index(True)


def _runs_over(sheet: Sheet, following: Sheet | None, frame: Frame) -> bool:
    """Whether the page breaks in the middle of an article, not before a part that opens a page."""
    if following is None or sheet.articles[-1] != following.articles[0]:
        return False
    first = next(iter(within(following, frame)), None)
    return first is None or first.foot - first.top < HEAD_SIZE


def _holes(sheet: Sheet, columns: Sequence[Rows], frame: Frame, opens: bool, runs_over: bool,
           ) -> Iterator[Hole]:
    """More than eight empty lines of a column above anything that comes later in the text."""
    foot = _foot(sheet, frame)
    ends = [_ends(rows[:foot]) for rows in columns]
    for at, rows in enumerate(columns):
        first, last = ends[at]
        if not last:
            continue
        lower = max([foot] if runs_over else [end for _first, end in ends[at:]])
        begins = min(first for first, _end in ends) if opens else 0
        gaps = ((begins, first, "head"), (last, lower, "foot"), *_inside(sheet, rows[:last]))
        for begin, end, where in gaps:
            if end - begin > HOLE * LINE + 6:
                yield Hole(at, round((end - begin) / LINE, 1), where)


def _inside(sheet: Sheet, rows: Rows) -> Iterator[tuple[int, int, str]]:
    where = "between" if len(sheet.articles) > 1 else "inside"
    yield from ((begin, end, where) for begin, end in _gaps(rows) if begin)


def _foot(sheet: Sheet, frame: Frame) -> int:
    """Where the text ends above the notes, in points from the head of the frame."""
    foot = round(frame.height)
    if not sheet.notes:
        return foot
    lines = within(sheet, frame)[::-1]
    small = 0
    for below, line in pairwise([Line(0, frame.top + foot, 0, 0, 0), *lines]):
        if line.size > NOTE_SIZE or below.top - line.foot > LINE:
            break
        small += 1
    return round(lines[small - 1].top - frame.top - LINE) if small else foot
