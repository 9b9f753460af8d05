"""The index in print: pages like any others of the newsletter, from the same press."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from markupsafe import Markup

from rocbpress import __version__
from rocbpress.archive.index import IndexedArticle, heads
from rocbpress.assemble.metadata import Record
from rocbpress.assemble.pagination import paginate
from rocbpress.assemble.proof import assemble
from rocbpress.compose.stylesheets import style_sheets
from rocbpress.compose.templates import render
from rocbpress.compose.words import dates
from rocbpress.findings.errors import LayoutError, PreflightError
from rocbpress.findings.finding import Finding, Place, errors
from rocbpress.layout.editions import EDITIONS
from rocbpress.layout.layout import Layout, read_layout
from rocbpress.layout.printer import read_printer
from rocbpress.preflight.claims import check_claims
from rocbpress.sources.manuscript import Manuscript, read_manuscript
from rocbpress.typeset.flow import Flow, Matter
from rocbpress.typeset.workers.pool import gather, open_pool
from rocbpress.workspace.fingerprint import package_versions
from rocbpress.workspace.workspace import Workspace

_EDITION = EDITIONS["mail"]
_LISTS = ("date", "section", "place", "person")
_WORDS = ("index", "issue", "page", *(f"by-{name}" for name in _LISTS))


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """An article under a head: `details` say of it what the head does not."""

    language: str
    title: Markup
    details: tuple[str, ...]
    issue: int
    page: str


@dataclass(frozen=True, slots=True)
class IndexHead:
    """A year, a section, a place or a person, and what is found there."""

    title: str
    entries: tuple[IndexEntry, ...]


@dataclass(frozen=True, slots=True)
class IndexList:
    """One of the four lists; its name is an index's word."""

    name: str
    title: str
    heads: tuple[IndexHead, ...]


def index_pdf(workspace: Workspace, articles: tuple[IndexedArticle, ...]) -> bytes:
    """The index as a tagged PDF, in the layout of the newest of these issues and dated like it.

    PreflightError where it is not fit to be claimed accessible.
    """
    newest = read_manuscript(workspace, max(each.issue for each in articles))
    layout = read_layout(workspace, newest.issue.layout)
    printer = read_printer(layout, newest.issue.print.profile)
    flow = _flow(articles, newest, layout)
    with open_pool(workspace.fonts, 1) as submit:
        galleys = tuple(galley for _, galley in gather({submit(flow): flow}))
    proof = assemble((flow,), galleys, paginate((flow,), galleys), layout, _EDITION, _record(newest), printer,
                     workspace.fonts)
    if found := errors(check_claims(proof.write(()), _EDITION.claims, printer)):
        raise PreflightError(found)
    return proof.write(_EDITION.claims)


def _flow(articles: tuple[IndexedArticle, ...], newest: Manuscript, layout: Layout) -> Flow:
    language = newest.issue.language
    words = _words(layout, language)
    months = layout.months[language]
    body = render(layout, "index", words=words, lists=tuple(_lists(articles, words, months)))
    html = render(layout, "document", page="index", issue_line=words["index"], body=body, language=language,
                  styles=style_sheets(layout, _EDITION, "index", body))
    running = f"{newest.publisher.short} {newest.issue.title}"
    return Flow("index", ("index",), Matter.BODY, "", running, str(html))


def _words(layout: Layout, language: str) -> Mapping[str, str]:
    """The layout's own words, with all that an index needs; else LayoutError."""
    words = layout.words.get(language, {})
    if missing := [word for word in _WORDS if word not in words]:
        raise LayoutError(Finding(
            "layout-language", f"the layout {layout.name} has no words in {language!r}: {', '.join(missing)}",
            Place(f"layouts/{layout.name}/layout.toml"), hint=f"add them to [languages.{language}.words]"))
    return words


def _lists(articles: tuple[IndexedArticle, ...], words: Mapping[str, str], months: Sequence[str]) -> Iterator[IndexList]:
    found = heads(articles)
    for name in _LISTS:
        under = tuple(IndexHead(head, tuple(_entry(each, name, months) for each in each_under))
                      for head, each_under in found[name].items())
        if under:
            yield IndexList(name, words[f"by-{name}"], under)


def _entry(article: IndexedArticle, name: str, months: Sequence[str]) -> IndexEntry:
    when = dates(date.fromisoformat(article.first), date.fromisoformat(article.last), months)
    details = (when, article.place if name != "place" else "")
    return IndexEntry(article.language, Markup(article.title_html), tuple(filter(None, details)), article.issue,
                 article.page)


def _record(newest: Manuscript) -> Record:
    publisher = newest.publisher
    return Record(
        title=f"{publisher.short} {newest.issue.title}: index", author=publisher.name,
        subject="Every article by date, section, place and person", language="en",
        date=datetime.combine(newest.issue.date, time(), UTC),
        producer=f"rocbpress {__version__}, WeasyPrint {package_versions()['weasyprint']}")
