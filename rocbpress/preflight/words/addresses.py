"""The addresses of the web that an issue prints, and where each is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rocbpress.findings.finding import Place
from rocbpress.preflight.words.text import Source, SourcePassage
from rocbpress.sources.manuscript import Article, Block, Box, Manuscript
from rocbpress.sources.markdown.figures import Picture
from rocbpress.sources.markdown.tree import Node, elements
from rocbpress.workspace.workspace import Workspace


def written_addresses(manuscript: Manuscript, workspace: Workspace) -> Iterator[tuple[str, Place]]:
    """Each http and https address with its file and line, in the order of the issue."""
    manifest = Source(manuscript.folder / "issue.yaml", manuscript.file)
    for section in manuscript.sections:
        for block in section.lead:
            yield from _block(block, manifest)
    for article in manuscript.articles():
        yield from _article(article, Source(workspace.root / article.file, article.file))
    website = manuscript.publisher.website
    if website.startswith("http"):
        path = workspace.issues / "publishers.yaml"
        listed = isinstance(manuscript.issue.publisher, str)
        yield _placed(website, Source(path, workspace.relative(path)) if listed else manifest, 1)


def _article(article: Article, source: Source) -> Iterator[tuple[str, Place]]:
    head = article.head
    for link in head.links:
        if link.url.startswith("http"):
            yield _placed(link.url, source, 1)
    for content in (head.standfirst_html, head.contact_html):
        yield from _fragment(content, source, 1)
    for block in article.blocks:
        yield from _block(block, source)


def _block(block: Block, source: Source) -> Iterator[tuple[str, Place]]:
    yield from _fragment(block.content, source, block.line)
    spec = block.spec
    if isinstance(spec, Picture):
        yield from _fragment(spec.caption_html, source, block.line)
    elif isinstance(spec, Box):
        yield from _fragment(spec.title_html, source, block.line)
        for inner in spec.blocks:
            yield from _block(inner, source)


def _fragment(content: Node, source: Source, line: int) -> Iterator[tuple[str, Place]]:
    for each in elements(content):
        if each.get("href").startswith(("http:", "https:")):
            yield _placed(each.get("href"), source, line)


def _placed(address: str, source: Source, line: int) -> tuple[str, Place]:
    """The address, and where it is written from that line on; the line alone where it was completed."""
    return address, SourcePassage(source, line, address, "").place_of(re.compile(re.escape(address)))
