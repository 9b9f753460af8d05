"""Markdown into blocks of HTML that know their source line."""

from __future__ import annotations

from dataclasses import dataclass

from rocbpress.sources.blocks import Block
from rocbpress.sources.frontmatter import FrontMatter


@dataclass(frozen=True, slots=True)
class Article:
    """articles/<slug>.md: `file` as messages name it, `title` as plain text.

    The HTML of standfirst and contact is inline; '' where the article has none. `language` is the
    article's own, or the issue's.
    """

    slug: str
    file: str
    head: FrontMatter
    language: str
    title: str
    title_html: str
    blocks: tuple[Block, ...]
    standfirst_html: str = ""
    contact_html: str = ""
