"""Rules on embedded files (ISO 19005-3, 6.8; ISO 14289-1, 7.11)."""

import hashlib
from collections.abc import Iterator

from pypdf.errors import PyPdfError

from rocbpress.assemble.objects import entry, key_of, leaves, object_number, raw_items, resolve
from rocbpress.findings.finding import Finding
from rocbpress.preflight.tagged.document import Rule, Tagged

_RELATIONSHIPS = frozenset(("/Source", "/Data", "/Alternative", "/Supplement", "/Unspecified"))


def enclosed_files_are_associated(tagged: Tagged) -> Iterator[Finding]:
    """Each embedded file is listed by name, associated with the document, and what it says it is."""
    associated = set(map(object_number, raw_items(entry(tagged.catalog, "/AF"))))
    listed = list(leaves(entry(entry(tagged.catalog, "/Names"), "/EmbeddedFiles"), "/Names"))
    for name, reference in listed:
        if object_number(reference) not in associated:
            yield Finding("enclosure-loose", f"{name} is not associated with the document")
        for fault in _faults(resolve(reference)):
            yield Finding("enclosure-unsound", f"{name}: {fault}")
    names = [key_of(name) for name, _ in listed]
    if names != sorted(set(names)):
        yield Finding("enclosure-order", "the names of embedded files are not in order")
    if len(associated) != len(listed):
        yield Finding("enclosure-unlisted", f"{len(associated)} files are associated, "
                      f"but {len(listed)} are listed")


def _faults(specification: object) -> Iterator[str]:
    missing = [key for key in ("/F", "/UF", "/Desc") if not entry(specification, key)]
    if missing:
        yield f"missing {', '.join(missing)}"
    if str(entry(specification, "/AFRelationship")) not in _RELATIONSHIPS:
        yield "its relationship to the document is not one of PDF/A-3"
    embedded = entry(entry(specification, "/EF"), "/F")
    parameters = entry(embedded, "/Params")
    if embedded is None or not entry(embedded, "/Subtype") or not entry(parameters, "/ModDate"):
        yield "its data, media type or date is missing"
        return
    try:
        data = embedded.get_data()
    except (PyPdfError, ValueError) as error:
        yield f"it cannot be read: {error}"
        return
    digest = hashlib.md5(data, usedforsecurity=False).digest()
    if entry(parameters, "/Size") != len(data) or key_of(entry(parameters, "/CheckSum")) != digest:
        yield "its size or checksum is wrong"


RULES: tuple[Rule, ...] = (enclosed_files_are_associated,)
