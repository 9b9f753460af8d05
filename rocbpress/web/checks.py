"""What is looked at before a web edition is published: every word is there, and pages are light."""

from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from zlib import compress

from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.preflight.words.lost import BOUND, lost
from rocbpress.sources.manuscript import Manuscript
from rocbpress.web.addresses import page_of
from rocbpress.web.articles import WebArticle
from rocbpress.web.fonts import CutFace

LIGHT = 150_000  # bytes of a page with sheet and faces, without pictures, as a server sends them
_WITHIN = frozenset({"a", "b", "code", "em", "img", "picture", "s", "source", "span", "strong", "sup"})
_VOID = frozenset({"br", "hr", "img", "source"})


def words_stand(articles: Iterable[WebArticle], manuscript: Manuscript) -> Iterator[Finding]:
    """An error for each block with words that its page has not, as in the tagged file of the PDF."""
    for made in articles:
        yield from lost(manuscript.article(made.slug), said(made.body), manuscript.folder)


def said(markup: str) -> str:
    """All words, the numbers of lists too; BOUND where paragraphs, items and cells begin and end.

    Without the numbers that call notes, and what is hidden from readers.
    """
    reader = _Reader()
    reader.feed(markup)
    return "".join(reader.words)


def pages_are_light(files: Mapping[str, bytes], faces: Iterable[CutFace],
                    manuscript: Manuscript) -> Iterator[Finding]:
    """A note for those pages that weigh more than LIGHT, by what weighs most in them."""
    every, sheet = tuple(faces), len(compress(files["style.css"]))
    heavy: dict[str, list[int]] = {}
    for article in manuscript.articles():
        page = files[page_of(article.slug)]
        loaded = [face for face in every if not face.code or f"script-{face.code}".encode() in page]
        own = len(compress(page))
        weight = own + sheet + sum(len(face.data) for face in loaded)
        heaviest = max(loaded, key=lambda face: len(face.data), default=None)
        most = "the text itself, with its drawings"
        if heaviest and len(heaviest.data) > own:
            most = f"the face {heaviest.name.partition('.')[0]}"
        if weight > LIGHT:
            heavy.setdefault(most, []).append(weight)
    for most, weights in heavy.items():
        count = f"{len(weights)} pages weigh" if len(weights) > 1 else "a page weighs"
        yield Finding("web-heavy", f"{count} up to {max(weights) / 1000:.0f} kB without pictures, most of it "
                      f"{most}", Place(manuscript.file), Severity.NOTE)


class _Reader(HTMLParser):
    """Goes through markup once; `hidden` is how deep it is in what does not count."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._hidden: list[str] = []
        self._lists: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self._hidden or given.get("aria-hidden") == "true" or given.get("class") == "call" or (
                given.get("role") == "doc-backlink"):
            self._hidden += [tag] if tag not in _VOID else []
            return
        if tag not in _WITHIN:
            self.words.append(" " if tag == "br" else BOUND)
        if tag in ("ol", "ul"):
            self._lists.append((tag, int(given.get("start") or 1)))
        elif tag == "li" and self._lists[-1][0] == "ol":
            number = int(given.get("value") or self._lists[-1][1])
            self._lists[-1] = "ol", number + 1
            self.words.append(f"{number}.")

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            self._hidden.pop()
            return
        if tag not in _WITHIN:
            self.words.append(BOUND)
        if tag in ("ol", "ul"):
            self._lists.pop()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(data)
