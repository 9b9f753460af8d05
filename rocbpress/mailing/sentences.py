"""The first sentences of a text, and its lines in a mail without pictures."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate

# A sentence ends before a space that may break; typography has bound titles, initials and numbers already.
_END = re.compile(r"[.!?…؟۔।]+[’”»\")\]]*(?= (?![a-z]))|[。！？]+[」』”’）]*")
_GOES_ON = re.compile(r"(?:^|[\s(“])(?:Mrs?|Ms|Dr|Prof|Hon|St|Lt|Gen|Col|Capt|Gov|Nos?|Art|Ltd|Co|Inc|Jr|"
                      r"vs|cf|approx|e\.g|i\.e|[A-Z])\.$")


def first_sentences(text: str, most: int) -> str:
    """The sentences at the head of a text with `most` characters at most, or the first words."""
    if len(text) <= most:
        return text
    ends = [found.end() for found in _END.finditer(text, 0, most + 2)
            if found.end() <= most and not _GOES_ON.search(text[:found.end()])]
    if ends:
        return text[:ends[-1]]
    end = max((end for end in accumulate(map(len, _breakable(text))) if end < most), default=most - 1)
    return text[:end].rstrip(" ,;:–—") + "…"


def wrapped(text: str, measure: int, indent: str = "") -> str:
    """The text in lines of `measure` columns at most, as far as words allow; wide letters take two."""
    lines, room = [""], measure - len(indent)
    for part in _breakable(text):
        if lines[-1] and columns(lines[-1]) + columns(part.rstrip()) > room:
            lines.append("")
        lines[-1] += part
    return "\n".join(f"{indent}{line.rstrip()}".replace("\u00a0", " ") for line in lines)


def _breakable(text: str) -> Iterator[str]:
    """The parts of a text that no line may end in (UAX 14)."""
    from icu4py.breakers import LineBreaker

    yield from LineBreaker(text, "en")


def columns(text: str) -> int:
    """How many columns a text takes, in which wide letters have two each (UAX 11)."""
    return sum(0 if unicodedata.category(letter) == "Mn" else
               2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
