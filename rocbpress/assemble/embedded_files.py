"""Files embedded in the document (ISO 19005-3, 6.8; ISO 32000-1, 7.11.4)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from string import printable
from types import MappingProxyType
from urllib.parse import quote

from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, NameObject, StreamObject

from rocbpress.assemble.objects import add, array, deflated, dictionary, encoded, entry
from rocbpress.assemble.proof import Proof

RECORD = "rocbpress.json"
_MEDIA_TYPES = MappingProxyType({
    ".yaml": "application/yaml", ".toml": "application/toml", ".json": "application/json",
    ".md": "text/markdown", ".csv": "text/csv", ".css": "text/css", ".txt": "text/plain", ".j2": "text/plain",
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp",
    ".tif": "image/tiff", ".tiff": "image/tiff", ".svg": "image/svg+xml",
    ".ttf": "font/ttf", ".otf": "font/otf", ".ttc": "font/collection", ".icc": "application/vnd.iccprofile"})
_COMPRESSED = frozenset(("image/jpeg", "image/png", "image/webp"))  # deflating these again gains nothing
_PLAIN = printable.replace("%", "")


class Role(StrEnum):
    """How a file stands to the document (ISO 19005-3, 6.8)."""

    SOURCE = "Source"
    DATA = "Data"
    SUPPLEMENT = "Supplement"


@dataclass(frozen=True, slots=True)
class EmbeddedFile:
    """A file as it is in the workspace; `name` is its path there, with slashes."""

    name: str
    data: bytes
    role: Role
    description: str

    @property
    def media_type(self) -> str:
        return _MEDIA_TYPES.get(Path(self.name).suffix.lower(), "application/octet-stream")


def faces_of(proof: Proof) -> frozenset[str]:
    """The PostScript names of the faces whose programs are in the proof."""
    descriptors = (value for value in proof.writer._objects
                   if isinstance(value, DictionaryObject) and entry(value, "/Type") == "/FontDescriptor")
    return frozenset(str(entry(each, "/FontName")).lstrip("/").partition("+")[2] for each in descriptors)


def embed(proof: Proof, files: Sequence[EmbeddedFile]) -> Proof:
    """The proof with the files, each associated with the whole document; as it is where there are none.

    They are dated by the issue. Nothing on a page changes.
    """
    if not files:
        return proof
    ordered = sorted(files, key=lambda each: _key(each.name))
    references = [add(proof.writer, _specification(each, proof.record.date)) for each in ordered]
    tree = ArrayObject()
    for each, reference in zip(ordered, references, strict=True):
        tree.extend(array((_key(each.name), reference)))
    catalog = DictionaryObject(proof.catalog)
    catalog.update(dictionary({
        "/AF": references,
        "/Names": {**entry(catalog, "/Names"),
                   "/EmbeddedFiles": add(proof.writer, dictionary({"/Names": tree}))}}))
    contents = b"".join(hashlib.sha256(each.data).digest() for each in ordered)
    return replace(proof, catalog=catalog, digest=hashlib.sha256(proof.digest + contents).digest())


def _key(name: str) -> str:
    """The name in ASCII, each other byte of it as %XX: readers differ in how they sort all else."""
    return quote(name, safe=_PLAIN)


def _specification(file: EmbeddedFile, date: datetime) -> DictionaryObject:
    """A file specification (ISO 32000-1, 7.11.3); /F is for readers that know no Unicode."""
    stream = _stream(file, date)
    return dictionary({
        "/Type": NameObject("/Filespec"), "/F": _key(file.name), "/UF": file.name, "/Desc": file.description,
        "/AFRelationship": NameObject(f"/{file.role.value}"), "/EF": {"/F": stream, "/UF": stream}})


def _stream(file: EmbeddedFile, date: datetime) -> StreamObject:
    digest = hashlib.md5(file.data, usedforsecurity=False).digest()  # as 7.11.4.1 demands
    entries = {
        "/Type": NameObject("/EmbeddedFile"), "/Subtype": NameObject(f"/{file.media_type}"),
        "/Params": dictionary({"/ModDate": f"D:{date:%Y%m%d%H%M%S}Z", "/Size": len(file.data),
                               "/CheckSum": ByteStringObject(digest)})}
    return (encoded if file.media_type in _COMPRESSED else deflated)(file.data, entries)
