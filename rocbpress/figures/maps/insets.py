"""A larger picture of the part of a map where the countries that matter are small."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from rocbpress.figures.maps.clipping import Box, bounds, overlap
from rocbpress.figures.maps.countries import Country
from rocbpress.figures.maps.country_grid import country_grid
from rocbpress.figures.maps.frames import airy, around, rim, snug
from rocbpress.figures.maps.outlines import neighbours
from rocbpress.figures.maps.view import View, extent, lands

# A country among others is hard to see if its greatest part takes less than TINY points square, and is
# enlarged with such a one if it takes less than SMALL; in the inset it must take more than SEEN. Islands
# are seen by their dots.
TINY, SMALL, SEEN = 6.0, 8.0, 4.0
# An inset that enlarges less than GAIN is not worth its room; more than MOST shows nothing new.
GAIN, MOST = 2.5, 6.0
# Countries that its frame would cut are shown whole if this much of the scale is left.
LOSS = 0.7
# What it enlarges takes this share of it at least.
SHARE = 0.03
WIDE, HIGH, STRIP, GAP = 0.28, 0.55, 0.13, 5.0
# An inset may hide so many cells of land; to hide less it is made smaller, in these steps.
LAND, STEPS = 12, (1.0, 0.85, 0.7)


@dataclass(frozen=True, slots=True)
class Inset:
    """A second window, its place on the map, and the box of the map that it enlarges."""

    view: View
    place: Box
    source: Box


def with_inset(view: View, order: Sequence[Country], *, leading: float) -> tuple[View, Inset | None]:
    """The map and the inset that it needs, if any; `order` are the countries, the first matter most.

    The inset is built where the most countries that are hard to see lie near each other, two at least:
    one alone is known by its dot and name. Where its frame would cut more countries than it shows, there
    is none. It is placed where it hides least land and none of the countries; the map makes room for it
    on one side if that helps.
    """
    chosen = _chosen(view, order)
    if len(chosen) < 2 or not any(extent(view, land.code) < TINY ** 2 for land in chosen):
        return view, None
    window, box = _window(view, chosen)
    if sum(land.code in lands(window) for land in order) > 2 * len(chosen):
        return view, None
    best: tuple[float, View, Inset] | None = None
    for step in STEPS:
        window, box = _window(view, chosen, step)
        if window.scale < GAIN * view.scale:
            break
        for cost, wide in ((0, view), (100, _beside(view, leading, left=True)),
                           (100, _beside(view, leading, left=False))):
            for hidden, inset in _spots(wide, window, box, order):
                if best is None or cost + hidden < best[0]:
                    best = cost + hidden, wide, inset
        if best and best[0] <= LAND:
            break
    return best[1:] if best else (view, None)


def _chosen(view: View, order: Sequence[Country]) -> list[Country]:
    """Who is in the inset: those hard to see, and those whom its frame would cut, if there is room."""
    hard = [land for land in order if neighbours(land.code) and extent(view, land.code) < SMALL ** 2]
    groups = (_about(view, land, hard) for land in hard)
    chosen = max((group for group in groups if _fills(view, group)), key=len, default=[])
    while chosen and (cut := next((land for land in order if _cut(view, chosen, land)), None)):
        chosen.append(cut)
    return chosen


def _fills(view: View, chosen: Sequence[Country]) -> bool:
    """Whether an inset about these countries shows more than sea and others between them."""
    if not chosen:
        return False
    window = _window(view, chosen)[0]
    shown = sum(extent(window, land.code) for land in chosen)
    return shown >= SHARE * window.width * window.height


def _about(view: View, first: Country, hard: Sequence[Country]) -> list[Country]:
    """The first and all others hard to see that leave an inset about them enlarged enough."""
    chosen: list[Country] = []
    for land in (first, *(other for other in hard if other is not first)):
        window = _window(view, [*chosen, land])[0]
        if window.scale >= GAIN * view.scale and extent(window, land.code) > SEEN ** 2:
            chosen.append(land)
        elif land is first:
            break
    return chosen


def _cut(view: View, chosen: Sequence[Country], land: Country) -> bool:
    """Whether a further country is seen in part, and can be shown whole at little loss to the others."""
    window = _window(view, chosen)[0]
    if land in chosen or land.code not in lands(window):
        return False
    return _window(view, [*chosen, land])[0].scale >= max(GAIN * view.scale, LOSS * window.scale)


def _window(view: View, chosen: Sequence[Country], step: float = 1) -> tuple[View, Box]:
    box = airy(around(chosen))
    return snug(box, width=step * WIDE * view.width, height=step * HIGH * view.height,
                most=MOST * view.scale), box


def _beside(view: View, leading: float, *, left: bool) -> View:
    """The map made smaller, with a strip of sea at one side."""
    share = 1 - STRIP
    height = leading * round(view.height * share / leading)
    x = view.width - (view.width - view.x) * share if left else view.x * share
    return replace(view, scale=view.scale * share, x=x, height=height,
                   y=height / 2 + (view.y - view.height / 2) * share)


def _spots(view: View, window: View, box: Box, order: Sequence[Country]) -> Iterator[tuple[float, Inset]]:
    """The inset at each free spot of the edges, with the cells of land that it hides."""
    grid, lit = country_grid(view), {land.code for land in order}
    dots = [view.at(land.latitude, land.longitude) for land in order]
    source = _source(view, window, box)
    right, foot = view.width - GAP - window.width, view.height - GAP - window.height
    across, down = ([GAP + (end - GAP) * i / 12 for i in range(13)] for end in (right, foot))
    for left, top in [*product(across, (foot, GAP)), *product((GAP, right), down)]:
        place = (left, top, left + window.width, top + window.height)
        covers = any(left - 4 < x < place[2] + 4 and top - 4 < y < place[3] + 4 for x, y in dots)
        if not covers and not overlap(place, source) and not grid.under(place) & lit:
            # Of equal spots the lower is the better: there the seas are.
            yield grid.land_under(place) + 0.02 * (foot - top), Inset(window, place, source)


def _source(view: View, window: View, box: Box) -> Box:
    left, top, right, foot = bounds(view.at(latitude, longitude) for longitude, latitude in rim(box))
    share = view.scale / window.scale / 2
    x, y = (left + right) / 2, (top + foot) / 2
    wide, high = window.width * share, window.height * share
    return x - wide, y - high, x + wide, y + high
