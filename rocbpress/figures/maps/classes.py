"""Values into the classes of a map: by given breaks, by quantiles, or by rank."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor, log10

from rocbpress.figures.maps.countries import Country
from rocbpress.figures.maps.drawing import LegendClass
from rocbpress.figures.numbers import number
from rocbpress.findings.errors import SourceError
from rocbpress.findings.finding import Finding

CLASSES = 4
# Which of the four tints serve when there are fewer classes: far enough apart to be told in grey.
TINTS: dict[int, tuple[str, ...]] = {1: ("r3",), 2: ("r2", "r4"), 3: ("r1", "r3", "r4"),
                                     4: ("r1", "r2", "r3", "r4")}
# Beside countries that are marked in the warm colour there are three at most: in grey it would be as the
# lightest tint.
BESIDE_MARKS = {**TINTS, 3: ("r2", "r3", "r4")}
NO_FIGURE = "No figure given"


@dataclass(frozen=True, slots=True)
class CountryValue:
    """A country with its value, None where no figure is given."""

    land: Country
    value: float | None


def by_value(rows: Sequence[CountryValue], breaks: Sequence[float] = (), *, marks: bool = False,
             ) -> tuple[LegendClass, ...]:
    """The legend, the highest class first; a value equal to a break belongs above it.

    `marks`: other countries on the map are marked, so that there are fewer tints.

    Up to three breaks in ascending order; without breaks the values are parted by `quantiles`.
    Classes that hold nobody are left out. Other breaks are a SourceError without a place.
    """
    given = [row.value for row in rows if row.value is not None]
    limits = tuple(breaks) or quantiles(given, CLASSES - marks)
    tints = BESIDE_MARKS if marks else TINTS
    if len(limits) >= CLASSES or list(limits) != sorted(set(limits)):
        raise SourceError(Finding(
            "map-breaks", f"breaks out of order, or too many: {', '.join(map(number, limits))}",
            hint=f"give up to {CLASSES - 1} numbers, each greater than the one before"))
    legend = []
    for at in range(len(limits), -1, -1):
        held = [row for row in rows if row.value is not None and bisect_right(limits, row.value) == at]
        if held:
            held.sort(key=lambda row: -(row.value or 0))
            legend.append(LegendClass(_label(at, limits, given), tints[len(limits) + 1][at],
                                tuple(row.land.name for row in held),
                                tuple(number(row.value) for row in held if row.value is not None)))
    silent = tuple(row.land.name for row in rows if row.value is None)
    return (*legend, LegendClass(NO_FIGURE, "none", silent)) if silent else tuple(legend)


def by_rank(lands: Sequence[Country], *, marks: bool = False) -> tuple[LegendClass, ...]:
    """The legend of an order: the first alone in the darkest tint, the others in equal parts."""
    others = len(lands) - 1
    parts = min(CLASSES - 1 - marks, others)
    ends = [1, *(1 + round(others * (i + 1) / parts) for i in range(parts))]
    tints = (BESIDE_MARKS if marks else TINTS)[len(ends)][::-1]
    return tuple(
        LegendClass(_ranks(start + 1, end), tint, tuple(land.name for land in lands[start:end]),
              tuple(str(rank) for rank in range(start + 1, end + 1)))
        for start, end, tint in zip([0, *ends], ends, tints, strict=False))


def quantiles(values: Sequence[float], classes: int = CLASSES) -> tuple[float, ...]:
    """The breaks, less by one than classes, that part the values into such of about the same number.

    Each break may move by an eighth of the values (by one at least) to the widest gap nearby, and is
    the roundest number in its gap: classes then look as the values lie.
    """
    ordered = sorted(set(values))
    count = min(classes, len(ordered))
    if len(ordered) <= classes:
        return tuple(_roundest(a, b) for a, b in pairwise(ordered))
    reach = max(1, len(ordered) // 8)
    chosen: list[int] = []
    for part in range(1, count):
        ideal = round(len(ordered) * part / count)
        least = chosen[-1] + 1 if chosen else 1
        spots = range(max(least, ideal - reach), min(len(ordered) - (count - part), ideal + reach) + 1)
        chosen.append(max(spots or (max(least, ideal),), key=lambda i: _step(ordered[i - 1], ordered[i])))
    return tuple(_roundest(ordered[i - 1], ordered[i]) for i in chosen)


def _step(low: float, high: float) -> float:
    return high / low if low > 0 else high - low


def _roundest(low: float, high: float) -> float:
    """The roundest number above `low` and not above `high`: of tens, of fives, of ones, of tenths …"""
    power = floor(log10(max(abs(low), abs(high), 1e-9))) + 1
    for exponent in range(power, power - 12, -1):
        for unit in (10.0 ** exponent, 5 * 10.0 ** (exponent - 1)):
            candidate = round((floor(low / unit) + 1) * unit, 10)
            if low < candidate <= high:
                return candidate
    return high


def _label(at: int, limits: Sequence[float], values: Sequence[float]) -> str:
    if not limits:
        least, most = number(min(values)), number(max(values))
        return least if least == most else f"{least}–{most}"
    if at == 0:
        return f"under {number(limits[0])}"
    low = limits[at - 1]
    if at == len(limits):
        return f"{number(low)} and more"
    high = limits[at]
    if all(value == round(value) for value in (*values, *limits)):
        return number(low) if high - low == 1 else f"{number(low)}–{number(high - 1)}"
    return f"{number(low)} to under {number(high)}"


def _ranks(first: int, last: int) -> str:
    if first == last:
        return f"rank {first}"
    return f"ranks {first} and {last}" if last == first + 1 else f"ranks {first} to {last}"
