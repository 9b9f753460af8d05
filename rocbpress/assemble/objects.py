"""PDF objects written down as Python values, and read without trust in their types (ISO 32000-1, 7.3)."""

from __future__ import annotations

from codecs import BOM_UTF16_BE
from collections.abc import Iterable, Iterator, Mapping, Sequence
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

from rocbpress.workspace.compression import compress

# What stands for a PDF object: a str is a text string, and names are pypdf's own.
Value: TypeAlias = "PdfObject | str | int | float | Sequence[Value] | Mapping[str, Value | None]"

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""


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
    return encoded(compress(data), {**(entries or {}), "/Filter": NameObject("/FlateDecode")})


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


def raw(holder: object, key: str) -> Any:
    """A dictionary's entry, its reference unresolved; None where there is none, or no dictionary."""
    return dict.get(holder, key) if isinstance(holder, dict) else None


def entry(holder: object, key: str) -> Any:
    """As `raw`, its reference resolved. pypdf's own `get` resolves nothing."""
    value = dict.get(holder, key) if isinstance(holder, dict) else None
    return value.get_object() if isinstance(value, IndirectObject) else value


def held(holder: DictionaryObject, key: str) -> DictionaryObject:
    """The dictionary under a key, which is made where there is none."""
    found = entry(holder, key)
    if not isinstance(found, DictionaryObject):
        found = holder[NameObject(key)] = DictionaryObject()
    return found


def is_true(value: object) -> bool:
    """Whether an entry is the boolean true."""
    return isinstance(value, BooleanObject) and value.value


def object_number(value: object) -> int:
    """The number of the object that a reference leads to; 0 where `value` is no reference."""
    return value.idnum if isinstance(value, IndirectObject) else 0


def number_of(holder: object, key: str) -> int:
    """The object number that an entry refers to; 0 where it is missing or direct."""
    return object_number(raw(holder, key))


def leaves(root: object, key: str) -> Iterator[tuple[Any, Any]]:
    """Keys and unresolved values of a number tree (/Nums) or name tree (/Names), ISO 32000-1, 7.9.6-7.

    Each node is read once: the tree of a foreign file may contain itself.
    """
    stack: list[object] = [root]
    seen: set[int] = set()
    while stack:
        node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        stack += map(resolve, reversed(raw_items(entry(node, "/Kids"))))
        pairs = raw_items(entry(node, key))
        yield from zip(map(resolve, pairs[::2]), pairs[1::2], strict=False)


def key_of(name: Any) -> bytes:
    """A name tree's key as the bytes it is sorted by."""
    return bytes(name) if isinstance(name, bytes) else name.original_bytes


def box_of(array: object) -> Box:
    """A rectangle with its lower left corner first (ISO 32000-1, 7.9.5); empty if it is none."""
    numbers = [float(resolve(part)) for part in raw_items(array)]
    if len(numbers) != 4:
        return 0, 0, 0, 0
    (left, right), (bottom, top) = sorted(numbers[::2]), sorted(numbers[1::2])
    return left, bottom, right, top


def content_of(holder: object) -> bytes:
    """The decoded content of a page or form; parts of a page are joined (ISO 32000-1, 7.8.2)."""
    parts = [holder] if isinstance(holder, StreamObject) else raw_items(entry(holder, "/Contents"))
    return b"\n".join(part.get_data() for part in map(resolve, parts) if isinstance(part, StreamObject))


def set_content(stream: StreamObject, content: bytes) -> None:
    """Give a stream other content, compressed."""
    stream._data = compress(content)
    stream.decoded_self = None
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    stream.pop("/DecodeParms", None)


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
