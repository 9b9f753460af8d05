"""A finished file as readers meet it: its structure by poppler, its sources as plain letters."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

_ELEMENT = re.compile(r"(?P<kind>[A-Z]\w*)(?: <(?P<name>.*?)>)?(?: \(\w+\))?:?$")


@dataclass(slots=True)
class Heard:
    """A structure element as `pdfinfo -struct-text` tells it: kind, ID, and text or elements within."""

    kind: str
    name: str = ""
    kids: list[Heard | str] = field(default_factory=list)

    def walk(self) -> Iterator[Heard]:
        yield self
        for kid in self.kids:
            if isinstance(kid, Heard):
                yield from kid.walk()

    def text(self, leave_out: frozenset[str] = frozenset()) -> str:
        """All that is read out, without elements of the kinds left out and without numbers of lists."""
        return " ".join(kid if isinstance(kid, str) else kid.text(leave_out) for kid in self.kids
                        if isinstance(kid, str) or not (kid.kind in leave_out or kid.is_number()))

    def is_number(self) -> bool:
        """Whether this is the label of an item or note, and no term of a definition."""
        return self.kind == "Lbl" and not re.search(r"[^\W\d_]", "".join(
            kid for element in self.walk() for kid in element.kids if isinstance(kid, str)))


def heard(path: Path) -> Heard:
    """The structure tree of a file, with its text."""
    said = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, text=True, check=True)
    root = Heard("root")
    stack = [(-1, root)]
    for line in said.stdout.splitlines():
        depth, words = len(line) - len(line.lstrip()), line.strip()
        if words.startswith('"'):
            while stack[-1][0] >= depth:
                stack.pop()
            stack[-1][1].kids.append(words[1:-1])
        elif match := _ELEMENT.match(words):
            while stack[-1][0] >= depth:
                stack.pop()
            element = Heard(match["kind"], match["name"] or "")
            stack[-1][1].kids.append(element)
            stack.append((depth, element))
    return root


def letters(text: str) -> str:
    """Letters and figures alone, so that hyphens and spaces at line ends do not count."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum()).casefold()


def plain(html: str) -> str:
    """The words of a block without its notes and their calls."""
    text = re.sub(r"<span class=\"note\".*?</span>", "", html, flags=re.DOTALL)
    text = re.sub(r"<sup class=\"note-again\".*?</sup>", "", text)
    return unescape(re.sub(r"<[^>]+>", " ", text))


def pattern(html: str) -> str:
    """A regular expression of the letters of a block; a page reference is any number."""
    parts = re.split(r"<a class=\"page-ref\".*?</a>", html)
    return r"\d+".join(letters(plain(part)) for part in parts)


def notes(html: str) -> list[str]:
    """The words of the notes that a block calls."""
    return [unescape(re.sub(r"<[^>]+>", " ", note))
            for note in re.findall(r"<span class=\"note\"[^>]*>(.*?)</span>", html, flags=re.DOTALL)]
