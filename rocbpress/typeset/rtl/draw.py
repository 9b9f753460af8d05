"""Lines from right to left, drawn in place of WeasyPrint: letters as text, all else as shapes."""

import unicodedata
from collections.abc import Callable, Container, Iterable, Sequence
from itertools import groupby

import pydyf
from weasyprint.matrix import Matrix
from weasyprint.pdf.stream import Stream

from rocbpress.typeset.boxes import TextLine
from rocbpress.typeset.rtl.char_codes import code_of
from rocbpress.typeset.rtl.faces import face_of
from rocbpress.typeset.rtl.glyph_text import NUMERIC, RLM, Glyph, GlyphRun, runs_of
from rocbpress.typeset.tags.text import is_rtl, is_rtl_within

Draw = Callable[..., object]

_SHOWN, _INVISIBLE = 0, 3  # text rendering modes (ISO 32000-1, 9.3.6)


def draw_rtl(draw: Draw, rtl_on_ltr: Container[object] = ()) -> Draw:
    """The function that draws a line, in which each letter from right to left is then its own text.

    `rtl_on_ltr` are the boxes on pages that run from left to right for the most part.
    """
    def draw_first_line(
        stream: Stream, line: TextLine, overflow: str, ellipsis: str, matrix: Matrix,
    ) -> object:
        start = len(stream.stream)
        emojis = draw(stream, line, overflow, ellipsis, matrix)
        rtl = is_rtl_within(line.style) or any(map(is_rtl, line.text))
        if rtl and len(stream.stream) > start:
            del stream.stream[start:]
            text = line.pango_layout.text
            tail = _tail(text) if line in rtl_on_ltr else ""
            _draw(stream, list(runs_of(stream, line)), matrix, text, tail)
        return emojis
    return draw_first_line


def _tail(text: str) -> str:
    """What follows the last letter of a line, if there is a figure in it, or a stop that figures have."""
    last = max((at for at, character in enumerate(text) if is_rtl(character)), default=len(text))
    while last + 1 < len(text) and unicodedata.category(text[last + 1]) == "Mn":
        last += 1
    tail = text[last + 1:]
    return tail if any(unicodedata.bidirectional(c) in NUMERIC for c in tail) else ""


def _draw(stream: Stream, runs: Sequence[GlyphRun], matrix: Matrix, text: str, tail: str) -> None:
    """Show the line. The glyphs of its tail have no text: it follows all others, at their right end.

    On a page that runs from left to right, poppler reads such a line in this order: figures and stops at
    its left, its letters, figures and stops at its right. Where ActualText is empty, other readers read
    the glyphs.
    """
    blank = face_of(runs[-1].font).inkless if tail else None
    end = len((text.removesuffix(tail) if blank is not None else text).encode())
    for run in runs:
        # Past the stream's own function, which omits a font that it set in what was deleted.
        pydyf.Stream.set_font_size(stream, run.font.hash, run.size)
        coded = (glyph for glyph in run.glyphs if glyph.codes)
        kinds = groupby(coded, key=lambda one: (one.start >= end, one.shape, one.rise * (not one.shape)))
        for (in_tail, shape, _), group in kinds:
            if in_tail:
                _begin_actual_text(stream, "")
            (_show_invisible if shape else _show)(stream, run, list(group), matrix)
            if in_tail:
                stream.end_marked_content()
    if blank is not None:
        _begin_actual_text(stream, tail.rstrip())
        _move(stream, matrix, runs[-1].end)
        stream.show_text(f"<{code_of(runs[-1].font, blank, RLM):04x}>")
        stream.end_marked_content()
    _draw_shapes(stream, runs, matrix)


def _begin_actual_text(stream: Stream, text: str) -> None:
    stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": pydyf.String(text)}))


def _draw_shapes(stream: Stream, runs: Sequence[GlyphRun], matrix: Matrix) -> None:
    shapes = [(run, glyph) for run in runs for glyph in run.glyphs if glyph.shape]
    if not shapes:
        return
    # A path cannot stand within a text object (ISO 32000-1, 8.2).
    stream.end_text()
    with stream.stacked():
        stream.transform(*matrix.values)
        for run, glyph in shapes:
            if path := face_of(run.font).outline(glyph.number):
                scale = run.size / run.font.upem
                with stream.stacked():
                    stream.transform(scale, 0, 0, scale, round(glyph.x, 3), round(glyph.rise, 3))
                    stream.stream.append(path)
                    stream.fill()
    stream.begin_text()


def _show(stream: Stream, run: GlyphRun, glyphs: Sequence[Glyph], matrix: Matrix) -> None:
    """Show letters where they stand, all on or all above the line."""
    pen, parts = glyphs[0].x, []
    for glyph in glyphs:
        if back := round((pen - glyph.x) / run.size * 1000):
            parts.append(f" {back} ")
            pen -= back * run.size / 1000
        parts.append(_codes([glyph]))
        pen += _width(run, [glyph])
    _move(stream, matrix, glyphs[0].x)
    if glyphs[0].rise:
        stream.set_text_rise(glyphs[0].rise)
    stream.show_text("".join(parts).replace("><", ""))
    if glyphs[0].rise:
        stream.set_text_rise(0)


def _show_invisible(stream: Stream, run: GlyphRun, glyphs: Sequence[Glyph], matrix: Matrix) -> None:
    """Show without ink the text of shapes, each word as wide as its shapes are.

    Letters that slope down overlap: readers would take that for spaces.
    """
    stream.set_text_rendering(_INVISIBLE)
    words: list[list[Glyph]] = [[]]
    for glyph in glyphs:
        # A space of its own would be nothing to pdfium, which leaves out what has no ink.
        if words[-1] and face_of(run.font).text(glyph.number) == " ":
            words.append([])
        words[-1].append(glyph)
    if len(words) > 1 and len(words[-1]) == 1:
        last = words.pop()
        words[-1] += last
    ends = [word[0].at for word in words[1:]] + [run.end]
    for word, end in zip(words, ends, strict=True):
        natural, space = _width(run, word), end - word[0].at
        _move(stream, matrix, word[0].at, space / natural if natural and space > 0 else 1)
        stream.show_text(_codes(word))
    stream.set_text_rendering(_SHOWN)


def _move(stream: Stream, matrix: Matrix, x: float, stretch: float = 1) -> None:
    a, b, c, d, e, f = matrix.values
    stream.set_text_matrix(a * stretch, b * stretch, c, d, e + a * x, f + b * x)


def _width(run: GlyphRun, glyphs: Iterable[Glyph]) -> float:
    """In CSS pixels, as readers reckon it from the widths in the file."""
    return float(sum(run.font.widths[code] for glyph in glyphs for code in glyph.codes) * run.size / 1000)


def _codes(glyphs: Iterable[Glyph]) -> str:
    return f"<{''.join(f'{code:04x}' for glyph in glyphs for code in glyph.codes)}>"
