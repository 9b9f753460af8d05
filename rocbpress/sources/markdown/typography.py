"""Dashes, quotation marks and spaces that cannot break, so that an officer need not type them."""

import re
from collections.abc import Callable
from dataclasses import replace

from rocbpress.sources.markdown.breaks import BREAK, broken
from rocbpress.sources.markdown.scripts import ScriptRun
from rocbpress.sources.markdown.tree import Node, element
from rocbpress.sources.markdown.tree import text as text_of

NO_BREAK = "\u00a0"
JOINER = "\u2060"
_MONTHS = ("January|February|March|April|May|June|July|August|September|October|November|December|"
           "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec")
_TITLES = ("Mr|Mrs|Ms|Mdm|Dr|Prof|Messrs|Capt|Col|Gen|Lt|Sgt|Maj|Brig|St|Sir|Hon|Rev|"
           "Datuk|Dato['’]|Hj|Pg|H\\.E")
_UNITS = ("%|‰|°C|km²?|m²|m³|cm|mm|m|kg|g|mg|t|ha|L|l|kW|MW|GW|kWh|MWh|kB|MB|GB|TB|Hz|kHz|MHz|"
          "tons?|tonnes?|litres?|hours?|days?|weeks?|months?|years?|hundred|thousand|million|billion|trillion|"
          "a\\.m\\.|p\\.m\\.")
_CURRENCIES = "USD|EUR|GBP|JPY|CNY|THB|AUD|NZD|SGD|MYR|KRW|INR|IDR|PHP|VND|HKD|CHF|US\\$|A\\$|NZ\\$"
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_DAY = rf"\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS})\b(?: \d{{4}})?"
_WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mon|Tue|Wed|Thu|Fri|Sat|Sun"
# What a number or a letter belongs to, in a text or in a book.
_COUNTED = ("[Nn]os?\\.|Arts?\\.|Figs?\\.|pp?\\.|Vols?\\.|Article|Section|Chapter|Part|Annex|Appendix|Figure|"
            "Table|Chart|Map|Phase|Heading|[Pp]ages?|HS|ISO|COVID")
# Addresses and names of files stay as they were typed, whatever they look like.
_ADDRESS = re.compile(
    r"((?:[a-z]+://|www\.)\S+|\S+@\S+\.\w+|\b[\w./-]+\.(?:org|com|net|int|info|edu|gov|pdf|html?)\b\S*)")


def _range(found: re.Match[str]) -> str:
    """An en dash where the second number follows the first; article 5-1 and 2022-07 stay as they are."""
    first, last = (float(part.replace(",", "")) for part in found.group(1, 2))
    year_and_year = len(found[1]) == 4 and len(found[2]) == 2 and float(found[1][2:]) < last and first >= 1900
    if year_and_year and last <= 12:
        return found[0]
    return f"{found[1]}–{found[2]}" if first < last or year_and_year else found[0]


