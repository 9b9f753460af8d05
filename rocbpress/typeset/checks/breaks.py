"""Rules of breaks: where pages, columns and titles end."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from rocbpress.findings.finding import Severity
from rocbpress.typeset.checks.fault import SLACK, PageFault, quoted
from rocbpress.typeset.checks.geometry import BlockBox, DocumentGeometry, LineBox
from rocbpress.typeset.tags.ancestry import Element

_WARNING = Severity.WARNING
_NO_TEXT = frozenset({"html", "body", "article", "section", "div"})


def headings_keep_with_text(laid: DocumentGeometry) -> Iterator[PageFault]:
    """Below a heading or beside it stands what it heads, in the same column of the same page."""
    first: LineBox | BlockBox | None = None
    for item, after in pairwise(laid.text()):
        heading = item.around.heading
        first = first if first and first.around.heading is heading else item
        if heading is None or after.around.heading is heading or _is_below(after, first):
            continue
        yield PageFault("heading-stranded", "a heading stands at the foot, and what it heads does not: "
                      f"{quoted(item.text if isinstance(item, LineBox) else '')}", item.around.page, heading,
                      _WARNING, "add or take out a line above it")


def paragraphs_leave_no_single_line(laid: DocumentGeometry) -> Iterator[PageFault]:
    """A paragraph that breaks has two lines at least before the break, and two after it."""
    for element, parts in _paragraphs(laid).items():
        if len(parts) < 2 or element.tag in _NO_TEXT:
            continue
        for code, part, words in (("orphan", parts[0], "its first line stands alone at the foot"),
                                  ("widow", parts[-1], "its last line stands alone at the head")):
            if len(part) == 1:
                yield PageFault(code, f"a paragraph is broken so that {words}: {quoted(part[0].text)}",
                              part[0].around.page, element, _WARNING, "add or take out a few words")


def notes_stand_by_their_calls(laid: DocumentGeometry) -> Iterator[PageFault]:
    """A footnote begins on the page that calls it, and no page holds notes alone."""
    first: dict[Element, int] = {}
    for line in laid.lines():
        if line.around.note:
            first.setdefault(line.around.element, line.around.page)
    for page_box in laid.page_boxes:
        for element in page_box.calls:
            page = min((first[part] for part in element.iter() if part in first), default=page_box.number)
            if page != page_box.number:
                yield PageFault("note-astray", "a footnote stands on another page than its call", page_box.number,
                              element, _WARNING, "shorten the note, or the text before its call")
        if page_box.lines and all(line.around.note for line in page_box.lines) and not page_box.pictures:
            yield PageFault("note-alone", "the page holds nothing but footnotes", page_box.number,
                          page_box.lines[0].around.element, _WARNING, "shorten the notes")


def titles_end_in_more_than_a_word(laid: DocumentGeometry) -> Iterator[PageFault]:
    """The last line of a title holds two words at least; scripts without spaces are left out."""
    titles: dict[Element, list[LineBox]] = {}
    for line in laid.lines():
        if line.around.heading is not None:
            titles.setdefault(line.around.heading, []).append(line)
    for element, lines in titles.items():
        if len(lines) > 1 and len(lines[-1].text.split()) == 1 and len(lines[0].text.split()) > 1:
            yield PageFault("title-runt", f"the last line of a title is one word: {quoted(lines[-1].text)}",
                          lines[-1].around.page, element, _WARNING, "reword the title")


def _edge(item: LineBox | BlockBox, side: int) -> float:
    return item.ink[side] if isinstance(item, LineBox) else item.border[side]


def _is_below(after: LineBox | BlockBox, item: LineBox | BlockBox) -> bool:
    """Whether one ends below the head of the other on its page, in its column, or below all columns."""
    columns = {item.around.column, after.around.column} - {None}
    return (after.around.page == item.around.page and len(columns) < 2
            and _edge(after, 3) > _edge(item, 1) + SLACK)


def _paragraphs(laid: DocumentGeometry) -> dict[Element, list[list[LineBox]]]:
    """The lines of each paragraph, parted where a page or a column breaks it."""
    found: dict[Element, list[list[LineBox]]] = {}
    for line in laid.lines():
        around = line.around
        if not around.flows or around.block is None or around.block.element is None:
            continue
        parts = found.setdefault(around.block.element, [])
        if parts and (parts[-1][0].around.page, parts[-1][0].around.column) == (around.page, around.column):
            parts[-1].append(line)
        else:
            parts.append([line])
    return found
