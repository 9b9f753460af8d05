"""The texts and outlines of glyphs according to the face itself, and so the same in every galley."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import uharfbuzz as hb
from fontTools import agl
from weasyprint.pdf.fonts import Font

from rocbpress.typeset.tags.text import plain


@dataclass(frozen=True, slots=True)
class Face:
    """A face of the fonts folder.

    `characters` are what it maps to glyphs; `inkless` is a glyph without ink and width, made for
    joiners or breaks, or None.
    """

    font: hb.Font
    characters: Mapping[int, str]
    inkless: int | None

    def text(self, glyph: int) -> str:
        """The text of a glyph; empty where the face knows none, as for most ligatures."""
        if glyph not in self.characters:
            return plain(agl.toUnicode(self.font.get_glyph_name(glyph) or ""))
        return self.characters[glyph]

    def outline(self, glyph: int) -> bytes:
        """Operators of a path in the face's units, rounded to one; empty if the glyph has no ink."""
        path: list[bytes] = []
        self.font.draw_glyph(glyph, _pen(), path)
        return b" ".join(path)


# Kept by WeasyPrint's name for a face, which is its description: a process has one set of faces.
_faces: dict[str, Face] = {}


def face_of(font: Font) -> Face:
    """The face of a WeasyPrint font, as it was before anything was cut from it."""
    if font.hash not in _faces:
        face = hb.Face(font.file_content)
        shaper = hb.Font(face)
        characters: dict[int, str] = {}
        public = (code for code in face.unicodes if unicodedata.category(chr(code)) != "Co")
        for code in sorted(public, key=_preference):
            characters.setdefault(shaper.get_nominal_glyph(code), _meaning(code))
        _faces[font.hash] = Face(shaper, characters, _inkless(shaper))
    return _faces[font.hash]


@cache
def _pen() -> hb.DrawFuncs:
    pen = hb.DrawFuncs()
    pen.set_move_to_func(partial(_operate, b"m"))
    pen.set_line_to_func(partial(_operate, b"l"))
    pen.set_cubic_to_func(partial(_operate, b"c"))
    pen.set_close_path_func(partial(_operate, b"h"))
    return pen


def _operate(operator: bytes, *coordinates_and_path: Any) -> None:
    *coordinates, path = coordinates_and_path
    path.append(b" ".join((*(b"%d" % round(c) for c in coordinates), operator)))


def _inkless(font: hb.Font) -> int | None:
    for code in (0x200C, 0x200D, 0x200B, 0xFEFF):
        glyph = font.get_nominal_glyph(code)
        extents = font.get_glyph_extents(glyph) if glyph else None
        if extents and not extents.width and not font.get_glyph_h_advance(glyph):
            return int(glyph)
    return None


def _meaning(code: int) -> str:
    """The letters that a presentation form stands for: fi reads as two. Else the character itself."""
    form = 0xFB00 <= code < 0xFE00 or 0xFE70 <= code < 0xFF00
    return unicodedata.normalize("NFKC", chr(code)) if form else chr(code)


@cache
def _preference(code: int) -> tuple[bool, int]:
    """Compatibility characters, mere duplicates and modifier letters last, else the lowest code first.

    A face draws the apostrophe's glyph for U+02BC too, which no newsletter means by it.
    """
    decomposition = unicodedata.decomposition(chr(code))
    duplicate = decomposition.startswith("<") or (decomposition != "" and " " not in decomposition)
    modifier = unicodedata.category(chr(code)) in ("Lm", "Sk")
    return duplicate or modifier or not plain(chr(code)), code
