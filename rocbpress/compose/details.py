"""What is said of an article below its title, where articles are listed."""

from rocbpress.compose.context import Context
from rocbpress.compose.words import listed
from rocbpress.sources.manuscript import Article


def detail(context: Context, article: Article) -> str:
    """What stands in grey under a title: date and place, else who wrote it."""
    where = context.when_and_where(article)
    if where or not article.head.authors:
        return where
    if article.head.kind == "message":
        return article.head.authors[0].role
    return listed((*(each.name for each in article.head.authors),
                   article.head.authors[0].role if len(article.head.authors) == 1 else ""), article.language)
