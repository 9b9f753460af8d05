"""Slips in English and in any language: spelling, spaces, numbers typed by hand, titles, repetitions."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.preflight.words.text import SourcePassage

_WORD = re.compile(r"(?<![\w@./:&’'-])[A-Za-z]{3,}(?:['’][a-z]+)?(?![\w@/&-]|\.\w)")
_SENTENCE = re.compile(r"(?:^|[.!?:]['”’\")]*\s)\s*['“‘\"(]*$")
# Spaces print as one, unless one of them is a no-break space.
_DOUBLE = re.compile(r"(?P<before>\S+)(?P<gap>(?: *\u00a0 *){2,}| +\u00a0 *|\u00a0 +)(?P<after>\S+)")
# Words about rights stand wherever they apply.
_RIGHTS = re.compile(r"licen[csz]|\bCC[ -]BY|Creative Commons|©|\(c\)|copyright|rights reserved|"
                     "Lizenz|ライセンス|许可|許可|授權|라이선스|лицензи", re.IGNORECASE)
_ORDINAL = re.compile(r"(?<![\w.,])(?P<number>\d{1,4}) ?(?P<ending>st|nd|rd|th)\b")
_NUMBERED = re.compile(r"(?:(?:\d+|[IVX]+|[a-z])[.)]|\d+(?:\.\d+)+|\d+(?= ?[–—-] ))\s*(?=\w)")
_FIGURE = re.compile(r"(?:Figure|Fig\.|Map|Chart|Table)\s*\d+\s*[.:–—-]", re.IGNORECASE)
_QUESTION, _QUOTED = ("?", "？", "؟", "\u037e"), " ”’»\"')）"  # the last is the Greek one
_FIRST = 5  # words by which a paragraph is found in its file
LONG = 120  # characters: shorter paragraphs, such as greetings, may well come again
_LABEL = 3  # words: what is said in so few may well be a name
_NAME = 7  # letters; few names that begin with a capital are longer and look like a slip


def english_is_spelt(passages: Iterable[SourcePassage]) -> Iterator[Finding]:
    """No word of an English passage is one of codespell's misspellings; names are left alone."""
    slips, known = _slips(), set()
    for passage in filter(_is_english, passages):
        for found in _WORD.finditer(passage.text.replace("\u2060", "").replace("\u00a0", " ")):
            word = found[0].replace("’", "'")
            right = slips.get(word.lower())
            if right and _is_no_name(found) and (passage.source, word.lower()) not in known:
                known.add((passage.source, word.lower()))
                yield _slip("spelling", f"“{found[0]}” may be misspelt", passage, found[0],
                            f"did you mean {right.rstrip(', ').replace(',', ' or')}?")


def spaces_are_single(passages: Iterable[SourcePassage]) -> Iterator[Finding]:
    """There is one space between two words."""
    for passage in passages:
        for found in _DOUBLE.finditer(passage.text) if passage.kind != "code" else ():
            before, after = re.escape(found["before"][-1]), re.escape(found["after"][:1])
            gap = re.compile(rf"(?<={before})[ \u00a0]{{2,}}{after}")
            yield Finding("space-double", f"{len(found['gap'])} spaces before “{found['after']}”",
                          passage.place_of(gap), Severity.WARNING, "use one")


def ordinals_are_right(passages: Iterable[SourcePassage]) -> Iterator[Finding]:
    """21st, 22nd, 23rd, 24th: with the right ending, and without a space."""
    for passage in filter(_is_english, passages):
        for found in _ORDINAL.finditer(passage.text.replace("\u00a0", " ")):
            right = found["number"] + _ending(int(found["number"]))
            if found[0] != right:
                yield _slip("ordinal", f"“{found[0]}” is not an ordinal", passage, found[0], f"write {right}")


def numbers_are_set(passages: Iterable[SourcePassage]) -> Iterator[Finding]:
    """The layout numbers parts and figures; a typed number would be printed twice."""
    for passage in passages:
        pattern = {"heading": _NUMBERED, "caption": _FIGURE}.get(passage.kind)
        numbered = passage.numbered or passage.kind == "caption"
        if pattern and numbered and (found := pattern.match(passage.whole)):
            typed = found[0].strip()
            yield _slip("number-typed", f"the {passage.kind} begins with a typed number: “{typed}”",
                        passage, typed, "delete it: headings and figures are numbered for you")


