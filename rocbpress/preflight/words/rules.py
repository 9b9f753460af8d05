"""What a manuscript tells without being typeset; a rule of words is a line in a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from hashlib import sha256
from itertools import chain
from pathlib import Path

from rocbpress.findings.finding import Finding
from rocbpress.preflight.cache import entered
from rocbpress.preflight.words.copies import passages_stand_once
from rocbpress.preflight.words.glyphs import characters_have_glyphs
from rocbpress.preflight.words.slips import (
    english_is_spelt,
    numbers_are_set,
    ordinals_are_right,
    spaces_are_single,
    titles_are_titles,
)
from rocbpress.preflight.words.text import Source, SourcePassage, passages
from rocbpress.sources.manuscript import Manuscript
from rocbpress.workspace.cache import Cache

Rule = Callable[[Iterable[SourcePassage]], Iterator[Finding]]

# Each of the first looks at one file, the others at all of them.
OF_A_FILE: tuple[Rule, ...] = (
    english_is_spelt, spaces_are_single, ordinals_are_right, numbers_are_set, titles_are_titles)
OF_AN_ISSUE: tuple[Rule, ...] = (passages_stand_once,)
RULES = (*OF_A_FILE, *OF_AN_ISSUE)


def check_glyphs(manuscript: Manuscript, fonts: Path, kept: Cache | None = None) -> tuple[Finding, ...]:
    """What no face of the folder `fonts` can draw, by file and line; what is known stands in `kept`."""
    return tuple(dict.fromkeys(characters_have_glyphs(_passages(manuscript), fonts, kept)))


def check_words(manuscript: Manuscript, kept: Cache | None = None) -> tuple[Finding, ...]:
    """What is wrong with the words of an issue, by file and line; `kept` has what is known of files."""
    words = _passages(manuscript)
    files: dict[Source, list[SourcePassage]] = {}
    for passage in words:
        files.setdefault(passage.source, []).append(passage)
    each = [entered(kept, ("words", repr(said), sha256(source.path.read_bytes()).hexdigest()),
                    partial(_told, OF_A_FILE, said)) for source, said in files.items()]
    return in_order(dict.fromkeys((*chain.from_iterable(each), *_told(OF_AN_ISSUE, words))))


def _told(rules: Iterable[Rule], passages: Sequence[SourcePassage]) -> tuple[Finding, ...]:
    return tuple(finding for rule in rules for finding in rule(passages))


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings as their reader goes through the files; those of a file without a line come first."""
    return tuple(sorted(findings, key=lambda f: (f.where.file, f.where.line, f.where.column)))


def _passages(manuscript: Manuscript) -> tuple[SourcePassage, ...]:
    return tuple(passage for passage in passages(manuscript) if passage.text.strip())
