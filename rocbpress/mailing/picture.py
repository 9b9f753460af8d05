"""The picture of the mail: that of the issue's cover, or its first page."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

from PIL import Image

from rocbpress.compose.context import Context
from rocbpress.figures.images.prepare import prepare
from rocbpress.findings.finding import Place

COVER, PAGE = 360, 216  # pixels of the mail that a cover's picture, and a page, are wide
_DENSITY = 2  # pixels of the file for each, as telephones and most screens have them
_COLOURS = 64
_QUALITY = 72


@dataclass(frozen=True, slots=True)
class CoverPicture:
    """An encoded picture, JPEG or PNG, and how many pixels of the mail it takes."""

    data: bytes
    kind: str
    alt: str
    width: int
    height: int

    @property
    def name(self) -> str:
        """Another for each picture."""
        return f"cover-{sha256(self.data).hexdigest()[:16]}"


def cover_picture(context: Context, pdf: bytes) -> CoverPicture:
    """The picture of the cover as the issue names it, or page one of its PDF."""
    issue = context.manuscript.issue
    if issue.cover and issue.design.cover in (None, "photograph", "full"):
        path, where = context.manuscript.folder / issue.cover.image, Place(context.manuscript.file)
        points = _DENSITY * COVER / context.edition.resolution * 72
        made = prepare(path, width=points, edition=context.edition, store=context.pictures, where=where)
        if made.asset.path.suffix != ".svg":
            return _encoded(Image.open(made.asset.path), COVER, issue.cover.alt)
    said = f"{issue.title} {issue.number}"
    return _encoded(_first_page(pdf), PAGE, ": ".join(filter(None, (said, issue.covers))))


def _first_page(pdf: bytes) -> Image.Image:
    from pypdfium2 import PdfDocument

    page = PdfDocument(pdf)[0]
    image: Image.Image = page.render(scale=_DENSITY * PAGE / page.get_width()).to_pil()
    return image


def _encoded(image: Image.Image, width: int, alt: str) -> CoverPicture:
    """The smaller of a PNG of few colours and a JPEG, on white."""
    plain = Image.new("RGB", image.size, "white")
    plain.paste(image, mask=image.getchannel("A") if image.mode in ("LA", "RGBA") else None)
    plain.thumbnail((_DENSITY * width, 4 * _DENSITY * width), Image.Resampling.LANCZOS)
    made = {"png": BytesIO(), "jpeg": BytesIO()}
    plain.quantize(_COLOURS, dither=Image.Dither.NONE).save(made["png"], "PNG", optimize=True)
    plain.save(made["jpeg"], "JPEG", quality=_QUALITY, optimize=True, progressive=False)
    kind = min(made, key=lambda name: len(made[name].getvalue()))
    height = round(plain.height * width / plain.width)
    return CoverPicture(made[kind].getvalue(), kind, alt, width, height)
