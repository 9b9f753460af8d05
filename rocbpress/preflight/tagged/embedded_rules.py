"""Rules on files carried inside the file (ISO 19005-3, 6.8; ISO 14289-1, 7.11)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from pypdf.errors import PyPdfError

from rocbpress.findings.finding import Finding
from rocbpress.preflight.tagged.document import Tagged, key_of
from rocbpress.preflight.tagged.tree import entry, items, leaves, resolve

_RELATIONSHIPS = frozenset(("/Source", "/Data", "/Alternative", "/Supplement", "/Unspecified"))


def enclosed_files_are_associated(tagged: Tagged) -> Iterator[Finding]:
    """Each embedded file is listed by name, associated with the document, and what it says it is."""
    associated = {getattr(each, "idnum", 0) for each in items(entry(tagged.catalog, "/AF"))}
    listed = list(leaves(entry(entry(tagged.catalog, "/Names"), "/EmbeddedFiles"), "/Names"))
    for name, reference in listed:
        if getattr(reference, "idnum", 0) not in associated:
            yield Finding("enclosure-loose", f"{name} is associated with nothing")
        for fault in _faults(resolve(reference)):
            yield Finding("enclosure-unsound", f"{name}: {fault}")
    names = [key_of(name) for name, _ in listed]
    if names != sorted(set(names)):
        yield Finding("enclosure-order", "the names of embedded files are not in order")
    if len(associated) != len(listed):
        yield Finding("enclosure-unlisted", f"{len(associated)} files are associated and {len(listed)} named")


def _faults(specification: Any) -> Iterator[str]:
    missing = [key for key in ("/F", "/UF", "/Desc") if not entry(specification, key)]
    if missing:
        yield f"no {', '.join(missing)}"
    if str(entry(specification, "/AFRelationship")) not in _RELATIONSHIPS:
        yield "its relationship to the document is not one that PDF/A knows"
    embedded = entry(entry(specification, "/EF"), "/F")
    parameters = entry(embedded, "/Params")
    if embedded is None or not entry(embedded, "/Subtype") or not entry(parameters, "/ModDate"):
        yield "no file, no media type or no date"
        return
    try:
        data = embedded.get_data()
    except (PyPdfError, ValueError) as error:
        yield f"it cannot be read: {error}"
        return
    digest = hashlib.md5(data, usedforsecurity=False).digest()
    if entry(parameters, "/Size") != len(data) or key_of(entry(parameters, "/CheckSum")) != digest:
        yield "its bytes are not those it was sealed with"
