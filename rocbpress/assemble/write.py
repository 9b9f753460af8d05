"""The file's bytes: object streams, a cross-reference stream, nothing that is not reached.

pypdf writes no object streams, and its `/ID` is random.
"""

import hashlib
import struct
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from rocbpress.assemble.objects import decimal, resolve, string_bytes
from rocbpress.workspace.compression import compress

_HEADER = b"%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n"
_PACKED = 200  # objects in an object stream
_NOTHING: Mapping[int, PdfObject] = MappingProxyType({})
_ESCAPES = {ord(letter): f"\\{letter}" for letter in "()\\"}


def serialise(root: DictionaryObject, info: DictionaryObject,
              instead: Mapping[int, PdfObject] = _NOTHING, *, version: str = "1.7") -> bytes:
    """A PDF file of a catalog and its document information (ISO 32000-1, 7.5).

    Objects are numbered as they are reached, so the same document is the same bytes; /ID is the
    digest of all that comes before it. `instead` has objects that are written in the place of
    others, by the `id()` of those.
    """
    body = _Body(instead)
    body.number(root)
    body.number(info)
    return body.write(root, info, _HEADER % version.encode())


class _Body:
    """Objects with the numbers they have in this file; streams may stand directly in a dictionary."""

    def __init__(self, instead: Mapping[int, PdfObject]) -> None:
        self._instead = instead
        self._numbers: dict[int, int] = {}
        self._objects: list[PdfObject] = []

    def number(self, start: DictionaryObject) -> None:
        """Number an object and what it reaches, in the order that it reaches it."""
        self._number(start)
        todo: list[DictionaryObject | ArrayObject] = [start]
        while todo:
            value = todo.pop()
            members = value.values() if isinstance(value, DictionaryObject) else value
            new = []
            for member in members:
                target = self._written(member)
                indirect = isinstance(member, IndirectObject) or isinstance(target, StreamObject)
                if indirect and not self._number(target):
                    continue
                if isinstance(target, DictionaryObject | ArrayObject):
                    new.append(target)
            todo.extend(reversed(new))

    def write(self, root: PdfObject, info: PdfObject, header: bytes) -> bytes:
        out = bytearray(header)
        places: list[tuple[int, int, int]] = [(0, 0, 65535)] * (len(self._objects) + 1)
        packed = []
        for number, value in enumerate(self._objects, 1):
            if isinstance(value, StreamObject):
                places[number] = (1, len(out), 0)
                out += _stream(number, self._entries(value), value._data)
            else:
                packed.append((number, self.text(value)))
        for first in range(0, len(packed), _PACKED):
            members = packed[first:first + _PACKED]
            for index, (number, _) in enumerate(members):
                places[number] = (2, len(places), index)
            places.append((1, len(out), 0))
            out += _object_stream(len(places) - 1, members)
        trailer = b"/Root %d 0 R/Info %d 0 R" % (self._numbers[id(root)], self._numbers[id(info)])
        out += _cross_reference(places, len(out), trailer, hashlib.sha256(out).digest()[:16])
        return bytes(out)

    def text(self, value: PdfObject) -> bytes:
        """An object as it is written (ISO 32000-1, 7.3)."""
        if isinstance(value, IndirectObject | StreamObject):
            return b"%d 0 R" % self._numbers[id(self._written(value))]
        if isinstance(value, DictionaryObject):
            return b"<<%s>>" % self._entries(value)
        if isinstance(value, ArrayObject):
            return b"[%s]" % b" ".join(map(self.text, list.__iter__(value)))
        return _SCALARS[type(value)](value)

    def _entries(self, value: DictionaryObject) -> bytes:
        return b"".join(b"%s %s" % (_name(key), self.text(entry)) for key, entry in dict.items(value)
                        if key != "/Length" or not isinstance(value, StreamObject))

    def _written(self, value: PdfObject) -> PdfObject:
        """What is written for a value: what it refers to, or what was put in the place of that."""
        target: PdfObject = resolve(value)
        return self._instead.get(id(target), target)

    def _number(self, value: PdfObject) -> bool:
        """Whether the object had no number yet; now it has."""
        if id(value) in self._numbers:
            return False
        self._objects.append(value)
        self._numbers[id(value)] = len(self._objects)
        return True


@lru_cache(maxsize=4096)
def _name(name: str) -> bytes:
    return NameObject(name).renumber()


def _string(value: str) -> bytes:
    if value.isascii() and value.isprintable():
        return b"(%s)" % value.translate(_ESCAPES).encode()
    return b"<%s>" % string_bytes(value).hex().encode()


_SCALARS: dict[type, Callable[[Any], bytes]] = {
    NameObject: _name,
    NumberObject: lambda value: b"%d" % value,
    FloatObject: decimal,
    BooleanObject: lambda value: b"true" if value.value else b"false",
    NullObject: lambda _: b"null",
    TextStringObject: _string,
    ByteStringObject: lambda value: b"<%s>" % value.hex().encode(),
}


def _stream(number: int, entries: bytes, data: bytes) -> bytes:
    # After data that end in a carriage return, a line feed alone would make a line's end of both.
    head = b"%d 0 obj\n<<%s/Length %d>>\nstream\n" % (number, entries, len(data))
    return b"%s%s\r\nendstream\nendobj\n" % (head, data)


def _object_stream(number: int, members: list[tuple[int, bytes]]) -> bytes:
    """Objects packed into a stream (ISO 32000-1, 7.5.7)."""
    index, body = [], bytearray()
    for member, text in members:
        index.append(b"%d %d" % (member, len(body)))
        body += text + b"\n"
    head = b" ".join(index) + b"\n"
    entries = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(members), len(head))
    return _stream(number, entries, compress(head + body))


def _cross_reference(places: list[tuple[int, int, int]], start: int, trailer: bytes,
                     identifier: bytes) -> bytes:
    """The cross-reference stream with the trailer's entries (ISO 32000-1, 7.5.8), and the file's end."""
    number = len(places)
    rows = b"".join(struct.pack(">BIH", *place) for place in [*places, (1, start, 0)])
    name = identifier.hex().encode()
    entries = b"/Type/XRef/Size %d/W[1 4 2]%s/ID[<%s><%s>]/Filter/FlateDecode" % (
        number + 1, trailer, name, name)
    return _stream(number, entries, compress(rows)) + b"startxref\n%d\n%%%%EOF\n" % start
