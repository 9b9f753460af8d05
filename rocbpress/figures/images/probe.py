"""What the file of a picture really holds; every way in which it can be unfit is a finding."""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rocbpress.figures.images.png import png_data
from rocbpress.figures.svg import clean, is_drawing, size_of
from rocbpress.findings.errors import SourceError
from rocbpress.findings.finding import Finding, Place

if TYPE_CHECKING:
    from PIL import Image

FORMATS = ("JPEG", "PNG", "TIFF", "WEBP")  # pairs of JPEGs (MPO), as telephones write them, come with JPEG
MOST_PIXELS = 80_000_000  # 320 MB in memory with an alpha channel: a third of what a run may use
MOST_HELD = 48_000_000  # of WebP and progressive JPEG, whose decoders hold the whole picture several times
MOST_PASSES = 1_000_000_000  # pixels of a progressive JPEG, as often as it goes over them
LONGEST = 30_000  # pixels of a side: JPEG ends at 65,500
MOST_BYTES = 200_000_000
_NOWHERE = Place()
_ORIENTATION = 0x0112
TURNED_ASIDE = range(5, 9)  # EXIF orientations that swap width and height
# Pillow's decoders raise whatever the damaged bytes led them to.
_DAMAGE = (OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, ArithmeticError,
           AttributeError, AssertionError, MemoryError, RecursionError, struct.error, zlib.error)
_FOREIGN = (  # first bytes of formats that cameras and web sites give, offset, and what to call them
    (b"ftypavif", 4, "AVIF"), (b"ftyphei", 4, "HEIC"), (b"ftyphev", 4, "HEIC"), (b"ftypmif1", 4, "HEIC"),
    (b"ftypmsf1", 4, "HEIC"), (b"GIF8", 0, "GIF"), (b"BM", 0, "BMP"), (b"%PDF", 0, "PDF"),
    (b"%!PS", 0, "EPS"), (b"8BPS", 0, "Photoshop"), (b"\x1f\x8b", 0, "compressed SVG"),
)
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # samples a pixel, by PNG colour type
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


@dataclass(frozen=True, slots=True)
class Probe:
    """A sound picture: pixels as they stand upright, Pillow's mode (`""` for a drawing).

    Of a drawing, width and height are the units of its view, rounded up.
    """

    format: str
    width: int
    height: int
    mode: str


def probe(path: Path, *, where: Place = _NOWHERE) -> Probe:
    """Decode the whole picture once, at the lowest resolution its format allows.

    Raises SourceError with the place given: image-missing, image-heic, image-unsupported,
    image-damaged (truncated, or its header lies), image-too-large (a bomb, too).
    """
    data = read(path, where)
    if is_drawing(data):
        return Probe("SVG", *size_of(clean(data, where=where, name=path.name)), "")
    with opened(path.name, data, where) as image:
        width, height = image.size
        if orientation(image) in TURNED_ASIDE:
            width, height = height, width
        mode, kind = image.mode, "JPEG" if image.format == "MPO" else str(image.format)
        image.draft(None, (max(1, width // 8), max(1, height // 8)))
        image.load()
        return Probe(kind, width, height, mode)


def orientation(image: Image.Image) -> int:
    """How the camera was held, 1 to 8; 1 where the file does not say, or where Pillow turns it itself."""
    if image.format == "TIFF":
        return 1
    turn = image.getexif().get(_ORIENTATION, 1)
    return turn if turn in range(1, 9) else 1


def read(path: Path, where: Place) -> bytes:
    """A picture's file; SourceError where it cannot be read, or is too much to look at."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _too_large(path.name, where)
        return path.read_bytes()
    except OSError as error:
        raise SourceError(Finding(
            "image-missing", f"{path.name} cannot be read: {error.strerror}", where)) from error


@contextmanager
def opened(name: str, data: bytes, where: Place) -> Iterator[Image.Image]:
    """The picture, header read; `name` is its file's.

    Whatever Pillow raises until the end of the block becomes a SourceError.
    """
    # Pillow is needed only for pictures that are not in the store yet.
    from io import BytesIO

    from PIL import Image, UnidentifiedImageError

    with warnings.catch_warnings(), _truncation_refused():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(BytesIO(data), formats=FORMATS) as image:
                if image.width * image.height > _most(image, data) or max(image.size) > LONGEST:
                    raise Image.DecompressionBombError
                if image.format == "PNG" and not _png_is_filled(data):
                    raise OSError("its header does not match its pixels")
                yield image
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise _too_large(name, where) from error
        except UnidentifiedImageError as error:
            raise SourceError(_unknown(name, data, where)) from error
        except _DAMAGE as error:
            raise SourceError(Finding("image-damaged", f"{name} is damaged: {error}", where,
                                      hint="export or copy the picture again")) from error


@contextmanager
def _truncation_refused() -> Iterator[None]:
    """WeasyPrint tells Pillow to fill up truncated pictures in grey, for the whole process."""
    from PIL import ImageFile

    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _most(image: Image.Image, data: bytes) -> int:
    """The pixels that a picture of this kind may have."""
    if image.format in ("JPEG", "MPO") and image.info.get("progressive"):
        # Coded data never has this pair of bytes (ITU T.81, B.1.1.5), so each begins a scan.
        return min(MOST_HELD, MOST_PASSES // max(1, data.count(b"\xff\xda")))
    return MOST_HELD if image.format == "WEBP" else MOST_PIXELS


def _too_large(name: str, where: Place) -> SourceError:
    return SourceError(Finding(
        "image-too-large", f"{name} is too large: at most {MOST_PIXELS // 1_000_000} million pixels "
        f"({MOST_HELD // 1_000_000} in WebP and progressive JPEG), {LONGEST} on a side, and "
        f"{MOST_BYTES // 1_000_000} MB", where,
        hint="export it at most 8000 pixels wide"))


def _unknown(name: str, data: bytes, where: Place) -> Finding:
    for magic, offset, kind in _FOREIGN:
        if data[offset:].startswith(magic):
            code = "image-heic" if kind == "HEIC" else "image-unsupported"
            return Finding(code, f"{name} is a {kind} file", where,
                           hint="export it as JPEG (photographs) or PNG (graphics)")
    if data.startswith((b"\xff\xd8", b"\x89PNG", b"II*\0", b"MM\0*")) or data[8:12] == b"WEBP" or not data:
        return Finding("image-damaged", f"{name} is damaged: its header cannot be read", where,
                       hint="export or copy the picture again")
    return Finding("image-unsupported", f"{name} is not a picture that can be printed", where,
                   hint="use JPEG, PNG, TIFF, WebP or SVG")


def _png_is_filled(data: bytes) -> bool:
    """Whether the pixels of a PNG are as many as its header says (ISO/IEC 15948, 11.2.2).

    Too few make Pillow raise; too many it would drop in silence.
    """
    width, height, depth, colour, _, _, interlaced = struct.unpack_from(">IIBBBBB", data, 16)
    bits = depth * _SAMPLES.get(colour, 0)
    grids = _PASSES if interlaced else ((0, 0, 1, 1),)
    expected = 0
    for left, top, across, down in grids:
        columns, rows = -(-(width - left) // across), -(-(height - top) // down)
        expected += rows * (1 + (columns * bits + 7) // 8) if columns > 0 and rows > 0 else 0
    inflater, found = zlib.decompressobj(), 0
    for chunk in png_data(data):
        pending = chunk
        while pending and found <= expected:
            found += len(inflater.decompress(pending, 1 << 20))
            pending = inflater.unconsumed_tail
    return found == expected
