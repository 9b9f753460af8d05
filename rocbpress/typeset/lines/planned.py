"""WeasyPrint's functions that break lines, with the ends of lines as we chose them.

WeasyPrint fills line after line. Where a style sheet says `--text-wrap: pretty` the lines of a paragraph
are chosen together; whatever it holds that we cannot measure is left to WeasyPrint.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from weasyprint.formatting_structure import boxes
from weasyprint.layout import LayoutContext
from weasyprint.layout.percent import resolve_one_percentage

from rocbpress.sources.markdown.breaks import UNSPACED
from rocbpress.typeset.boxes import Box, Style
from rocbpress.typeset.engine.trailing_spaces import Split
from rocbpress.typeset.lines.choose import Break, choose
from rocbpress.typeset.lines.text import Piece, Skip, Unplanned, advances, breaks_of, pieces_of

_RUNT = 5  # em: the least width of a last line
_AIR = 0.1  # pixels that a line is kept narrower: letters that meet at the ends of texts may be set apart
_Marks = Sequence[tuple[int, bool]]  # up to which byte a line takes of a text; whether it adds a hyphen
_Part = tuple[Box | None, int | None, bool]
_Lines = Iterator[tuple[Box, Skip]]


@dataclass(slots=True)
class _Paragraph:
    """The text of a line box, where its lines may end, and where they do from `start` on."""

    line: Box
    pieces: list[Piece]
    reached: list[float]
    breaks: list[Break]
    ends: tuple[Break, ...] = ()
    start: int = -1
    measure: float = 0.0

    def place(self, skip: Skip) -> int:
        """The place in the text at which a line is resumed."""
        path = []
        while skip:
            (at, skip), = skip.items()
            path.append(at)
        where = tuple(path)
        for piece in self.pieces:
            if piece.box is not None and where and piece.path == where[:-1]:
                return piece.begin + len(piece.text.encode()[:where[-1]].decode())
            if piece.path >= where:
                return piece.begin
        return self.pieces[-1].end

    def plan(self, start: int, indent: float, measure: float, marks: dict[int, _Marks]) -> None:
        """Choose the ends of the lines from a place on, unless they are chosen, and mark the text boxes."""
        if self.measure != measure or start not in (self.start, *(end.place for end in self.ends)):
            begin = Break(start, self.reached[start], self.reached[start])
            later = self.breaks[bisect_right(self.breaks, start, key=lambda one: one.place):]
            self.ends = choose([begin, *later], measure - (0 if start else indent), measure,
                               _RUNT * self.line.style["font_size"])
            self.start, self.measure = start, measure
        for piece in self.pieces:
            if piece.box is not None:
                marks[id(piece.box)] = [
                    (len(piece.text[:end.place - piece.begin].encode()), end.added)
                    for end in self.ends[:-1] if piece.begin < end.place <= piece.end]


class PlannedLines:
    """The functions of WeasyPrint that are replaced for a document."""

    def __init__(self) -> None:
        self._paragraphs: dict[int, tuple[Box, _Paragraph | None]] = {}  # by the id of the line box beside it
        self._marks: dict[int, _Marks] = {}  # by the id of the text box, which its paragraph keeps alive
        self._cut: tuple[int | None, bool] | None = None

    def lines(self, original: Callable[..., _Lines]) -> Callable[..., _Lines]:
        """`layout.block.iter_line_boxes`, which lays out line after line of a line box."""
        def iter_line_boxes(context: LayoutContext, line: Box, y: float, bottom: float, skip: Skip,
                            container: Box, *others: object) -> _Lines:
            lines = original(context, line, y, bottom, skip, container, *others)
            is_planned = _is_pretty(line.style) and not context.excluded_shapes and not any(others[-2:])
            paragraph = self._paragraph(context, line, container) if is_planned else None
            if paragraph is not None:
                resolve_one_percentage(line, "text_indent", container.width)
            # A box that is as wide as its text holds it in one line.
            if paragraph is None or line.text_indent + paragraph.breaks[-1].end <= container.width + _AIR:
                yield from lines
                return
            indent, measure = line.text_indent, container.width - _AIR
            paragraph.plan(paragraph.place(skip), indent, measure, self._marks)
            for laid, resume in lines:
                if resume is not None:
                    paragraph.plan(paragraph.place(resume), indent, measure, self._marks)
                yield laid, resume
        return iter_line_boxes

    def _paragraph(self, context: LayoutContext, line: Box, container: Box) -> _Paragraph | None:
        """What is known of a line box; None where it is left to WeasyPrint, or surely fits one line."""
        text = "".join(box.text for box in line.descendants() if isinstance(box, boxes.TextBox))
        fits = len(text) * line.style["font_size"] <= container.width
        if fits or 2 * len(UNSPACED.findall(text)) > len(text):
            return None
        if id(line) not in self._paragraphs:
            self._paragraphs[id(line)] = line, None
            with suppress(Unplanned):
                pieces = pieces_of(context, line, container)
                reached = advances(context, pieces)
                self._paragraphs[id(line)] = line, _Paragraph(
                    line, pieces, reached, breaks_of(context, pieces, reached))
        return self._paragraphs[id(line)][1]

    def boxes(self, original: Callable[..., _Part]) -> Callable[..., _Part]:
        """`layout.inline.split_text_box`, which fits as much of a text box as it can in a width."""
        def split_text_box(context: LayoutContext, box: Box, available: float | None, skip: int,
                           is_line_start: bool = True) -> _Part:
            marks = self._marks.get(id(box))
            if marks is not None and available is not None:
                end, hyphen = next((mark for mark in marks if mark[0] > skip), (None, False))
                self._cut = end and end - skip, hyphen
                part = original(context, box, None, skip, is_line_start)
                self._cut = None
                if part[0] is None or part[0].width <= available:
                    return part
            return original(context, box, available, skip, is_line_start)
        return split_text_box

    def texts(self, original: Callable[..., Split]) -> Callable[..., Split]:
        """`layout.inline.split_first_line`, which splits a first line off a text."""
        def split_first_line(text: str, style: Style, context: LayoutContext, width: float | None,
                             spacing: float, *others: bool, **options: bool) -> Split:
            if self._cut is None:
                return original(text, style, context, width, spacing, *others, **options)
            (end, hyphen), self._cut = self._cut, None
            part = text.encode()[:end].decode()
            if hyphen:
                part += style["hyphenate_character"]
            elif end is not None:
                part = part.rstrip(" ")
            layout, length, _, *metrics = original(part, style, context, None, spacing)
            return layout, length, end, *metrics
        return split_first_line


def _is_pretty(style: Mapping[str, object]) -> bool:
    """Whether the style sheet wants the lines chosen together; WeasyPrint knows no text-wrap."""
    match style["__text_wrap"]:
        case (token,):
            return getattr(token, "value", "") == "pretty"
    return False
