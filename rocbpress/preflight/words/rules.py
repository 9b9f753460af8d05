"""What is found in a manuscript before it is typeset; each rule is a line in a table."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

from rocbpress.findings.finding import Finding
from rocbpress.preflight.words.glyphs import characters_have_glyphs
from rocbpress.preflight.words.leftovers import (
    emphasis_is_closed,
    nothing_is_left_over,
    weekdays_are_right,
)
from rocbpress.preflight.words.lookalikes import (
    deceptive_links,
    letters_are_of_one_script,
    nothing_is_invisible,
)
from rocbpress.preflight.words.placeholders import examples_are_replaced
from rocbpress.preflight.words.slips import (
    english_is_spelt,
    numbers_are_set,
    ordinals_are_right,
    passages_stand_once,
    spaces_are_single,
    titles_are_titles,
)
from rocbpress.preflight.words.text import Source, SourcePassage, passages
from rocbpress.sources.cache import digest_of
from rocbpress.sources.manuscript import Manuscript
from rocbpress.workspace.cache import NO_CACHE, Cache
from rocbpress.workspace.fingerprint import engines, own_code

Rule = Callable[[Iterable[SourcePassage]], Iterator[Finding]]

# Each of the first looks at one file, the others at all of them.
OF_A_FILE: tuple[Rule, ...] = (
    english_is_spelt, spaces_are_single, ordinals_are_right, numbers_are_set, titles_are_titles,
    nothing_is_left_over, emphasis_is_closed, weekdays_are_right, letters_are_of_one_script,
    nothing_is_invisible)
OF_AN_ISSUE: tuple[Rule, ...] = (passages_stand_once,)
RULES = (*OF_A_FILE, *OF_AN_ISSUE)


def check_glyphs(manuscript: Manuscript, fonts: Path) -> tuple[Finding, ...]:
    """What no face of the folder `fonts` can draw, by file and line."""
    return tuple(dict.fromkeys(characters_have_glyphs(passages(manuscript), fonts)))


def check_examples(manuscript: Manuscript) -> tuple[Finding, ...]:
    """The texts of a new issue that still stand where its own should."""
    return tuple(examples_are_replaced(passages(manuscript)))


def check_words(manuscript: Manuscript, cache: Cache = NO_CACHE) -> tuple[Finding, ...]:
    """What is wrong with the words of an issue, by file and line; files as they were are not read again."""
    words = tuple(passages(manuscript))
    files: dict[Source, list[SourcePassage]] = {}
    for passage in words:
        files.setdefault(passage.source, []).append(passage)
    found = [cache.remember("words", partial(_found, OF_A_FILE, own), engines=engines(), code=own_code(),
                            text=digest_of(source.path), passages=own) for source, own in files.items()]
    return in_order(dict.fromkeys(chain(
        *found, _found(OF_AN_ISSUE, words), deceptive_links(manuscript))))


def _found(rules: Iterable[Rule], words: Sequence[SourcePassage]) -> tuple[Finding, ...]:
    return tuple(finding for rule in rules for finding in rule(words))


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings as their reader goes through the files; those of a file without a line come first."""
    return tuple(sorted(findings, key=lambda f: (f.where.file, f.where.line, f.where.column)))
