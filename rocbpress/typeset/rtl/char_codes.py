"""Character codes that are no glyph's id, so that one glyph can say this here and that there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pydyf

from rocbpress.typeset.rtl.faces import glyph_text, program

# Between our codes and the ids of glyphs, for those that WeasyPrint makes up for what a face lacks.
_ROOM = 256


def code_of(font: Any, glyph: int, text: str) -> int:
    """The code that draws the glyph and says the text: its id, if that says so in every galley."""
    if glyph_text(font, glyph) == text:
        return glyph
    codes = _codes(font)
    if (glyph, text) not in codes:
        code = codes[glyph, text] = font.glyph_count + _ROOM + len(codes)
        font.to_unicode[code] = text
        font.to_unicode.setdefault(glyph, text)
        font.widths[code] = font.widths.setdefault(glyph, 0)
    return codes[glyph, text]


def own_codes(build: Callable[..., Any]) -> Callable[..., Any]:
    """The function that writes the fonts, which then also says what glyph each code of ours draws."""
    def build_fonts_dictionary(pdf: Any, fonts: Mapping[Any, Any], *options: Any) -> Any:
        coded = [font for font in fonts.values() if _codes(font)]
        for font in fonts.values():
            font.clean = partial(_clean, font, font.clean)
        before = len(pdf.objects)
        built = build(pdf, fonts, *options)
        for font in coded:
            _map_codes(pdf, font, pdf.objects[before:])
        return built
    return build_fonts_dictionary


def _codes(font: Any) -> dict[tuple[int, str], int]:
    codes: dict[tuple[int, str], int] = font.__dict__.setdefault("rocbpress_codes", {})
    return codes


def _clean(font: Any, clean: Callable[..., None], to_unicode: Mapping[int, str], hinting: bool) -> None:
    """Cut the face down to the glyphs in use; the keys of the map are their ids, and our codes.

    WeasyPrint does the same in two rounds, ten times as slowly. What is more than outlines is left to it.
    """
    ours = set(_codes(font).values())
    glyphs = {glyph: text for glyph, text in to_unicode.items() if glyph not in ours}
    coloured = font.png or font.svg or getattr(font, "colr", False)  # which WeasyPrint 69 knows nothing of
    if "fvar" in font.tables or coloured or "glyf" not in font.tables:
        clean(glyphs, hinting)
    else:
        font.file_content = program(font, (glyph for glyph in glyphs if glyph < font.glyph_count))


def _map_codes(pdf: Any, font: Any, written: list[Any]) -> None:
    """/CIDToGIDMap as a stream: two bytes a code (ISO 32000-1, 9.7.4.3)."""
    glyphs = {code: glyph for (glyph, _), code in _codes(font).items()}
    table = b"".join(glyphs.get(code, code if code < font.glyph_count else 0).to_bytes(2, "big")
                     for code in range(max(glyphs) + 1))
    stream = pydyf.Stream([table], compress=True)
    pdf.add_object(stream)
    for entry in written:
        if isinstance(entry, pydyf.Dictionary) and "CIDToGIDMap" in entry and entry["BaseFont"] == font.name:
            entry["CIDToGIDMap"] = stream.reference