def titles_are_titles(passages: Iterable[SourcePassage]) -> Iterator[Finding]:
    """No title ends with a full stop, or is all capitals, which some screen readers spell out."""
    for passage in passages:
        if passage.kind not in ("title", "heading"):
            continue
        text = passage.whole.strip()
        sentences = re.search(r"[^\W\d]\. +\S|\.\.\.$|\betc\.$|\b[A-Z]\.$", text)  # or an abbreviation
        if text.endswith(".") and not sentences:
            yield _slip("title-stop", f"the {passage.kind} ends with a full stop", passage, text,
                        "delete it")
        capitals = text.isupper() and all(letter.isupper() for letter in text if letter.isalpha())
        if capitals and sum(sum(map(str.isalpha, word)) > 3 for word in text.split()) > 1:
            yield _slip("title-capitals", f"the {passage.kind} is all capitals", passage, text,
                        "write it in lower case")


def passages_stand_once(passages: Iterable[SourcePassage]) -> Iterator[Finding]:
    """No long paragraph is printed twice; one finding for each pair of files.

    A paragraph that opens several sections may say each time what such a section holds, and the questions of
    an interview may be put to several people.
    """
    places: dict[str, list[tuple[SourcePassage, SourcePassage | None]]] = defaultdict(list)
    listed = list(passages)
    for before, passage in zip([None, *listed], listed, strict=False):
        words = " ".join(passage.text.split())
        if len(words) >= LONG and passage.printed and passage.kind == "text" and not _RIGHTS.search(words):
            places[words].append((passage, before))
    again: dict[tuple[str, str], list[tuple[SourcePassage, SourcePassage]]] = defaultdict(list)
    for (known, above), *others in places.values():
        if not _are_questions([known, *(passage for passage, _ in others)]):
            for passage, before in others:
                if not _open_sections(before, above):
                    again[passage.source.shown, known.source.shown].append((passage, known))
    for pairs in again.values():
        here, there = _lines(*min(pairs, key=lambda pair: pair[0].line))
        more = f" (and {len(pairs) - 1} more below)" if len(pairs) > 1 else ""
        yield Finding("text-repeated", f"the same paragraph is in {there}{more}", here, Severity.WARNING,
                      "delete one of the two")


def _lines(here: SourcePassage, there: SourcePassage) -> tuple[Place, Place]:
    """Where the two begin, which may be items of one list."""
    words = " ".join(here.text.split()[:_FIRST])
    first = there.place(words)
    if (here.source, here.line) == (there.source, there.line):
        here = replace(here, line=first.line + bool(first.column))
    again = here.place(words)
    return replace(again, column=0), replace(first, column=0)


def _are_questions(same: Sequence[SourcePassage]) -> bool:
    """Whether what is printed several times is a question, or all bold, in several articles or thrice."""
    asked = all(each.bold or each.text.rstrip(_QUOTED).endswith(_QUESTION) for each in same)
    return asked and (len(same) > 2 or len({each.source for each in same}) > 1)


def _open_sections(one: SourcePassage | None, other: SourcePassage | None) -> bool:
    """Whether these, which stand above two paragraphs, are headings of sections that are not the same one."""
    if one is None or other is None or {one.kind, other.kind} != {"heading"}:
        return False
    return one.source.shown != other.source.shown or one.text != other.text


def _slip(code: str, message: str, passage: SourcePassage, words: str, hint: str) -> Finding:
    return Finding(code, message, passage.place(words), Severity.WARNING, hint)


def _is_english(passage: SourcePassage) -> bool:
    return passage.kind != "code" and passage.language.split("-")[0] == "en"


def _is_no_name(found: re.Match[str]) -> bool:
    word = found[0]
    label = len(found.string.split()) <= _LABEL and found.string[-1:] not in ".!?"
    if word.isupper() or (label and word.istitle()):
        return False
    return word.islower() or len(word) >= _NAME or _SENTENCE.search(found.string[:found.start()]) is not None


def _ending(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


@cache
def _slips() -> Mapping[str, str]:
    """Each misspelling with what it may be for, commas between, from codespell's dictionary.

    The list alone is read: codespell's code, which is under the GPL, is not run.
    """
    spec = find_spec("codespell_lib")
    assert spec is not None and spec.submodule_search_locations
    path = Path(spec.submodule_search_locations[0]) / "data" / "dictionary.txt"
    # Sixty thousand lines, each `wrong->right`: split all at once.
    words = path.read_text("utf-8").strip().replace("->", "\n").split("\n")
    return dict(zip(map(str.lower, words[::2]), words[1::2], strict=True))
