"""Areas whose state is disputed, and what the geometry permits to say about them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from rocbpress.findings.finding import Finding, Place, Severity, did_you_mean

Treatment = Literal["as-it-stands", "hatched", "left-out"]
TREATMENTS: tuple[Treatment, ...] = ("as-it-stands", "hatched", "left-out")


@dataclass(frozen=True, slots=True)
class Area:
    """A disputed area: what the geometry has of it, or in whose outline it is contained.

    `code` is its own outline, '' if it has none. `held` are parts of other countries' outlines that
    can be told apart (see divisions.py): the part's code, and whose it is as it stands. `within`
    names in words whose outline has the rest of it, which no map can treat on its own.
    """

    name: str
    code: str = ""
    within: str = ""
    held: tuple[tuple[str, str], ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all its shapes; none where the geometry cannot tell it from the land around it."""
        return tuple(filter(None, (self.code, *dict(self.held))))


AREAS: Mapping[str, Area] = {area.name.casefold(): area for area in (
    Area("British Indian Ocean Territory", "IOT"),
    Area("Crimea", held=(("x-crimea", "RUS"),)),
    Area("Cyprus, north", "x-northern-cyprus"),
    Area("Falkland Islands", "FLK"),
    Area("Kosovo", "XKX"),
    Area("Kuril Islands, south", held=(("x-south-kurils", "RUS"),)),
    Area("Palestine", "PSE"),
    Area("Siachen Glacier", "x-siachen"),
    Area("Somaliland", "x-somaliland"),
    Area("South Georgia and the South Sandwich Islands", "SGS"),
    Area("Taiwan", "TWN"),
    Area("Western Sahara", "ESH", held=(("x-western-sahara", "MAR"),)),
    Area("Abkhazia", within="Georgia"),
    Area("Abyei", within="Sudan"),
    Area("Aksai Chin", within="China"),
    Area("Arunachal Pradesh", within="India"),
    Area("Golan Heights", within="Israel"),
    Area("Halaib", within="Egypt"),
    Area("Ilemi", within="Kenya"),
    Area("Kashmir", "x-siachen", within="India, Pakistan and China"),
    Area("South Ossetia", within="Georgia"),
    Area("Transnistria", within="Moldova"),
)}
# By the code of each part: the area, and whose outline it is in as it stands.
_PARTS = {code: (area.code, holder) for area in AREAS.values() for code, holder in area.held}


def decided(listed: Mapping[str, str]) -> dict[str, str]:
    """How every disputed area is drawn: as listed, and hatched if it is not listed and can be told apart."""
    names = {name.casefold() for name in listed}
    return {**{area.name: "hatched" for key, area in AREAS.items()
               if area.codes and not area.within and key not in names}, **listed}


def treatments(disputed: Mapping[str, str]) -> dict[str, Treatment]:
    """How each shape of a disputed area is drawn, by its code; areas not listed are drawn as they stand."""
    return {code: treatment for name, words in disputed.items() for treatment in TREATMENTS
            if treatment == words and (area := AREAS.get(name.casefold())) for code in area.codes}


def colour_of(code: str, fills: Mapping[str, str], treatment: Treatment) -> str | None:
    """The role of a shape's colour: its own, or as it stands its holder's; None for none.

    A hatched area is nobody's, so it has a colour only if the map's data name it.
    """
    own, holder = _PARTS.get(code, (code, ""))
    if treatment == "left-out":
        return None
    return fills.get(own) or (fills.get(holder) if treatment == "as-it-stands" else None)


def border_findings(disputed: Mapping[str, str], place_of: Callable[[str], Place]) -> Iterator[Finding]:
    """What of a list of disputed areas is unknown, or cannot be drawn as it asks; at the name."""
    for name, words in disputed.items():
        area = AREAS.get(name.casefold())
        if area is None:
            hint = did_you_mean(name, (a.name for a in AREAS.values()))
            yield Finding("area-unknown", f"unknown disputed area: {name}", place_of(name), hint=hint)
        elif words not in TREATMENTS:
            yield Finding("area-treatment", f"unknown treatment of {area.name}: {words}", place_of(name),
                          hint=did_you_mean(words, TREATMENTS))
        elif area.within and words != "as-it-stands":
            extent = f"only a part of {area.name} can" if area.codes else f"{area.name} cannot"
            yield Finding("area-inseparable", f"{extent} be {words}: the map data has "
                          f"{'the rest' if area.codes else 'it'} within {area.within}", place_of(name),
                          Severity.WARNING, "use as-it-stands, and say so in the note on borders")
