"""The operators of a content stream with their operands, read fast (ISO 32000-1, 7.8.2).

pypdf's parser makes an object of every operand; a page of maps has a hundred thousand of them.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

# The first takes in one go what merely goes on with a path.
_TOKEN = re.compile(rb"""
    (?P<path>(?:[\s\0]*+(?:[-+.\d]++[\s\0]++)*[mlcvyh](?=[\s\0]|$)){1,4096})
  | (?P<operands>(?:(?:[-+.\d]++|/[^\s\0()<>\[\]{}/%]*+)[\s\0]++)*)(?P<operator>[A-Za-z'"][A-Za-z0-9*'"]*+)
  | \[[^()\[\]%]*\]
  | <<(?:[^<>()%]++|<[0-9A-Fa-f\s\0]*+>|\((?:[^()\\]++|\\.)*\))*>>
  | <<|>>|<[0-9A-Fa-f\s\0]*>
  | (?P<string>\()
  | %[^\r\n]*
  | (?:(?:[-+.\d]++|/[^\s\0()<>\[\]{}/%]*+)[\s\0]*+)+
""", re.VERBOSE | re.DOTALL)
_BRACKET = re.compile(rb"\\.|[()]", re.DOTALL)
_IMAGE_DATA = re.compile(rb"[\s\0]ID[\s\0]")
_IMAGE_END = re.compile(rb"[\s\0]EI(?=[\s\0]|$)")


class Operation(NamedTuple):
    """An operator, the names and numbers straight before it, and where both stand in the stream.

    Strings, arrays and dictionaries are no operands here; they stand between `after`, the end of the
    operator before, and `start`. The operands of an inline image, BI, are its dictionary as one piece.
    """

    operator: bytes
    operands: tuple[bytes, ...]
    start: int
    end: int
    after: int

    def numbers(self) -> tuple[float, ...]:
        """The operands that are numbers."""
        return tuple(float(operand) for operand in self.operands if operand[:1] != b"/")

    def name(self) -> str:
        """The last operand that is a name, its slash included; '' if none is."""
        return next((operand.decode("latin-1") for operand in reversed(self.operands)
                     if operand[:1] == b"/"), "")


def operations(content: bytes) -> Iterator[Operation]:
    """All operations but those that merely go on with a path."""
    position, after, match = 0, 0, _TOKEN.search
    while token := match(content, position):
        position = token.end()
        path, operands, operator, string = token.group("path", "operands", "operator", "string")
        if string:
            position = after_string(content, position)
        elif path:
            after = position
        elif operator == b"BI":
            position, entries = after_image(content, position)
            yield Operation(operator, (entries,), token.start(), position, after)
            after = position
        elif operator:
            yield Operation(operator, tuple(operands.split()), token.start(), position, after)
            after = position


def after_string(content: bytes, position: int) -> int:
    """Past a literal string, which may hold balanced brackets (ISO 32000-1, 7.3.4.2)."""
    depth = 1
    while depth and (found := _BRACKET.search(content, position)):
        position = found.end()
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
    return position if not depth else len(content)


def after_image(content: bytes, position: int) -> tuple[int, bytes]:
    """Past an inline image, with its dictionary (ISO 32000-1, 8.9.7)."""
    data = _IMAGE_DATA.search(content, position)
    if data is None:
        return len(content), content[position:]
    end = _IMAGE_END.search(content, data.end())
    return end.end() if end else len(content), content[position:data.start()]
