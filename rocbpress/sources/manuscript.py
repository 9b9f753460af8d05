"""A whole issue as its authors left it, checked and in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rocbpress.findings import Finding
from rocbpress.sources.articles import Article
from rocbpress.sources.blocks import Block, BlockKind, Box, Spec
from rocbpress.sources.frontmatter import FrontMatter
from rocbpress.sources.manifest import Issue, Publisher

__all__ = [
    "Article", "Block", "BlockKind", "Box", "FrontMatter", "Issue", "Manuscript", "Publisher", "Section",
    "Spec",
]


@dataclass(frozen=True, slots=True)
class Section:
    """Articles under one title; '' where the section goes without."""

    title: str
    title_html: str
    lead: tuple[Block, ...]
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Manuscript:
    """An issue without errors; `findings` are warnings, `file` is issue.yaml as messages name it."""

    issue: Issue
    publisher: Publisher
    foreword: Article | None
    sections: tuple[Section, ...]
    imprint: Article | None
    folder: Path
    file: str
    findings: tuple[Finding, ...] = ()

    def articles(self) -> Iterator[Article]:
        """Foreword, the sections' articles in order, imprint."""
        if self.foreword:
            yield self.foreword
        for section in self.sections:
            yield from section.articles
        if self.imprint:
            yield self.imprint

    def article(self, slug: str) -> Article:
        """The article of that name; KeyError where the issue has none."""
        for article in self.articles():
            if article.slug == slug:
                return article
        raise KeyError(slug)