_CARE: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"\.{3,}"), "…"),
    (re.compile(r"(?<!-)---(?!-)"), "—"),
    (re.compile(r"(?<!-)--(?!-)"), "–"),
    (re.compile(r"(?<![\w’])'(?=\d\ds?\b)|‘(?=n’)"), "’"),
    (re.compile(r"(?<=\d)[’'](?=\d{1,2}\")"), "′"),
    (re.compile(r"(?<=\d)\""), "″"),
    (re.compile(rf"\b(\d{{1,2}})\s?[-–]\s?(\d{{1,2}})(?=\s(?:{_MONTHS})\b)"), _range),
    (re.compile(rf"(?<![\w.,/–-])({_NUMBER})-({_NUMBER})(?![\w–-]|[./,]\d)"), _range),
    (re.compile(rf"(?<![\w.,/–-])({_NUMBER})%-(?={_NUMBER}%)"), r"\1%–"),
    (re.compile(r"\b(\d{4}s)-(?=\d{4}s\b)|\b(\d{4})-(?=present\b)"), r"\1\2–"),
    (re.compile(rf"\b({_WEEKDAYS})-(?=(?:{_WEEKDAYS})\b)"), r"\1–"),
    (re.compile(rf"\b({_DAY})\s?-\s?(?={_DAY})"), r"\1 – "),
    (re.compile(rf"\b({_MONTHS})\s?-\s?(?=(?:{_MONTHS})\b)"), r"\1–"),
    # A dash with spaces ends a line, and never begins one.
    (re.compile(r"(?<=\S)\s[-–]\s(?=\S)"), f"{NO_BREAK}– "),
    # Lines break after a slash, in the middle of A/P.
    (re.compile(r"\b([A-Z])/(?=[A-Z]\b)"), rf"\1/{JOINER}"),
    (re.compile(rf"\b((?:{_TITLES})\.?)\s(?=[^\W\d_])"), rf"\1{NO_BREAK}"),
    (re.compile(r"\b([A-Z]\.)\s(?=(?:[A-Z]\.\s)*[A-Z][\w’-])"), rf"\1{NO_BREAK}"),
    (re.compile(rf"(?<=\d)\s(?=(?:{_UNITS})(?![\w]))"), NO_BREAK),
    (re.compile(rf"\b({_CURRENCIES})\s(?=\d)"), rf"\1{NO_BREAK}"),
    (re.compile(rf"(\d|\d\u00a0[a-z]+)\s(?=(?:{_CURRENCIES})(?!\w))"), rf"\1{NO_BREAK}"),
    (re.compile(r"\b(\d{1,2}(?:st|nd|rd|th))-(?=\d{1,2}(?:st|nd|rd|th)\b)"), r"\1–"),
    (re.compile(rf"\b(\d{{1,2}}(?:st|nd|rd|th)?)\s(?=(?:{_MONTHS})\b)"), rf"\1{NO_BREAK}"),
    (re.compile(rf"\b((?:{_MONTHS})\.?)\s(?=\d{{1,2}}\b)"), rf"\1{NO_BREAK}"),
    (re.compile(r"\b(e\.g\.|i\.e\.|cf\.)\s(?=\w)"), rf"\1{NO_BREAK}"),
    (re.compile(rf"\b({_COUNTED})\s(?=\d|[IVX]+\b)"), rf"\1{NO_BREAK}"),
)


def careful(text: str) -> str:
    """`text` with dashes, ellipses, no-break spaces and joiners; a line feed counts as a space."""
    if text.isalpha():  # nothing to take care of in a bare word
        return text
    return "".join(part if at % 2 else _cared_for(part) for at, part in enumerate(_ADDRESS.split(text)))


def _cared_for(text: str) -> str:
    for pattern, better in _CARE:
        text = pattern.sub(better, text)
    return text


def quoted(text: str) -> str:
    """`text` with curly quotation marks, for words that never were Markdown."""
    text = re.sub(r"(?<![^\s(\[—–])\"", "“", text).replace('"', "”")
    text = re.sub(r"(?<![^\s(\[—–“])'(?=\w)", "‘", text)
    return text.replace("'", "’")


def plain(content: Node) -> str:
    """What inline Markdown shows, as words for bookmarks and record: without joiners and double spaces."""
    return " ".join(text_of(content).replace(JOINER, "").replace(BREAK, "").split())


def in_script(run: ScriptRun, within: str = "") -> Node | str:
    """A run in its span; none for Latin, or where an element around it has said so (`within`)."""
    words = broken(run.text, run.code)
    turned = {"dir": "ltr" if run.ltr else "rtl" if run.rtl else ""}
    if not run.code or run.code == within:
        return element("span", turned, words) if run.ltr else words
    return element("span", {"lang": run.language, **turned, "class": f"script-{run.code}"}, words)


def between_spaces(span: Node) -> Node:
    """A run with a direction of its own, without the spaces at its ends.

    A title also stands in lines that run the other way, such as those of the contents, where a space within
    the run would change sides.
    """
    words = span.children[0] if len(span.children) == 1 else ""
    if not span.get("dir") or not isinstance(words, str) or not words.strip() or words == words.strip():
        return span
    start, end = len(words) - len(words.lstrip()), len(words.rstrip())
    inner = replace(span, children=(words[start:end],))
    return Node(children=tuple(filter(None, (words[:start], inner, words[end:]))))
