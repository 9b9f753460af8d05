"""Links as an edition shows them: live ones for a screen, words for paper."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from rocbpress.layout.editions import Edition
from rocbpress.sources.markdown.tree import Node, element, text

UNKNOWN = "00"  # a page number that is not known yet, as wide as most
_SENTENCE_END = re.compile(r"[.!?…][”’\")]*\s")
_SCHEME = re.compile(r"^(?:https?://|mailto:)")


def linked(link: Node, edition: Edition, pages: Mapping[str, str], page_word: str, *,
           with_page: bool = True) -> Node:
    """A link with its page number filled in if it is a page reference, and as text where links are not live.

    `pages` maps landmarks to printed labels. On paper a link outward is followed by its address,
    one inward by the page it leads to, unless the sentence gives it (`with_page` False) or the edition
    has addresses elsewhere.
    """
    if target := link.get("data-page"):
        number = pages.get(target, UNKNOWN)
        return replace(link, children=(number,)) if edition.live_links else _reference(target, number)
    if edition.live_links:
        return link
    if not edition.addresses:
        return Node(children=link.children)
    return Node(children=(*link.children, *_on_paper(link, pages, page_word if with_page else "")))


def with_their_page(content: Node, pages: Mapping[str, str], page_word: str) -> frozenset[int]:
    """The ids of those links to articles whose page is given elsewhere in the same sentence."""
    words, links = "", []
    for each in _links_and_words(content):
        if isinstance(each, str):
            words += each
        elif target := each.get("data-page"):
            words += f"{page_word} {pages.get(target, UNKNOWN)}"
        else:
            links.append((len(words), each))
            words += text(each)
    found = set()
    for place, link in links:
        begin = max((end.end() for end in _SENTENCE_END.finditer(words, 0, place)), default=0)
        end = _SENTENCE_END.search(words, place)
        sentence = words[begin:end.start() if end else len(words)]
        number = re.escape(pages.get(_landmark(link), UNKNOWN))
        if re.search(rf"\b{re.escape(page_word)}\s+{number}(?!\w)", sentence):
            found.add(id(link))
    return frozenset(found)


def _links_and_words(content: Node) -> Iterator[Node | str]:
    for child in content.children:
        if isinstance(child, str) or child.tag == "a":
            yield child
        else:
            yield from _links_and_words(child)


def short_address(href: str) -> str:
    """An address as one types it: no scheme, no stroke at the end."""
    return _SCHEME.sub("", href).rstrip("/")


def _on_paper(link: Node, pages: Mapping[str, str], page_word: str) -> tuple[Node | str, ...]:
    href = link.get("href")
    if href.startswith("article:"):
        name = _landmark(link)
        if not page_word:
            return ()
        return f" ({page_word}\u00a0", _reference(name, pages.get(name, UNKNOWN)), ")"
    address = short_address(href)
    if short_address(text(link).strip()) == address:
        return ()
    return " ", element("span", {"class": "address"}, f"({address})")


def typed_address(link: Node) -> str:
    """The address that a link leads to outside the issue, as one types it; '' where its words are that."""
    href = link.get("href")
    address = short_address(href)
    return "" if not _SCHEME.match(href) or short_address(text(link).strip()) == address else address


def _landmark(link: Node) -> str:
    """What a link to an article or to one of its headings leads to."""
    slug, _, heading = link.get("href").removeprefix("article:").partition("#")
    return heading or slug


def _reference(name: str, number: str) -> Node:
    return element("span", {"class": "page-ref", "data-page": name}, number)
