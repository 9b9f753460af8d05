"""A small print edition, to be looked at and to be broken."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp

import pikepdf
from PIL import Image

from rocbpress.figures.asset import Asset
from rocbpress.layout.printer import read_printer
from rocbpress.typeset.flow import Flow, Matter
from tests.small_proof import article, bind, flow, layout

PRINTER = read_printer(layout(), "fogra39")
BLUE = "device-cmyk(1 0.75 0.15 0.4)"
DRAWING = """
<svg width="60" height="20" viewBox="0 0 60 20" role="img" aria-label="Two squares">
<defs><linearGradient id="g"><stop offset="0" stop-color="#ff0000"/><stop offset="1" stop-color="#0000ff"/>
</linearGradient></defs>
<rect width="20" height="20"/><rect x="20" width="20" height="20" fill="#c03020"/>
<rect x="40" width="20" height="20" fill="url(#g)"/></svg>"""


@cache
def photograph(inks: tuple[int, ...] = (200, 120, 40, 60)) -> Asset:
    """A picture in CMYK, as photographs come to print."""
    path = Path(mkdtemp()) / "photograph.jpg"
    Image.new("CMYK", (64, 48), inks).save(path, quality=95, subsampling=0)
    return Asset("picture:photograph.jpg", hashlib.sha256(path.read_bytes()).hexdigest(), path)


def flows(*, picture: Asset | None = None, style: str = "") -> tuple[Flow, ...]:
    """A blue cover to the edges of the bleed, and a report with text, a picture, links and a drawing."""
    shown = picture or photograph()
    text = (f'<p>See <a href="https://www.wcoomd.org/">the WCO</a>.</p><img src="{shown.url}" '
            f'alt="A ship" style="width: 40mm; height: 30mm">{DRAWING}<hr>')
    return (
        flow("cover", article("cover", "<p>Words on blue.</p>", "Cover"), page="cover", matter=Matter.FRONT,
             style=f"@page {{ bleed: 3mm; background: {BLUE} }} body {{ color: device-cmyk(0 0 0 0) }}"),
        flow("visit", article("visit", text, "A Visit"), assets=(shown,),
             style=f"@page {{ bleed: 3mm }} a {{ color: inherit }} {style}"))


@cache
def printed() -> bytes:
    return bind(flows(), edition="print").write(())


def changed(change: Callable[[pikepdf.Pdf], object], data: bytes = b"") -> bytes:
    """The print edition with something changed."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data or printed())) as pdf:
        change(pdf)
        pdf.save(out, fix_metadata_version=False)
    return out.getvalue()


def painted(content: bytes) -> Callable[[pikepdf.Pdf], None]:
    """Paints something more on the second page."""
    return lambda pdf: pdf.pages[1].contents_add(pdf.make_stream(content))


def picture_of(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The picture on the second page."""
    things = pdf.pages[1].Resources.XObject.values()
    return next(thing for thing in things if thing.Subtype == pikepdf.Name.Image)
