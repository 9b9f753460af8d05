"""What a block holds, as a small tree that is written as HTML once.

Some elements stay open until an edition is composed: links (`a`), page references (`a` with
`data-page`), pictures in a line (`img`, whose `src` is a file of the issue) and program text (`pre`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from operator import is_not

_VOID = frozenset({"br", "hr", "img"})
_NONE: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Node:
    """An element, or, without a tag, what stands between two; words among the children are not escaped.

    Templates may print it like any markup.
    """

    tag: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: tuple[Node | str, ...] = ()

    def get(self, name: str) -> str:
        """An attribute; '' where the element has none by that name."""
        return self.attributes.get(name, "")

    def __bool__(self) -> bool:
        return bool(self.tag or self.children)

    def __str__(self) -> str:
        return html(self)

    __html__ = __str__


EMPTY = Node()
Rule = Callable[[Node], Node]
_NO_RULES: Mapping[str, Rule] = {}


def element(tag: str, attributes: Mapping[str, str] = _NONE, *children: Node | str) -> Node:
    """An element with those of the attributes that are not ''."""
    return Node(tag, {name: value for name, value in attributes.items() if value}, children)


def html(content: Node | str, rules: Mapping[str, Rule] = _NO_RULES) -> str:
    """The tree as HTML; an element for whose tag there is a rule is written as the rule makes it."""
    if isinstance(content, str):
        return escape(content, quote=False)
    if content.tag in rules:
        content = rules[content.tag](content)
    inside = "".join([html(child, rules) for child in content.children])
    if not content.tag:
        return inside
    attributes = "".join([f' {name}="{escape(value)}"' for name, value in content.attributes.items()])
    return f"<{content.tag}{attributes}>" + ("" if content.tag in _VOID else f"{inside}</{content.tag}>")


def text(content: Node | str) -> str:
    """All words in it as they stand; a line break counts as a space."""
    if isinstance(content, str):
        return content
    return " " if content.tag == "br" else "".join(map(text, content.children))


def elements(content: Node) -> Iterator[Node]:
    """The node and all below it, in reading order."""
    yield content
    for child in content.children:
        if isinstance(child, Node):
            yield from elements(child)


def rewritten(content: Node, rules: Mapping[str, Rule]) -> Node:
    """The tree with each element for whose tag there is a rule replaced, the innermost first."""
    children = tuple([rewritten(child, rules) if isinstance(child, Node) else child
                      for child in content.children])
    if any(map(is_not, children, content.children)):
        content = replace(content, children=children)
    rule = rules.get(content.tag)
    return rule(content) if rule else content


class TreeBuilder:
    """A tree from a sequence of starts and ends; what is never ended ends with the whole."""

    def __init__(self) -> None:
        self._open: list[tuple[str, Mapping[str, str], list[Node | str]]] = [("", {}, [])]

    def add(self, *content: Node | str) -> None:
        """Append to the innermost open element; words join those before them, a tagless node dissolves."""
        children = self._open[-1][2]
        for each in content:
            if isinstance(each, Node) and not each.tag:
                self.add(*each.children)
            elif isinstance(each, str) and children and isinstance(children[-1], str):
                children[-1] += each
            else:
                children.append(each)

    def start(self, tag: str, attributes: Mapping[str, str] = _NONE) -> None:
        self._open.append((tag, {name: value for name, value in attributes.items() if value}, []))

    def end(self) -> None:
        if len(self._open) > 1:
            tag, attributes, children = self._open.pop()
            self._open[-1][2].append(Node(tag, attributes, tuple(children)))

    def tree(self) -> Node:
        """What was built, as a node without a tag."""
        while len(self._open) > 1:
            self.end()
        return Node(children=tuple(self._open[0][2]))
