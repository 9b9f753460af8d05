"""Pictures of a file as files of the issue, in forms that the press can set."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from io import BytesIO

from rocbpress.figures.images.png import png_file
from rocbpress.figures.images.private import without_private
from rocbpress.figures.images.probe import LONGEST, MOST_PIXELS
from rocbpress.findings.finding import Severity
from rocbpress.importing.blocks import Block, Picture
from rocbpress.importing.told import Teller
from rocbpress.importing.walk import rewritten

_KEPT = ((b"\xff\xd8\xff", 0, "jpg"), (b"\x89PNG\r\n\x1a\n", 0, "png"), (b"II*\0", 0, "tif"),
         (b"MM\0*", 0, "tif"), (b"WEBP", 8, "webp"))
_DECODED = ((b"GIF8", 0, "GIF"), (b"BM", 0, "BMP"))
_HEIC = re.compile(rb"....ftyp(?:hei|hev|mif1|msf1|avif)", re.DOTALL)
_DRAWINGS = ((b" EMF", 40, "EMF"), (b"\xd7\xcd\xc6\x9a", 0, "WMF"), (b"\x01\x00\x09\x00", 0, "WMF"))
_MACHINE = re.compile(r"\s*(?:Description automatically generated(?: with \w+ confidence)?"
                      r"|AI-generated content may be incorrect\.?)\s*$")
_FILE_NAME = re.compile(r"[\w() -]+\.(?:jpe?g|png|gif|bmp|tiff?|webp|heic|emf|wmf|svg)", re.IGNORECASE)

# Where a box keeps the place of a picture, which has no brackets.
_IN_BOX = "say in its fpo block what it shows, in a line below the title: alt: A port at night"


@dataclass(slots=True)
class Pictures:
    """Names the pictures of an article in their order: images/report-1.jpg.

    `files` are written to the issue's folder, `unset` to build/: forms that no page can show.
    """

    slug: str
    teller: Teller
    files: dict[str, bytes] = field(default_factory=dict)
    unset: dict[str, bytes] = field(default_factory=dict)
    _names: dict[bytes, str] = field(default_factory=dict)
    _count: int = 0

    def name(self, picture: Picture) -> str:
        """The file's name in the issue; '' where a box has to keep the place of the picture."""
        if picture.data in self._names:
            return self._names[picture.data]
        name = self._name(picture) if picture.data else ""
        self._names[picture.data] = name
        return name

    def _name(self, picture: Picture) -> str:
        data, kind = _printed(picture.data)
        self._count += 1
        if not data:
            form = _kind(picture.data, _DRAWINGS) or picture.name.rpartition(".")[2].upper() or "unknown"
            name = f"{self.slug}-{self._count}.{re.sub('[^a-z0-9]', '', form.lower()) or 'bin'}"
            self.unset[name] = picture.data
            self.teller.tell("word-picture-form",
                             f"a picture of the form {form} cannot be printed: a box keeps "
                             "its place", picture.place, near=picture.alt, severity=Severity.ERROR,
                             hint=f"open {name} in build/, export it as PNG or SVG, and add it to images/")
            return ""
        self._tell(picture)
        name = f"images/{self.slug}-{self._count}.{kind}"
        self.files[name] = data
        return name

    def _tell(self, picture: Picture) -> None:
        teller, near = self.teller, picture.alt
        if max(picture.crop) > 1:
            teller.tell("word-picture-cropped", "a picture is cropped in Word: it is imported whole",
                        picture.place, near=near, hint="crop the file, if what was hidden must not be seen")
        if picture.turn % 360 or picture.flipped:
            teller.tell("word-picture-turned", "a picture is turned in Word: it is imported as it was taken",
                        picture.place, near=near, hint="turn the file")
        if without_private(picture.data) != picture.data:
            teller.tell("word-picture-private", "a photograph says where or with which camera it was taken",
                        picture.place, near=near, severity=Severity.NOTE)


def described(blocks: tuple[Block, ...], teller: Teller) -> tuple[Block, ...]:
    """The blocks, with alternative texts that somebody wrote; told where there is none, or a machine's."""
    def describe(block: Block) -> Block:
        if not isinstance(block, Picture) or not block.data or block.decorative:
            return block
        return _described(block, teller)

    return rewritten(blocks, describe)


def _described(picture: Picture, teller: Teller) -> Picture:
    alt = " ".join(picture.alt.split())
    if _FILE_NAME.fullmatch(alt):
        alt = ""
    if (human := _MACHINE.sub("", alt)) != alt:
        hint = "say in the brackets what the picture shows" if _printed(picture.data)[0] else _IN_BOX
        teller.tell("alt-machine", f"a machine wrote the alternative text “{human}”", picture.place,
                    words=alt, hint=hint)
        alt = human
    if not alt:
        hint = ("say in the brackets what it shows, or mark it {.decorative}"
                if _printed(picture.data)[0] else _IN_BOX)
        teller.tell("alt-missing", "a picture has no alternative text", picture.place, words=picture.alt,
                    severity=Severity.ERROR, hint=hint)
    return replace(picture, alt=alt)


def _kind(data: bytes, kinds: tuple[tuple[bytes, int, str], ...]) -> str:
    return next((kind for magic, at, kind in kinds if data[at:at + len(magic)] == magic), "")


def _printed(data: bytes) -> tuple[bytes, str]:
    """The picture in a form that can be printed, and its suffix; nothing where it has none."""
    kind = _kind(data, _KEPT) or ("svg" if b"<svg" in data[:4096] else "")
    return (data, kind) if kind else _as_png(data)


def _as_png(data: bytes) -> tuple[bytes, str]:
    """A GIF or BMP as PNG, a telephone's HEIC as JPEG; nothing where it is neither, or damaged."""
    form = _kind(data, _DECODED)
    heic = bool(_HEIC.match(data))
    if not (form or heic):
        return b"", ""
    from PIL import Image

    try:
        if heic:
            from pillow_heif import register_heif_opener

            register_heif_opener()
        with Image.open(BytesIO(data), formats=None if heic else (form,)) as image:
            if image.width * image.height > MOST_PIXELS or max(image.size) > LONGEST:
                return b"", ""
            if not heic:
                return png_file(image.convert("RGBA" if "transparency" in image.info else "RGB")), "png"
            out = BytesIO()
            image.convert("RGB").save(out, "JPEG", quality=95, exif=image.getexif())
            return out.getvalue(), "jpg"
    except (ImportError, OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return b"", ""
