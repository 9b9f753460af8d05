"""The ink that a print edition really lays down, separated by Ghostscript (Debian package: ghostscript)."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageMath

from tests.conformance.validators import program

DPI = 100
LIMIT = 300.0  # percent: the profile fogra39
_SLACK = 2.0  # points by which a pixel may pass the limit
_PAPER = 100.0  # percent of ink under which a ground counts as paper or tint
_LARGE = 20.0  # points that a line of text larger than 10.5 pt is high at least


@dataclass(frozen=True, slots=True)
class Separation:
    """A page in CMYK: as printed, and without its text; `titles` are boxes of large text in pixels."""

    number: int
    printed: Image.Image
    bare: Image.Image
    titles: tuple[tuple[float, float, float, float], ...]


def ink_complaints(path: Path, limit: float = LIMIT) -> tuple[str, ...]:
    """Pages with more ink than the limit in two neighbouring pixels, and small text that is not K alone."""
    found = []
    for page in separations(path):
        if overprinted(page.printed, limit):
            found.append(f"ink: page {page.number}: up to {heaviest(page.printed):.0f} % of ink")
        if pixels := mixed_text(page):
            found.append(f"ink: page {page.number}: {pixels} pixels of small text are not black alone")
    return tuple(found)


def separations(path: Path) -> Iterator[Separation]:
    """Every page at 100 dpi, sheet and marks included."""
    with TemporaryDirectory() as folder:
        for name, options in (("printed", ()), ("bare", ("-dFILTERTEXT",))):
            subprocess.run([program("gs", "ghostscript"), "-q", "-dSAFER", "-sDEVICE=tiff32nc", f"-r{DPI}",
                            *options, "-o", f"{folder}/{name}%04d.tif", str(path)], check=True)
        with pypdfium2.PdfDocument(path) as pdf:
            for number, page in enumerate(pdf, 1):
                printed = Image.open(f"{folder}/printed{number:04d}.tif")
                bare = Image.open(f"{folder}/bare{number:04d}.tif")
                yield Separation(number, printed, bare, tuple(_titles(page)))


def heaviest(page: Image.Image) -> float:
    """The greatest sum of inks in a pixel, in percent."""
    _, most = _sum(page).getextrema()
    assert isinstance(most, int)
    return most / 2.55


def overprinted(page: Image.Image, limit: float) -> bool:
    """Whether two neighbouring pixels pass the limit by more than the slack."""
    over = _mask(_sum(page), above=(limit + _SLACK) * 2.55)
    beside = (ImageChops.offset(over, *step) for step in ((1, 0), (0, 1)))
    return any(ImageChops.darker(over, moved).getbbox() is not None for moved in beside)


def mixed_text(page: Separation) -> int:
    """To how many pixels on paper or tint small text adds an ink that is not black.

    Text is what differs from the page without text; the tint that black overprints is no ink of it.
    """
    text = _most(ImageChops.difference(page.printed, page.bare).split())
    colour = _most(ImageChops.subtract(page.printed, page.bare).split()[:3])
    paper = ImageChops.invert(_mask(_sum(page.bare), above=_PAPER * 2.55))
    suspects = ImageChops.darker(ImageChops.darker(_mask(text, above=8), _mask(colour, above=8)), paper)
    pencil = ImageDraw.Draw(suspects)
    for box in page.titles:
        pencil.rectangle(box, fill=0)
    return suspects.histogram()[255]


def _titles(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float, float]]:
    left, _, _, head = page.get_mediabox()
    text = page.get_textpage()
    for index in range(text.count_chars()):
        x1, y1, x2, y2 = text.get_charbox(index, loose=True)
        if y2 - y1 > _LARGE:
            yield tuple(pixel * DPI / 72 + edge for pixel, edge in (
                (x1 - left, -2), (head - y2, -2), (x2 - left, 2), (head - y1, 2)))


def _sum(page: Image.Image) -> Image.Image:
    inks = dict(zip("cmyk", page.split(), strict=True))
    return ImageMath.lambda_eval(lambda ink: ink["c"] + ink["m"] + ink["y"] + ink["k"], **inks)


def _mask(levels: Image.Image, *, above: float) -> Image.Image:
    return ImageMath.lambda_eval(lambda given: given["convert"]((given["x"] > above) * 255, "L"), x=levels)


def _most(channels: tuple[Image.Image, ...]) -> Image.Image:
    most = channels[0]
    for channel in channels[1:]:
        most = ImageChops.lighter(most, channel)
    return most
