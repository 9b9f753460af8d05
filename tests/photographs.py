"""An issue full of photographs as telephones take them: large, turned, in every kind of file."""

from __future__ import annotations

import random
import struct
import zlib
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms, ImageDraw

from rocbpress.figures.images.prepare import COATED
from rocbpress.workspace.workspace import Workspace

ROOT = Path(__file__).parents[1]
QUARTERS = ((190, 60, 50), (60, 140, 70), (60, 80, 170), (200, 170, 70))  # from the upper left, by rows
PORTRAIT_OF_6 = Image.Transpose.ROTATE_90  # how EXIF orientation 6 stores what stands upright


def photograph(seed: int, size: tuple[int, int] = (4032, 3024)) -> Image.Image:
    """Four quarters of known colour under detail of all sizes, which is what makes a JPEG large."""
    noise = random.Random(seed)
    image = Image.new("RGB", size)
    draw = ImageDraw.Draw(image)
    width, height = size
    for at, colour in enumerate(QUARTERS):
        left, top = at % 2 * width // 2, at // 2 * height // 2
        draw.rectangle((left, top, left + width // 2, top + height // 2), fill=colour)
    for scale, weight in ((7, 0.3), (3, 0.2)):
        small = (width // scale, height // scale)
        grain = Image.frombytes("RGB", small, noise.randbytes(small[0] * small[1] * 3))
        image = Image.blend(image, grain.resize(size, Image.Resampling.BILINEAR), weight)
    return image


def turned(image: Image.Image) -> bytes:
    """A JPEG of a telephone held upright: stored lying, and marked so."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return encoded(image.transpose(PORTRAIT_OF_6), exif=exif)


def cmyk(image: Image.Image) -> bytes:
    """As a printer's archive gives it, without a profile."""
    inks = ImageCms.profileToProfile(image, ImageCms.createProfile("sRGB"), str(COATED), outputMode="CMYK")
    assert inks is not None
    inks.info = {}
    return encoded(inks)


def sixteen_bits(image: Image.Image) -> bytes:
    """A PNG of 16 bits a colour with a hole in its middle; Pillow writes none."""
    width, height = image.size
    opacity = Image.new("L", image.size, 255)
    ImageDraw.Draw(opacity).ellipse(
        (width * 0.4, height * 0.4, width * 0.6, height * 0.6), fill=0)
    eight = Image.merge("RGBA", (*image.split(), opacity)).tobytes()
    wide = bytearray(2 * len(eight))
    wide[0::2] = wide[1::2] = eight
    stride = width * 8
    rows = b"".join(b"\0" + wide[at:at + stride] for at in range(0, len(wide), stride))
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", width, height, 16, 6, 0, 0, 0)),
              (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks)


def encoded(image: Image.Image, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=84, **options)
    return out.getvalue()


def make_issue(root: Path, pictures: dict[str, bytes], *, mail: str = "") -> Workspace:
    """A workspace with the newsletter's layout and faces, and issue 7: a report under each picture."""
    folder = root / "issues" / "7"
    (folder / "articles").mkdir(parents=True)
    (folder / "images").mkdir()
    for name in ("layouts", "fonts"):
        (root / name).symlink_to(ROOT / name)
    (root / "issues" / "publishers.yaml").write_text(
        "office: {name: 'World Customs Office, Regional Office', short: Office}\n", "utf-8")
    slugs = []
    for name, data in pictures.items():
        slug = name.partition(".")[0]
        slugs.append(slug)
        (folder / "images" / name).write_bytes(data)
        (folder / "articles" / f"{slug}.md").write_text(
            f"---\ntitle: About {slug}\nkind: report\n---\nWords before.\n\n"
            f"![A field in four colours](images/{name})\n\nWords about it, and then some more.\n", "utf-8")
    (folder / "issue.yaml").write_text(
        "number: 7\ntitle: E-Newsletter\npublisher: office\ndate: 2024-01-31\nlanguage: en\nlayout: rocb\n"
        "fit: false\n"
        f"{mail}sections:\n  - title: Reports\n    articles: [{', '.join(slugs)}]\n", "utf-8")
    return Workspace(root)
