"""A larger picture of the part of a map where the countries that matter are small."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rocbpress.maps.clipping import Box, bounds, overlap
from rocbpress.maps.countries import Country
from rocbpress.maps.frames import airy, around, fitted, rim
from rocbpress.maps.ground import survey
from rocbpress.maps.outlines import neighbours
from rocbpress.maps.view import View, extent, lands

# A country among others is hard to see if its greatest part takes less than SMALL points square;
# in the inset it must take more than SEEN. Islands are seen by their dots.
SMALL, SEEN = 9.0, 4.0
# An inset that enlarges less is not worth its room; an island on its own gains nothing beyond MOST.
GAIN, MOST = 2.0, 6.0
SHARE, STRIP, GAP = 0.27, 0.13, 5.0


@dataclass(frozen=True, slots=True)
class Inset:
    """A second window, its place on the map, and the box of the map that it enlarges."""

    view: View
    place: Box
    source: Box


def with_inset(view: View, order: Sequence[Country], *, leading: float) -> tuple[View, Inset | None]:
    """The map and the inset that it needs, if any; `order` are the countries, the first matter most.

    The inset is built about the first country that is hard to see, and takes in all others that
    leave it enlarged enough. It stands in the corner where it hides least land and none of the
    countries; the map makes room for it on one side if that helps.
    """
    window, box = _window(view, order)
    if window is None or box is None:
        return view, None
    best: tuple[float, View, Inset] | None = None
    for cost, wide in ((0, view), (100, _beside(view, leading, left=True)),
                       (100, _beside(view, leading, left=False))):
        for hidden, inset in _corners(wide, window, box, order):
            if best is None or cost + hidden < best[0]:
                best = cost + hidden, wide, inset
    return best[1:] if best else (view, None)


def _window(view: View, order: Sequence[Country]) -> tuple[View | None, Box | None]:
    small = [land for land in order if neighbours(land.code) and extent(view, land.code) < SMALL ** 2]
    chosen: list[Country] = []
    window = box = None
    for land in small:
        tried = airy(around([*chosen, land]))
        wide = fitted(tried, width=round(SHARE * view.width), least=0.35 * view.height,
                      most=0.52 * view.height)
        if wide.scale >= GAIN * view.scale and extent(wide, land.code) > SEEN ** 2:
            chosen.append(land)
            window, box = wide, tried
    if window and window.scale > MOST * view.scale:
        window = _capped(window, MOST * view.scale)
    return window, box


def _capped(window: View, scale: float) -> View:
    """The same window about the same middle, at a smaller scale."""
    share = scale / window.scale
    return replace(window, scale=scale, x=window.width / 2 + (window.x - window.width / 2) * share,
                   y=window.height / 2 + (window.y - window.height / 2) * share)


def _beside(view: View, leading: float, *, left: bool) -> View:
    """The map made smaller, with a strip of sea at one side."""
    share = 1 - STRIP
    height = leading * round(view.height * share / leading)
    x = view.width - (view.width - view.x) * share if left else view.x * share
    return replace(view, scale=view.scale * share, x=x, height=height,
                   y=height / 2 + (view.y - view.height / 2) * share)


def _corners(view: View, window: View, box: Box, order: Sequence[Country]) -> Iterator[tuple[int, Inset]]:
    """The inset in each corner that is free, with the number of cells of land that it hides."""
    shapes = lands(view)
    ground, lit = survey(shapes, view.width, view.height), {land.code for land in order}
    source = _source(view, window, box)
    for left in (GAP, view.width - GAP - window.width):
        for top in (view.height - GAP - window.height, GAP):
            place = (left, top, left + window.width, top + window.height)
            if not overlap(place, source) and not ground.under(place) & lit:
                yield ground.land_under(place), Inset(window, place, source)


def _source(view: View, window: View, box: Box) -> Box:
    left, top, right, foot = bounds(view.at(latitude, longitude) for longitude, latitude in rim(box))
    share = view.scale / window.scale / 2
    x, y = (left + right) / 2, (top + foot) / 2
    wide, high = window.width * share, window.height * share
    return x - wide, y - high, x + wide, y + high
