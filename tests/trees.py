"""HTML that a test writes, as the tree that a manuscript would hold."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser

from rocbpress.compose.links import linked
from rocbpress.layout.editions import Edition
from rocbpress.sources.markdown.tree import Node, TreeBuilder
from rocbpress.sources.markdown.tree import html as to_html

_VOID = ("br", "hr", "img")


def tree(html: str) -> Node:
    """The only element of the HTML; all of it in a node without a tag where there are several."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    found = reader.builder.tree()
    only = found.children[0] if len(found.children) == 1 else None
    return only if isinstance(only, Node) else found


def shown(html: str, edition: Edition, pages: Mapping[str, str]) -> str:
    """The HTML with its links as the edition shows them."""
    return to_html(tree(html), {"a": lambda link: linked(link, edition, pages, "page")})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.builder = TreeBuilder()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in _VOID:
            self.builder.end()

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self.builder.end()

    def handle_data(self, data: str) -> None:
        self.builder.add(data)
