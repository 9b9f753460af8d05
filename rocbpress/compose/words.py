"""What a layout says in words of its own: dates, initials, figures."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from rocbpress.sources.markdown.scripts import script_of_language

_ARABIC_COMMA = frozenset({"arab", "aran", "thaa"})
_TITLE = re.compile(r"^(?:Mrs?|Ms|Dr|Prof|Hon|Sir|Dato)\b[.’'\s]*", re.IGNORECASE)


def dates(first: date, last: date, months: Sequence[str]) -> str:
    """A day or an interval as it prints: '3–7 July 2023', '30 August – 2 September 2023'.

    No-break spaces keep a day by its month; between months the dash has spaces about it.
    """
    end = f"{last.day}\u00a0{months[last.month - 1]} {last.year}"
    if first == last:
        return end
    if (first.month, first.year) == (last.month, last.year):
        return f"{first.day}–{end}"
    start = f"{first.day}\u00a0{months[first.month - 1]}"
    if first.year != last.year:
        start += f" {first.year}"
    return f"{start}\u00a0– {end}"


def listed(words: Iterable[str], language: str) -> str:
    """The words with the comma of the language between them; what is '' is left out."""
    comma = "\u060c " if script_of_language(language) in _ARABIC_COMMA else ", "
    return comma.join(filter(None, words))


def monogram(name: str) -> str:
    """The initials of the first and the last word of a person's name, titles left out."""
    words = [word for word in re.split(r"[\s\u00a0]+", _TITLE.sub("", name)) if word[:1].isalpha()]
    return "".join(word[0].upper() for word in (words[:1] + words[-1:] if len(words) > 1 else words))
