"""The cheapest of all ways that were really set, and of these the ones that come to whole signatures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

from rocbpress.copyfit.fit import Fit

BLANK = 6.0  # what it costs that a page stays empty so that the last signature is whole

# Articles, or parts of an essay, in one flow, each with what gives way in it.
Group = tuple[tuple[str, Fit], ...]
# What a way costs, and the articles in it.
Way = tuple[float, Group]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a flow that was set: its cost, infinite where it could not be, and its pages."""

    cost: float
    pages: int


def ways(names: Sequence[str], tried: Mapping[Group, Outcome], as_drawn: Sequence[Group], gain: float,
         signature: int) -> dict[int, Way]:
    """The cheapest way through flows that were set, by what their pages leave of whole signatures.

    Each of the flows is cheaper than the same drawn by more than the gain, or has another number of pages.
    """
    places = {name: at for at, name in enumerate(names)}
    best: dict[tuple[int, int], Way] = {(0, 0): (0.0, ())}
    for group in sorted(tried, key=lambda group: places[group[0][0]]):
        at, made = places[group[0][0]], tried[group]
        alike = [tried[each] for each in as_drawn if at <= places[each[0][0]] < at + len(group)]
        same = (made.pages - sum(each.pages for each in alike)) % signature == 0
        if group not in as_drawn and same and made.cost >= sum(each.cost for each in alike) - gain:
            continue
        for (place, pages), (cost, path) in tuple(best.items()):
            state = at + len(group), (pages + made.pages) % signature
            if place == at and cost + made.cost < best.get(state, (inf, ()))[0] - 1e-9:
                best[state] = cost + made.cost, (*path, *group)
    return {pages: way for (place, pages), way in best.items() if place == len(names)}


def together(each: Sequence[Mapping[int, Way]], fixed: int, signature: int) -> Group:
    """One way of each, for the least sum, blank pages counted; `fixed` are the pages of all other flows."""
    states: dict[int, Way] = {fixed % signature: (0.0, ())}
    for found in each:
        following: dict[int, Way] = {}
        for before, (cost, path) in states.items():
            for pages, (more, group) in found.items():
                state = (before + pages) % signature
                if cost + more < following.get(state, (inf, ()))[0] - 1e-9:
                    following[state] = cost + more, (*path, *group)
        states = following
    return min(states.items(), key=lambda state: state[1][0] + BLANK * (-state[0] % signature))[1][1]
