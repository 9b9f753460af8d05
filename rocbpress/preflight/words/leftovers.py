"""What was to be replaced, marks that are not closed, and days that are not those of their date."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from rocbpress.findings.finding import Finding, Severity
from rocbpress.preflight.words.text import SourcePassage
from rocbpress.sources.yaml.values import DAYS, MONTHS

# Notes of editors, comments of word processors and fields of a form; << >> around a sentence are its
# quotation marks.
_LEFT = re.compile(
    r"\[[A-Z]{1,3}\d{1,3}\]|\b(?:TBC|TBD|TODO)\b|\bXXX+\b(?! ?[A-Z][a-z])|\b[Xx]{2,} (?:"
    + "|".join(MONTHS) + r")\b|\?{3,}|_{4,}|\[(?:insert|add|date|name|tbc|tbd|photo|picture|to be)\b[^\]]*\]"
    r"|[Ll]orem ipsum|\b[Hh]ere the [\w ]{3,30} will (?:stand|be)\b|\((?:to be (?:confirmed|added)|tbc|tbd)\)"
    r"|Error! (?:Reference|Bookmark)[^.]*\.|\{\{[^}]*\}\}"
    r"|<<(?:[A-Z][A-Z0-9 _./-]*|[a-z]\w*|(?i:insert|add|date|name|title|place|photo|picture"
    r"|tbc|tbd|to be)\b[^<>]*)>>")
_OPEN = re.compile(r"\*\*|(?<!\w)__(?!_)|(?<!_)__(?!\w)|~~|(?<=[\s(])\*(?=\w[^*]*$)")
# Bold or italic words, and links, as Markdown has them.
_MARKED = re.compile(r"(?<![\w*])(?P<mark>\*\*?)(?=\S)[^*]+(?<=\S)(?P=mark)(?![\w*])"
                     r"|(?<![\w_])(?P<line>__?)(?=\S)[^_]+(?<=\S)(?P=line)(?![\w_])|\[[^\[\]]+\]\([^()\s]+\)")
_DAY, _MONTH = "|".join(DAYS), "|".join(MONTHS)
_DATES = (
    re.compile(rf"\b(?P<day>{_DAY}),?\s(?:the\s)?(?P<number>\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?\s"
               rf"(?P<month>{_MONTH}),?\s(?P<year>(?:19|20)\d\d)\b"),
    re.compile(rf"\b(?P<day>{_DAY}),?\s(?P<month>{_MONTH})\s(?P<number>\d{{1,2}})(?:st|nd|rd|th)?,?\s"
               r"(?P<year>(?:19|20)\d\d)\b"),
)


def nothing_is_left_over(passages: Iterable[SourcePassage]) -> Iterator[Finding]:
    """No mark of an editor's work goes to print."""
    for passage in passages:
        if passage.kind != "code":
            for found in _LEFT.finditer(passage.text.replace("\u00a0", " ")):
                yield Finding("leftover", f"this was to be replaced: “{found[0][:40]}”",
                              passage.place(found[0]), Severity.WARNING,
                              "write what belongs here, or delete it")


def emphasis_is_closed(passages: Iterable[SourcePassage]) -> Iterator[Finding]:
    """No mark of bold or italic words is printed as it is typed."""
    for passage in passages:
        if passage.verbatim and passage.printed and (found := _MARKED.search(passage.text)):
            yield Finding("emphasis-open", f"{found[0][:40]} is printed as it is typed",
                          passage.place_of(re.compile(re.escape(found[0]))), Severity.WARNING,
                          "leave out the marks: these words are not read as Markdown")
            continue
        found = _OPEN.search(passage.text) if passage.kind != "code" and passage.printed else None
        if found and passage.is_typed(found[0]):
            yield Finding("emphasis-open", f"{found[0]} is printed as it is typed",
                          passage.place_of(re.compile(re.escape(found[0]))), Severity.WARNING,
                          f"write {found[0]} directly before and after the words, or \\{found[0][0]}")


def weekdays_are_right(passages: Iterable[SourcePassage]) -> Iterator[Finding]:
    """A day of the week is that of the date beside it."""
    for passage in passages:
        text = passage.text.replace("\u00a0", " ")
        for found in chain.from_iterable(pattern.finditer(text) for pattern in _DATES):
            try:
                given = date(int(found["year"]), MONTHS.index(found["month"]) + 1, int(found["number"]))
            except ValueError:
                yield Finding("date-none", f"there is no such day: {found[0]}", passage.place(found[0]),
                              Severity.WARNING, "correct the day or the month")
                continue
            if DAYS[given.weekday()] != found["day"]:
                yield Finding("weekday-wrong", f"{found['number']} {found['month']} {found['year']} is a "
                              f"{DAYS[given.weekday()]}, not a {found['day']}", passage.place(found[0]),
                              Severity.WARNING, "correct the day or the date")
