"""The words of a manuscript as rules read them, and where each is in its file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path

from rocbpress.findings.finding import Place
from rocbpress.sources.manuscript import Article, Block, BlockKind, Box, Manuscript
from rocbpress.sources.markdown.figures import Bars, Events, Fpo, Gallery, KeyFigures, Map, Picture, Related
from rocbpress.sources.markdown.tree import Node

_INLINE = frozenset({"", "a", "code", "em", "s", "span", "strong", "sup"})


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the issue: its path, and how messages name it."""

    path: Path
    shown: str


@dataclass(frozen=True, slots=True)
class SourcePassage:
    """Words of one language that belong together, and the line where their block begins.

    `kind` is `title`, `heading`, `caption`, `code` or `text`; what is only spoken is not `printed`. The
    headings of an essay's parts are `numbered`. `among` are all words that they stand among, in several
    languages. What is never read as Markdown is `verbatim`; `bold` is what is so as a whole.
    """

    source: Source
    line: int
    text: str
    language: str
    kind: str = "text"
    printed: bool = True
    numbered: bool = False
    among: str = ""
    verbatim: bool = False
    bold: bool = False

    @property
    def whole(self) -> str:
        """The whole title, caption or paragraph."""
        return self.among or self.text

    def place(self, words: str) -> Place:
        """Where these words first occur from the passage's line on, with any white space between them.

        The line alone where they are set otherwise than they are written.
        """
        pattern = r"\s+".join(map(re.escape, words.split())) or re.escape(words)
        return self.place_of(re.compile(rf"(?<!\w){pattern}(?!\w)" if words[:1].isalnum() else pattern))

    def place_of(self, pattern: re.Pattern[str]) -> Place:
        """Where the pattern first matches from the passage's line on."""
        for number, line in enumerate(self._lines(), self.line):
            if found := pattern.search(line):
                return Place(self.source.shown, number, found.start() + 1)
        return Place(self.source.shown, self.line)

    def is_typed(self, mark: str) -> bool:
        """Whether the mark stands in the block as it is written, without a backslash before any of it."""
        block = takewhile(str.strip, self._lines())
        return any(mark in re.sub(r"\\[^\w\s]", "\0", line) for line in block)

    def _lines(self) -> list[str]:
        """Those of the file from the passage's own on."""
        return self.source.path.read_text("utf-8-sig").split("\n")[self.line - 1:]


def passages(manuscript: Manuscript) -> Iterator[SourcePassage]:
    """All words that an issue prints or speaks: issue.yaml's, then each article's."""
    for content, start in contents(manuscript):
        found: list[SourcePassage] = []
        notes: list[SourcePassage] = []
        _gather(content, replace(start, verbatim=isinstance(content, str)), found, notes, parted=True)
        if len(printed := [passage for passage in found if passage.printed]) > 1:
            among = "".join(passage.text for passage in printed)
            found = [replace(passage, among=among) if passage.printed else passage for passage in found]
        yield from (passage for passage in (*found, *notes) if passage.text.strip())


def contents(manuscript: Manuscript) -> Iterator[tuple[Node | str, SourcePassage]]:
    """All texts and content of an issue, each with its file, line, language and kind in an empty passage."""
    issue = manuscript.issue
    start = SourcePassage(Source(manuscript.folder / "issue.yaml", manuscript.file), 1, "", issue.language)
    yield issue.title, replace(start, kind="title")
    yield issue.covers, start
    yield from ((teaser.title, start) for teaser in issue.teasers)
    if issue.cover:
        yield issue.cover.credit, start
        yield issue.cover.alt, replace(start, printed=False)
    for section in manuscript.sections:
        yield section.title, replace(start, kind="title")
        for block in section.lead:
            yield from _block(block, start)
    for article in manuscript.articles():
        yield from _article(article, manuscript.folder / "articles" / f"{article.slug}.md")


