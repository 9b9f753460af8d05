"""Fonts told apart, and named in the file, by their face alone, whatever features a text asks of them."""

from collections.abc import Callable

from weasyprint.text.ffi import pango

Key = Callable[[object], tuple[int, object, float]]

# PANGO_FONT_MASK_FEATURES. From Pango 1.56 a font's description has its features ("smcp=1"), and WeasyPrint
# makes the name of the font in the file from the description. Before, Pango knows no such field.
_FEATURES = 1 << 8


def without_features(describe: Key) -> Key:
    """WeasyPrint's function that gives the key of a Pango font, its description, and its size in pixels.

    The bytes of a file are then the same under every version of Pango.
    """
    def get_pango_font_key(pango_font: object) -> tuple[int, object, float]:
        _, description, size = describe(pango_font)
        pango.pango_font_description_unset_fields(description, _FEATURES)
        return pango.pango_font_description_hash(description), description, size
    return get_pango_font_key
