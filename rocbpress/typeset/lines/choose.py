"""The ends of a paragraph's lines, chosen for the least sum of faults (after Knuth and Plass, 1981)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf

SHORTEST = 0.75  # of the measure: below it, a line is short
MOST_HYPHENS = 2  # in a row
# The costs of a short line, a last line too short, a word wider than the measure, a second hyphen in a row.
_SHORT, _RUNT, _WIDE, _ROW = 60.0, 1000.0, 10_000.0, 3.0
_EACH = 5.0  # for any line: a paragraph should not need more of them than it does
_SPARSE = 0.5  # of the measure: a line less full is tried only where no fuller one is possible
_RAG = 100.0  # times the square of the part of the measure that a line leaves empty


@dataclass(frozen=True, slots=True)
class Break:
    """Where a line may end: `place` in the text, `end` of what is before it, `begin` of what is after it.

    Distances run along the text as if it were one line. `cost` is what it costs to break here.
    """

    place: int
    end: float
    begin: float
    cost: float = 0.0
    hyphen: bool = False
    added: bool = False  # the hyphen is not in the text


@dataclass(slots=True)
class _Ways:
    """The cheapest ways to a break, by how many lines before it end in hyphens, itself included.

    Of each its cost, and the break before it with its own number of hyphens.
    """

    costs: list[float] = field(default_factory=lambda: [inf] * (MOST_HYPHENS + 1))
    before: list[tuple[int, int]] = field(default_factory=lambda: [(0, 0)] * (MOST_HYPHENS + 1))

    def extend(self, former: _Ways, at: int, cost: float, *, hyphen: bool) -> None:
        """Take the ways on from the former break, number `at`, where they are cheaper than those known."""
        for row, way in enumerate(former.costs):
            hyphens = row + 1 if hyphen else 0
            total = way + cost + (_ROW if hyphens > 1 else 0.0)
            if hyphens <= MOST_HYPHENS and total < self.costs[hyphens]:
                self.costs[hyphens], self.before[hyphens] = total, (at, row)


def choose(breaks: Sequence[Break], first: float, measure: float, runt: float) -> tuple[Break, ...]:
    """Where the lines end, the last of `breaks` among them.

    The first of `breaks` is where the text begins, the last where it ends. `first` is the room of the
    first line, `measure` that of the others, `runt` the least width of the last line of several.
    """
    ways = [_Ways() for _ in breaks]
    ways[0].costs[0] = 0.0
    last, nearest = len(breaks) - 1, 0
    for at in range(1, len(breaks)):
        one, found = breaks[at], ways[at]
        while nearest < at and one.end - breaks[nearest].begin > (measure if nearest else first):
            nearest += 1
        for before in range(min(nearest, at - 1), at):
            room, width = measure if before else first, one.end - breaks[before].begin
            if at == last:
                cost = _last(width, runt, alone=not before)
            elif width < _SPARSE * room and min(found.costs) < inf:
                break  # each further line is emptier
            else:
                cost = _line(width / room)
            found.extend(ways[before], before, one.cost + cost + (_WIDE if width > room else 0.0),
                         hyphen=one.hyphen)
    return _way_back(breaks, ways)


def _line(filled: float) -> float:
    """The cost of a line of which this part is filled."""
    return _EACH + _RAG * (1 - filled) ** 2 + (_SHORT if filled < SHORTEST else 0.0)


def _last(width: float, runt: float, *, alone: bool) -> float:
    """The cost of the last line."""
    return 0.0 if alone or width >= runt else _RUNT * (2 - width / runt)


def _way_back(breaks: Sequence[Break], ways: Sequence[_Ways]) -> tuple[Break, ...]:
    at, found = len(breaks) - 1, []
    row = ways[at].costs.index(min(ways[at].costs))
    while at:
        found.append(breaks[at])
        at, row = ways[at].before[row]
    return tuple(reversed(found))