def _article(article: Article, path: Path) -> Iterator[tuple[Node | str, SourcePassage]]:
    head, start = article.head, SourcePassage(
        Source(path, article.file), 1, "", article.language)
    yield article.title_html, replace(start, kind="title")
    people = (words for person in head.authors for words in (person.name, person.role))
    facts = (words for fact in head.facts.items() for words in fact)
    figures = (words for figure in head.figures for words in (figure.value, figure.label))
    stays = (day for day in (head.from_, head.to) if isinstance(day, str))
    yield from ((content, start) for content in (head.standfirst_html, head.contact_html))
    yield head.teaser_html, replace(start, printed=False)
    yield from ((text, start) for text in (head.place, head.signature, *people, *facts, *figures, *stays,
                                           *head.sponsors, *(link.title for link in head.links)))
    for person in head.authors:
        yield person.alt, replace(start, printed=False)
    for block in article.blocks:
        yield from _block(block, start)


def _block(block: Block, around: SourcePassage) -> Iterator[tuple[Node | str, SourcePassage]]:
    numbered = block.kind is BlockKind.HEADING and block.number > 0
    start, spec = replace(around, line=block.line, numbered=numbered), block.spec
    kind = {BlockKind.HEADING: "heading", BlockKind.CODE: "code"}.get(block.kind, "text")
    yield block.content, replace(start, kind=kind)
    if isinstance(spec, Picture):
        yield spec.caption_html, replace(start, kind="caption")
        yield from ((text, start) for text in (spec.credit, spec.source))
        yield spec.alt, replace(start, printed=False)
    elif isinstance(spec, Gallery):
        yield spec.caption_html, replace(start, kind="caption")
        yield from ((text, start) for text in (spec.source, *(each.credit for each in spec.pictures)))
        yield from ((each.alt, replace(start, printed=False)) for each in spec.pictures)
    elif isinstance(spec, Box):
        yield spec.title_html, replace(start, kind="heading")
        for inner in spec.blocks:
            yield from _block(inner, around)
    elif isinstance(spec, Events | Related):
        yield spec.heading_html, replace(start, kind="heading")
        for event in spec.items if isinstance(spec, Events) else ():
            yield event.title_html, start
            yield event.place, start
    elif isinstance(spec, KeyFigures):
        yield from ((text, start) for item in spec.items for text in (item.value, item.label))
    elif isinstance(spec, Map | Bars | Fpo):
        yield spec.title, replace(start, kind="caption")
        yield spec.alt, replace(start, printed=False)
        yield from ((text, start) for text in (spec.note, *_labels(spec)))


def _labels(spec: Map | Bars | Fpo) -> Iterator[str]:
    """The small words of a drawn figure."""
    if isinstance(spec, Fpo):
        yield spec.kind
        return
    yield from (spec.unit, spec.source)
    yield from (str(row[0]) for row in spec.rows)
    yield from spec.series if isinstance(spec, Bars) else (place.name for place in spec.places)


def _gather(content: Node | str, around: SourcePassage, found: list[SourcePassage],
            notes: list[SourcePassage], *, parted: bool) -> bool:
    """Add the words to `found`, to its last passage unless they are `parted` from it; a note's to `notes`.

    Returns whether what follows is parted from them; `around` has their language and kind.
    """
    if isinstance(content, str):
        last = found[-1] if found else None
        same = last and (last.language, last.kind, last.printed) == (around.language, around.kind, True)
        if last and same and not parted:
            bold = last.bold and (around.bold or not content.strip())
            found[-1] = replace(last, text=last.text + content, bold=bold)
        elif content.strip():
            found.append(replace(around, text=content))
        return False
    is_block = content.tag not in _INLINE
    if content.tag == "img":
        found.append(replace(around, text=content.get("alt"), printed=False))
    is_note = content.get("class") == "note"
    before, parted = parted, parted or is_block or is_note
    inner = replace(around, language=content.get("lang") or around.language,
                    kind="code" if content.tag == "code" else around.kind,
                    bold=around.bold or content.tag == "strong")
    number = ("0",) if content.get("data-page") else ()  # it is filled in later
    for child in (*number, *content.children):
        parted = _gather(child, inner, notes if is_note else found, notes, parted=parted)
    return before if is_note else parted or is_block
