"""Related articles, with the particulars that tell a reader whether to turn to them."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from rocbpress.compose.context import Context
from rocbpress.sources.manuscript import Article
from rocbpress.sources.markdown.figures import Related
from rocbpress.sources.markdown.tree import Node, element


@dataclass(frozen=True, slots=True)
class RelatedArticle:
    """An article as it is named elsewhere: a link, when and where, and the page as a reference."""

    title: Markup
    detail: str
    page: Markup


def related_articles(context: Context, related: Related) -> Iterator[RelatedArticle]:
    """The articles in the order in which they are named."""
    for name in related.items:
        slug, _, heading = name.partition("#")
        article = context.manuscript.article(slug)
        target = f"{slug}--{heading.removeprefix(f'{slug}--')}" if heading else slug
        address = f"article:{slug}" + (f"#{target}" if heading else "")
        number = element("a", {"class": "page-ref", "href": address, "data-page": target})
        yield RelatedArticle(context.link(address, _title(article, target)), context.when_and_where(article),
                             context.markup(number))


def _title(article: Article, target: str) -> Node:
    """The words of the heading of that name; those of the article, if it is none."""
    headings = (block.content for block in article.blocks if block.level and block.name == target)
    return next((Node(children=heading.children) for heading in headings), article.title_html)
