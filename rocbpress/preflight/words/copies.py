"""What is in an issue twice, as when an article was saved under two names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.preflight.words.text import SourcePassage

LONG = 120  # characters: shorter paragraphs, such as greetings, may well come again


def passages_stand_once(passages: Iterable[SourcePassage]) -> Iterator[Finding]:
    """No long paragraph is printed twice; one finding for each pair of files."""
    first: dict[str, SourcePassage] = {}
    again: dict[tuple[str, str], list[tuple[SourcePassage, SourcePassage]]] = defaultdict(list)
    for passage in passages:
        words = " ".join(passage.text.split())
        if len(words) < LONG or not passage.printed or passage.kind != "text":
            continue
        known = first.setdefault(words, passage)
        if known is not passage:
            again[passage.source.shown, known.source.shown].append((passage, known))
    for pairs in again.values():
        here, there = pairs[0]
        more = f" (and {len(pairs) - 1} more below)" if len(pairs) > 1 else ""
        yield Finding("text-repeated", f"the same paragraph is in {there.source.shown}:{there.line}{more}",
                      Place(here.source.shown, here.line), Severity.WARNING, "delete one of the two")
