"""PDF objects written down as Python values, and read with their references resolved."""

from __future__ import annotations

import zlib
from codecs import BOM_UTF16_BE
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    EncodedStreamObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

# What stands for a PDF object: a str is a text string, and names are pypdf's own.
Value: TypeAlias = "PdfObject | str | int | float | Sequence[Value] | Mapping[str, Value | None]"


def pdf_object(value: Value) -> PdfObject:
    """The PDF object that a Python value stands for."""
    match value:
        case PdfObject():
            return value
        case str():
            return TextStringObject(value)
        case bool():
            return BooleanObject(value)
        case int():
            return NumberObject(value)
        case float():
            return FloatObject(value)
        case Mapping():
            return dictionary(value)
    return array(value)


def dictionary(entries: Mapping[str, Value | None]) -> DictionaryObject:
    """A dictionary of the entries that are not None, their names with the slash."""
    return DictionaryObject({NameObject(key): pdf_object(value)
                             for key, value in entries.items() if value is not None})


def array(items: Iterable[Value]) -> ArrayObject:
    return ArrayObject(map(pdf_object, items))


def deflated(data: bytes, entries: Mapping[str, Value | None] | None = None) -> StreamObject:
    """A stream of `data`, compressed."""
    return encoded(zlib.compress(data, 9), {**(entries or {}), "/Filter": NameObject("/FlateDecode")})


def encoded(data: bytes, entries: Mapping[str, Value | None]) -> StreamObject:
    """A stream of `data` as it is; the entries name its filters."""
    stream = EncodedStreamObject()
    stream._data = data
    stream.update(dictionary(entries))
    return stream


def add(writer: PdfWriter, value: PdfObject) -> IndirectObject:
    """The reference of an object that joins the file."""
    # pypdf has no public name for this.
    return writer._add_object(value)


def resolve(value: object) -> Any:
    """The object itself, where `value` may be a reference to it."""
    return value.get_object() if isinstance(value, IndirectObject) else value


def raw_items(value: object) -> list[Any]:
    """The members of an array as they stand, references unresolved; a lone value is an array of one."""
    resolved = resolve(value)
    if isinstance(resolved, ArrayObject):
        return list(list.__iter__(resolved))
    return [] if value is None else [value]


def raw(holder: DictionaryObject, key: str) -> Any:
    """An entry as it stands, its reference unresolved; None where there is none."""
    return dict.get(holder, key)


def entry(holder: DictionaryObject, key: str) -> Any:
    """An entry, its reference resolved; None where there is none. pypdf's own `get` resolves nothing."""
    return resolve(raw(holder, key))


def string_bytes(text: str) -> bytes:
    """A text string as the file holds it: ASCII, or UTF-16 with its mark (ISO 32000-1, 7.9.2.2).

    PDFDocEncoding has other characters where ASCII has controls (annex D.3).
    """
    plain = text.isascii() and text.isprintable()
    return text.encode() if plain else BOM_UTF16_BE + text.encode("utf-16-be")


def decimal(value: float) -> bytes:
    """A number as the file holds it: no exponent, five places at most (ISO 32000-1, 7.3.3)."""
    text = f"{value:.5f}".rstrip("0").rstrip(".")
    return b"0" if text == "-0" else text.encode()
