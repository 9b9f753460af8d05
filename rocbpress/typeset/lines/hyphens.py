"""Where words may be divided, and which never are."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import takewhile

import pyphen

from rocbpress.figures.maps.countries import countries

Limits = tuple[int, int, int]  # letters: of the shortest word, and on each side of a hyphen

# What a hyphen costs; in a compound, and in a name that is long, it costs more.
_HYPHEN, _COMPOUND, _NAME = 2.0, 6.0, 40.0
_LONG = 12  # letters: a longer name could leave a short line
_LETTERS = r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0900-\u0dff\u00ad])*"
_WORD = re.compile(rf"(?<![^\W_]){_LETTERS}(?![^\W_])")
_ADDRESS = re.compile(r"\S*(?:\w[./]\w|://|@)\S*")
# A word that a no-break space ties to a number, a unit, a name.
_TIED_BEFORE, _TIED_AFTER = re.compile(r"\w\.?\u00a0$"), re.compile(r"\u00a0\w")
_NOUNS_WITH_CAPITALS = ("de", "lb")
# In these languages a capital does not tell a name; in English the list of maps has all others.
_GERMAN = """
Afghanistan Albanien Algerien Antigua Argentinien Armenien Aserbaidschan Australien Bahamas Bahrain
Bangladesch Barbados Belarus Belgien Bolivien Bosnien Botsuana Brasilien Bulgarien Burkina Burundi
Dänemark Deutschland Dominica Dominikanische Dschibuti Ecuador Elfenbeinküste Eritrea Estland Eswatini
Fidschi Finnland Frankreich Georgien Grenada Griechenland Großbritannien Guatemala Guinea Herzegowina
Honduras Indonesien Irland Island Italien Jamaika Jordanien Kambodscha Kamerun Kanada Kasachstan
Kirgisistan Kiribati Kolumbien Komoren Kroatien Lettland Libanon Liberia Libyen Liechtenstein Litauen
Luxemburg Madagaskar Malawi Malaysia Malediven Marokko Marshallinseln Mauretanien Mauritius Mexiko
Mikronesien Mongolei Montenegro Mosambik Myanmar Namibia Neuseeland Nicaragua Niederlande Nigeria
Nordkorea Nordmazedonien Norwegen Österreich Pakistan Palästina Paraguay Philippinen Portugal Rumänien
Russland Salomonen Sambia Saudi Arabien Schweden Schweiz Senegal Serbien Seychellen Simbabwe Singapur
Slowakei Slowenien Somalia Spanien Sudan Südafrika Südkorea Südsudan Suriname Tadschikistan Tansania
Thailand Tschechien Tunesien Türkei Turkmenistan Uganda Ukraine Ungarn Uruguay Usbekistan Vanuatu
Venezuela Vietnam Weißrussland Zypern
"""


def divisions(text: str, start: int, end: int, language: str, limits: Limits) -> Iterator[tuple[int, float]]:
    """Each place in this part of a text where a word may be divided, and what that costs.

    None in words with a capital after the first letter, in names of countries, in addresses, in words
    that are tied to a number, nor where the hyphen would change the spelling.
    """
    known = pyphen.language_fallback(language)
    if not known:
        return
    shortest, left, right = limits
    addresses = [found.span() for found in _ADDRESS.finditer(text)]
    for word in takewhile(lambda found: found.end() <= end, _WORD.finditer(text, start)):
        plain = "\u00ad" not in word[0] and not any(a <= word.start() < b for a, b in addresses)
        cost = _cost(text, word, known) if plain and len(word[0]) >= shortest else None
        if cost is not None:
            for place in _dictionary(known, left, right).positions(word[0]):
                if place.data is None:
                    yield word.start() + place, cost


def _cost(text: str, word: re.Match[str], language: str) -> float | None:
    """What it costs to divide the word; None where it must stay whole."""
    first, last, letters = word.start(), word.end(), word[0]
    if not letters[1:].islower() or letters in _countries():
        return None
    if _TIED_BEFORE.search(text, max(first - 3, 0), first) or _TIED_AFTER.match(text, last):
        return None
    cost = _HYPHEN
    if "-" in text[max(first - 1, 0):first] + text[last:last + 1]:
        cost += _COMPOUND
    if letters[0].isupper() and language[:2] not in _NOUNS_WITH_CAPITALS:
        if len(letters) <= _LONG:
            return None
        cost += _NAME
    return cost


@cache
def _countries() -> frozenset[str]:
    """The words in the names of countries."""
    names = (name for country in countries() for name in (country.name, *country.aliases))
    return frozenset(re.findall(_LETTERS, " ".join((_GERMAN, *names))))


@cache
def _dictionary(language: str, left: int, right: int) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=language, left=left, right=right)
