"""What Pango made of a line of text, as WeasyPrint's bindings give it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from weasyprint.text.ffi import ffi
from weasyprint.text.line_break import Layout

from rocbpress.typeset.boxes import Style


class TextLine(Protocol):
    """A line to draw: a text box, or the stand-in for one that WeasyPrint makes in drawings."""

    style: Style
    text: str
    pango_layout: Layout


def glyph_items(line: TextLine) -> Iterator[ffi.CData]:
    """The runs of a laid-out line that is not blank, from left to right: each a PangoGlyphItem."""
    first_line, _ = line.pango_layout.get_first_line()
    run = first_line.runs
    while run != ffi.NULL:
        yield run.data
        run = run.next
