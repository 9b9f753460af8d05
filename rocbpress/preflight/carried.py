"""The files that an archive edition carries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import StreamObject

from rocbpress.errors import UsageError
from rocbpress.findings import Finding
from rocbpress.preflight.tree import entry, leaves, resolve


@dataclass(frozen=True, slots=True)
class Carried:
    """A file by the name it had in its workspace, whatever a stranger may have written there."""

    name: str
    data: bytes


def read_carried(pdf: bytes) -> tuple[Carried, ...]:
    """All files carried, in the order of the file; UsageError where it cannot be read or carries none.

    The name is /UF (ISO 32000-1, 7.11.3): the keys of the name tree are in ASCII.
    """
    try:
        found = tuple(_read(pdf))
    except (PyPdfError, ValueError, RecursionError) as error:
        raise UsageError(Finding("archive-unreadable", f"this file cannot be read: {error}",
                                 hint="take another copy of it")) from error
    if not found:
        raise UsageError(Finding("archive-empty", "this file carries no sources",
                                 hint="only archive editions do: rocb-N-archive.pdf"))
    return found


def count_pages(pdf: bytes) -> int:
    """How many pages a file has; 0 for what is no PDF."""
    try:
        return len(PdfReader(BytesIO(pdf)).pages)
    except (PyPdfError, ValueError):
        return 0


def _read(pdf: bytes) -> Iterator[Carried]:
    catalog = PdfReader(BytesIO(pdf), strict=True).root_object
    for key, reference in leaves(entry(entry(catalog, "/Names"), "/EmbeddedFiles"), "/Names"):
        specification = resolve(reference)
        name = entry(specification, "/UF") or entry(specification, "/F") or key
        stream = entry(entry(specification, "/EF"), "/F")
        if not isinstance(stream, StreamObject):
            raise ValueError(f"{name} has no bytes")
        yield Carried(str(name), stream.get_data())
