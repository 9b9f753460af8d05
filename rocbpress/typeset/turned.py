"""Lines from right to left drawn anew: the letters that are said as text, all else as shapes."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Container, Sequence
from itertools import groupby
from typing import Any

import pydyf

from rocbpress.typeset.clusters import HOLD, Glyph, Run, lacks_letters, runs_of
from rocbpress.typeset.glyphs import inkless, outline
from rocbpress.typeset.owncodes import code_of
from rocbpress.typeset.text import turns

_NUMERIC = frozenset({"EN", "ES", "ET", "CS"})  # of Unicode's bidirectional classes
_SHOWN, _UNSEEN = 0, 3  # text rendering modes (ISO 32000-1, 9.3.6)


def turned(draw: Callable[..., Any], astray: Container[Any] = ()) -> Callable[..., Any]:
    """The function that draws a line, in which each letter from right to left then says itself.

    `astray` holds the boxes on pages that run from left to right for the most part.
    """
    def draw_first_line(stream: Any, textbox: Any, overflow: Any, ellipsis: Any, matrix: Any) -> Any:
        start = len(stream.stream)
        emojis = draw(stream, textbox, overflow, ellipsis, matrix)
        rightward = textbox.style["direction"] == "rtl" or any(map(turns, textbox.text))
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
    return tail if any(unicodedata.bidirectional(c) in _NUMERIC for c in tail) else ""


def _draw(stream: Any, runs: Sequence[Run], matrix: tuple[float, ...], line: str, tail: str) -> None:
    """Show the line. Its tail is said by no glyph of its own, but after all others, at their right end.

    Where a page runs from left to right, poppler reads such a line so: figures and stops at its left,
    its letters, figures and stops at its right. Where ActualText is empty, others read the glyphs.
    """
    stream.set_text_matrix(*matrix)
    pen = 0.0
    blank = inkless(runs[-1].font) if tail else None
    end = len(line.removesuffix(tail).encode()) if blank is not None else len(line.encode())
    for run in runs:
        # Past the stream's own function, which leaves out a font that it set in what was taken back.
        pydyf.Stream.set_font_size(stream, run.font.hash, run.size)
        said = [glyph for glyph in run.glyphs if glyph.codes]
        for (unsaid, *_), group in groupby(said, key=lambda one: (one.start >= end, one.shape, one.rise)):
            if unsaid:
                stream.begin_marked_content("Span", _saying(""))
            pen = _show(stream, run, list(group), pen)
            if unsaid:
                stream.end_marked_content()
    if blank is not None:
        stream.begin_marked_content("Span", _saying(tail.rstrip()))
        stream.show_text(f"<{code_of(runs[-1].font, blank, HOLD):04x}>")
        stream.end_marked_content()
    _draw_shapes(stream, runs, matrix)


def _saying(text: str) -> pydyf.Dictionary:
    return pydyf.Dictionary({"ActualText": pydyf.String(text)})


def _draw_shapes(stream: Any, runs: Sequence[Run], matrix: tuple[float, ...]) -> None:
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


def _show(stream: Any, run: Run, glyphs: Sequence[Glyph], pen: float) -> float:
    """Show codes where their glyphs stand, all of one kind; the pen's place after them, in CSS pixels."""
    parts = []
    for glyph in glyphs:
        place = glyph.at if glyph.shape else glyph.x
        if back := round((pen - place) / run.size * 1000):
            parts.append(f" {back} ")
            pen -= back * run.size / 1000
        parts.append(f"<{''.join(f'{code:04x}' for code in glyph.codes)}>")
        pen += sum(run.font.widths[code] for code in glyph.codes) * run.size / 1000
    mode = _UNSEEN if glyphs[0].shape else _SHOWN
    rise = 0.0 if glyphs[0].shape else glyphs[0].rise
    if mode != _SHOWN:
        stream.set_text_rendering(mode)
    if rise:
        stream.set_text_rise(rise)
    stream.show_text("".join(parts).replace("><", ""))
    if rise:
        stream.set_text_rise(0)
    if mode != _SHOWN:
        stream.set_text_rendering(_SHOWN)
    return pen


def _shape(stream: Any, run: Run, glyph: Glyph) -> None:
    if path := outline(run.font, glyph.number):
        scale = run.size / run.font.upem
        stream.push_state()
        stream.transform(scale, 0, 0, scale, round(glyph.x, 3), round(glyph.rise, 3))
        stream.stream.append(path)
        stream.fill()
        stream.pop_state()
