"""Bare addresses in a text become links.

linkify-it takes a minute over a few thousand halves of an address, and links Mr.Tajima; an address
here has a scheme, begins with www., or is an e-mail's.
"""

import re

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_ADDRESS = re.compile(
    r"(?<![\w@/.:-])(?:https?://[^\s<>\"“”|]+|www\.[\w-]+\.[^\s<>\"“”|]+)"
    r"|(?<![\w.+@-])(?P<mail>[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8})")


def link_addresses(state: StateCore) -> None:
    """A core rule, after the inline parser and before the quotation marks are turned."""
    for token in state.tokens:
        if token.type == "inline" and token.children:
            token.children = _linked(token.children)


def _linked(children: list[Token]) -> list[Token]:
    found: list[Token] = []
    depth = 0
    for child in children:
        depth += child.nesting if child.type in ("link_open", "link_close") else 0
        found += _split(child) if child.type == "text" and depth == 0 else [child]
    return found


def _split(text: Token) -> list[Token]:
    parts: list[Token] = []
    end = 0
    for hit in _ADDRESS.finditer(text.content):
        words = _without_end(hit[0])
        if hit.start() < end or len(words) < 8:
            continue
        parts += [_words(text, text.content[end:hit.start()]), *_link(text, words, bool(hit["mail"]))]
        end = hit.start() + len(words)
    return [*parts, _words(text, text.content[end:])] if parts else [text]


def _without_end(words: str) -> str:
    """What ends the sentence is no part of the address, nor a bracket that opened before it."""
    while words:
        loose = words[-1] == ")" and words.count(")") > words.count("(")
        if not (loose or words[-1] in ".,;:!?'*_’”"):
            break
        words = words[:-1]
    return words


def _link(text: Token, words: str, mail: bool) -> list[Token]:
    scheme = "mailto:" if mail else "" if words.startswith("http") else "http://"
    start = Token("link_open", "a", 1, attrs={"href": scheme + words}, level=text.level, info="auto")
    end = Token("link_close", "a", -1, level=text.level, info="auto")
    return [start, _words(text, words), end]


def _words(like: Token, words: str) -> Token:
    return Token("text", "", 0, content=words, level=like.level)
