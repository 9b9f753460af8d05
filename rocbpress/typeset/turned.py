"""Lines from right to left drawn anew: the letters that are said as text, all else as shapes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

import pydyf

from rocbpress.typeset.clusters import Glyph, Run, lacks_letters, runs_of
from rocbpress.typeset.glyphs import outline
from rocbpress.typeset.text import turns

_SHOWN, _UNSEEN = 0, 3  # text rendering modes (ISO 32000-1, 9.3.6)


def turned(draw: Callable[..., Any]) -> Callable[..., Any]:
    """The function that draws a line, in which each letter from right to left then says itself."""
    def draw_first_line(stream: Any, textbox: Any, overflow: Any, ellipsis: Any, matrix: Any) -> Any:
        start = len(stream.stream)
        emojis = draw(stream, textbox, overflow, ellipsis, matrix)
        rightward = textbox.style["direction"] == "rtl" or any(map(turns, textbox.text))
        if rightward and len(stream.stream) > start and not lacks_letters(textbox):
            del stream.stream[start:]
            _draw(stream, list(runs_of(stream, textbox)), matrix.values)
        return emojis
    return draw_first_line


def _draw(stream: Any, runs: Sequence[Run], matrix: tuple[float, ...]) -> None:
    stream.set_text_matrix(*matrix)
    pen = 0.0
    for run in runs:
        # Past the stream's own function, which leaves out a font that it set in what was taken back.
        pydyf.Stream.set_font_size(stream, run.font.hash, run.size)
        said = [glyph for glyph in run.glyphs if glyph.codes]
        for (shape, rise), group in groupby(said, key=lambda glyph: (glyph.shape, glyph.rise)):
            pen = _show(stream, run, list(group), pen, _UNSEEN if shape else _SHOWN, 0 if shape else rise)
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


def _show(stream: Any, run: Run, glyphs: Sequence[Glyph], pen: float, mode: int, rise: float) -> float:
    """Show codes where their glyphs stand; the pen's place after them, in CSS pixels."""
    parts = []
    for glyph in glyphs:
        place = glyph.at if glyph.shape else glyph.x
        if back := round((pen - place) / run.size * 1000):
            parts.append(f" {back} ")
            pen -= back * run.size / 1000
        parts.append(f"<{''.join(f'{code:04x}' for code in glyph.codes)}>")
        pen += sum(run.font.widths[code] for code in glyph.codes) * run.size / 1000
    if mode:
        stream.set_text_rendering(mode)
    if rise:
        stream.set_text_rise(rise)
    stream.show_text("".join(parts).replace("><", ""))
    if rise:
        stream.set_text_rise(0)
    if mode:
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
