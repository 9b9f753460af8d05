"""Checks of breaks: where pages, columns and titles end."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise
from xml.etree.ElementTree import Element

from rocbpress.findings.finding import Severity
from rocbpress.typeset.boxes import Box
from rocbpress.typeset.checks.fault import SLACK, PageFault, quoted
from rocbpress.typeset.checks.geometry import BlockBox, DocumentGeometry, LineBox

_WARNING = Severity.WARNING
_NO_TEXT = frozenset({"html", "body", "article", "section", "div"})


def headings_keep_with_text(geometry: DocumentGeometry) -> Iterator[PageFault]:
    """Below a heading or beside it stands what it heads, in the same column of the same page."""
    first: LineBox | BlockBox | None = None
    for item, after in pairwise(geometry.text()):
        heading = item.context.heading
        first = first if first and first.context.heading is heading else item
        if heading is None or after.context.heading is heading or _is_below(after, first):
            continue
        text = quoted(item.text if isinstance(item, LineBox) else "")
        yield PageFault("heading-stranded", f"the heading {text} is at the foot, without its text",
                        item.context.page, heading, _WARNING, "add or remove a line above it")


def paragraphs_leave_no_single_line(geometry: DocumentGeometry) -> Iterator[PageFault]:
    """A paragraph that breaks has two lines at least before the break, and two after it."""
    for element, lines in _paragraphs(geometry).items():
        parts = [list(part) for _, part in groupby(lines, _column)]
        if len(parts) < 2 or element.tag in _NO_TEXT:
            continue
        for code, part, which in (("orphan", parts[0], "first line of a paragraph is alone at the foot"),
                                  ("widow", parts[-1], "last line of a paragraph is alone at the head")):
            if len(part) == 1:
                yield PageFault(code, f"the {which}: {quoted(part[0].text)}",
                                part[0].context.page, element, _WARNING, "add or remove a few words")


def notes_stand_by_their_calls(geometry: DocumentGeometry) -> Iterator[PageFault]:
    """A footnote begins on the page that calls it, and no page holds notes alone."""
    first: dict[Element | None, int] = {}
    for line in geometry.lines():
        if line.context.note:
            first.setdefault(line.context.element, line.context.page)
    for page in geometry.pages:
        for element in page.calls:
            start = min((first[part] for part in element.iter() if part in first), default=page.number)
            if start != page.number:
                yield PageFault("note-astray", "a footnote is on another page than its call", page.number,
                                element, _WARNING, "shorten the note, or the text before its call")
        if page.lines and all(line.context.note for line in page.lines) and not page.pictures:
            yield PageFault("note-alone", "the page holds only footnotes", page.number,
                            page.lines[0].context.element, _WARNING, "shorten the notes")


def titles_end_in_more_than_a_word(geometry: DocumentGeometry) -> Iterator[PageFault]:
    """The last line of a title holds two words at least; scripts without spaces are left out."""
    titles: dict[Element, list[LineBox]] = {}
    for line in geometry.lines():
        if line.context.heading is not None:
            titles.setdefault(line.context.heading, []).append(line)
    for element, lines in titles.items():
        if len(lines) > 1 and len(lines[-1].text.split()) == 1 and len(lines[0].text.split()) > 1:
            yield PageFault("title-runt", f"the last line of a title is one word: {quoted(lines[-1].text)}",
                            lines[-1].context.page, element, _WARNING, "reword the title")


def _column(line: LineBox) -> tuple[int, Box | None]:
    return line.context.page, line.context.column


def _is_below(after: LineBox | BlockBox, item: LineBox | BlockBox) -> bool:
    """Whether one ends below the head of the other on its page, in its column, or below all columns."""
    columns = {item.context.column, after.context.column} - {None}
    return (after.context.page == item.context.page and len(columns) < 2
            and after.extent[3] > item.extent[1] + SLACK)


def _paragraphs(geometry: DocumentGeometry) -> dict[Element, list[LineBox]]:
    """The lines of each paragraph of the running text."""
    found: dict[Element, list[LineBox]] = {}
    for line in geometry.lines():
        block = line.context.block
        if line.context.in_flow and block is not None and block.element is not None:
            found.setdefault(block.element, []).append(line)
    return found
