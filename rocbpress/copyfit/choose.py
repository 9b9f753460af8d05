"""The choice among the ways of setting all articles of a section, for the least sum of faults."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf

from rocbpress.copyfit.breaker import Broken, hole_cost
from rocbpress.copyfit.fit import DRAWN, Fit
from rocbpress.copyfit.variants import Variant

THIRD, HALF = 1 / 3, 1 / 2  # of a page: one that is filled less looks forgotten
SEVERAL = 3  # articles: a section of so many may end on a thinner page
_MARGIN = 0.02  # by which it should be filled more
_COVERED = 0.92  # of its height, as far as a text goes: the rest is space about titles and figures
_PAGE = 6.0
FAULT = 60.0  # what it costs that typesetting warns of something: more than any page that is filled better
_TO_THE_LINE = 2.0  # filled to the last line: what is foretold may be wrong by one
_LAST = 0.45  # of the cost of a thin page: the last of a section of several articles


def page_cost(fill: float, *, last: bool = False) -> float:
    """What it costs that this share of a page is covered, and that there is one."""
    thin = 40.0 if fill < THIRD + _MARGIN else 16.0 if fill < HALF + _MARGIN else 5.0 if fill < 0.6 else 0.0
    return _PAGE + (thin + 3 * (1 - fill)) * (_LAST if last else 1)


def covered(end: float, page: int) -> float:
    """The share of a page that text covers which ends so many lines down."""
    return _COVERED * min(1.0, max(0.0, end / page))


Choice = tuple[tuple[Fit, Broken], ...]


@dataclass(frozen=True, slots=True)
class _Path:
    cost: float
    chosen: Choice


def choose(subjects: Sequence[Sequence[Variant]], page: int, *, lenient: bool) -> tuple[float, Choice]:
    """What it promises to cost, and the way chosen for each, with where it comes.

    () where they cannot be set one after the other.

    `lenient` is whether the last page may be thinner. Ties go to the variant that comes first.
    """
    states: dict[float, _Path] = {0.0: _Path(0.0, ())}
    for position, offered in enumerate(subjects):
        following: dict[float, _Path] = {}
        for end, path in sorted(states.items()):
            closed = path.cost + (page_cost(covered(end, page)) if position else 0.0)
            for variant in offered:
                if variant.fit.runs_in and not position:
                    continue
                shared = path.cost + (hole_cost(path.chosen[-1][1].uneven) if position else 0.0)
                _extend(following, path, shared if variant.fit.runs_in else closed, variant,
                        variant.breaks(end), page)
        states = following
    least: float = inf
    best: Choice = ()
    for end, path in sorted(states.items()):
        if (cost := path.cost + page_cost(covered(end, page), last=lenient)) < least - 1e-9:
            least, best = cost, path.chosen
    return least, best


def _extend(states: dict[float, _Path], path: _Path, cost: float, variant: Variant, broken: Broken | None,
            page: int) -> None:
    """Add the path that goes on with this variant, if none that ends as far down the page costs less."""
    if broken is None:
        return
    fit = replace(variant.fit, moves=broken.moves, sizes=broken.sizes)
    cost += variant.cost + broken.cost + broken.fault + broken.turned * _PAGE + hole_cost(broken.holes)
    if broken.end > page - 0.6 and fit != DRAWN:
        cost += _TO_THE_LINE
    end = round((broken.end - broken.white) * 2) / 2
    known = states.get(end)
    if known is None or cost < known.cost - 1e-9:
        states[end] = _Path(cost, (*path.chosen, (fit, broken)))
