"""Glyph maps that say the same in every galley, so that joined faces read right everywhere."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from typing import Any

from fontTools.ttLib import TTFont

from rocbpress.typeset.text import plain


def canonical_maps(build: Callable[..., Any]) -> Callable[..., Any]:
    """The function that writes the fonts, given maps that do not depend on what was set first.

    WeasyPrint maps a glyph to the text it first stood for. Faces give hyphen, soft hyphen and U+2010
    one glyph, and space and no-break space another: what came first would decide for all.
    """
    def build_fonts_dictionary(pdf: Any, fonts: Mapping[Any, Any], *options: Any) -> Any:
        for font in fonts.values():
            known = _characters(font.hash, font.file_content)
            font.to_unicode = {glyph: known.get(glyph) or plain(text)
                               for glyph, text in font.to_unicode.items()}
        return build(pdf, fonts, *options)
    return build_fonts_dictionary


_known: dict[str, Mapping[int, str]] = {}


def _characters(face: str, data: bytes) -> Mapping[int, str]:
    """The character of every glyph that the face gives one, kept per face: a process has one set."""
    if face not in _known:
        font = TTFont(BytesIO(data), lazy=True)
        glyphs: dict[int, str] = {}
        for code, name in sorted(font.getBestCmap().items(), key=lambda pair: _preference(pair[0])):
            glyphs.setdefault(font.getGlyphID(name), _meaning(code))
        _known[face] = glyphs
    return _known[face]


def _meaning(code: int) -> str:
    """The letters that a presentation form stands for: fi reads as two. Else the character itself."""
    form = 0xFB00 <= code < 0xFE00 or 0xFE70 <= code < 0xFF00
    return unicodedata.normalize("NFKC", chr(code)) if form else chr(code)


@cache
def _preference(code: int) -> tuple[bool, int]:
    """Compatibility characters and mere duplicates last, else the lowest code first."""
    decomposition = unicodedata.decomposition(chr(code))
    duplicate = decomposition.startswith("<") or (decomposition != "" and " " not in decomposition)
    return duplicate or not plain(chr(code)), code
