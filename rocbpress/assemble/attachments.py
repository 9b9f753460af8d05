"""Files carried inside the file (ISO 19005-3, 6.8; ISO 32000-1, 7.11.4)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from string import printable
from urllib.parse import quote

from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from rocbpress.assemble.enclosure import EmbeddedFile
from rocbpress.assemble.objects import add, deflated, dictionary, entry
from rocbpress.assemble.proof import Proof

_DENSE = frozenset(("image/jpeg", "image/png", "image/webp"))  # deflating these again gains nothing
_PLAIN = printable.replace("%", "")


def faces_of(proof: Proof) -> frozenset[str]:
    """The PostScript names of the faces whose programs are in the proof."""
    descriptors = (thing for thing in proof.writer._objects
                   if isinstance(thing, DictionaryObject) and entry(thing, "/Type") == "/FontDescriptor")
    return frozenset(str(entry(each, "/FontName")).lstrip("/").partition("+")[2] for each in descriptors)


def enclose(proof: Proof, enclosures: Sequence[EmbeddedFile]) -> Proof:
    """The proof with the files, each associated with the whole document; as it is where there are none.

    They are dated by the issue. Nothing that stands on a page changes.
    """
    if not enclosures:
        return proof
    inside = sorted(enclosures, key=lambda each: _key(each.name))
    references = [add(proof.writer, _specification(each, proof.record.date)) for each in inside]
    tree = ArrayObject()
    for each, reference in zip(inside, references, strict=True):
        tree.extend((TextStringObject(_key(each.name)), reference))
    catalog = DictionaryObject(proof.catalog)
    catalog[NameObject("/AF")] = ArrayObject(references)
    catalog[NameObject("/Names")] = dictionary({
        **entry(catalog, "/Names"), "/EmbeddedFiles": add(proof.writer, dictionary({"/Names": tree}))})
    contents = b"".join(hashlib.sha256(each.data).digest() for each in inside)
    return replace(proof, catalog=catalog, digest=hashlib.sha256(proof.digest + contents).digest())


def _key(name: str) -> str:
    """The name in ASCII, each other byte of it as %XX: readers differ in how they sort all else."""
    return quote(name, safe=_PLAIN)


def _specification(enclosure: EmbeddedFile, date: datetime) -> DictionaryObject:
    """A file specification (ISO 32000-1, 7.11.3); /F is for readers that know no Unicode."""
    stream = _embedded(enclosure, date)
    return dictionary({
        "/Type": NameObject("/Filespec"),
        "/F": TextStringObject(_key(enclosure.name)),
        "/UF": TextStringObject(enclosure.name), "/Desc": TextStringObject(enclosure.description),
        "/AFRelationship": NameObject(f"/{enclosure.role.value}"),
        "/EF": dictionary({"/F": stream, "/UF": stream})})


def _embedded(enclosure: EmbeddedFile, date: datetime) -> StreamObject:
    digest = hashlib.md5(enclosure.data, usedforsecurity=False).digest()  # as 7.11.4.1 demands
    entries = {
        "/Type": NameObject("/EmbeddedFile"), "/Subtype": NameObject(f"/{enclosure.media_type}"),
        "/Params": dictionary({
            "/ModDate": TextStringObject(f"D:{date:%Y%m%d%H%M%S}Z"),
            "/Size": NumberObject(len(enclosure.data)), "/CheckSum": ByteStringObject(digest)})}
    if enclosure.media_type not in _DENSE:
        return deflated(enclosure.data, entries)
    stream = DecodedStreamObject()
    stream._data = enclosure.data
    stream.update(dictionary(entries))
    return stream
