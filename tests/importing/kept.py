"""What of a file has arrived: in the article as the program reads it, or in what it tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rocbpress.findings.diagnostics import Diagnostics, in_order
from rocbpress.findings.finding import Finding, errors
from rocbpress.importing.importing import Imported, import_file
from rocbpress.preflight.words.units import units
from rocbpress.sources.articles import Article, Pages, draft_of
from tests.importing.raw_words import Passage, words

UNCOUNTED = frozenset({"code", "glossary", "alt", "number"})
ALT_MISSING = frozenset({"alt-missing", "position-only"})


@dataclass(frozen=True, slots=True)
class Arrived:
    """An imported file: its article as the program reads it, and what reading it found wrong."""

    imported: Imported
    text: str
    article: Article | None
    faults: tuple[Finding, ...]

    @property
    def said(self) -> list[str]:
        """All that the article prints, a paragraph, cell or caption each."""
        return [" ".join(unit.parts) for unit in units(self.article)] if self.article else []

    @property
    def head(self) -> str:
        """The front matter, as it is written."""
        return self.text.split("\n---\n")[0]

    @property
    def told(self) -> list[str]:
        """The whole text of what is told."""
        return [each.words for each in self.imported.told]


def arrive(path: Path, folder: Path, slug: str = "sent") -> Arrived:
    """Import a file into an empty folder, and read the article that was made."""
    return read_back(import_file(path, slug), folder)


def read_back(imported: Imported, folder: Path) -> Arrived:
    """What was imported, written into a folder and read as any article is."""
    for name, data in imported.files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    text = imported.files.get(f"articles/{imported.slug}.md", b"").decode("utf-8")
    diagnostics = Diagnostics("")
    draft = draft_of(imported.slug, text, Pages(folder, "issues/5", "en"), diagnostics) if text else None
    return Arrived(imported, text, draft.article if draft else None, errors(in_order(diagnostics)))


def lost(passages: Iterable[Passage], arrived: Arrived) -> list[tuple[str, str]]:
    """Words of the passages that are neither printed nor told, each with the text that it stands in.

    A word is there if it is printed or told as often as it was written, or if its whole passage is, letter
    by letter: a note or a link may part a word that was one.
    """
    said = [*arrived.said, *arrived.told]
    there = Counter(word for text in said for word in words(text))
    solid = "\n".join("".join(words(text)) for text in said) + "\n" + "".join(words(" ".join(said)))
    gone = []
    for passage in passages:
        if passage.kind in UNCOUNTED:
            continue
        wanted = Counter(words(passage.text))
        short = [word for word, count in wanted.items() if there[word] < count]
        if short and "".join(words(passage.text)) not in solid:
            gone += [(word, passage.text) for word in short]
        elif not short:
            there.subtract(wanted)
    return gone
