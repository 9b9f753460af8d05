"""Character codes that are no glyph's id, so that one glyph can have several texts."""

from collections.abc import Callable, Mapping
from functools import partial

import pydyf
from weasyprint.pdf.fonts import Font

from rocbpress.typeset.rtl.faces import face_of
from rocbpress.typeset.rtl.subset import subset_face
from rocbpress.typeset.tags.text import plain

# Between our codes and the ids of glyphs, for those that WeasyPrint makes up for what a face lacks.
_GAP = 256
# For the part of a letter that has no text of its own; an empty entry would be no map (ISO 32000-1, 9.10.3).
_NO_TEXT = "\ufffd"


def code_of(font: Font, glyph: int, text: str) -> int:
    """The code that draws the glyph and has the text: its id, if that has this text in every galley."""
    if face_of(font).text(glyph) == text:
        return glyph
    codes = _codes(font)
    if (glyph, text) not in codes:
        code = codes[glyph, text] = font.glyph_count + _GAP + len(codes)
        font.to_unicode[code] = text
        font.to_unicode.setdefault(glyph, text)
        font.widths[code] = font.widths.setdefault(glyph, 0)
    return codes[glyph, text]


def with_char_codes(build: Callable[..., pydyf.Dictionary]) -> Callable[..., pydyf.Dictionary]:
    """The function that writes the fonts, with the same text for a glyph in every galley.

    WeasyPrint maps a glyph to the text it first stood for. Faces have one glyph for hyphen, soft hyphen
    and U+2010, and another for space and no-break space: the first use would decide for all. It also
    writes which glyph each code of ours draws.
    """
    def build_fonts_dictionary(
        pdf: pydyf.PDF, fonts: Mapping[object, Font], *options: object,
    ) -> pydyf.Dictionary:
        for font in fonts.values():
            face = face_of(font)
            font.to_unicode = {glyph: face.text(glyph) or plain(text) or _NO_TEXT
                               for glyph, text in font.to_unicode.items()}
            font.clean = partial(_clean, font, font.clean)
        before = len(pdf.objects)
        built = build(pdf, fonts, *options)
        for font in fonts.values():
            if _codes(font):
                _map_codes(pdf, font, pdf.objects[before:])
        return built
    return build_fonts_dictionary


def _codes(font: Font) -> dict[tuple[int, str], int]:
    codes: dict[tuple[int, str], int] = vars(font).setdefault("rocbpress_codes", {})
    return codes


def _clean(font: Font, clean: Callable[..., None], to_unicode: Mapping[int, str], hinting: bool) -> None:
    """Reduce the face to the glyphs in use; the keys of the map are their ids, and our codes.

    WeasyPrint does the same in two rounds, ten times as slowly. What is more than outlines is left to it.
    """
    ours = set(_codes(font).values())
    glyphs = {glyph: text for glyph, text in to_unicode.items() if glyph not in ours}
    coloured = font.png or font.svg or getattr(font, "colr", False)  # WeasyPrint 69 has no colr
    if "fvar" in font.tables or coloured or "glyf" not in font.tables:
        clean(glyphs, hinting)
    else:
        used = (glyph for glyph in glyphs if glyph < font.glyph_count)
        font.file_content = subset_face(face_of(font).font.face, used)


def _map_codes(pdf: pydyf.PDF, font: Font, written: list[pydyf.Object]) -> None:
    """/CIDToGIDMap as a stream: two bytes a code (ISO 32000-1, 9.7.4.3)."""
    glyphs = {code: glyph for (glyph, _), code in _codes(font).items()}
    table = b"".join(glyphs.get(code, code if code < font.glyph_count else 0).to_bytes(2, "big")
                     for code in range(max(glyphs) + 1))
    stream = pydyf.Stream([table], compress=True)
    pdf.add_object(stream)
    for entry in written:
        if isinstance(entry, pydyf.Dictionary) and "CIDToGIDMap" in entry and entry["BaseFont"] == font.name:
            entry["CIDToGIDMap"] = stream.reference
