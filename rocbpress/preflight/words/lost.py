"""Words of an article that an edition does not say, each block's at its line."""

from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path

from rocbpress.findings.finding import Finding
from rocbpress.preflight.words.text import Source, SourcePassage
from rocbpress.preflight.words.units import Unit, seen, units
from rocbpress.sources.manuscript import Article

BOUND = "\1"  # stands where a paragraph, item or cell begins and ends
_NAMED = 6  # words that a message names


def lost(article: Article, said: str, folder: Path) -> Iterator[Finding]:
    """One finding for each block, and for each of the words in the article's head, that `said` has not.

    `said` is all that an edition says of it, BOUND where its paragraphs, items and cells begin and end.
    """
    source = Source(folder / "articles" / f"{article.slug}.md", article.file)
    told: set[int] = set()
    for unit, words in _missing(tuple(units(article)), seen(said)):
        if unit.line in told:
            continue
        told |= {unit.line} - {0}
        passage = SourcePassage(source, unit.line or 1, words, article.language)
        yield Finding("words-lost", f"the words “{words}” are not in the finished file", passage.place(words),
                      hint="shorten the text around them, or change the layout")


def _missing(own: tuple[Unit, ...], text: str) -> Iterator[tuple[Unit, str]]:
    """Each unit that the text lacks, with the first words that it lacks.

    Those in order are looked for from the end of the one before on: the earliest place is always the
    best. Others stand anywhere, as often as in all units.
    """
    at = 0
    moved = dict.fromkeys(seen(part) for unit in own if not unit.ordered for part in unit.parts)
    ordered = (seen(part) for unit in own if unit.ordered for part in unit.parts)
    expected = BOUND.join((*moved, *ordered))
    for unit in own:
        start, begins = (at, BOUND * unit.bound) if unit.ordered else (0, "")
        for number, part in enumerate(unit.parts):
            wanted = begins + seen(part)
            found = text.find(wanted, start)
            if found < 0 or (not unit.ordered and text.count(wanted) < expected.count(wanted)):
                words = _first_lost(part, text, start) if unit.ordered else part.split()
                rest = " ".join(unit.parts[number + 1:]).split()
                yield unit, " ".join([*words, *rest][:_NAMED])
                break
            start, begins = found + len(wanted), ""
        else:
            at = start if unit.ordered else at


def _first_lost(part: str, text: str, start: int) -> list[str]:
    """The words of a part from the first on that does not follow those before it."""
    words = part.split()
    least = bisect_left(range(len(words)), True,
                        key=lambda at: text.find(seen("".join(words[:at + 1])), start) < 0)
    return words[least:] or words
