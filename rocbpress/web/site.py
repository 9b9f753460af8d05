"""What stands above the issues of a workspace: a page that lists them, and an Atom feed (RFC 4287)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from markupsafe import Markup

from rocbpress.findings.diagnostics import Diagnostics
from rocbpress.findings.errors import LayoutError
from rocbpress.layout.editions import WEB
from rocbpress.layout.layout import Layout, read_layout
from rocbpress.layout.locked import locked_layout
from rocbpress.sources.yaml.manifest import Issue, Publisher, read_manifest, read_publisher
from rocbpress.web.addresses import PAGE, named
from rocbpress.web.edition import SHEET, face_files, styled
from rocbpress.web.pages import Frame, Page, foot, issue_list, written
from rocbpress.web.scripts import in_scripts
from rocbpress.web.words import WORDS
from rocbpress.workspace.cache import Cache
from rocbpress.workspace.workspace import Workspace

FEED = "feed.xml"


@dataclass(frozen=True, slots=True)
class ListedIssue:
    """An issue whose web edition is in build/."""

    issue: Issue
    publisher: Publisher

    @property
    def number(self) -> int:
        return self.issue.number

    @property
    def title(self) -> str:
        return self.issue.title

    @property
    def covers(self) -> str:
        return self.issue.covers

    @property
    def address(self) -> str:
        """Of its front page, from that of the list."""
        return named(f"{self.number}/{PAGE}")

    @property
    def home(self) -> str:
        """Where issues stand on the web, with a stroke at its end; '' where nobody says."""
        web = self.issue.web or self.publisher.web
        return f"{web.rstrip('/')}/" if web else ""


def site(workspace: Workspace, build: Path, cache: Cache) -> dict[str, bytes]:
    """The files that stand above the web editions in a folder of issues; none where there is no edition."""
    listed = tuple(_listed(workspace, build))
    if not listed:
        return {}
    newest = listed[0]
    layout = _layout(workspace, newest.issue)
    frame = _frame(newest, layout)
    page = Page(PAGE, "listed", frame.publication, frame.publication, "", _main(frame, listed),
                Markup('<header class="running"><p>{}</p></header>').format(newest.publisher.name),
                foot(frame, newest.publisher, None, None))
    words = [in_scripts(each, frame.language) for each in (page.head, page.main, page.foot)]
    sheet, faces = styled(layout, words, (), cache)
    name, text = written(page, frame)
    files = {name: text, SHEET: sheet, **({FEED: feed(listed)} if frame.home else {})}
    return {**{key: value.encode() for key, value in files.items()}, **face_files(faces)}


def feed(listed: Sequence[ListedIssue]) -> str:
    """The feed of the issues that stand where the newest does; its dates are the issues' own."""
    newest = listed[0]
    home, name = newest.home, escape(f"{newest.publisher.short} {newest.issue.title}")
    entries = "".join(_entry(each) for each in listed if each.home == home)
    return (f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
            f'xml:lang="{newest.issue.language}">\n<id>{escape(home)}</id>\n<title>{name}</title>\n'
            f"<updated>{_date(newest.issue)}</updated>\n<author><name>{escape(newest.publisher.name)}</name>"
            f'</author>\n<link rel="alternate" type="text/html" href="{escape(home)}"/>\n'
            f'<link rel="self" type="application/atom+xml" href="{escape(home)}{FEED}"/>\n{entries}</feed>\n')


def _entry(listed: ListedIssue) -> str:
    address = escape(f"{listed.home}{listed.number}/")
    return (f'<entry xml:lang="{listed.issue.language}">\n<id>{address}</id>\n'
            f"<title>{escape(f'{listed.title} {listed.number}')}</title>\n"
            f"<updated>{_date(listed.issue)}</updated>\n<link rel=\"alternate\" type=\"text/html\" "
            f'href="{address}"/>\n<summary>{escape(listed.covers or listed.title)}</summary>\n</entry>\n')


def _date(issue: Issue) -> str:
    return f"{(issue.published or issue.date).isoformat()}T00:00:00Z"


def _listed(workspace: Workspace, build: Path) -> Iterator[ListedIssue]:
    """The newest first. Issue 0 shows the format, and is listed only where there is no other."""
    there = [number for number in workspace.numbers() if (build / str(number) / WEB.folder).is_dir()]
    for number in sorted((each for each in there if each or len(there) == 1), reverse=True):
        diagnostics = Diagnostics("")
        manifest = read_manifest(workspace, number, diagnostics)
        publisher = read_publisher(workspace, manifest, diagnostics) if manifest else None
        if manifest and publisher:
            yield ListedIssue(manifest.issue, publisher)


def _layout(workspace: Workspace, issue: Issue) -> Layout:
    layout = read_layout(workspace, issue.layout, locked_layout(workspace, issue.number, issue.layout))
    return layout.in_accent(issue.design.accent or "")


def _frame(newest: ListedIssue, layout: Layout) -> Frame:
    issue, publisher = newest.issue, newest.publisher
    spoken = layout.spoken(issue.language)
    if spoken is None:
        raise LayoutError(tuple(layout.language_findings(issue.language)))
    name = f"{publisher.short} {issue.title}"
    return Frame(issue.language, name, name, issue.date.isoformat(), newest.home, newest.home,
                 {**WORDS, **spoken.words})


def _main(frame: Frame, listed: Sequence[ListedIssue]) -> Markup:
    return Markup("<h1>{}</h1>\n{}").format(frame.publication, issue_list(frame, listed))
