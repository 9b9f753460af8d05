"""A picture decoded, turned upright, resampled, converted and encoded for one place in one edition."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from math import ceil
from pathlib import Path

from PIL import Image

from rocbpress.figures.images.inks import overinked, to_inks, to_srgb, usable
from rocbpress.figures.images.probe import TURNED_ASIDE, opened, orientation
from rocbpress.findings.errors import SourceError
from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.layout.editions import Space

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
_HEADROOM = 4  # percent of ink: JPEG's rounding takes dark grain past what went in
_QUARTER, _FULL = 2, 0  # Pillow's names for 4:2:0 and 4:4:4


@dataclass(frozen=True, slots=True)
class Conversion:
    """What the bytes depend on besides the source: printed size in points (height 0: its own shape)."""

    width: float
    height: float
    resolution: int
    space: Space
    quality: int
    ink: float
    press: Path


@dataclass(frozen=True, slots=True)
class ConvertedImage:
    """The encoded picture, its file's suffix and pixels, and what was lost on the way."""

    data: bytes
    suffix: str
    width: int
    height: int
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _DecodedImage:
    """A picture as decoded: upright, plain, small enough; and what is known of its file."""

    image: Image.Image
    profile: bytes | None
    graphic: bool
    original: bytes | None
    findings: tuple[Finding, ...]


def convert_image(source: Path, recipe: Conversion, where: Place) -> ConvertedImage:
    """SourceError as `probe` raises it, and image-mode for pixels that are no colours."""
    negative = _decoded(source, recipe, where)
    image, findings = negative.image, list(negative.findings)
    alpha = image.getchannel("A") if image.mode in ("LA", "RGBA") else None
    if recipe.space == "cmyk" and image.mode == "RGBA":
        findings.append(Finding(
            "image-flattened", f"{source.name} is transparent, which is white in print", where,
            Severity.WARNING, hint="give it the ground that it stands on"))
        image, alpha = _on_white(image), None
    plain = image.convert(image.mode.rstrip("A"))
    # Preflight measures the whole page's ink again, so a press that bears next to nothing ends here too.
    for headroom in range(_HEADROOM, 10 * _HEADROOM, _HEADROOM):
        coloured = _coloured(plain, negative.profile, recipe, recipe.ink - headroom)
        if alpha is not None:
            coloured.putalpha(alpha)
        data, suffix = _encoded(coloured, negative, recipe.quality)
        if coloured.mode != "CMYK" or not overinked(Image.open(BytesIO(data)), recipe.ink):
            break
    return ConvertedImage(data, suffix, plain.width, plain.height, tuple(findings))


def target(size: tuple[int, int], recipe: Conversion) -> tuple[int, int]:
    """Pixels for the printed size: never more than there are, and the shape is kept."""
    width, height = size
    scale = min(1.0, max(_pixels(recipe.width, recipe) / width, _pixels(recipe.height, recipe) / height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _pixels(points: float, recipe: Conversion) -> int:
    return ceil(points / 72 * recipe.resolution)


def _decoded(source: Path, recipe: Conversion, where: Place) -> _DecodedImage:
    with opened(source, where=where) as (image, data):
        if image is None:
            raise SourceError(Finding("image-unsupported", f"{source.name} is a drawing", where))
        turn, stored, profile = orientation(image), image.size, image.info.get("icc_profile")
        photograph, told = image.format in ("JPEG", "MPO"), image.info.keys() & {"jfif", "adobe"}
        size = target(stored[::-1] if turn in TURNED_ASIDE else stored, recipe)
        sideways = size[::-1] if turn in TURNED_ASIDE else size
        if max(stored) > 2 * max(sideways):
            image.draft(None, (2 * sideways[0], 2 * sideways[1]))
        image.load()
        untouched = image.format == "JPEG" and told and stored == size and turn == 1 and not profile
    plain = _plain(image, source, where)
    if plain.mode == "CMYK" and photograph and "adobe" not in told:
        # Pillow inverts every CMYK JPEG; only Adobe's are stored inverted.
        plain = Image.eval(plain, lambda level: 255 - level)
    graphic = not photograph and plain.getcolors(_FEW.get(plain.mode, 1)) is not None
    fits = usable(profile, plain.mode.rstrip("A"))
    doubts = () if fits or not profile else (_doubtful(source, where),)
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


def _doubtful(source: Path, where: Place) -> Finding:
    return Finding("image-profile", f"{source.name} carries a colour profile that does not fit it", where,
                   Severity.WARNING, hint="its colours are taken as sRGB, or as made for this press if CMYK")


def _plain(image: Image.Image, source: Path, where: Place) -> Image.Image:
    """The picture in L, LA, RGB, RGBA or CMYK with 8 bits; alpha only where something shines through."""
    if image.mode in _SIXTEEN:
        image = image.point(lambda level: level / 256).convert("L")
    mode = _PLAIN.get(image.mode)
    if mode is None:
        raise SourceError(Finding("image-mode", f"{source.name} has pixels of a kind ({image.mode}) that "
                                  "cannot be printed", where, hint="export it with 8 bits a colour"))
    if "transparency" in image.info:
        mode = "LA" if mode == "L" else "RGBA"
    plain = image if image.mode == mode else image.convert(mode)
    opaque = mode in ("LA", "RGBA") and plain.getchannel("A").getextrema() == (255, 255)
    return plain.convert(mode[:-1]) if opaque else plain


def _on_white(image: Image.Image) -> Image.Image:
    ground = Image.new("RGBA", image.size, "white")
    ground.alpha_composite(image)
    return ground.convert("RGB")


def _coloured(image: Image.Image, profile: bytes | None, recipe: Conversion, ink: float) -> Image.Image:
    press = recipe.press.read_bytes()
    if recipe.space == "cmyk":
        return to_inks(image, profile, press, limit=ink)
    return to_srgb(image, profile, press)


def _encoded(image: Image.Image, negative: _DecodedImage, quality: int) -> tuple[bytes, str]:
    """Graphics and transparency as PNG; photographs, and all that is CMYK, as JPEG."""
    out = BytesIO()
    if image.mode in ("LA", "RGBA") or (negative.graphic and image.mode != "CMYK"):
        image.save(out, "PNG")
        return out.getvalue(), ".png"
    # Subsampled CMYK would keep cyan sharp and blur black.
    full = image.mode == "CMYK" or quality >= _FULL_COLOUR
    quality = max(quality, 95) if negative.graphic else quality
    image.save(out, "JPEG", quality=quality, subsampling=_FULL if full else _QUARTER, optimize=True)
    kept = negative.original if image.mode == negative.image.mode else None
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
