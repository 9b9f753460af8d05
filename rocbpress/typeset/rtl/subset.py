"""Faces reduced to the glyphs in use, each under its own id (ISO 32000-1, 9.9)."""

from __future__ import annotations

from collections.abc import Iterable

import uharfbuzz as hb

# Not needed in a CIDFontType2.
_DROPPED = ("BASE", "DSIG", "GDEF", "GPOS", "GSUB", "OS/2", "STAT", "cmap", "gasp", "post")
_FLAGS = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE


def subset_face(face: hb.Face, glyphs: Iterable[int]) -> bytes:
    """The font program with these glyphs and their parts, and no instructions."""
    chosen = hb.SubsetInput()
    chosen.flags = _FLAGS
    chosen.glyph_set.update(glyphs)
    chosen.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _DROPPED)
    program: bytes = hb.subset(face, chosen).blob.data
    return program
