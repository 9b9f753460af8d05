"""Footnotes of a web page: a link to a passage that links back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

_WHOLE = frozenset({"p", "div", "li", "aside", "dd", "td"})
_MARK = re.compile(r"\W*\w{0,4}\W*")  # [1], *, ↩, xiv


@dataclass(frozen=True, slots=True)
class Notes:
    """Of each link that calls a note, and each that leads back, the note's key; what each note says."""

    calls: Mapping[Element, str]
    returns: frozenset[Element]
    bodies: Mapping[str, Element]

    def is_body(self, element: Element) -> bool:
        """Whether the element is the whole of a note."""
        return any(element is body for body in self.bodies.values())


def notes_of(tree: Element) -> Notes:
    """Pairs of short links that lead to each other: the first of them calls the note that holds the
    second."""
    above = {child: parent for parent in tree.iter() for child in parent}
    named = {name: element for element in reversed(list(tree.iter()))
             for name in (element.get("id"), element.get("name")) if name and isinstance(element.tag, str)}
    calls: dict[Element, str] = {}
    returns: set[Element] = set()
    bodies: dict[str, Element] = {}
    for link in tree.iter("a"):
        target = named.get(_within(link))
        if target is None or link in returns or not _MARK.fullmatch("".join(link.itertext())):
            continue
        body = _whole(target, above)
        back = _way_back(body, {link, above.get(link)})
        if back is not None and body not in bodies.values() and not _holds(body, link):
            key = str(len(bodies) + 1)
            calls[link], bodies[key] = key, body
            returns.add(back)
        elif body in bodies.values() and back is None:
            calls[link] = next(key for key, each in bodies.items() if each is body)  # called again
    return Notes(calls, frozenset(returns), bodies)


def _within(link: Element) -> str:
    address = link.get("href", "")
    return address[1:] if address.startswith("#") else ""


def _whole(element: Element, above: Mapping[Element, Element]) -> Element:
    """The paragraph or item that the element stands in; all of its section where that is a note of its
    own."""
    at = element
    while at.tag not in _WHOLE and at in above:
        at = above[at]
    outer = above.get(at)
    if at.tag == "p" and outer is not None and outer.tag in ("div", "li", "aside"):
        links = [link for link in outer.iter("a") if _MARK.fullmatch("".join(link.itertext()))
                 and _within(link)]
        if len(links) == 1:
            return outer
    return at


def _way_back(body: Element, callers: set[Element | None]) -> Element | None:
    names = {name for caller in callers if caller is not None
             for name in (caller.get("id"), caller.get("name")) if name}
    return next((link for link in body.iter("a") if _within(link) in names), None)


def _holds(body: Element, link: Element) -> bool:
    return any(each is link for each in body.iter("a"))
