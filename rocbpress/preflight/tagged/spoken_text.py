"""The words of marked content, as a reader's software gets them (ISO 32000-1, 14.6 and 14.9.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, IndirectObject, StreamObject

from rocbpress.assemble.char_codes import read_codes
from rocbpress.preflight.tagged.tree import entry, number_of, resolve

_TOKEN = re.compile(rb"""
    (?P<string>\() | <(?P<hexadecimal>[0-9A-Fa-f\s]*)> | (?P<opening><<) | (?P<closing>>>)
  | /(?P<name>[^\s\0()<>\[\]{}/%]*) | (?P<operator>[A-Za-z'"][A-Za-z0-9*'"]*) | %[^\r\n]*
""", re.VERBOSE)
_BRACKET = re.compile(rb"\\.|[()]", re.DOTALL)
_SHOWING = frozenset((b"Tj", b"TJ", b"'", b'"'))


class SpokenText:
    """The text of every mark of a file; a page or form is read when its first mark is asked for."""

    def __init__(self, reader: PdfReader) -> None:
        self._reader = reader
        self._streams: dict[int, Mapping[int, str]] = {}
        self._fonts: dict[int, Mapping[int, str]] = {}

    def words(self, stream: int, mark: int) -> str:
        """What is said of a mark; `stream` is the object number of its page or form."""
        if stream not in self._streams:
            holder = self._reader.get_object(IndirectObject(stream, 0, self._reader))
            self._streams[stream] = self._read(holder)
        return self._streams[stream].get(mark, "")

    def _read(self, holder: Any) -> Mapping[int, str]:
        fonts = entry(entry(holder, "/Resources"), "/Font")
        said: dict[int, str] = {}
        open_marks: list[int | None] = []
        font: Mapping[int, str] = {}
        for operator, name, properties, strings in _operations(_content(holder)):
            if operator == b"Tf":
                font = self._font(fonts, name)
            elif operator in (b"BDC", b"BMC"):
                open_marks.append(_open(name, properties, open_marks, said))
            elif operator == b"EMC":
                open_marks.pop()
            elif operator in _SHOWING and open_marks and (mark := open_marks[-1]) is not None:
                codes = b"".join(strings)
                said[mark] += "".join(font.get(int.from_bytes(codes[at:at + 2], "big"), "")
                                      for at in range(0, len(codes), 2))
        return said

    def _font(self, fonts: Any, name: bytes) -> Mapping[int, str]:
        key = f"/{name.decode('latin-1')}"
        number = number_of(fonts, key)
        if number not in self._fonts:
            codes = read_codes(entry(fonts, key))
            self._fonts[number] = {code: bytes.fromhex(one.text.decode()).decode("utf-16-be", "replace")
                                   for code, one in codes.items()}
        return self._fonts[number]


def _open(name: bytes, properties: bytes, outer: list[int | None], said: dict[int, str]) -> int | None:
    """The mark that what follows belongs to: None in an artifact, or where ActualText has said it all."""
    around = outer[-1] if outer else None
    if name == b"Artifact":
        return None
    if b"/MCID" not in properties:
        return around
    given = DictionaryObject.read_from_stream(BytesIO(properties), None)
    number = int(entry(given, "/MCID"))
    actual = entry(given, "/ActualText")
    said[number] = "" if actual is None else _text(actual)
    return number if actual is None else None


def _text(value: Any) -> str:
    return bytes(value).decode("utf-16", "replace") if isinstance(value, ByteStringObject) else str(value)


def _operations(content: bytes) -> Iterator[tuple[bytes, bytes, bytes, list[bytes]]]:
    """Each operator with the last name, the property list and the strings before it."""
    position, depth, start = 0, 0, 0
    name, properties, strings = b"", b"", list[bytes]()
    while token := _TOKEN.search(content, position):
        position = token.end()
        kind = token.lastgroup
        if kind == "opening":
            start = start if depth else token.start()
            depth += 1
        elif kind == "closing":
            depth -= 1
            properties = properties if depth else content[start:position]
        elif kind == "string":
            position = _after_string(content, position)
        elif depth:
            continue
        elif kind == "hexadecimal":
            strings.append(bytes.fromhex(token["hexadecimal"].decode()))
        elif kind == "name":
            name = token["name"]
        elif kind == "operator":
            yield token["operator"], name, properties, strings
            name, properties, strings = b"", b"", []


def _after_string(content: bytes, position: int) -> int:
    depth = 1
    while depth and (found := _BRACKET.search(content, position)):
        position = found.end()
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
    return position if not depth else len(content)


def _content(holder: Any) -> bytes:
    if isinstance(holder, StreamObject):
        return holder.get_data()
    contents = entry(holder, "/Contents")
    parts = contents if isinstance(contents, ArrayObject) else [contents]
    return b"\n".join(part.get_data() for raw in parts if isinstance(part := resolve(raw), StreamObject))
