"""PDF objects written down as Python values."""

from __future__ import annotations

import zlib
from codecs import BOM_UTF16_BE
from collections.abc import Mapping
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    EncodedStreamObject,
    IndirectObject,
    NameObject,
    PdfObject,
    StreamObject,
)


def dictionary(entries: Mapping[str, PdfObject | None]) -> DictionaryObject:
    """A dictionary of the entries that are not None, their names with the slash."""
    return DictionaryObject({NameObject(key): value for key, value in entries.items() if value is not None})


def deflated(data: bytes, entries: Mapping[str, PdfObject | None] | None = None) -> StreamObject:
    """A stream of `data`, compressed."""
    stream = EncodedStreamObject()
    stream._data = zlib.compress(data, 9)
    stream.update(dictionary(entries or {}))
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    return stream


def add(writer: PdfWriter, value: PdfObject) -> IndirectObject:
    """The reference of an object that joins the file."""
    # pypdf has no public name for this.
    return writer._add_object(value)


def raw_items(value: Any) -> list[Any]:
    """The members of an array as they stand, references unresolved; a lone value is an array of one."""
    resolved = value.get_object() if isinstance(value, IndirectObject) else value
    if isinstance(resolved, ArrayObject):
        return list(list.__iter__(resolved))
    return [] if value is None else [value]


def raw(holder: DictionaryObject, key: str) -> Any:
    """An entry as it stands, its reference unresolved; None where there is none."""
    return dict.get(holder, key)


def entry(holder: DictionaryObject, key: str) -> Any:
    """An entry, its reference resolved; None where there is none. pypdf's own `get` resolves nothing."""
    value = raw(holder, key)
    return value.get_object() if isinstance(value, IndirectObject) else value


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
