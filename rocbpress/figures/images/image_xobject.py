"""Pictures as image XObjects hold them: encoded samples, and a mask where something shines through."""

import hashlib
from dataclasses import dataclass, replace
from io import BytesIO

from PIL import Image

from rocbpress.figures.images.png import deflated_rows

_HALF = 2  # a transparent picture whose colours come to less than half as JPEG is a photograph


@dataclass(frozen=True, slots=True)
class ImageSamples:
    """The samples of an image XObject (ISO 32000-1, 8.9.5), 8 bits a colour.

    `jpeg`: DCT-encoded, else the deflated rows of a PNG. `mask` has the opacity as such rows,
    b"" where all is opaque.
    """

    width: int
    height: int
    colours: int
    jpeg: bool
    data: bytes
    mask: bytes = b""

    @property
    def size(self) -> int:
        """Bytes in the file."""
        return len(self.data) + len(self.mask)

    @property
    def digest(self) -> bytes:
        """What tells it from every other picture."""
        return digest(self.data, self.mask)


def digest(data: bytes, mask: bytes) -> bytes:
    """SHA-256 of a picture's encoded samples and its mask's."""
    return hashlib.sha256(hashlib.sha256(data).digest() + mask).digest()


def image_samples(picture: bytes) -> ImageSamples:
    """A prepared picture as WeasyPrint embeds it: JPEG as it is, PNG with its opacity apart."""
    with Image.open(BytesIO(picture)) as image:
        colours = len(image.mode.rstrip("A"))
        if image.format == "JPEG":
            return ImageSamples(*image.size, colours, jpeg=True, data=picture)
        mask = deflated_rows(image.getchannel("A")) if image.mode.endswith("A") else b""
        rows = deflated_rows(image.convert(image.mode.rstrip("A")))
        return ImageSamples(*image.size, colours, jpeg=False, data=rows, mask=mask)


def lighter(picture: bytes, quality: int) -> ImageSamples:
    """As `image_samples`, but the colours of a transparent photograph as JPEG of this quality."""
    whole = image_samples(picture)
    if not whole.mask:
        return whole
    out = BytesIO()
    with Image.open(BytesIO(picture)) as image:
        image.convert(image.mode.rstrip("A")).save(out, "JPEG", quality=quality, optimize=True)
    if _HALF * out.tell() >= len(whole.data):
        return whole
    return replace(whole, jpeg=True, data=out.getvalue())
