"""What draws a reader in: teasers on the cover, pictures in the contents."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from rocbpress.compose.context import Context
from rocbpress.compose.cover_words import CoverSize, teasers_size
from rocbpress.compose.pictures import PlacedPicture, cropped
from rocbpress.findings.errors import SourceError
from rocbpress.findings.finding import Finding, Place
from rocbpress.sources.manuscript import Article
from rocbpress.sources.markdown.figures import Picture
from rocbpress.sources.markdown.tree import element

NUMBER = "\u00a000"  # how much room a page's number takes after a title
PICTURE_LINES = 8  # that a picture in the contents is high
PICTURES_TAKE = PICTURE_LINES + 3  # with its caption and the space below


@dataclass(frozen=True, slots=True)
class Teaser:
    """The words on the cover that lead to an article, the width that balances them, and its page."""

    title: Markup
    page: Markup
    width: float


@dataclass(frozen=True, slots=True)
class ContentsPicture:
    """A picture of an article, above the number of its page, which is a link."""

    picture: PlacedPicture
    alt: str
    page: Markup


def teasers(context: Context) -> tuple[CoverSize | None, tuple[Teaser, ...]]:
    """Those of the issue and their size; SourceError where they are too long; () in a layout without."""
    given = context.manuscript.issue.teasers
    if not given or "teaser" not in context.layout.titles:
        return None, ()
    articles = [context.manuscript.article(each.article) for each in given]
    words = [f"{each.title or article.title}{NUMBER}" for each, article in zip(given, articles, strict=True)]
    size = teasers_size(context, words)
    if size is None:
        raise SourceError(Finding("teasers-long", "the teasers take more lines than the cover has",
                                  context.manuscript.place("teasers"),
                                  hint="give shorter words: {article: …, title: …}"))
    measure = context.layout.measures[size.measure]
    return size, tuple(
        Teaser(context.link(f"article:{article.slug}", each.title or article.title_html),
               _page(context, article), context.balance(said, size.title, measure))
        for each, article, said in zip(given, articles, words, strict=True))


def contents_pictures(context: Context) -> Iterator[ContentsPicture]:
    """The first picture of each article named for the contents; SourceError for one without."""
    slugs, measures = context.manuscript.issue.design.contents, context.layout.measures
    gutter, height = measures["gutter"], PICTURE_LINES * measures["line"]
    width = round((measures["across"] - gutter * (len(slugs) - 1)) / max(1, len(slugs)), 3)
    for at, slug in enumerate(slugs):
        article = context.manuscript.article(slug)
        found = next(((block, block.spec) for block in article.blocks
                      if isinstance(block.spec, Picture)), None)
        if found is None:
            raise SourceError(Finding("contents-picture", f"{slug} has no picture for the contents",
                                      context.manuscript.place("design", "contents", at),
                                      hint="name an article with a picture"))
        block, picture = found
        shown = cropped(context, picture.path, (width, height), Place(article.file, block.line),
                        picture.focus or article.head.focus)
        words = f"{context.words['page']}\u00a0{context.page_of(article)}"
        yield ContentsPicture(shown, picture.alt, context.link(f"article:{slug}", words))


def _page(context: Context, article: Article) -> Markup:
    """The number of its page, as a reference that is filled in when the number is known."""
    return context.markup(element("a", {"class": "page-ref", "href": f"article:{article.slug}",
                                        "data-page": article.slug}))
