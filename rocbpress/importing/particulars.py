"""Days, place and people of a report, where its author wrote them in lines or a table of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rocbpress.findings.finding import Severity
from rocbpress.importing.blocks import Block, Box, Paragraph, Role, Table
from rocbpress.importing.struck import holds_struck
from rocbpress.importing.told import Teller
from rocbpress.importing.walk import everything, words_of
from rocbpress.sources.yaml.dates import DateError, read_days, written_days

_LABELS: Mapping[str, tuple[str, ...]] = {
    "dates": ("date", "dates", "when", "period", "duration", "day", "date of event", "date of the event",
              "dates of event", "date of activity", "date of workshop", "date of meeting"),
    "place": ("place", "venue", "location", "where", "host city", "city", "place of event"),
    "authors": ("by", "author", "authors", "written by", "prepared by", "submitted by", "reported by",
                "reporter",
                "contributed by", "contributor", "contributors", "writer", "text by"),
    "title": ("title", "title of report", "title of event", "event", "name of event", "event title",
              "activity",
              "subject"),
}
_CODES = {"dates": "dates-guessed", "place": "place-guessed", "authors": "authors-guessed",
          "title": "title-guessed"}
_KEYS = {label: key for key, labels in _LABELS.items() for label in labels}
_LABELLED = re.compile(r"\s*([A-Za-z][A-Za-z ()/&]{1,40}?)\s*(?:[:：]|\s[-–—]\s)\s*(\S.*)", re.DOTALL)
_BYLINE = re.compile(r"\s*(?i:(?:written |prepared |report |text )?by)[:\s]\s*(\S.*)", re.DOTALL)
_MONTHS = ("jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
           "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?")
_WEEKDAYS = "(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_TOKEN = (rf"(?:(?:{_MONTHS})\b\.?|(?:{_WEEKDAYS})\b\.?|\d{{4}}[-/.]\d\d?[-/.]\d\d?|\d\d?[./]\d\d?[./]\d{{4}}"
          r"|\d{4}\b|\d{1,2}(?:st|nd|rd|th)?\b|of\b|the\b|from\b|to\b|until\b|and\b|through\b|[-–—−~&/,])")
_DATE = re.compile(rf"(?<![\w-])(?:{_TOKEN}\s*)+", re.IGNORECASE)
_PLACE = re.compile(r"(?:[A-Z][\w.'’()-]*|of|the|de|and|/|A/P)(?:,? (?:[A-Z][\w.'’()-]*|of|the|de|and))*,?")
_HONORIFIC = "(?:Mr|Mrs|Ms|Mdm|Dr|Prof|Datuk|Dato|Sir)"
_NAME = re.compile(rf"(?:{_HONORIFIC}\.? )?(?:[^\W\d_][\w.'’-]*)(?: (?:&|[^\W\d_][\w.'’-]*)){{1,6}}")
_PARTS = re.compile(rf";|(,?)\s+(?:and|&)\s+(?=[^\W\d_])|,\s*(?={_HONORIFIC}\.?\s)")
_ROLE = re.compile(r"\s*(?:[,(–—|]|\s-\s)\s*")  # what parts a name from the words behind it
# Words that are in the names of administrations, hardly in those of people.
_OFFICE = re.compile(
    r"\b(?:admin|affairs|agency|academ|association|authorit|bank|board|border|bureau|cent(?:er|re)|commission"
    r"|committee|council|customs|department|development|directorate|division|economic|excise|finance|fund"
    r"|government|immigration|industry|institut|international|laborator|ministr|office\b|organi[sz]ation"
    r"|planning|polic[ey]|protection|regional|revenue|school|secretariat|section|security|service|tax|technology"
    r"|trade|training|treasury|union|unit\b|universit)", re.IGNORECASE)
# Words that are small within a name: of people, and of administrations.
_SMALL = re.compile(
    "al|and|bin|bint|binti|d[aeiu]|das|del|della|der|dos|e|el|en|et|for|la|le|los|of|ten|ter|the|und|van|von|y")
_NO_NAME = re.compile(r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[Tt]he|This|Our)\b")
_ENDS = (".", "!", "?", "。", "！", "？")
_EARLY = 12  # blocks in which particulars are looked for
_LONGEST = 160
_FEW = 4  # words in small letters that are still a place: online via Zoom


@dataclass(slots=True)
class Particulars:
    """What was found, and the blocks that are used up by it.

    In a report that is `titled` already, what another title is said of (*Event*, *Subject*) is a fact.
    """

    teller: Teller
    titled: bool = False
    head: dict[str, object] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)
    facts: dict[str, str] = field(default_factory=dict)

    def look(self, blocks: Sequence[Block], title: int) -> Particulars:
        """In tables and boxes of labels, in labelled lines, and in the line under the title."""
        first = next((at for at, block in enumerate(blocks) if at > title and isinstance(block, Paragraph)
                      and block.role is Role.HEADING), len(blocks))
        free = {at: block for at, block in enumerate(blocks)  # no fact shows what is struck
                if at != title and not holds_struck(everything([block]))}
        for at, block in free.items():
            if at < _EARLY and isinstance(block, Table | Box):
                self._labelled(at, block)
            elif at < min(_EARLY, first) and isinstance(block, Paragraph):
                self._line(at, block)
        for at, block in free.items():
            if title < at < min(title + 4, first) and at not in self.used and isinstance(block, Paragraph):
                self._under_title(at, block)
        for at, block in free.items():
            if max(title, len(blocks) - 3) < at and at not in self.used and isinstance(block, Paragraph):
                self._byline(at, block)
        return self

    def _labelled(self, at: int, block: Table | Box) -> None:
        """A table of two columns or a box, all lines of which are labelled, two of them as we know them."""
        if isinstance(block, Box):
            pairs = [_pair(line) for line in words_of(block.blocks).split("\n") if line.strip()]
        else:
            rows = [[" ".join(words_of(cell.blocks).split()) for cell in row] for row in block.rows]
            pairs = [(row[0].rstrip(" :"), row[1]) if len(row) == 2 else None for row in rows if any(row)]
        known = [pair for pair in pairs if pair and pair[0].lower() in _KEYS]
        if not known or len(known) * 2 < len(pairs) or None in pairs:
            return
        if isinstance(block, Table) and len(known) < 2 and len(pairs) > 1:
            return
        found = [pair for pair in pairs if pair]
        labels = {label for label, said in found if label and said} - {*self.facts}
        if len(labels) < len(pairs):  # an empty row, or two of one label
            return
        if not all(self._take(label, said, block.place) for label, said in known):
            return
        self.facts |= {label: said for label, said in found if label.lower() not in _KEYS}
        self.used.add(at)

    def _line(self, at: int, block: Paragraph) -> None:
        lines = [line for line in block.words.split("\n") if line.strip()]
        pairs = [_pair(line) for line in lines]
        if all(pair and pair[0].lower() in _KEYS
               for pair in pairs) and len(block.words) < _LONGEST * len(lines):
            taken = [self._take(pair[0], pair[1], block.place) for pair in pairs if pair]
            if all(taken):
                self.used.add(at)
        else:
            self._byline(at, block)

    def _byline(self, at: int, block: Paragraph) -> None:
        found = _BYLINE.fullmatch(block.words)
        if not found or len(found[1]) >= _LONGEST or _is_sentence(found[1]):
            return
        if self._take("by", found[1], block.place, whole=block.words):
            self.used.add(at)

    def _under_title(self, at: int, block: Paragraph) -> None:
        """A short line of day and place: Melaka, Malaysia, 3-7 July 2023."""
        words = " ".join(block.words.split())
        if len(words) > 100 or words.endswith((".", "!", "?")) or "dates" in self.head:
            return
        days, rest = _days(words)
        rest = rest.strip(" ,;|()–—-·•")
        if not days:
            return
        if rest and ("place" in self.head or not _PLACE.fullmatch(rest)):
            return
        self._say("dates", days, words, block.place)
        if rest:
            self._say("place", rest, "", block.place)
        self.used.add(at)

    def _take(self, label: str, said: str, place: str, whole: str = "") -> bool:
        """Whether what is said for a label could be read as what it names."""
        key, said = _KEYS[label.lower()], " ".join(said.split())
        whole = whole or f"{label}: {said}"
        if key in ("title", "place") and _is_sentence(said):
            return False
        if key == "title" and self.titled and label not in self.facts:
            self.facts[label] = said
            return True
        if key in self.head or label in self.facts:
            return False
        if key == "dates":
            days, rest = _days(said)
            rest = rest.strip(" ,;|()–—-·•")
            if not days or (rest and not (_PLACE.fullmatch(rest) and "place" not in self.head)):
                return False
            if rest:
                self._say("place", rest, "", place)
            self._say(key, days, whole, place)
        elif key == "authors":
            people = [_person(each) for each in _names(said, several=label.lower().endswith("s"))]
            if not all(people):
                return False
            self._say(key, people, whole, place)
        else:
            self._say(key, said, whole, place)
        return True

    def _say(self, key: str, said: object, words: str, place: str) -> None:
        self.head[key] = said
        shown = said if isinstance(said, str) else ", ".join(each["name"] for each in said) if isinstance(
            said, list) else ""
        self.teller.tell(_CODES[key], f"{key} may be “{shown}”", place, words=words, severity=Severity.NOTE)


def _is_sentence(said: str) -> bool:
    """Whether words after a label go on as a sentence does: to a full stop, or small from the first on."""
    said = said.strip()
    plain = said.rstrip("".join(_ENDS))
    stopped = said.endswith(_ENDS) and not (_PLACE.fullmatch(plain) and len(said) - len(plain) == 1)
    return stopped or (said[:1].islower() and len(said.split()) > _FEW)


def _is_name(words: str) -> bool:
    """Whether each word begins as names do, those apart that are small in many."""
    return bool(_NAME.fullmatch(words)) and not _NO_NAME.match(words) and not any(
        word[0].islower() and not _SMALL.fullmatch(word) for word in words.split())


def _pair(line: str) -> tuple[str, str] | None:
    found = _LABELLED.fullmatch(line)
    return (found[1].strip(), found[2].strip()) if found else None


def _days(words: str) -> tuple[str, str]:
    """The days that a line names, as front matter has them ('' for none), and the rest of the line."""
    for found in _DATE.finditer(words):
        try:
            first, last = read_days(re.sub(rf"\b{_WEEKDAYS}\b\.?,?", "", found[0], flags=re.IGNORECASE)
                                    .strip(" ,-–—&/"))
        except DateError:
            continue
        return written_days(first, last), words[:found.start()] + " " + words[found.end():]
    return "", words


def _names(said: str, *, several: bool) -> list[str]:
    """The people of a line; a comma parts them where titles follow, or where several were announced."""
    parts, start = [], 0
    for found in _PARTS.finditer(said):
        if found[1] is None or _parts(said[start:found.start()], found[1], said[found.end():]):
            parts.append(said[start:found.start()])
            start = found.end()
    parts = [part for part in (*parts, said[start:]) if part.strip()]
    if several:
        single = [name for part in parts for name in part.split(",")]
        alone = all(_is_name(name.strip()) and not _OFFICE.search(name) for name in single)
        parts = single if alone else parts
    return parts


def _parts(before: str, comma: str, after: str) -> bool:
    """Whether *and* parts two people here, and not two words of an administration's name or a role."""
    name = _ROLE.split(_PARTS.split(after)[0])[0].strip()
    if not _is_name(name) or _OFFICE.search(name):
        return False
    return bool(comma or re.match(_HONORIFIC, name) or not _OFFICE.search(before))


def _person(words: str) -> dict[str, str] | None:
    """A name with what stands behind it: Jane DOE, Programme Manager."""
    words = words.strip().rstrip(".")
    found = _ROLE.search(words)
    name, role = (words[:found.start()], words[found.end():]) if found else (words, "")
    if not _is_name(name.strip()):
        return None
    if found and "(" in found[0]:
        role = _unbracketed(role)
    role = role.strip(" ,")
    return {"name": name.strip(), **({"role": role} if role else {})}


def _unbracketed(words: str) -> str:
    """Words behind an opening bracket, without the one that closes it."""
    depth = 1
    for at, letter in enumerate(words):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return words[:at] + words[at + 1:]
    return words
