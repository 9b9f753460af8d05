"""The picture of the mail: that of the issue's cover, or its first page."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from rocbpress.compose.context import Context
from rocbpress.findings.finding import Place
from rocbpress.workspace.cache import Cache
from rocbpress.workspace.fingerprint import engines, own_code

if TYPE_CHECKING:
    from PIL import Image

WIDE, TALL = 552, 216  # pixels of the mail that a picture is wide: across all of it, or beside the foreword
_PIXELS = 828  # of a wide one's file: one and a half for each, and two for each of a tall one
_DENSITY = {WIDE: _PIXELS / WIDE, TALL: 2}
_BROAD = 1.2  # width over height, from which a picture is a wide one
_COLOURS = 64
_QUALITY = 60


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
    """The picture of the cover as the issue names it, or page one of its PDF; kept for the next time."""
    issue = context.manuscript.issue
    named = issue.cover if issue.cover and issue.design.cover in (None, "photograph", "full") else None
    path = context.manuscript.folder / named.image if named else None
    said = f"{issue.title} {issue.number}"
    alt = named.alt if named else ": ".join(filter(None, (said, issue.covers)))
    return Cache(context.pictures).remember(
        "pictures", lambda: _made(context, path, pdf, alt), alt=alt, code=own_code(), engines=engines(),
        origin=sha256(path.read_bytes() if path else pdf).hexdigest())


def _made(context: Context, path: Path | None, pdf: bytes, alt: str) -> CoverPicture:
    from PIL import Image  # these load only for a picture that was not kept

    from rocbpress.figures.images.prepare import prepare

    if path:
        made = prepare(path, width=_PIXELS / context.edition.resolution * 72, edition=context.edition,
                       store=context.pictures, where=Place(context.manuscript.file))
        if made.asset.path.suffix != ".svg":
            return _encoded(Image.open(made.asset.path), alt)
    return _encoded(_first_page(pdf), alt)


def _first_page(pdf: bytes) -> Image.Image:
    from pypdfium2 import PdfDocument

    page = PdfDocument(pdf)[0]
    image: Image.Image = page.render(scale=_DENSITY[TALL] * TALL / page.get_width()).to_pil()
    return image


def _encoded(image: Image.Image, alt: str) -> CoverPicture:
    """The smaller of a PNG of few colours and a JPEG, on white."""
    from PIL import Image

    from rocbpress.figures.images.png import png_file

    plain = Image.new("RGB", image.size, "white")
    plain.paste(image, mask=image.getchannel("A") if image.mode in ("LA", "RGBA") else None)
    width = WIDE if plain.width >= _BROAD * plain.height else TALL
    across = round(_DENSITY[width] * width)
    plain.thumbnail((across, 4 * across), Image.Resampling.LANCZOS)
    jpeg = BytesIO()
    plain.save(jpeg, "JPEG", quality=_QUALITY, optimize=True, progressive=False)
    made = {"png": png_file(plain.quantize(_COLOURS, dither=Image.Dither.NONE), optimize=True),
            "jpeg": jpeg.getvalue()}
    kind = min(made, key=lambda name: len(made[name]))
    return CoverPicture(made[kind], kind, alt, width, round(plain.height * width / plain.width))
