"""Faces reduced to the glyphs in use, each under its own id (ISO 32000-1, 9.9)."""

from collections.abc import Iterable

import uharfbuzz as hb

# All that a CIDFontType2 needs (ISO 32000-1, 9.9), instructions left out.
OUTLINES = ("glyf", "head", "hhea", "hmtx", "loca", "maxp")
_FLAGS = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE


def subset_face(face: hb.Face, glyphs: Iterable[int],
                tables: Iterable[str] = (*OUTLINES, "name")) -> bytes:
    """The font program with these tables alone, these glyphs and their parts, and no instructions."""
    chosen = hb.SubsetInput()
    chosen.flags = _FLAGS
    chosen.glyph_set.update(glyphs)
    dropped = set(face.table_tags).difference(tables)
    chosen.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in dropped)
    program: bytes = hb.subset(face, chosen).blob.data
    return program
