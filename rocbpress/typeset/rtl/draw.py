"""Lines from right to left drawn anew: the letters that are said as text, all else as shapes."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Container, Iterable, Sequence
from itertools import groupby
from typing import Any

import pydyf

from rocbpress.typeset.rtl.char_codes import code_of
from rocbpress.typeset.rtl.faces import glyph_text, inkless, outline
from rocbpress.typeset.rtl.glyph_text import HOLD, NUMERIC, Glyph, GlyphRun, lacks_letters, runs_of
from rocbpress.typeset.tags.text import runs_within, turns

Matrix = tuple[float, float, float, float, float, float]

_SHOWN, _UNSEEN = 0, 3  # text rendering modes (ISO 32000-1, 9.3.6)


def turned(draw: Callable[..., Any], astray: Container[Any] = ()) -> Callable[..., Any]:
    """The function that draws a line, in which each letter from right to left then says itself.

    `astray` holds the boxes on pages that run from left to right for the most part.
    """
    def draw_first_line(stream: Any, textbox: Any, overflow: Any, ellipsis: Any, matrix: Any) -> Any:
        start = len(stream.stream)
        emojis = draw(stream, textbox, overflow, ellipsis, matrix)
        rightward = runs_within(textbox) or any(map(turns, textbox.text))
        if rightward and len(stream.stream) > start and not lacks_letters(textbox):
            del stream.stream[start:]
            line = textbox.pango_layout.text
            _draw(stream, list(runs_of(stream, textbox)), matrix.values, line,
                  _tail(line) if textbox in astray else "")
        return emojis
    return draw_first_line


def _tail(line: str) -> str:
    """What follows the last letter of a line, if there is a figure in it, or a stop that figures have."""
    last = max((at for at, character in enumerate(line) if turns(character)), default=len(line))
    while last + 1 < len(line) and unicodedata.category(line[last + 1]) == "Mn":
        last += 1
    tail = line[last + 1:]
    return tail if any(unicodedata.bidirectional(c) in NUMERIC for c in tail) else ""


def _draw(stream: Any, runs: Sequence[GlyphRun], matrix: Matrix, line: str, tail: str) -> None:
    """Show the line. Its tail is said by no glyph of its own, but after all others, at their right end.

    Where a page runs from left to right, poppler reads such a line so: figures and stops at its left,
    its letters, figures and stops at its right. Where ActualText is empty, others read the glyphs.
    """
    blank = inkless(runs[-1].font) if tail else None
    end = len(line.removesuffix(tail).encode()) if blank is not None else len(line.encode())
    for run in runs:
        # Past the stream's own function, which leaves out a font that it set in what was taken back.
        pydyf.Stream.set_font_size(stream, run.font.hash, run.size)
        said = (glyph for glyph in run.glyphs if glyph.codes)
        kinds = groupby(said, key=lambda one: (one.start >= end, one.shape, one.rise * (not one.shape)))
        for (unsaid, shape, _), group in kinds:
            if unsaid:
                stream.begin_marked_content("Span", _saying(""))
            (_show_unseen if shape else _show)(stream, run, list(group), matrix)
            if unsaid:
                stream.end_marked_content()
    if blank is not None:
        stream.begin_marked_content("Span", _saying(tail.rstrip()))
        _move(stream, matrix, runs[-1].end)
        stream.show_text(f"<{code_of(runs[-1].font, blank, HOLD):04x}>")
        stream.end_marked_content()
    _draw_shapes(stream, runs, matrix)


def _saying(text: str) -> pydyf.Dictionary:
    return pydyf.Dictionary({"ActualText": pydyf.String(text)})


def _draw_shapes(stream: Any, runs: Sequence[GlyphRun], matrix: Matrix) -> None:
    shapes = [(run, glyph) for run in runs for glyph in run.glyphs if glyph.shape]
    if shapes:
        # A path cannot stand within a text object (ISO 32000-1, 8.2).
        stream.end_text()
        stream.push_state()
        stream.transform(*matrix)
        for run, glyph in shapes:
            _shape(stream, run, glyph)
        stream.pop_state()
        stream.begin_text()


def _show(stream: Any, run: GlyphRun, glyphs: Sequence[Glyph], matrix: Matrix) -> None:
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


def _show_unseen(stream: Any, run: GlyphRun, glyphs: Sequence[Glyph], matrix: Matrix) -> None:
    """Show without ink what shapes say, each word as wide as its shapes are.

    Letters that slope down stand in each other's room: readers would take that for spaces.
    """
    stream.set_text_rendering(_UNSEEN)
    words: list[list[Glyph]] = [[]]
    for glyph in glyphs:
        # A space of its own would be nothing to pdfium, which leaves out what has no ink.
        if words[-1] and glyph_text(run.font, glyph.number) == " ":
            words.append([])
        words[-1].append(glyph)
    if len(words) > 1 and len(words[-1]) == 1:
        last = words.pop()
        words[-1] += last
    ends = [word[0].at for word in words[1:]] + [run.end]
    for word, end in zip(words, ends, strict=True):
        natural, room = _width(run, word), end - word[0].at
        _move(stream, matrix, word[0].at, room / natural if natural and room > 0 else 1)
        stream.show_text(_codes(word))
    stream.set_text_rendering(_SHOWN)


def _move(stream: Any, matrix: Matrix, x: float, stretch: float = 1) -> None:
    a, b, c, d, e, f = matrix
    stream.set_text_matrix(a * stretch, b * stretch, c, d, e + a * x, f + b * x)


def _width(run: GlyphRun, glyphs: Iterable[Glyph]) -> float:
    """In CSS pixels, as a reader's software reckons it."""
    return float(sum(run.font.widths[code] for glyph in glyphs for code in glyph.codes) * run.size / 1000)


def _codes(glyphs: Iterable[Glyph]) -> str:
    return f"<{''.join(f'{code:04x}' for glyph in glyphs for code in glyph.codes)}>"


def _shape(stream: Any, run: GlyphRun, glyph: Glyph) -> None:
    if path := outline(run.font, glyph.number):
        scale = run.size / run.font.upem
        stream.push_state()
        stream.transform(scale, 0, 0, scale, round(glyph.x, 3), round(glyph.rise, 3))
        stream.stream.append(path)
        stream.fill()
        stream.pop_state()
