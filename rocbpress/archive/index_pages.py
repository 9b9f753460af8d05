"""The index in print: pages like any others of the newsletter, by the same stages."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from rocbpress.archive.index import IndexedArticle, heads
from rocbpress.assemble.pagination import paginate as number_pages
from rocbpress.compose.stylesheets import style_sheets
from rocbpress.compose.templates import render
from rocbpress.compose.words import dates
from rocbpress.findings.errors import LayoutError, PreflightError
from rocbpress.findings.finding import Finding, Place, errors
from rocbpress.layout.editions import EDITIONS, Edition
from rocbpress.layout.layout import Layout
from rocbpress.layout.schema import LanguageEntry
from rocbpress.preflight.claims import check_claims
from rocbpress.press.finish import assemble, issue_record
from rocbpress.press.job import Job
from rocbpress.press.paginate import Paginated, open_context
from rocbpress.press.queue import open_queue, open_workers
from rocbpress.press.read import Sources, read
from rocbpress.sources.manuscript import Manuscript
from rocbpress.typeset.flow import Flow, Matter
from rocbpress.workspace.workspace import Workspace

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
    job = Job(workspace, max(each.issue for each in articles), EDITIONS["mail"], 1, workspace.cache,
              layout="current")
    newest = read(job)
    flows = (_flow(articles, newest, job.edition),)
    with open_workers(job) as submit, open_queue(job, submit) as queue:
        galleys = queue.galleys(flows)
    pages = Paginated(flows, galleys, number_pages(flows, galleys), open_context(newest, job),
                      queue.opened)
    proof = assemble(newest, pages, job, replace(
        issue_record(newest.manuscript), title=_running(newest.manuscript) + ": index",
        subject="Every article by date, section, place and person", language="en"))
    if found := errors(check_claims(proof.write(()), job.edition.claims, newest.printer)):
        raise PreflightError(found)
    return proof.write(job.edition.claims)


def _flow(articles: tuple[IndexedArticle, ...], newest: Sources, edition: Edition) -> Flow:
    language, layout = newest.manuscript.issue.language, newest.layout
    spoken = _spoken(layout, language)
    words = spoken.words
    body = render(layout, "index", words=words, lists=tuple(_lists(articles, spoken)))
    html = render(layout, "document", page="index", issue_line=words["index"], body=body, language=language,
                  styles=style_sheets(layout, edition, "index", body))
    return Flow("index", ("index",), Matter.BODY, "", _running(newest.manuscript), str(html))


def _running(newest: Manuscript) -> str:
    return f"{newest.publisher.short} {newest.issue.title}"


def _spoken(layout: Layout, language: str) -> LanguageEntry:
    """The layout's own words, with all that an index needs; else LayoutError."""
    spoken = layout.spoken(language)
    missing = [word for word in _WORDS if spoken is None or word not in spoken.words]
    if spoken is None or missing:
        raise LayoutError(Finding(
            "layout-language", f"the layout {layout.name} has no words in {language!r}: {', '.join(missing)}",
            Place(f"layouts/{layout.name}/layout.toml"), hint=f"add them to [languages.{language}.words]"))
    return spoken


def _lists(articles: tuple[IndexedArticle, ...], spoken: LanguageEntry) -> Iterator[IndexList]:
    found = heads(articles)
    for name in _LISTS:
        under = tuple(IndexHead(head, tuple(_entry(each, name, spoken) for each in each_under))
                      for head, each_under in found[name].items())
        if under:
            yield IndexList(name, spoken.words[f"by-{name}"], under)


def _entry(article: IndexedArticle, name: str, spoken: LanguageEntry) -> IndexEntry:
    first, last = map(date.fromisoformat, (article.first, article.last))
    when = dates(first, last, spoken.months, spoken.date)
    details = (when, article.place if name != "place" else "")
    return IndexEntry(article.language, Markup(article.title_html), tuple(filter(None, details)),
                      article.issue, article.page)

