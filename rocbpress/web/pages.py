"""Whole pages: the front of the issue, and each article between the head and the foot of all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from rocbpress.compose.context import Context
from rocbpress.compose.details import detail
from rocbpress.compose.links import short_address
from rocbpress.findings.finding import Place
from rocbpress.sources.manuscript import Article, Manuscript, Publisher, Section
from rocbpress.sources.markdown.scripts import is_rtl
from rocbpress.web.addresses import FRAGMENT, PAGE, absolute, named, page_of, placed
from rocbpress.web.articles import WebArticle, description
from rocbpress.web.blocks import templates
from rocbpress.web.pictures import SMALL, Pictures, WebPicture
from rocbpress.web.scripts import in_scripts
from rocbpress.web.words import WORDS, Targets, Words

FRONT = named(PAGE)


@dataclass(frozen=True, slots=True)
class Frame:
    """What all pages of an edition share; `home` is where all issues stand, `web` where this one does.

    `preloaded` are the faces that a page cannot be read without.
    """

    language: str
    publication: str
    issue_line: str
    date: str
    web: str
    home: str
    words: Mapping[str, str]
    preloaded: tuple[str, ...] = ()

    front = FRONT

    @property
    def rtl(self) -> bool:
        return is_rtl(self.language)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the edition: its file's name, its title and what search and shared links show of it."""

    file: str
    name: str
    title: str
    heading: str
    description: str
    main: Markup
    head: Markup
    foot: Markup
    kind: str = "website"
    picture: WebPicture | None = None
    address: str = ""
    picture_address: str = ""

    @property
    def up(self) -> str:
        """What leads from its folder to that of the edition."""
        return "../" if "/" in self.file else ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as other pages name it."""

    address: str
    title: Markup
    language: str
    detail: str = ""
    teaser: str = ""
    leads: bool = False

    @property
    def rtl(self) -> bool:
        return is_rtl(self.language)


@dataclass(frozen=True, slots=True)
class Group:
    """A section of the contents; without title or lead where it has none."""

    title: Markup
    lead: Markup
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Download:
    """The PDF: its address and its size in words."""

    address: str
    size: str


@dataclass(frozen=True, slots=True)
class Issue:
    """All that pages are made of: what they share, the articles as written, the PDF if there is one."""

    context: Context
    frame: Frame
    articles: Sequence[WebArticle]
    pictures: Pictures
    download: Download | None


def frame_of(context: Context) -> Frame:
    """What the pages of an issue share."""
    manuscript, web = context.manuscript, context.manuscript.web
    line = context.issue_line
    return Frame(manuscript.issue.language, f"{manuscript.publisher.short} {manuscript.issue.title}", line,
                 manuscript.issue.date.isoformat(), web, web.removesuffix(f"{manuscript.issue.number}/"),
                 {**WORDS, **context.words})


def pages(issue: Issue) -> Iterator[Page]:
    """The front page, then that of each article."""
    yield _front(issue)
    manuscript = issue.context.manuscript
    entries = {article.slug: _entry(issue.context, article) for article in manuscript.articles()}
    order = list(issue.articles)
    for at, made in enumerate(order):
        article = manuscript.article(made.slug)
        former = entries[order[at - 1].slug] if at else None
        following = entries[order[at + 1].slug] if at + 1 < len(order) else None
        turns = _part("turns", frame=issue.frame, t=issue.frame.words, former=former, next=following)
        yield Page(
            page_of(article.slug), f"page {article.head.kind}",
            f"{_bare(article.title)} – {issue.frame.issue_line}", _bare(article.title), made.description,
            Markup(made.body) + turns,
            _part("running", frame=issue.frame, t=issue.frame.words), _foot(issue), "article", made.picture)


def written(page: Page, frame: Frame) -> tuple[str, str]:
    """The name and the whole text of a page, in place."""
    folder = page.file.rpartition("/")[0]
    address = absolute(named(page.file), frame.web) if frame.web else ""
    shown = absolute(page.picture.src, frame.web) if page.picture and frame.web else ""
    html = templates().get_template("page.html.j2").render(
        t=frame.words, frame=frame, page=replace(page, address=address, picture_address=shown))
    head, mark, body = html.partition("<body")
    return page.file, placed(head + in_scripts(mark + body, frame.language), folder)


def fragment(article: WebArticle, web: str) -> tuple[str, str]:
    """The name and text of an article alone: with addresses of the server where that is known."""
    return f"{article.slug}/{FRAGMENT}", absolute(article.body, web) if web else placed(
        article.body, article.slug)


def _front(issue: Issue) -> Page:
    manuscript = issue.context.manuscript
    publisher, cover = manuscript.publisher, manuscript.issue.cover
    organisation, _, _ = publisher.name.partition(", ")
    where = Place(manuscript.file)
    shown = issue.pictures.show(manuscript.folder / cover.image, "", where) if cover else None
    logo = issue.pictures.show(manuscript.folder.parent / publisher.logo, "", where,
                               SMALL) if publisher.logo else None
    head = _part("cover", frame=issue.frame, t=issue.frame.words, issue=manuscript.issue,
                 publisher=publisher, organisation=organisation if publisher.office else "", shown=shown,
                 alt=cover.alt if cover else "", logo=logo, office=publisher.office)
    main = _part("contents", frame=issue.frame, t=issue.frame.words, groups=[*_groups(issue)],
                 pdf=issue.download)
    first = next((article.picture for article in issue.articles if article.picture), None)
    title = issue.frame.issue_line
    return Page(PAGE, "front", title, title, _summary(manuscript), main, head, _foot(issue),
                picture=shown or first)


def _groups(issue: Issue) -> Iterator[Group]:
    context = issue.context
    if foreword := context.manuscript.foreword:
        yield Group(Markup(""), Markup(""), (_entry(context, foreword),))
    for section in context.manuscript.sections:
        entries = tuple(_entry(context, article) for article in section.articles)
        yield Group(*_heading(issue, section), entries)


def _heading(issue: Issue, section: Section) -> tuple[Markup, Markup]:
    """Title and lead of a section, as written on the front page."""
    nobody = replace(section.articles[0], slug="")
    words = Words(issue.context, nobody, issue.pictures, Targets({}, {}))
    title = words.markup(section.title_html)
    return title, Markup("\n").join(words.markup(block.content) for block in section.lead)


def _entry(context: Context, article: Article) -> Entry:
    return Entry(named(page_of(article.slug)), Markup(str(article.title_html)), article.language,
                 detail(context, article), description(article), article.head.kind == "essay")


def _foot(issue: Issue) -> Markup:
    manuscript = issue.context.manuscript
    imprint = _entry(issue.context, manuscript.imprint) if manuscript.imprint else None
    return foot(issue.frame, manuscript.publisher, imprint, issue.download)


def foot(frame: Frame, publisher: Publisher, imprint: Entry | None, download: Download | None) -> Markup:
    """Who publishes, and ways on."""
    return _part("foot", frame=frame, t=frame.words, publisher=publisher, imprint=imprint, pdf=download,
                 typed=short_address)


def issue_list(frame: Frame, listed: Sequence[object]) -> Markup:
    """A list of issues, each with its address."""
    return _part("issues", t=frame.words, listed=listed)


def _summary(manuscript: Manuscript) -> str:
    """What an issue holds: its period, and the titles of its first articles."""
    titles = [_bare(article.title) for section in manuscript.sections for article in section.articles]
    return ". ".join(filter(None, (manuscript.issue.covers, "; ".join(titles[:4]))))


def _part(name: str, **values: object) -> Markup:
    drawn: Markup = getattr(templates().get_template("parts.html.j2").module, name)(**values)
    return drawn


def _bare(words: str) -> str:
    return words.replace("\u2060", "").replace("\u200b", "")

