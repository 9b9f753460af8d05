"""Rules of words, told before anything is typeset: a rule is a line in a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from rocbpress.findings import Finding
from rocbpress.preflight.copytext import Passage, passages
from rocbpress.preflight.glyphs import characters_have_glyphs
from rocbpress.preflight.words import (
    english_is_spelt,
    numbers_are_set,
    ordinals_are_right,
    spaces_are_single,
    titles_are_titles,
)
from rocbpress.sources.manuscript import Manuscript

Rule = Callable[[Iterable[Passage]], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    english_is_spelt, spaces_are_single, ordinals_are_right, numbers_are_set, titles_are_titles,
)


def check_manuscript(manuscript: Manuscript, fonts: Path) -> tuple[Finding, ...]:
    """What is wrong with the words of an issue, by file and line; `fonts` are the faces it is set in."""
    words = tuple(passage for passage in passages(manuscript) if passage.text.strip())
    found = dict.fromkeys((*characters_have_glyphs(words, fonts),
                           *(finding for rule in RULES for finding in rule(words))))
    return tuple(sorted(found, key=lambda f: (f.where.file, f.where.line, f.where.column, f.code)))
