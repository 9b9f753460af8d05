"""Which part of the world a map of values shows, and how large."""

from collections.abc import Iterable, Sequence
from math import degrees

from rocbpress.figures.maps.clipping import Box, bounds
from rocbpress.figures.maps.countries import Country
from rocbpress.figures.maps.projections import EqualEarth, Point
from rocbpress.figures.maps.spans import main_part, narrowest
from rocbpress.figures.maps.view import View
from rocbpress.findings.errors import SourceError
from rocbpress.findings.finding import Finding, did_you_mean

# The world is cut at 169° west (the Bering Strait) or, with the Pacific in the middle, at 30° west.
WORLD: Box = (-169, -56, 191, 84)
PACIFIC: Box = (-30, -56, 330, 84)
# From Iran to the Cook Islands; to the sides a page has room for more, which is sea rather than Africa.
ASIA_PACIFIC: Box = (44, -48, 204, 54)
REGIONS: dict[str, Box] = {"world": WORLD, "pacific": PACIFIC, "asia-pacific": ASIA_PACIFIC}
# Data spread over more degrees of longitude than this are shown on the whole world.
WIDEST = 170.0
LOW, HIGH = 0.36, 0.6


def frame(region: str, lands: Sequence[Country], *, width: float, leading: float) -> View:
    """The window of a region, or for 'auto' of the lands, `width` points wide.

    Its height is a whole number of lines of `leading` points. An unknown region is a SourceError.
    """
    if region == "auto":
        box = around(lands) if lands else WORLD
        box = WORLD if box[2] - box[0] > WIDEST else airy(box)
    elif region in REGIONS:
        box = REGIONS[region]
    else:
        raise SourceError(Finding("map-region", f"unknown region: {region}",
                                  hint=did_you_mean(region, ("auto", *REGIONS))))
    projection, (left, top, right, foot) = _projected(box)
    height = width * (foot - top) / (right - left)
    height = leading * round(min(max(height, LOW * width), HIGH * width) / leading)
    scale = min(width / (right - left), height / (foot - top))
    return View(projection, scale / degrees(1), width / 2 - scale * (left + right) / 2,
                height / 2 - scale * (top + foot) / 2, width, height)


def snug(box: Box, *, width: float, height: float, most: float) -> View:
    """The smallest window on the box of degrees: within a width and a height, and a scale."""
    projection, (left, top, right, foot) = _projected(box)
    scale = min(width / (right - left), height / (foot - top), most * degrees(1))
    return View(projection, scale / degrees(1), -scale * left, -scale * top,
                round(scale * (right - left), 1), round(scale * (foot - top), 1))


def around(lands: Iterable[Country]) -> Box:
    """The box of degrees about the main parts of countries."""
    return narrowest(main_part(land.code, (land.longitude, land.latitude)) for land in lands)


def airy(box: Box) -> Box:
    """The box with surroundings, so that no lit country touches the edge."""
    side, end = max(2.0, (box[2] - box[0]) * 0.1), max(2.0, (box[3] - box[1]) * 0.1)
    return box[0] - side, max(box[1] - end, -60), box[2] + side, min(box[3] + end, 84)


def rim(box: Box) -> Iterable[Point]:
    """Places along the western and eastern edges of a box of degrees."""
    west, south, east, north = box
    for i in range(21):
        latitude = south + (north - south) * i / 20
        yield west, latitude
        yield east, latitude


def _projected(box: Box) -> tuple[EqualEarth, Box]:
    """The projection about the middle of a box of degrees, and the bounds of the box in it."""
    projection = EqualEarth((box[0] + box[2]) / 2)
    project = projection.transform()
    return projection, bounds(project(*spot) for spot in rim(box))
