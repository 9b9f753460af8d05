"""Pictures of a changed page: as it was, as it is, and where the two differ."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageFilter

from rocbpress.archive.compare import PICTURE_SLACK, marked
from rocbpress.archive.snapshot import Page

_RED = (208, 0, 32)
_SPREAD = 5  # pixels: a lone one would escape the eye


def side_by_side(before: Page | None, after: Page | None) -> Iterator[tuple[str, bytes]]:
    """Captions and PNG files; a page that is new, or gone, has but one picture."""
    if before:
        yield "as it was locked", _png(_open(before.picture))
    if after:
        yield "as it is made now", _png(_open(after.picture))
    if before and after:
        yield "the difference", _png(_difference(before.picture, after.picture))


def _difference(before: bytes, after: bytes) -> Image.Image:
    """The page of now in pale grey, with red where it differs."""
    grey = _open(after).convert("L")
    pale = grey.point([200 + value * 55 // 255 for value in range(256)]).convert("RGB")
    spots = marked(before, after, PICTURE_SLACK).filter(ImageFilter.MaxFilter(_SPREAD))
    return Image.composite(Image.new("RGB", pale.size, _RED), pale, spots)


def _open(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data)).convert("RGB")


def _png(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
