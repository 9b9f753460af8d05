"""What a stage has to say about the sources or the pages, with the place it speaks of."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum


class Severity(StrEnum):
    """How grave a finding is: an error stops the edition, a warning is printed, and so is a note,
    which asks for nothing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Place:
    """Where: a file of the workspace (line and column from 1), a page label, or a block of a flow;
    in a file without lines a passage: paragraph 14 “The workshop…”.

    A galley in the cache knows only blocks (`slug#b12`); `press` turns them into lines of the
    source as it is now.
    """

    file: str = ""
    line: int = 0
    column: int = 0
    page: str = ""
    block: str = ""
    passage: str = ""

    def __str__(self) -> str:
        spot = ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])
        place = " ".join(filter(None, (spot or self.block, self.page and f"page {self.page}")))
        return ": ".join(filter(None, (place, self.passage)))


@dataclass(frozen=True, slots=True)
class Finding:
    """One fact, in words an officer can act on; `code` never changes its meaning."""

    code: str
    message: str
    where: Place = Place()
    severity: Severity = Severity.ERROR
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.where}: " if str(self.where) else ""
        grade = "" if self.severity is Severity.ERROR else f"{self.severity.value}: "
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}{grade}{self.code}: {self.message}{hint}"


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Only those that stop an edition."""
    return tuple(f for f in findings if f.severity is Severity.ERROR)


def strictly(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, warnings as errors; a note stays one."""
    return tuple(replace(f, severity=Severity.ERROR) if f.severity is Severity.WARNING else f
                 for f in findings)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, or all of them where none is near."""
    words = sorted(known)
    near = get_close_matches(word, words, n=1, cutoff=0.6)
    if near:
        return f"did you mean {near[0]}?"
    return f"there are: {', '.join(words)}" if 0 < len(words) <= 12 else ""
