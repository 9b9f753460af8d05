"""What each glyph of a line from right to left says, so that readers put its letters in their order.

Readers turn such text round themselves, and letter by letter: what one glyph says of several letters
comes out backwards, a raised mark or letter becomes a word or a line of its own, and ActualText is
turned round too. So a letter says itself alone, on the line; the marks upon it are said by a glyph
without ink or width that stands before it. What then says nothing, or is raised, is drawn as a shape.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from rocbpress.typeset.rtl.char_codes import code_of
from rocbpress.typeset.rtl.faces import inkless
from rocbpress.typeset.tags.text import plain, runs_within, turns

# Holds a mark, a stop or a figure within the text that runs from right to left (UAX 9).
HOLD = "\u200f"
NUMERIC = frozenset({"EN", "AN", "ES", "ET", "CS"})  # bidirectional classes of figures and their stops
_JOINERS = "\u200c\u200d"


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph of a line, in CSS pixels from the line's left end and its baseline.

    `codes` are shown where `at` is, and say it; none of them, if it says nothing. A `shape` is drawn as
    a path at `x` and `rise`, and its codes are shown without ink. `start` is its letter's place in the
    bytes of the line.
    """

    number: int
    start: int
    at: float
    x: float
    rise: float
    codes: tuple[int, ...] = ()
    shape: bool = False


@dataclass(frozen=True, slots=True)
class GlyphRun:
    """Glyphs of one face, from left to right; `end` is where the next run begins."""

    font: Any
    size: float
    glyphs: tuple[Glyph, ...]
    end: float


def runs_of(stream: Any, textbox: Any) -> Iterator[GlyphRun]:
    """The runs of a line that was laid out; nothing if a face lacks one of its letters."""
    # Pango takes a stop that is a text of its own for one that runs from left to right.
    alone = textbox.style["direction"] == "rtl" and not any(c.isalnum() for c in textbox.text)
    data = textbox.pango_layout.text.encode()
    line, _ = textbox.pango_layout.get_first_line()
    run, start = line.runs[0], 0.0
    while run != ffi.NULL:
        font, size = stream.add_font(run.data.item.analysis.font)
        placed, end = _placed(run.data, start)
        turned = alone or run.data.item.analysis.level % 2 == 1
        if turned:
            placed = _raised(_spoken(font, run.data, data, placed, at_end=run == line.runs))
        elif runs_within(textbox):
            placed = list(_held(font, run.data.item, data, placed))
        yield GlyphRun(font, size, tuple(placed), end)
        run, start = run.next, end


def lacks_letters(textbox: Any) -> bool:
    """Whether a glyph of the line stands for a letter that no face has."""
    line, _ = textbox.pango_layout.get_first_line()
    run = line.runs[0]
    while run != ffi.NULL:
        glyphs = run.data.glyphs
        if any(glyphs.glyphs[at].glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG for at in range(glyphs.num_glyphs)
               if glyphs.glyphs[at].glyph != pango.PANGO_GLYPH_EMPTY):
            return True
        run = run.next
    return False


def _placed(item: Any, start: float) -> tuple[list[Glyph], float]:
    """All glyphs of a run in their places, each saying what its face says, and where the run ends."""
    placed = []
    for at in range(item.glyphs.num_glyphs):
        glyph = item.glyphs.glyphs[at]
        shape = glyph.geometry
        number = int(glyph.glyph)
        codes = () if number == pango.PANGO_GLYPH_EMPTY else (number,)
        letter = item.item.offset + item.glyphs.log_clusters[at]
        placed.append(Glyph(number, letter, start, start + shape.x_offset * FROM_UNITS,
                            -shape.y_offset * FROM_UNITS, codes))
        start += shape.width * FROM_UNITS
    return placed, start


def _spoken(font: Any, item: Any, data: bytes, placed: list[Glyph], *, at_end: bool) -> Iterator[Glyph]:
    """The glyphs of a run from right to left, each letter with what it says."""
    starts = [item.glyphs.log_clusters[at] for at in range(item.glyphs.num_glyphs)]
    ends = dict(zip(ordered := sorted(set(starts)), [*ordered[1:], item.item.length], strict=True))
    letter: list[Glyph] = []
    text, left, offset = "", "" if at_end else " ", item.item.offset
    for start, group in groupby(range(len(starts)), key=starts.__getitem__):
        letter += [placed[at] for at in group if placed[at].codes]
        text = plain(data[offset + start:offset + ends[start]].decode()) + text
        # Pango makes a cluster of each mark or joiner, which in this direction stands before its letter.
        if all(unicodedata.category(c) == "Mn" or c in _JOINERS for c in text):
            continue
        yield from _letter(font, letter, text, hold=_needs_hold(text[-1], left))
        letter, text, left = [], "", text[0]
    yield from letter


def _needs_hold(character: str, left: str) -> bool:
    """Whether readers would take it from its letter or word; `left` is the one beside it, '' at the end."""
    if turns(character):
        return False
    is_mark = unicodedata.category(character) == "Mn"
    return not left or unicodedata.bidirectional(character) in NUMERIC or (is_mark and not turns(left))


def _letter(font: Any, drawn: list[Glyph], text: str, *, hold: bool) -> Iterator[Glyph]:
    """The glyphs of a letter with its marks: the one that takes most room says it, the others nothing."""
    blank = inkless(font)
    if not drawn or (len(text) > 1 and blank is None):
        yield from drawn
        return
    said = [*text]
    if hold:
        said[-1] = HOLD + said[-1]
    widest = max(drawn, key=lambda glyph: font.widths[glyph.number])
    for glyph in drawn:
        if glyph is widest:
            marks = tuple(code_of(font, blank or 0, mark) for mark in reversed(said[1:]))
            yield replace(glyph, codes=(*marks, code_of(font, glyph.number, said[0])))
        else:
            yield replace(glyph, codes=(), shape=True)


def _held(font: Any, item: Any, data: bytes, placed: list[Glyph]) -> Iterator[Glyph]:
    """The glyphs of figures or Latin words, with a hold at their left: readers would take a space along."""
    ends = dict(pairwise((*sorted({glyph.start for glyph in placed}), item.offset + item.length)))
    hold = HOLD
    for start, group in groupby(placed, key=lambda glyph: glyph.start):
        drawn = [glyph for glyph in group if glyph.codes]
        text = plain(data[start:ends[start]].decode())
        if len(drawn) == 1 and text.strip():
            yield replace(drawn[0], codes=(code_of(font, drawn[0].number, hold + text),))
            hold = ""
        else:
            yield from drawn


def _raised(glyphs: Iterator[Glyph]) -> list[Glyph]:
    """The glyphs of a run, all of them shapes if one that says something is raised."""
    found = list(glyphs)
    raised = any(glyph.rise and glyph.codes for glyph in found)
    return [replace(glyph, shape=True) for glyph in found] if raised else found
