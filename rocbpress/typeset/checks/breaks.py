"""Checks of breaks: where pages, columns and titles end."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from xml.etree.ElementTree import Element

from rocbpress.findings.finding import Severity
from rocbpress.sources.markdown.breaks import UNSPACED
from rocbpress.typeset.checks.fault import SLACK, PageFault, quoted
from rocbpress.typeset.checks.geometry import PageGeometry, PageItem, lines_of

_WARNING = Severity.WARNING
_LONG = 0.3  # of a title's widest line
_NO_TEXT = frozenset({"html", "body", "article", "section", "div"})


def headings_keep_with_text(pages: Sequence[PageGeometry]) -> Iterator[PageFault]:
    """A heading has its text below or beside it, in the same column of the same page."""
    first: PageItem | None = None
    for item, after in pairwise(item for page in pages for item in page.shown if item.context.in_flow):
        heading = item.context.heading
        first = first if first and first.context.heading is heading else item
        if heading is not None and after.context.heading is not heading and not _is_below(after, first):
            message = f"the heading {quoted(item.text)} is at the foot, without its text"
            yield PageFault("heading-stranded", message, item.context, "add or remove a line above it",
                            _WARNING)


def paragraphs_leave_no_single_line(pages: Sequence[PageGeometry]) -> Iterator[PageFault]:
    """A paragraph that breaks has two lines at least before the break, and two after it."""
    paragraphs: dict[Element, list[PageItem]] = {}
    for line in lines_of(pages):
        block = line.context.block
        in_text = line.context.in_flow and not line.context.repeated
        if in_text and block is not None and block.element is not None:
            paragraphs.setdefault(block.element, []).append(line)
    for element, lines in paragraphs.items():
        parts = [list(part) for _, part in groupby(lines, lambda one: (one.context.page, one.context.column))]
        if len(parts) < 2 or element.tag in _NO_TEXT:
            continue
        for code, part, which in (("orphan", parts[0], "first line of a paragraph is alone at the foot"),
                                  ("widow", parts[-1], "last line of a paragraph is alone at the head")):
            if len(part) == 1:
                yield PageFault(code, f"the {which}: {quoted(part[0].text)}", part[0].context,
                                "add or remove a few words", _WARNING)


def notes_stand_by_their_calls(pages: Sequence[PageGeometry]) -> Iterator[PageFault]:
    """A footnote begins on the page that calls it, and no page holds notes alone."""
    first: dict[Element | None, int] = {}
    for line in lines_of(pages):
        if line.context.note:
            first.setdefault(line.context.element, line.context.page)
    for page in pages:
        for call in page.calls:
            parts = call.element.iter() if call.element is not None else ()
            if min((first[part] for part in parts if part in first), default=page.number) != page.number:
                yield PageFault("note-astray", "a footnote is on another page than its call", call,
                                "shorten the note, or the text before its call", _WARNING)
        if page.lines and all(item.context.note for item in page.shown):
            yield PageFault("note-alone", "the page holds only footnotes", page.lines[0].context,
                            "shorten the notes", _WARNING)


def articles_fill_their_pages(pages: Sequence[PageGeometry]) -> Iterator[PageFault]:
    """A page of an article has words or pictures: a rule alone is parted from what it belongs to."""
    for page in pages:
        article = next((item for item in page.items if item.box.element_tag == "article"), None)
        if article and not page.shown:
            yield PageFault("page-empty", "the page holds no words and no picture", article.context,
                            "divide the first paragraph or block of the article", _WARNING)


def titles_end_in_more_than_a_word(pages: Sequence[PageGeometry]) -> Iterator[PageFault]:
    """The last line of a title holds two words, or a long one; scripts without spaces are left out."""
    titles: dict[Element, list[PageItem]] = {}
    for line in lines_of(pages):
        if line.context.heading is not None:
            titles.setdefault(line.context.heading, []).append(line)
    for lines in titles.values():
        if len(lines) > 1 and len(lines[-1].text.split()) == 1 and len(lines[0].text.split()) > 1 and not (
                UNSPACED.match(lines[-1].text) or _width(lines[-1]) > _LONG * max(map(_width, lines))):
            yield PageFault("title-runt", f"the last line of a title is one word: {quoted(lines[-1].text)}",
                            lines[-1].context, "reword the title", _WARNING)


def _width(item: PageItem) -> float:
    return item.extent[2] - item.extent[0]


def _is_below(after: PageItem, item: PageItem) -> bool:
    """Whether one ends below the head of the other on its page, in its column, or below all columns."""
    columns = {item.context.column, after.context.column} - {None}
    return (after.context.page == item.context.page and len(columns) < 2
            and after.extent[3] > item.extent[1] + SLACK)
