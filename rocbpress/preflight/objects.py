"""PDF objects read without trust in their types: a rule meets files from anywhere (ISO 32000-1, 7.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pypdf.generic import ArrayObject, BooleanObject, IndirectObject, StreamObject

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""


def resolve(value: object) -> Any:
    """The object itself, where `value` may be a reference to it."""
    return value.get_object() if isinstance(value, IndirectObject) else value


def entry(dictionary: object, key: str) -> Any:
    """A dictionary's entry, resolved; None where there is none, or no dictionary."""
    return resolve(dict.get(dictionary, key)) if isinstance(dictionary, dict) else None


def is_true(value: object) -> bool:
    """Whether an entry is the boolean true."""
    return isinstance(value, BooleanObject) and value.value


def object_number(value: object) -> int:
    """The number of the object that a reference leads to; 0 where `value` is no reference."""
    return value.idnum if isinstance(value, IndirectObject) else 0


def number_of(dictionary: object, key: str) -> int:
    """The object number that an entry refers to; 0 where it is missing or direct."""
    return object_number(dict.get(dictionary, key)) if isinstance(dictionary, dict) else 0


def items(array: object) -> list[Any]:
    """The members of an array, unresolved; a lone value is an array of one, null of none."""
    if isinstance(array, ArrayObject):
        return list(list.__iter__(array))
    return [] if array is None else [array]


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
        stack += map(resolve, reversed(items(entry(node, "/Kids"))))
        pairs = items(entry(node, key))
        yield from zip(map(resolve, pairs[::2]), pairs[1::2], strict=False)


def key_of(name: Any) -> bytes:
    """A name tree's key as the bytes it is sorted by."""
    return bytes(name) if isinstance(name, bytes) else name.original_bytes


def box_of(array: object) -> Box:
    """A rectangle with its lower left corner first (ISO 32000-1, 7.9.5); empty if it is none."""
    numbers = [float(resolve(part)) for part in items(array)]
    if len(numbers) != 4:
        return 0, 0, 0, 0
    (left, right), (bottom, top) = sorted(numbers[::2]), sorted(numbers[1::2])
    return left, bottom, right, top


def content_of(holder: object) -> bytes:
    """The decoded content of a page or form; parts of a page are joined (ISO 32000-1, 7.8.2)."""
    parts = [holder] if isinstance(holder, StreamObject) else map(resolve, items(entry(holder, "/Contents")))
    return b"\n".join(part.get_data() for part in parts if isinstance(part, StreamObject))
