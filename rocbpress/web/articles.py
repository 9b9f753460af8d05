"""An article as it stands on its page, and as a fragment for another site."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rocbpress.compose.articles import kicker
from rocbpress.compose.context import Context
from rocbpress.compose.words import monogram
from rocbpress.findings.finding import Finding, Place
from rocbpress.sources.manuscript import Article, Block, Manuscript
from rocbpress.sources.markdown.figures import Picture
from rocbpress.sources.markdown.scripts import is_rtl
from rocbpress.sources.markdown.tree import EMPTY, Node, rewritten
from rocbpress.sources.markdown.typography import plain
from rocbpress.web.blocks import Blocks, templates
from rocbpress.web.pictures import SMALL, Pictures, WebPicture
from rocbpress.web.scripts import in_scripts
from rocbpress.web.words import WORDS, Targets, Words

LONGEST = 200  # characters of a description
_NO_NOTES = {"span": lambda span: EMPTY if span.get("class") == "note" else span,
             "sup": lambda sup: EMPTY if sup.get("class") == "note-again" else sup}


@dataclass(frozen=True, slots=True)
class Writer:
    """An author as shown: `picture` None has the initials in its place."""

    name: str
    role: str
    alt: str
    picture: WebPicture | None
    initials: str


@dataclass(frozen=True, slots=True)
class WebArticle:
    """An article, whose `body` is not placed yet; `picture` is its first, `shares` are for the sheet."""

    slug: str
    title: str
    body: str
    description: str
    picture: WebPicture | None
    shares: frozenset[int]
    findings: tuple[Finding, ...]


def targets_of(manuscript: Manuscript, labels: Mapping[str, str]) -> Targets:
    """What references print, of all articles, headings and figures."""
    titles = {}
    for article in manuscript.articles():
        titles[article.slug] = article.title
        titles |= {block.name: plain(block.content) or article.title
                   for block in article.blocks if block.name}
    return Targets(labels, titles)


def web_article(context: Context, article: Article, pictures: Pictures, targets: Targets) -> WebArticle:
    """The article; SourceError for pictures and maps that cannot be shown."""
    words, shares = Words(context, article, pictures, targets), set[int]()
    blocks = Blocks(words, shares)
    opening, rest = _opening(context, article)
    lead = blocks.picture(*opening) if opening else blocks.venue()
    body = blocks.write(rest)
    head, direction = article.head, "rtl" if is_rtl(article.language) else "ltr"
    html = templates().get_template("article.html.j2").render(
        t={**WORDS, **context.words}, article=article, head=head, write=words.markup, day=context.day,
        direction=direction, kicker=_kicker(context, article),
        writers=tuple(_writers(context, article, pictures)), lead=lead, body=body,
        figures=blocks.figures(head.figures), parts=_parts(article), typed=context.typed, notes=words.notes)
    first = opening[1] if opening else next(_pictures(article.blocks), None)
    shown = pictures.show(first.path, article.slug, Place(article.file)) if first else None
    return WebArticle(article.slug, article.title, in_scripts(html, article.language),
                      description(article), shown, frozenset(shares), tuple(words.findings))


def description(article: Article) -> str:
    """Its standfirst, or the beginning of its first paragraph, as plain words."""
    paragraph = next((block.content for block in article.blocks if block.kind == "paragraph"), EMPTY)
    said = plain(rewritten(article.head.standfirst_html or paragraph, _NO_NOTES))
    return said if len(said) <= LONGEST else f"{said[:LONGEST].rpartition(' ')[0] or said[:LONGEST]}…"


def _opening(context: Context, article: Article,
             ) -> tuple[tuple[Block, Picture] | None, Sequence[Block]]:
    """The first picture of a report, below its title as in print; and the other blocks."""
    asked = article.head.opening or ("none" if context.manuscript.issue.design.openings == "plain" else "")
    if article.head.kind == "report" and asked != "none":
        for at, block in enumerate(article.blocks):
            if isinstance(block.spec, Picture) and block.spec.row == 1:
                return (block, block.spec), (*article.blocks[:at], *article.blocks[at + 1:])
    return None, article.blocks


def _kicker(context: Context, article: Article) -> str:
    """Date and place of a report; what an essay is called."""
    if article.head.kind == "report":
        return kicker(context, article)
    return context.words["essay"] if article.head.kind == "essay" else ""


def _writers(context: Context, article: Article, pictures: Pictures) -> Iterator[Writer]:
    for person in article.head.authors if article.head.kind != "imprint" else ():
        path = context.manuscript.folder / person.photo
        shown = pictures.show(path, article.slug, Place(article.file), SMALL) if person.photo else None
        yield Writer(person.name, person.role, person.alt, shown, monogram(person.name))


def _parts(article: Article) -> tuple[tuple[str, int, Node], ...]:
    """The parts of an essay: name, number and words."""
    if article.head.kind != "essay":
        return ()
    return tuple((block.name, block.number, Node(children=rewritten(block.content, {
        "img": lambda _: EMPTY}).children)) for block in article.blocks if block.level == 2)


def _pictures(blocks: Sequence[Block]) -> Iterator[Picture]:
    return (block.spec for block in blocks if isinstance(block.spec, Picture))
