"""Pictures and colour profiles that several galleys hold: told apart by content alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject, StreamObject

from rocbpress.assemble.objects import entry


def content_of(source: PdfObject) -> bytes | None:
    """A digest of a picture or profile with all that it refers to (soft mask, colour space).

    None for every other object, and for a picture that structure refers to: those are not shared.
    """
    if not isinstance(source, StreamObject):
        return None
    profile = "/N" in source and "/Type" not in source
    if not profile and (entry(source, "/Subtype") != "/Image" or "/StructParent" in source):
        return None
    sha = hashlib.sha256()
    for piece in _pieces(source):
        sha.update(len(piece).to_bytes(8, "big") + piece)
    return sha.digest()


def _pieces(value: Any) -> Iterator[bytes]:
    """A value written out without references, each piece of it on its own."""
    if isinstance(value, IndirectObject):
        value = value.get_object()
    if isinstance(value, DictionaryObject):
        yield b"<<"
        for key in sorted(value):
            yield key.encode()
            yield from _pieces(value.raw_get(key))
        if isinstance(value, StreamObject):
            yield value._data
    elif isinstance(value, ArrayObject):
        yield b"[%d" % len(value)
        for item in list.__iter__(value):
            yield from _pieces(item)
    else:
        yield repr(value).encode()
