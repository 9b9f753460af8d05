"""PDF files opened with the objects of their object streams at hand (ISO 32000-1, 7.5.7).

pypdf reads them letter by letter, which took a third of the assembly; here a pattern finds whole
tokens. It knows what our own files hold; a stream with anything else is left to pypdf.
"""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import pairwise

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    StreamObject,
    create_string_object,
)

Opened = dict[bytes, PdfReader]  # readers by the bytes of their files

# ISO 32000-1, 7.2 and 7.3. Strings with escapes or brackets in them, and names with #, are not ours.
_TOKEN = re.compile(
    rb"[\0\t\n\f\r ]*(?:"
    rb"(?P<reference>\d+ \d+ R(?![^\0\t\n\f\r ()<>\[\]{}/%]))"
    rb"|(?P<integer>[+-]?\d+)(?![\d.])"
    rb"|(?P<real>[+-]?(?:\d+\.\d*|\.\d+))"
    rb"|(?P<name>/[^\0\t\n\f\r ()<>\[\]{}/%#]+)"
    rb"|(?P<open><<|\[)|(?P<close>>>|\])"
    rb"|<(?P<hex>[0-9A-Fa-f\s]*)>"
    rb"|\((?P<text>[^()\\\r]*)\)"
    rb"|(?P<word>true|false|null)(?![a-z]))")


def open_pdf(data: bytes, *, strict: bool = False) -> PdfReader:
    """A reader of the file; pypdf's own errors for one that is no PDF."""
    reader = PdfReader(BytesIO(data), strict=strict)
    for number in dict.fromkeys(stream for stream, _ in reader.xref_objStm.values()):
        for own, value in _members(reader, number):
            if reader.xref_objStm.get(own, (0, 0))[0] == number:  # a later revision may have moved it
                reader.cache_indirect_object(0, own, value)
    return reader


def _members(reader: PdfReader, number: int) -> Iterator[tuple[int, PdfObject]]:
    """Numbers and objects of an object stream; none where one of them is beyond us."""
    stream = IndirectObject(number, 0, reader).get_object()
    if not isinstance(stream, StreamObject) or "/Extends" in stream:
        return
    data, first = stream.get_data(), stream.get("/First")
    if not isinstance(first, NumberObject):
        return
    known: dict[bytes, PdfObject] = {}
    try:
        header = list(map(int, data[:first].split()))
        places = [first + offset for offset in header[1::2]] + [len(data)]
        members = [(own, _read(known, reader, data, start, end))
                   for own, (start, end) in zip(header[::2], pairwise(places), strict=True)]
    except (_UnknownTokenError, ValueError):
        return
    yield from members


class _UnknownTokenError(Exception):
    """A token that pypdf must read."""


def _read(known: dict[bytes, PdfObject], reader: PdfReader, data: bytes, start: int, end: int) -> PdfObject:
    """The one object that stands between two places; `known` are the scalars that were read before."""
    outer: list[list[PdfObject]] = []
    top: list[PdfObject] = []
    token = None
    for token in iter(_TOKEN.scanner(data, start, end).match, None):  # type: ignore[attr-defined]
        kind = token.lastgroup
        written = token[kind]
        if kind in _SHARED and outer:  # an object that is whole is nobody else's
            value = known.get(written)
            if value is None:
                value = known[written] = _scalar(reader, kind, written)
            top.append(value)
        elif kind == "open":
            outer.append(top)
            top = []
        elif kind == "close" and outer:
            value = _dictionary(top) if written == b">>" else ArrayObject(top)
            top = outer.pop()
            top.append(value)
        else:
            top.append(_scalar(reader, kind, written))
    rest = data[token.end() if token else start:end]
    if rest.strip(b"\0\t\n\f\r ") or outer or len(top) != 1 or isinstance(top[0], IndirectObject):
        raise _UnknownTokenError
    return top[0]


def _dictionary(members: list[PdfObject]) -> DictionaryObject:
    if len(members) % 2 or not all(isinstance(key, NameObject) for key in members[::2]):
        raise _UnknownTokenError
    return DictionaryObject(zip(members[::2], members[1::2], strict=True))


def _scalar(reader: PdfReader, kind: str, written: bytes) -> PdfObject:
    if kind == "reference":
        number, generation, _ = written.split()
        return IndirectObject(int(number), int(generation), reader)
    if kind not in _SCALARS:
        raise _UnknownTokenError
    return _SCALARS[kind](written)


def _hex_string(written: bytes) -> PdfObject:
    digits = b"".join(written.split())
    return create_string_object(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()))


_SHARED = frozenset({"reference", "integer", "real", "name"})  # which are told apart by how they are written
_SCALARS: dict[str, Callable[[bytes], PdfObject]] = {
    "integer": NumberObject,
    "real": FloatObject,
    "name": lambda written: NameObject(written.decode("utf-8")),
    "text": create_string_object,
    "hex": _hex_string,
    "word": lambda written: NullObject() if written == b"null" else BooleanObject(written == b"true"),
}
