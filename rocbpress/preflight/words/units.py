"""The words that each article must print, in the pieces that no layout and no edition takes apart."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rocbpress.sources.frontmatter import PRINTED
from rocbpress.sources.manuscript import Article, Block, Box
from rocbpress.sources.markdown.figures import Bars, Events, Fpo, Gallery, KeyFigures, Map, Picture, Related
from rocbpress.sources.markdown.tree import Node

_WITHIN = frozenset({"", "a", "code", "em", "img", "s", "span", "strong", "sup"})
# What is neither seen nor said: white space, soft hyphens, marks of breaks and directions.
_UNSEEN = re.compile("[\\s\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")


@dataclass(frozen=True, slots=True)
class Unit:
    """Words of one paragraph, cell or caption, and the line of its block.

    Between two `parts` an edition may add an address, a page or the number of a note. `ordered` units
    are read in the order of the source, others wherever the layout places them. A `bound` one begins
    a paragraph, item or cell.
    """

    line: int
    parts: tuple[str, ...]
    ordered: bool
    bound: bool = False


@dataclass(slots=True)
class _Gatherer:
    """Parts of the unit that grows, and the footnotes called in it."""

    line: int
    ordered: bool
    bound: bool = False
    units: list[Unit] = field(default_factory=list)
    parts: list[str] = field(default_factory=lambda: [""])

    def end(self) -> None:
        """What follows is another unit."""
        parts = tuple(part for part in self.parts if part.strip())
        if parts:
            self.units.append(Unit(self.line, parts, self.ordered, self.bound))
        self.parts = [""]

    def add(self, content: Node | str, number: str = "") -> None:
        """All words of the content; `number` stands before an item of a list."""
        if isinstance(content, str):
            self.parts[-1] += content
            return
        style = content.get("class").split()
        if "note" in style:
            note = _Gatherer(self.line, ordered=False)
            note.add(Node(children=content.children))
            note.end()
            self.units += note.units
        elif "note-again" in style or content.get("data-page"):
            self.parts.append("")
        elif content.tag in _WITHIN:
            self._children(content)
            self.parts += [""] if content.tag == "a" else []
        elif content.tag == "br":
            self.parts[-1] += " "
        else:
            self.end()
            self.parts[-1] = number
            self.parts.append("")
            self._children(content)
            self.end()

    def _children(self, content: Node) -> None:
        at = int(content.get("start") or 1)
        for child in content.children:
            if content.tag == "ol" and isinstance(child, Node):
                at = int(child.get("value") or at)
                self.add(child, str(at))
                at += 1
            else:
                self.add(child)


def seen(text: str) -> str:
    """The text without what cannot be seen, and without the difference of capitals."""
    return _UNSEEN.sub("", text).casefold()


def units(article: Article) -> Iterator[Unit]:
    """All that an article prints: what its head says, then its blocks."""
    for words in _head_words(article):
        yield from _gathered(words, 0, ordered=False)
    for block in article.blocks:
        yield from _block_units(block)


def _gathered(content: Node | str, line: int, *, ordered: bool, bound: bool = False) -> list[Unit]:
    gatherer = _Gatherer(line, ordered, bound)
    gatherer.add(content)
    gatherer.end()
    return gatherer.units


def _head_words(article: Article) -> Iterator[Node | str]:
    """The words of the front matter that articles of this kind print."""
    head, printed = article.head, PRINTED[article.head.kind]
    if "title" in printed:
        yield article.title_html
    people = (words for person in head.authors for words in (person.name, person.role))
    given: dict[str, Iterable[Node | str]] = {
        "standfirst": [head.standfirst_html], "place": [head.place], "authors": people,
        "from": [head.from_] if isinstance(head.from_, str) else [],
        "to": [head.to] if isinstance(head.to, str) else [],
        "signature": [head.signature], "contact": [head.contact_html], "sponsors": head.sponsors,
        "links": [link.title for link in head.links],
        "facts": [words for fact in head.facts.items() for words in fact],
        "figures": [words for each in head.figures for words in (each.value, each.label)]}
    for key, words in given.items():
        if key in printed:
            yield from words


def _block_units(block: Block) -> Iterator[Unit]:
    spec = block.spec
    if isinstance(spec, Box):
        yield from _gathered(spec.title_html, block.line, ordered=True)
        for inner in spec.blocks:
            yield from _block_units(inner)
        return
    yield from _gathered(block.content, block.line, ordered=True, bound=not block.level)  # of numbered parts
    for words in _spec_words(block):
        yield from _gathered(words, block.line, ordered=False)


def _spec_words(block: Block) -> Iterator[Node | str]:
    """The words of a figure or calendar, which may stand further on than they are written."""
    words: tuple[Node | str, ...] = ()
    match block.spec:
        case Picture() as spec:
            words = spec.caption_html, spec.credit, spec.source
        case Gallery() as spec:
            words = spec.caption_html, spec.source, *(each.credit for each in spec.pictures)
        case Events() as spec:
            words = (spec.heading_html, *(each.title_html for each in spec.items),
                     *(each.place for each in spec.items))
        case Related() as spec:
            words = (spec.heading_html,)
        case KeyFigures() as spec:
            words = tuple(said for item in spec.items for said in (item.value, item.label))
        case Fpo() as spec:
            words = spec.title, spec.kind, spec.note
        case Bars() as spec:
            series = spec.series if len(spec.series) > 1 else ()  # the name of a lone one heads no row
            words = (spec.title, spec.note, spec.source, *(label for label, _ in spec.rows), *series)
        case Map() as spec:
            words = spec.title, spec.note, spec.source
    yield from words
