"""Links as an edition shows them: live ones for a screen, words for paper."""

import re
from collections.abc import Mapping
from dataclasses import replace

from rocbpress.layout.editions import Edition
from rocbpress.sources.markdown.tree import Node, element, text

UNKNOWN = "00"  # a page number that is not known yet, as wide as most
_SCHEME = re.compile(r"^(?:https?://|mailto:)")


def linked(link: Node, edition: Edition, pages: Mapping[str, str], page_word: str) -> Node:
    """A link with its page number filled in if it is a page reference, and as text where links are not live.

    `pages` maps landmarks to printed labels. On paper a link outward is followed by its address,
    one inward by the page it leads to.
    """
    if target := link.get("data-page"):
        number = pages.get(target, UNKNOWN)
        return replace(link, children=(number,)) if edition.live_links else _reference(target, number)
    if edition.live_links:
        return link
    return Node(children=(*link.children, *_on_paper(link, pages, page_word)))


def short_address(href: str) -> str:
    """An address as one types it: no scheme, no stroke at the end."""
    return _SCHEME.sub("", href).rstrip("/")


def _on_paper(link: Node, pages: Mapping[str, str], page_word: str) -> tuple[Node | str, ...]:
    href = link.get("href")
    if href.startswith("article:"):
        target = href.removeprefix("article:").partition("#")
        name = target[2] or target[0]
        return f" ({page_word}\u00a0", _reference(name, pages.get(name, UNKNOWN)), ")"
    address = short_address(href)
    if short_address(text(link).strip()) == address:
        return ()
    return " ", element("span", {"class": "address"}, f"({address})")


def _reference(name: str, number: str) -> Node:
    return element("span", {"class": "page-ref", "data-page": name}, number)
