"""Countries by their ISO 3166 codes and the English names people write."""

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rocbpress.findings.errors import SourceError
from rocbpress.findings.finding import Finding, did_you_mean

TABLE = Path(__file__).with_name("countries.csv")


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory of ISO 3166-1, with the place of its capital in degrees.

    Kosovo has the code that users of ISO 3166 agreed on (XKX) and no number. Where no capital is
    given, the place is one within the territory.
    """

    code: str
    alpha2: str
    numeric: str
    name: str
    capital: str
    latitude: float
    longitude: float
    aliases: tuple[str, ...]


def country(name: str) -> Country | None:
    """The country with this code (alpha-2, alpha-3, numeric) or English name; None if there is none.

    Case, accents, full stops and a leading "the" do not matter.
    """
    return _index().get(_key(name))


def required(name: str) -> Country:
    """The country of this name; SourceError with a finding that has no place yet if there is none."""
    if found := country(name):
        return found
    raise SourceError(unknown_country(name))


def unknown_country(name: str) -> Finding:
    """An error without a place, with the name that was probably meant."""
    names = {name for c in countries() for name in (c.name, *c.aliases)}
    hint = did_you_mean(name, names) or "use its English name or its ISO 3166 code"
    return Finding("country-unknown", f"unknown country: {name}", hint=hint)


@cache
def countries() -> tuple[Country, ...]:
    """All countries, in the order of their three-letter codes."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(Country(row["alpha3"], row["alpha2"], row["numeric"], row["name"], row["capital"],
                             float(row["latitude"]), float(row["longitude"]),
                             tuple(filter(None, row["aliases"].split(";")))) for row in csv.DictReader(file))


@cache
def _index() -> dict[str, Country]:
    return {_key(word): c for c in countries()
            for word in (c.code, c.alpha2, c.numeric, c.name, *c.aliases) if word}


def _key(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    words = re.findall(r"\w+", re.sub(r"[\u0300-\u036f.'’]", "", plain))
    return " ".join(words[1:] if words[:1] == ["the"] else words)
