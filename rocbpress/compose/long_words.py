"""Addresses and names of files that are longer than a line may be: where they may be broken."""

import re
from html import escape, unescape

from markupsafe import Markup

LONGEST = 24  # characters that stay together
_PIECE = 8  # of what has no other place to break at
_BREAK = "\u200b"
_LONG = re.compile(rf"[^\s<>\u200b]{{{LONGEST + 1},}}")
_PARTS = re.compile(r"(<svg.*?</svg>|<pre.*?</pre>|<[^>]*>)", re.DOTALL)
# After these marks of an address, which are no ends of its own parts as "://" is.
_MARKS = re.compile(r"(?<=[/?&=._#-])(?![/?&=._#-])")
_BY_ITSELF = re.compile(r"(?<=[/-])(?=[^\W\d_])")  # where lines end anyhow (UAX 14)
_ANYWHERE = re.compile(rf"(.{{{_PIECE}}})(?=.{{4}})")
_IS_ADDRESS = re.compile(r"[/?&=_#@]|\w\.\w")


def with_breaks(body: str) -> Markup:
    """A body in which every long address may be broken after / ? & = . - _ #, or else anywhere.

    Drawings and program text, which breaks by itself, are left alone.
    """
    if not _LONG.search(re.sub("<[^>]*>", " ", body)):
        return Markup(body)
    parts = _PARTS.split(body)
    parts[::2] = [_LONG.sub(_broken, part) for part in parts[::2]]
    return Markup("".join(parts))


def _broken(found: re.Match[str]) -> str:
    words = unescape(found[0])
    is_address = words.isascii() and _IS_ADDRESS.search(words)
    if not is_address or max(map(len, _BY_ITSELF.split(words))) <= LONGEST:
        return found[0]
    pieces = [piece if len(piece) <= LONGEST else _ANYWHERE.sub(rf"\1{_BREAK}", piece)
              for piece in _MARKS.split(words)]
    return escape(_BREAK.join(pieces), quote=False)
