"""Glyph maps that say the same in every galley, so that joined faces read right everywhere."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import uharfbuzz
from fontTools import agl

from rocbpress.typeset.rtl.subset import cut
from rocbpress.typeset.tags.text import plain

# For the part of a letter that has no text of its own; an empty entry would be no map (ISO 32000-1, 9.10.3).
_NO_TEXT = "\ufffd"


def canonical_maps(build: Callable[..., Any]) -> Callable[..., Any]:
    """The function that writes the fonts, given maps that do not depend on what was set first.

    WeasyPrint maps a glyph to the text it first stood for. Faces give hyphen, soft hyphen and U+2010
    one glyph, and space and no-break space another: what came first would decide for all.
    """
    def build_fonts_dictionary(pdf: Any, fonts: Mapping[Any, Any], *options: Any) -> Any:
        for font in fonts.values():
            face = _face(font.hash, font.file_content)
            font.to_unicode = {glyph: face.text(glyph) or plain(text) or _NO_TEXT
                               for glyph, text in font.to_unicode.items()}
        return build(pdf, fonts, *options)
    return build_fonts_dictionary


def glyph_text(font: Any, glyph: int) -> str:
    """What a face itself says of a glyph of a WeasyPrint font: the same in every galley; '' if nothing."""
    return _face(font.hash, font.file_content).text(glyph)


def outline(font: Any, glyph: int) -> bytes:
    """The shape of a glyph as operators of a path in the face's own units; empty if it has no ink."""
    return _face(font.hash, font.file_content).outline(glyph)


def program(font: Any, glyphs: Iterable[int]) -> bytes:
    """The face of a WeasyPrint font, cut down to these glyphs."""
    return cut(_face(font.hash, font.file_content).font.face, glyphs)


def inkless(font: Any) -> int | None:
    """A glyph of the face without ink and width, made for joiners or breaks; None where it has none."""
    return _face(font.hash, font.file_content).inkless


@dataclass(frozen=True, slots=True)
class _Face:
    """What a face itself tells of its glyphs: the characters it maps to them, and their names."""

    font: Any
    characters: Mapping[int, str]
    inkless: int | None

    def text(self, glyph: int) -> str:
        """The text of a glyph; empty where the face knows none, as for most ligatures."""
        if glyph not in self.characters:
            return plain(agl.toUnicode(self.font.get_glyph_name(glyph) or ""))
        return self.characters[glyph]

    def outline(self, glyph: int) -> bytes:
        """Rounded to a unit of the face, a thousandth of its size or less."""
        path: list[bytes] = []
        self.font.draw_glyph(glyph, _pen(), path)
        return b" ".join(path)


# Kept by WeasyPrint's name for a face, which is its description: a process has one set of faces.
_faces: dict[str, _Face] = {}


def _face(name: str, data: bytes) -> _Face:
    if name not in _faces:
        face = uharfbuzz.Face(data)
        font = uharfbuzz.Font(face)
        characters: dict[int, str] = {}
        public = (code for code in face.unicodes if unicodedata.category(chr(code)) != "Co")
        for code in sorted(public, key=_preference):
            characters.setdefault(font.get_nominal_glyph(code), _meaning(code))
        _faces[name] = _Face(font, characters, _inkless(font))
    return _faces[name]


@cache
def _pen() -> Any:
    pen = uharfbuzz.DrawFuncs()
    pen.set_move_to_func(partial(_operate, b"m"))
    pen.set_line_to_func(partial(_operate, b"l"))
    pen.set_cubic_to_func(partial(_operate, b"c"))
    pen.set_close_path_func(partial(_operate, b"h"))
    return pen


def _operate(operator: bytes, *coordinates_and_path: Any) -> None:
    *coordinates, path = coordinates_and_path
    path.append(b" ".join((*(b"%d" % round(c) for c in coordinates), operator)))


def _inkless(font: Any) -> int | None:
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
