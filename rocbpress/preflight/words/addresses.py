"""The web addresses that an issue prints, and where each is written."""

import re
from collections.abc import Iterator

from rocbpress.findings.finding import Place
from rocbpress.preflight.words.text import Source, SourcePassage, contents
from rocbpress.sources.manuscript import Manuscript
from rocbpress.sources.markdown.tree import elements
from rocbpress.workspace.workspace import Workspace


def written_addresses(manuscript: Manuscript, workspace: Workspace) -> Iterator[tuple[str, Place]]:
    """Each http and https address with its file and line: those of heads, of texts, the publisher's."""
    for article in manuscript.articles():
        source = Source(workspace.root / article.file, article.file)
        for link in article.head.links:
            if link.url.startswith("http"):
                yield _placed(link.url, SourcePassage(source, 1, "", ""))
    for content, start in contents(manuscript):
        for each in elements(content) if not isinstance(content, str) else ():
            if each.get("href").startswith(("http:", "https:")):
                yield _placed(each.get("href"), start)
    website = manuscript.publisher.website
    if website.startswith("http"):
        listed = isinstance(manuscript.issue.publisher, str)
        path = workspace.issues / "publishers.yaml" if listed else manuscript.folder / "issue.yaml"
        yield _placed(website, SourcePassage(Source(path, workspace.relative(path)), 1, "", ""))


def _placed(address: str, start: SourcePassage) -> tuple[str, Place]:
    """The address, and where it is written from that line on; the line alone where it was completed."""
    return address, start.place_of(re.compile(re.escape(address)))
