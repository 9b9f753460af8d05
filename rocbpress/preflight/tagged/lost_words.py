"""Every word of every article stands in the finished file, in order."""

from collections.abc import Iterator

from pypdf import PdfReader

from rocbpress.findings.finding import Finding
from rocbpress.preflight.tagged.article_text import article_texts
from rocbpress.preflight.words.lost import lost
from rocbpress.sources.manuscript import Manuscript


def words_stand(reader: PdfReader, manuscript: Manuscript) -> Iterator[Finding]:
    """An error for each block of an article with words that the structure tree of the file has not."""
    texts = article_texts(reader)
    for article in manuscript.articles():
        yield from lost(article, texts.get(article.slug, ""), manuscript.folder)
