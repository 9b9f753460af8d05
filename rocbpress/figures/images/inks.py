"""Colours of pictures through ICC profiles: into sRGB for screens, into a press's inks for paper."""

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageChops, ImageCms, ImageMath

_ROWS = 256  # that are computed at once: four inks as numbers take ten times their bytes
SLACK = 2.0  # percent of ink by which lone pixels may pass the limit
_SPACES = {"L": "GRAY", "RGB": "RGB", "CMYK": "CMYK"}


def usable(profile: bytes | None, mode: str) -> bool:
    """Whether an embedded profile can be read, describes pictures of this mode, and can convert them."""
    if not profile:
        return False
    try:
        if _open(profile).profile.xcolor_space.strip() != _SPACES.get(mode):
            return False
        _is_srgb(profile)
        _transform(profile, b"", mode, "RGB")  # reads the tables, in which the damage may be
    except (OSError, ImageCms.PyCMSError, ValueError, TypeError, MemoryError):
        return False
    return True


def to_srgb(image: Image.Image, embedded: bytes | None, press: bytes) -> Image.Image:
    """The same colours in sRGB; grey stays grey. CMYK without a profile is taken to be made for the press.

    `image` is L, RGB or CMYK; `embedded` its own profile, if it has a usable one.
    """
    if image.mode == "CMYK":
        return _apply(image, embedded or press, b"", "RGB")
    if embedded is None or _is_srgb(embedded):
        return image
    return _apply(image, embedded, b"", "RGB").convert(image.mode)


def to_inks(image: Image.Image, embedded: bytes | None, press: bytes, *, limit: float) -> Image.Image:
    """Colours as the press's inks make them, no pixel over `limit` percent of ink; grey stays grey.

    CMYK without a profile of its own is taken to be made for this press.
    """
    if image.mode == "L":
        return to_srgb(image, embedded, press)
    if image.mode == "RGB" or (embedded is not None and embedded != press):
        image = _apply(image, embedded or b"", press, "CMYK")
    return _limited(image, limit * 2.55)


def overinked(image: Image.Image, limit: float) -> bool:
    """Whether two neighbouring pixels of a CMYK picture carry more than `limit` percent and the slack."""
    return any(_strip_overinked(image.crop((0, top, image.width, min(top + _ROWS + 1, image.height))), limit)
               for top in range(0, image.height, _ROWS))


def _strip_overinked(image: Image.Image, limit: float) -> bool:
    inks = dict(zip("cmyk", image.split(), strict=True))
    heavy = ImageMath.lambda_eval(
        lambda ink: ink["convert"](
            (ink["c"] + ink["m"] + ink["y"] + ink["k"] > int((limit + SLACK) * 2.55)) * 255, "L"), **inks)
    beside = (ImageChops.offset(heavy, *step) for step in ((1, 0), (0, 1)))
    return any(ImageChops.darker(heavy, moved).getbbox() is not None for moved in beside)


def _limited(image: Image.Image, most: float) -> Image.Image:
    """Where the four inks come to more than `most` levels, the three colours give way, black stays."""
    for top in range(0, image.height, _ROWS):
        box = (0, top, image.width, min(top + _ROWS, image.height))
        strip = image.crop(box)
        if (limited := _strip_limited(strip, most)) is not strip:
            image.paste(limited, box)
    return image


def _strip_limited(image: Image.Image, most: float) -> Image.Image:
    cyan, magenta, yellow, black = image.split()
    total = ImageMath.lambda_eval(
        lambda inks: inks["c"] + inks["m"] + inks["y"] + inks["k"], c=cyan, m=magenta, y=yellow, k=black)
    if total.getextrema()[1] <= most:
        return image
    factor = ImageMath.lambda_eval(
        lambda inks: inks["max"](inks["min"](
            (most - inks["float"](inks["k"])) / inks["max"](inks["float"](inks["t"] - inks["k"]), 1.0),
            1.0), 0.0),
        t=total, k=black)
    colours = (ImageMath.lambda_eval(lambda inks: inks["convert"](inks["ink"] * inks["factor"], "L"),
                                     ink=ink, factor=factor) for ink in (cyan, magenta, yellow))
    return Image.merge("CMYK", (*colours, black))


def _apply(image: Image.Image, source: bytes, target: bytes, mode: str) -> Image.Image:
    return _transform(source, target, image.mode, mode).apply(image)


@lru_cache(maxsize=8)
def _transform(source: bytes, target: bytes, before: str, after: str) -> ImageCms.ImageCmsTransform:
    """Relative colorimetric with black point compensation; no bytes stand for sRGB."""
    return ImageCms.buildTransform(
        _open(source), _open(target), before, after,
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION)


def _open(profile: bytes) -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(BytesIO(profile) if profile else ImageCms.createProfile("sRGB"))


def _is_srgb(profile: bytes) -> bool:
    return (_open(profile).profile.profile_description or "").startswith("sRGB")
