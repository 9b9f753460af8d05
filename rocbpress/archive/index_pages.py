"""The index in print: pages like any others of the newsletter, from the same press."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path
from types import MappingProxyType

from markupsafe import Markup

from rocbpress import __version__
from rocbpress.archive.index import Heads, Indexed, heads
from rocbpress.assemble.metadata import Record
from rocbpress.assemble.pagination import paginate
from rocbpress.assemble.proof import assemble
from rocbpress.compose.sheets import style_sheet
from rocbpress.compose.templates import render
from rocbpress.editions import EDITIONS
from rocbpress.engines import package_versions
from rocbpress.errors import PreflightError
from rocbpress.findings import errors
from rocbpress.flow import Flow, Matter
from rocbpress.layout import Layout, read_layout
from rocbpress.pool import gather, open_pool
from rocbpress.preflight.claims import check_claims
from rocbpress.printing import read_printer
from rocbpress.sources.manuscript import Manuscript, read_manuscript
from rocbpress.workspace import Workspace

_EDITION = EDITIONS["mail"]
_TITLES = MappingProxyType({"date": "By date", "section": "By section", "place": "By place",
                            "person": "By person"})
_ENTRY = Markup('<li><span lang="{}">{}</span>{}, <span class="where">issue {}, page {}</span></li>')


def index_pdf(workspace: Workspace, articles: tuple[Indexed, ...]) -> bytes:
    """The index as a tagged PDF, in the layout of the newest of these issues and dated like it.

    PreflightError where it is not fit to be claimed accessible.
    """
    newest = read_manuscript(workspace, max(each.issue for each in articles))
    layout = read_layout(workspace, newest.issue.layout)
    printer = read_printer(layout, newest.issue.print.profile)
    flow = _flow(articles, newest, layout)
    with open_pool(workspace.fonts, 1) as submit:
        galleys = tuple(galley for _, galley in gather({submit(flow): flow}))
    proof = assemble((flow,), galleys, paginate((flow,), galleys), layout, _EDITION, _record(newest), printer)
    if found := errors(check_claims(proof.write(()), _EDITION.claims, printer)):
        raise PreflightError(found)
    return proof.write(_EDITION.claims)


def _flow(articles: tuple[Indexed, ...], newest: Manuscript, layout: Layout) -> Flow:
    body = Markup('<article data-article="index" id="index" data-bookmark="Index" data-level="2">'
                  "<h1>Index</h1>{}</article>").format(
        Markup("").join(_list(name, found) for name, found in heads(articles).items() if found))
    own = Path(__file__).with_name("index.css").read_text("utf-8")
    style = "\n".join((style_sheet(layout, _EDITION, "index", body), own))
    html = render(layout, "document", page="index", issue_line="Index", body=body, language="en",
                  style=Markup(style))
    return Flow("index", ("index",), Matter.BODY, "", f"{newest.publisher.short} {newest.issue.title}",
                str(html))


def _list(name: str, found: Heads) -> Markup:
    title = _TITLES[name]
    return Markup('<h2 id="index--{}" data-bookmark="{}" data-level="3">{}</h2>{}').format(
        name, title, title, Markup("").join(_head(head, under) for head, under in found.items()))


def _head(head: str, under: tuple[Indexed, ...]) -> Markup:
    return Markup('<h3>{}</h3><ul class="entries">{}</ul>').format(head, Markup("").join(map(_entry, under)))


def _entry(article: Indexed) -> Markup:
    place = f", {article.place}" if article.place else ""
    return _ENTRY.format(article.language, Markup(article.title_html), place, article.issue, article.page)


def _record(newest: Manuscript) -> Record:
    publisher = newest.publisher
    return Record(
        title=f"{publisher.short} {newest.issue.title}: index", author=publisher.name,
        subject="Every article by date, section, place and person", language="en",
        date=datetime.combine(newest.issue.date, time(), UTC),
        producer=f"rocbpress {__version__}, WeasyPrint {package_versions()['weasyprint']}")
