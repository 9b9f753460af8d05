"""The style sheet of a document: the palette in the edition's colours, then the layout's sheets."""

from __future__ import annotations

from rocbpress.editions import Edition
from rocbpress.layout import Layout


def style_sheet(layout: Layout, edition: Edition, page: str) -> str:
    """CSS for a flow of pages named `page`: what all flows share, then a sheet of that name.

    The palette stands in the document's own sheet: one handed over beside it does not win over
    :root. Only an edition with bleed has an @page that says so.
    """
    palette = "".join(f"--{name}:{colour.css(edition.space)};" for name, colour in layout.palette.items())
    bleed = f"@page{{bleed:{layout.bleed_mm:g}mm}}" if edition.bleed else ""
    own = layout.folder / f"{page}.css"
    sheets = [(layout.folder / name).read_text("utf-8") for name in layout.styles]
    sheets += [own.read_text("utf-8")] if own.is_file() else []
    return "\n".join((f":root{{{palette}}}{bleed}", *sheets))
