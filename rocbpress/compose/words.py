"""What a layout says in words of its own: dates, initials, figures."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from rocbpress.sources.markdown.scripts import script_of_language

_ARABIC_COMMA = frozenset({"arab", "aran", "thaa"})
_TITLE = re.compile(r"^(?:Mrs?|Ms|Dr|Prof|Hon|Sir|Dato)\b[.’'\s]*", re.IGNORECASE)
_DAY = re.compile(r"\{day\}[^\s{]*")


def dates(first: date, last: date, months: Sequence[str], form: str) -> str:
    """A day or an interval as it prints: '3–7 July 2023', '30 August – 2 September 2023'.

    No-break spaces keep a day by its month; between months the dash has spaces about it. In a form that
    begins with the year, it is the last day that is shortened.
    """
    def said(day: date, form: str) -> str:
        return form.format(day=day.day, month=months[day.month - 1], year=day.year)

    if first == last:
        return said(last, form)
    before, month, after = form.partition("{month}")
    year_first = "{year}" in before
    short, dash = form, "\u00a0– "
    if (first.month, first.year) == (last.month, last.year):
        short, dash = _DAY.findall(form)[0], "–"
    elif first.year == last.year:
        short = f"{month}{after}" if year_first else f"{before}{month}"
    return said(first, form if year_first else short) + dash + said(last, short if year_first else form)


def listed(words: Iterable[str], language: str) -> str:
    """The words with the comma of the language between them; what is '' is left out."""
    comma = "\u060c " if script_of_language(language) in _ARABIC_COMMA else ", "
    return comma.join(filter(None, words))


def monogram(name: str) -> str:
    """The initials of the first and the last word of a person's name, titles left out."""
    words = [word for word in re.split(r"[\s\u00a0]+", _TITLE.sub("", name)) if word[:1].isalpha()]
    return "".join(word[0].upper() for word in (words[:1] + words[-1:] if len(words) > 1 else words))
