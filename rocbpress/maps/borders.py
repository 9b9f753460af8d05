"""Areas whose state is disputed, and what the geometry permits to say about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from rocbpress.findings import Finding, Place, Severity, did_you_mean

Treatment = Literal["as it stands", "hatched", "left out"]
TREATMENTS: tuple[Treatment, ...] = ("as it stands", "hatched", "left out")


@dataclass(frozen=True, slots=True)
class Area:
    """A disputed area: its own outline in the geometry, or in whose outline it is contained.

    `code` is '' where the geometry cannot tell the area from the land around it; with `code` and
    `within` both, it can tell a part of it.
    """

    name: str
    code: str
    within: str = ""


AREAS: Mapping[str, Area] = {area.name.casefold(): area for area in (
    Area("Cyprus, north", "x-northern-cyprus"),
    Area("Falkland Islands", "FLK"),
    Area("Kosovo", "XKX"),
    Area("Palestine", "PSE"),
    Area("Siachen Glacier", "x-siachen"),
    Area("Somaliland", "x-somaliland"),
    Area("Taiwan", "TWN"),
    Area("Western Sahara", "ESH", "Morocco"),
    Area("Abyei", "", "Sudan"),
    Area("Aksai Chin", "", "China"),
    Area("Arunachal Pradesh", "", "India"),
    Area("Crimea", "", "the Russian Federation"),
    Area("Golan Heights", "", "Israel"),
    Area("Halaib", "", "Egypt"),
    Area("Ilemi", "", "Kenya"),
    Area("Kashmir", "x-siachen", "India, Pakistan and China"),
)}


def treatments(disputed: Mapping[str, str]) -> dict[str, Treatment]:
    """How each separable area is drawn, by its code; areas not listed are drawn as they stand."""
    chosen: dict[str, Treatment] = {}
    for name, words in disputed.items():
        area = AREAS.get(name.casefold())
        treatment = next((t for t in TREATMENTS if t == words), None)
        if area and area.code and treatment:
            chosen[area.code] = treatment
    return chosen


def border_findings(disputed: Mapping[str, str], where: Place) -> tuple[Finding, ...]:
    """What of a layout's list of disputed areas is unknown, or cannot be drawn as it asks."""
    found = []
    for name, words in disputed.items():
        area = AREAS.get(name.casefold())
        if area is None:
            hint = did_you_mean(name, (a.name for a in AREAS.values()))
            found.append(Finding("area-unknown", f"no disputed area is called {name!r}", where, hint=hint))
        elif words not in TREATMENTS:
            found.append(Finding("area-treatment", f"{area.name}: {words!r} is no way to draw an area", where,
                                 hint=did_you_mean(words, TREATMENTS)))
        elif area.within and words != "as it stands":
            found.append(_inseparable(area, words, where))
    return tuple(found)


def _inseparable(area: Area, words: str, where: Place) -> Finding:
    extent = f"only a part of {area.name} can" if area.code else f"{area.name} cannot"
    return Finding("area-inseparable", f"{extent} be {words}: the geometry has "
                   f"{'the rest' if area.code else 'it'} within {area.within}", where, Severity.WARNING,
                   "say so in the note on borders, or strike it from the list")
