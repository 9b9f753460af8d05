"""Links as an edition shows them: live ones for a screen, words for paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape

from rocbpress.layout.editions import Edition

UNKNOWN = "00"  # a page number that is not known yet, as wide as most

_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_SCHEME = re.compile(r"^(?:https?://|mailto:)")


def linked(html: str, edition: Edition, pages: Mapping[str, str], page_word: str) -> str:
    """The fragment with its page references filled in, and as text where links are not live.

    `pages` maps landmarks to printed labels. On paper a link outward is followed by its address,
    one inward by the page it leads to.
    """
    def link(match: re.Match[str]) -> str:
        attributes = dict(_ATTRIBUTE.findall(match[1]))
        target = attributes.get("data-page", "")
        if target:
            number = pages.get(target, UNKNOWN)
            return f"<a{match[1]}>{number}</a>" if edition.live_links else _reference(target, number)
        if edition.live_links:
            return match[0]
        return match[2] + _on_paper(unescape(attributes.get("href", "")), match[2], pages, page_word)

    return _LINK.sub(link, html)


def short_address(href: str) -> str:
    """An address as one types it: no scheme, no stroke at the end."""
    return _SCHEME.sub("", href).rstrip("/")


def _on_paper(href: str, words: str, pages: Mapping[str, str], page_word: str) -> str:
    if href.startswith("article:"):
        target = href.removeprefix("article:").partition("#")
        name = target[2] or target[0]
        return f" ({page_word}\u00a0{_reference(name, pages.get(name, UNKNOWN))})"
    address = short_address(href)
    said = short_address(re.sub(r"<[^>]+>", "", unescape(words)).strip())
    return "" if said == address else f' <span class="address">({escape(address)})</span>'


def _reference(name: str, number: str) -> str:
    return f'<span class="page-ref" data-page="{escape(name)}">{number}</span>'
