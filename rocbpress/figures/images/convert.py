"""A picture decoded, turned upright, resampled, converted and encoded for one place in one edition."""

from dataclasses import dataclass
from io import BytesIO
from math import ceil

from PIL import Image

from rocbpress.figures.asset import Conversion
from rocbpress.figures.images.inks import overinked, to_inks, to_srgb, usable
from rocbpress.figures.images.png import png_file
from rocbpress.figures.images.probe import TURNED_ASIDE, opened, orientation
from rocbpress.findings.errors import SourceError
from rocbpress.findings.finding import Finding, Place, Severity

_TURNS = {  # EXIF orientation: what makes it upright (CIPA DC-008, 4.6.4)
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_PLAIN = {"1": "L", "L": "L", "LA": "LA", "La": "LA", "P": "RGB", "PA": "RGBA", "RGB": "RGB", "RGBA": "RGBA",
          "RGBa": "RGBA", "RGBX": "RGB", "YCbCr": "RGB", "CMYK": "CMYK"}
_SIXTEEN = frozenset(("I;16", "I;16B", "I;16L", "I;16N"))
_FEW = {"L": 64, "LA": 64, "RGB": 256, "RGBA": 256}  # colours of a graphic; grey photographs have 256 at most
_FULL_COLOUR = 90  # from this quality on, colour is kept in every pixel (4:4:4), else in every fourth
_DROPPED = frozenset((0xFE, *range(0xE1, 0xEE), 0xEF))  # COM and APPn, but for JFIF's and Adobe's
MOST_PRINTED = 24_000_000  # pixels of a place: two A4 pages from edge to edge at 300 an inch have 19 million
_HEADROOM = 4  # percent of ink: JPEG's rounding takes dark grain past what went in
_QUARTER, _FULL = 2, 0  # Pillow's names for 4:2:0 and 4:4:4


@dataclass(frozen=True, slots=True)
class _DecodedImage:
    """A picture as decoded: upright, plain, small enough; and what is known of its file."""

    image: Image.Image
    profile: bytes | None
    graphic: bool
    original: bytes | None
    findings: tuple[Finding, ...]


def convert_image(name: str, data: bytes, conversion: Conversion, press: bytes, where: Place,
                  ) -> tuple[bytes, str, tuple[int, int], tuple[Finding, ...]]:
    """The picture for a place: its encoded bytes, their suffix, its pixels, and what was lost.

    `name` is its file's, `press` the ICC profile of the printing condition. SourceError as `probe`
    raises it, and image-mode for pixels that are no colours.
    """
    decoded = _decoded(name, data, conversion, where)
    image, findings = decoded.image, list(decoded.findings)
    alpha = image.getchannel("A") if image.mode in ("LA", "RGBA") else None
    if conversion.space == "cmyk" and image.mode == "RGBA":
        findings.append(Finding(
            "image-flattened", f"{name} has transparency, which is printed as white", where,
            Severity.WARNING, hint="save it on the background that it needs"))
        white = Image.new("RGBA", image.size, "white")
        image, alpha = Image.alpha_composite(white, image).convert("RGB"), None
    plain = image.convert(image.mode.rstrip("A"))
    # Preflight measures the ink of the whole page again, so the loop may end before a very low limit is kept.
    for headroom in range(_HEADROOM, 10 * _HEADROOM, _HEADROOM):
        coloured = (to_inks(plain, decoded.profile, press, limit=conversion.ink - headroom)
                    if conversion.space == "cmyk" else to_srgb(plain, decoded.profile, press))
        if alpha is not None:
            coloured.putalpha(alpha)
        encoded, suffix = _encoded(coloured, decoded, conversion.quality)
        if coloured.mode != "CMYK" or not overinked(Image.open(BytesIO(encoded)), conversion.ink):
            break
    return encoded, suffix, plain.size, tuple(findings)


def target(size: tuple[int, int], conversion: Conversion) -> tuple[int, int]:
    """Pixels for the printed size: never more than there are, and the shape is kept.

    A strip that is much longer than its place gives up resolution.
    """
    width, height = size
    across, down = (ceil(points / 72 * conversion.resolution)
                    for points in (conversion.width, conversion.height))
    scale = min(1.0, max(across / width, down / height), (MOST_PRINTED / (width * height)) ** 0.5)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _decoded(name: str, data: bytes, conversion: Conversion, where: Place) -> _DecodedImage:
    with opened(name, data, where) as image:
        turn, stored, profile = orientation(image), image.size, image.info.get("icc_profile")
        photograph, marks = image.format in ("JPEG", "MPO"), image.info.keys() & {"jfif", "adobe"}
        size = target(stored[::-1] if turn in TURNED_ASIDE else stored, conversion)
        sideways = size[::-1] if turn in TURNED_ASIDE else size
        if max(stored) > 2 * max(sideways):
            image.draft(None, (2 * sideways[0], 2 * sideways[1]))
        image.load()
        untouched = image.format == "JPEG" and marks and stored == size and turn == 1 and not profile
        plain = _plain(image, name, where)
    if plain.mode == "CMYK" and photograph and "adobe" not in marks:
        # Pillow inverts every CMYK JPEG; only Adobe's are stored inverted.
        plain = Image.eval(plain, lambda level: 255 - level)
    graphic = not photograph and plain.getcolors(_FEW.get(plain.mode, 1)) is not None
    fits = usable(profile, plain.mode.rstrip("A"))
    doubts = () if fits or not profile else (Finding(
        "image-profile", f"the colour profile of {name} is damaged, or does not fit its pixels", where,
        Severity.WARNING, hint="check its colours: they are read as sRGB, or as CMYK of this press"),)
    return _DecodedImage(_upright(plain, sideways, turn), profile if fits else None, graphic,
                         _stripped(data) if untouched and plain.mode in ("L", "RGB") else None, doubts)


def _upright(image: Image.Image, size: tuple[int, int], turn: int) -> Image.Image:
    """Resampled before it is turned, which is less to turn; without anything but its pixels."""
    if image.size != size:
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    if turn in _TURNS:
        image = image.transpose(_TURNS[turn])
    image.info = {}
    return image


def _plain(image: Image.Image, name: str, where: Place) -> Image.Image:
    """The picture in L, LA, RGB, RGBA or CMYK with 8 bits; alpha only where something shines through."""
    if image.mode in _SIXTEEN:
        image = image.point(lambda level: level / 256).convert("L")
    mode = _PLAIN.get(image.mode)
    if mode is None:
        raise SourceError(Finding("image-mode", f"{name} has pixels that cannot be printed "
                                  f"(mode {image.mode})", where, hint="export it with 8 bits per colour"))
    if "transparency" in image.info:
        mode = "LA" if mode == "L" else "RGBA"
    plain = image if image.mode == mode else image.convert(mode)
    opaque = mode in ("LA", "RGBA") and plain.getchannel("A").getextrema() == (255, 255)
    return plain.convert(mode[:-1]) if opaque else plain


def _encoded(image: Image.Image, decoded: _DecodedImage, quality: int) -> tuple[bytes, str]:
    """Graphics and transparency as PNG; photographs, and all that is CMYK, as JPEG."""
    if image.mode in ("LA", "RGBA") or (decoded.graphic and image.mode != "CMYK"):
        return png_file(image), ".png"
    # Subsampled CMYK would keep cyan sharp and blur black.
    full = image.mode == "CMYK" or quality >= _FULL_COLOUR
    quality = max(quality, 95) if decoded.graphic else quality
    out = BytesIO()
    image.save(out, "JPEG", quality=quality, subsampling=_FULL if full else _QUARTER, optimize=True)
    kept = decoded.original if image.mode == decoded.image.mode else None
    return kept if kept is not None and len(kept) <= out.tell() else out.getvalue(), ".jpg"


def _stripped(jpeg: bytes) -> bytes | None:
    """The JPEG without comments and application segments, JFIF and Adobe aside; None where it is unusual."""
    kept, position = [jpeg[:2]], 2
    while jpeg[position:position + 1] == b"\xff" and (marker := jpeg[position + 1]) != 0xDA:
        length = 2 + int.from_bytes(jpeg[position + 2:position + 4], "big")
        if marker not in _DROPPED:
            kept.append(jpeg[position:position + length])
        position += length
    scan = jpeg[position:]
    # What follows the first end marker is no part of the picture (ITU T.81, B.1.1.5).
    whole = scan[:1] == b"\xff" and scan.find(b"\xff\xd9") == len(scan) - 2
    return b"".join([*kept, scan]) if whole else None
