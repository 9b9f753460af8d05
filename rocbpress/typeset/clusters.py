"""Letters that run from right to left, written so that readers put them in their order.

Readers turn such text round themselves, and letter by letter: what one glyph says of several letters
comes out backwards, and a mark that is raised above its letter becomes a word of its own. ActualText
does not help, for it is turned round too. So a letter says itself alone; the marks upon it are said
by a glyph without ink or width that stands before it, and are drawn without saying anything.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pydyf
from weasyprint.text.ffi import ffi, pango

from rocbpress.typeset.glyphs import inkless
from rocbpress.typeset.owncodes import code_of
from rocbpress.typeset.text import plain

# Holds a mark or a stop at the left end of a line within the text that runs from right to left (UAX 9).
HOLD = "\u200f"
_PIECES = re.compile(rb"<([0-9a-f]*)>|(-?[0-9.]+)")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph as it was drawn: what it now says, in codes; none if it is drawn without a word."""

    codes: tuple[int, ...]
    silent: bool = False


def turned(draw: Callable[..., Any]) -> Callable[..., Any]:
    """The function that draws a line, in which each letter from right to left then says itself."""
    def draw_first_line(stream: Any, textbox: Any, *rest: Any) -> Any:
        start = len(stream.stream)
        emojis = draw(stream, textbox, *rest)
        if textbox.style["direction"] == "rtl" or any(map(_turns, textbox.text)):
            glyphs = _glyphs(stream, textbox)
            stream.stream[start:] = list(_rewritten(stream.stream[start:], glyphs))
        return emojis
    return draw_first_line


def _turns(character: str) -> bool:
    return unicodedata.bidirectional(character) in ("R", "AL")


def _glyphs(stream: Any, textbox: Any) -> Iterator[Glyph]:
    """Every glyph of a line in the order of drawing."""
    # Pango takes a stop that is a text of its own for one that runs from left to right.
    alone = textbox.style["direction"] == "rtl" and not any(c.isalnum() for c in textbox.text)
    data = textbox.pango_layout.text.encode()
    line, _ = textbox.pango_layout.get_first_line()
    run = line.runs[0]
    while run != ffi.NULL:
        font, _ = stream.add_font(run.data.item.analysis.font)
        yield from _run(font, run.data, data, at_end=run == line.runs, turns=alone)
        run = run.next


def _run(font: Any, item: Any, data: bytes, *, at_end: bool, turns: bool) -> Iterator[Glyph]:
    glyphs, offset = item.glyphs, item.item.offset
    starts = [glyphs.log_clusters[at] for at in range(glyphs.num_glyphs)]
    ends = dict(zip(ordered := sorted(set(starts)), [*ordered[1:], item.item.length], strict=True))
    turns = turns or item.item.analysis.level % 2 == 1
    letter: list[Any] = []
    text, first = "", True
    for start, group in groupby(range(glyphs.num_glyphs), key=starts.__getitem__):
        letter += [glyphs.glyphs[at] for at in group if glyphs.glyphs[at].glyph != pango.PANGO_GLYPH_EMPTY]
        text = plain(data[offset + start:offset + ends[start]].decode()) + text
        # Pango makes a cluster of each mark, which in this direction stands before its letter.
        if turns and all(unicodedata.category(c) == "Mn" for c in text):
            continue
        yield from _letter(font, letter, text if turns else "", at_end=at_end and first)
        letter, text, first = [], "", False
    yield from (Glyph((glyph.glyph,)) for glyph in letter)


def _letter(font: Any, drawn: list[Any], text: str, *, at_end: bool) -> Iterator[Glyph]:
    """The glyphs of a letter with its marks: the widest of them is the letter."""
    hold = HOLD if at_end and text and not _turns(text[-1]) else ""
    blank = inkless(font) or 0
    lacks = any(glyph.glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG for glyph in drawn)
    if not text or lacks or (len(text) > 1 and not blank):
        yield from (Glyph((glyph.glyph,)) for glyph in drawn)
        return
    widest = max(range(len(drawn)), key=lambda at: drawn[at].geometry.width)
    for at, glyph in enumerate(drawn):
        if at == widest:
            said = [*text]
            said[-1] = hold + said[-1]
            marks = tuple(code_of(font, blank, mark) for mark in reversed(said[1:]))
            yield Glyph((*marks, code_of(font, glyph.glyph, said[0])))
        else:
            yield Glyph((code_of(font, glyph.glyph, HOLD),), silent=True)


def _rewritten(items: list[Any], glyphs: Iterator[Glyph]) -> Iterator[Any]:
    """A line's operators with the new codes; silent glyphs stand in a Span whose ActualText is empty."""
    for item in items:
        if not (isinstance(item, bytes) and item.endswith(b" TJ")):
            yield item
            continue
        for silent, pieces in groupby(_pieces(item, glyphs), key=lambda piece: piece[0]):
            if silent:
                yield from ("/Span", pydyf.Dictionary({"ActualText": pydyf.String("")}), b"BDC")
            yield b"[" + b"".join(piece for _, piece in pieces) + b"] TJ"
            if silent:
                yield b"EMC"


def _pieces(show: bytes, glyphs: Iterator[Glyph]) -> Iterator[tuple[bool, bytes]]:
    """What a TJ shows: whether each glyph is silent, and its codes; numbers go with the glyph before."""
    silent = False
    for found in _PIECES.finditer(show):
        if found[2]:
            yield silent, b" %s " % found[2]
            continue
        for _ in range(0, len(found[1]), 4):
            glyph = next(glyphs)
            silent = glyph.silent
            yield silent, b"<%s>" % b"".join(b"%04x" % code for code in glyph.codes)
