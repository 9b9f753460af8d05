"""Pictures at the size they have on the page."""

from dataclasses import dataclass, replace
from math import inf, isfinite
from pathlib import Path

from rocbpress.compose.context import Context
from rocbpress.figures.asset import Asset, Rendition
from rocbpress.figures.images.prepare import Prepared, prepare
from rocbpress.figures.images.probe import probe
from rocbpress.findings.finding import Place

TALLEST = 36  # lines that a picture may fill
LEAD_LINES = 18  # and a lead within the margins, so that the text begins on its page
FULL_BLEED = 1800  # pixels of width from which a lead picture may run to the edges
IN_MARGINS = 1100  # and from which it may take twelve columns
IN_LINE = 9.0  # points that a picture in running text is high


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture as placed: points wide and high; it is cropped to that shape."""

    asset: Asset
    width: float
    height: float


def figure_picture(context: Context, path: Path, width: float, where: Place, *,
                   tallest: int = TALLEST) -> PlacedPicture:
    """A figure's picture: its own shape, to the nearest whole line of text, of which it fills `tallest`."""
    prepared = _prepared(context, path, (width, 0), where)
    line = context.layout.measures["line"]
    lines = round(width * prepared.height / prepared.width / line)
    return _shown(prepared, width, line * min(max(lines, 2), tallest), where)


def cropped(context: Context, path: Path, size: tuple[float, float], where: Place) -> PlacedPicture:
    """A picture that fills a place of the layout, such as a portrait."""
    prepared = _prepared(context, path, size, where)
    return _shown(prepared, *size, where)


def in_line(context: Context, path: Path, where: Place) -> PlacedPicture:
    """A picture as high as letters, in its own shape."""
    prepared = _prepared(context, path, (4 * IN_LINE, 0), where)
    return _shown(prepared, round(IN_LINE * prepared.width / prepared.height, 2), IN_LINE, where)


def lead_picture(context: Context, path: Path, where: Place) -> PlacedPicture:
    """To three edges, on twelve columns or on eight, as far as the pixels of the original carry.

    Its own pixels decide, not the edition's, so that the three editions break pages alike.
    """
    measures = context.layout.measures
    pixels = probe(path, where=where).width
    if pixels >= FULL_BLEED:
        return cropped(context, path, (measures["page"], measures["lead"]), where)
    width = measures["across"] if pixels >= IN_MARGINS else measures["text"]
    return figure_picture(context, path, width, where, tallest=LEAD_LINES)


def _shown(prepared: Prepared, width: float, height: float, where: Place) -> PlacedPicture:
    """The picture in its place, which it covers."""
    scale = max(width / prepared.width, height / prepared.height)
    cut = 1 - (width * height) / (prepared.width * prepared.height * scale ** 2)
    resolution = 72 / scale if isfinite(prepared.resolution) else inf
    showing = Rendition(where, resolution, cut, prepared.findings)
    return PlacedPicture(replace(prepared.asset, showing=showing), width, height)


def _prepared(context: Context, path: Path, size: tuple[float, float], where: Place) -> Prepared:
    printer = context.printer
    return prepare(path, width=size[0], height=size[1], edition=context.edition, store=context.pictures,
                   profile=printer.icc, ink=printer.ink, where=where)
