"""The text of each glyph of a line from right to left, such that readers put letters in their order.

Readers reverse such text themselves, letter by letter: several letters of one glyph come out backwards,
a raised mark or letter becomes a word or a line of its own, and ActualText is reversed too. So a
letter's text is the letter alone, on the line; its marks are the text of a glyph without ink or width
before it. What then has no text, or is raised, is drawn as a shape.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from weasyprint.pdf.fonts import Font
from weasyprint.pdf.stream import Stream
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from rocbpress.typeset.boxes import TextLine, glyph_items
from rocbpress.typeset.rtl.char_codes import code_of
from rocbpress.typeset.rtl.faces import face_of
from rocbpress.typeset.tags.text import is_rtl, is_rtl_within, plain

# The right-to-left mark keeps a mark, a stop or a figure within text of that direction (UAX 9).
RLM = "\u200f"
NUMERIC = frozenset({"EN", "AN", "ES", "ET", "CS"})  # bidirectional classes of figures and their stops
_JOINERS = "\u200c\u200d"


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph of a line, in CSS pixels from the line's left end and its baseline.

    `codes` are shown at `at`; a glyph without text has none. A `shape` is drawn as a path at `x` and
    `rise`, and its codes are shown without ink. `start` is its letter's place in the bytes of the line.
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

    font: Font
    size: float
    glyphs: tuple[Glyph, ...]
    end: float


def runs_of(stream: Stream, line: TextLine) -> Iterator[GlyphRun]:
    """The runs of a line that was laid out, from left to right."""
    # Pango takes a stop that is a text of its own for one that runs from left to right.
    alone = line.style["direction"] == "rtl" and not any(c.isalnum() for c in line.text)
    data, start = line.pango_layout.text.encode(), 0.0
    for at, run in enumerate(glyph_items(line)):
        item = run.item
        font, size = stream.add_font(item.analysis.font)
        placed, end = _placed(run, start, size / font.upem)
        if alone or item.analysis.level % 2 == 1:
            placed = list(_rtl_glyphs(font, item, data, placed, at_end=at == 0))
            if any(glyph.rise and glyph.codes for glyph in placed):
                placed = [replace(glyph, shape=True) for glyph in placed]
        elif is_rtl_within(line.style):
            placed = list(_ltr_glyphs(font, item, data, placed))
        yield GlyphRun(font, size, tuple(placed), end)
        start = end


def _placed(run: ffi.CData, start: float, unit: float) -> tuple[list[Glyph], float]:
    """All glyphs of a run in their places, with their own ids as codes, and where the run ends.

    A letter that no face has is not shown: the error that it causes stops the flow. Versions of HarfBuzz
    round offsets differently; whole units of the face, of `unit` pixels, are what they all mean.
    """
    def offset(given: int) -> float:
        return float(round(given * FROM_UNITS / unit) * unit)

    placed = []
    for at in range(run.glyphs.num_glyphs):
        glyph = run.glyphs.glyphs[at]
        shape = glyph.geometry
        number = int(glyph.glyph)
        codes = (number,) if number < pango.PANGO_GLYPH_EMPTY else ()
        letter = run.item.offset + run.glyphs.log_clusters[at]
        placed.append(Glyph(number, letter, start, start + offset(shape.x_offset),
                            offset(-shape.y_offset), codes))
        start += shape.width * FROM_UNITS
    return placed, start


def _clusters(item: ffi.CData, data: bytes, placed: list[Glyph]) -> Iterator[tuple[list[Glyph], str]]:
    """The glyphs and the text of each cluster of a run, from left to right."""
    ends = dict(pairwise((*sorted({glyph.start for glyph in placed}), item.offset + item.length)))
    for start, group in groupby(placed, key=lambda glyph: glyph.start):
        yield [glyph for glyph in group if glyph.codes], plain(data[start:ends[start]].decode())


def _rtl_glyphs(
    font: Font, item: ffi.CData, data: bytes, placed: list[Glyph], *, at_end: bool,
) -> Iterator[Glyph]:
    """The glyphs of a run from right to left, each letter with its text."""
    letter: list[Glyph] = []
    text, left = "", "" if at_end else " "
    for drawn, cluster in _clusters(item, data, placed):
        letter += drawn
        text = cluster + text
        # Pango makes a cluster of each mark or joiner, which in this direction precedes its letter.
        if all(unicodedata.category(c) == "Mn" or c in _JOINERS for c in text):
            continue
        yield from _letter(font, letter, text, mark=_needs_mark(text[-1], left))
        letter, text, left = [], "", text[0]
    yield from letter


def _needs_mark(character: str, left: str) -> bool:
    """Whether readers would take it from its letter or word; `left` is the one beside it, '' at the end."""
    if is_rtl(character):
        return False
    is_mark = unicodedata.category(character) == "Mn"
    return not left or unicodedata.bidirectional(character) in NUMERIC or (is_mark and not is_rtl(left))


def _letter(font: Font, drawn: list[Glyph], text: str, *, mark: bool) -> Iterator[Glyph]:
    """The glyphs of a letter with its marks: the widest has its text, the others none."""
    blank = face_of(font).inkless
    if not drawn or (len(text) > 1 and blank is None):
        yield from drawn
        return
    characters = [*text]
    if mark:
        characters[-1] = RLM + characters[-1]
    widest = max(drawn, key=lambda glyph: font.widths[glyph.number])
    for glyph in drawn:
        if glyph is widest:
            marks = (code_of(font, blank or 0, character) for character in reversed(characters[1:]))
            yield replace(glyph, codes=(*marks, code_of(font, glyph.number, characters[0])))
        else:
            yield replace(glyph, codes=(), shape=True)


def _ltr_glyphs(font: Font, item: ffi.CData, data: bytes, placed: list[Glyph]) -> Iterator[Glyph]:
    """The glyphs of figures or Latin words, with a mark at their left: readers would take a space along."""
    mark = RLM
    for drawn, text in _clusters(item, data, placed):
        if len(drawn) == 1 and text.strip():
            yield replace(drawn[0], codes=(code_of(font, drawn[0].number, mark + text),))
            mark = ""
        else:
            yield from drawn

