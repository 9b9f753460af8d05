"""The files that an archive edition carries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from pypdf import PdfReader, apply_configuration
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError
from pypdf.generic import StreamObject

from rocbpress.findings.errors import UsageError
from rocbpress.findings.finding import Finding
from rocbpress.preflight.objects import entry, leaves, resolve

# How much may be unpacked: ours swell to twice their size, a picture of one colour to far more.
_ROOM, _SWELLING = 1 << 27, 20
_MOST = 10_000  # files
# What pypdf raises where a stranger's file has other kinds of objects than the standard asks for.
_DAMAGE = (PyPdfError, DependencyError, ValueError, TypeError, KeyError, IndexError, AttributeError,
           RecursionError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class ExtractedFile:
    """A file by the name it had in its workspace, whatever a stranger may have written there."""

    name: str
    data: bytes


def read_embedded(pdf: bytes) -> tuple[ExtractedFile, ...]:
    """All files carried, in the order of the file; UsageError where it cannot be read or carries none.

    The name is /UF (ISO 32000-1, 7.11.3): the keys of the name tree are in ASCII.
    """
    room = max(_ROOM, _SWELLING * len(pdf))
    try:
        with apply_configuration(maximum_declared_stream_length=len(pdf)):
            found = tuple(_read(pdf, room))
    except LimitReachedError as error:
        raise UsageError(Finding(
            "archive-swollen", f"what this file carries would unpack to more than {room >> 20} MB",
            hint="trust the file no further: rocbpress makes no such files")) from error
    except _DAMAGE as error:
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


def _read(pdf: bytes, room: int) -> Iterator[ExtractedFile]:
    catalog = PdfReader(BytesIO(pdf), strict=True).root_object
    listed = leaves(entry(entry(catalog, "/Names"), "/EmbeddedFiles"), "/Names")
    for at, (key, reference) in enumerate(listed):
        specification = resolve(reference)
        name = entry(specification, "/UF") or entry(specification, "/F") or key
        stream = entry(entry(specification, "/EF"), "/F")
        if not isinstance(stream, StreamObject):
            raise ValueError(f"{name} has no bytes")
        with apply_configuration(zlib_maximum_output_length=max(1, room)):  # 0 would mean no limit
            data = stream.get_data()
        room -= len(data)
        if room < 0 or at >= _MOST:
            raise LimitReachedError
        yield ExtractedFile(str(name), data)
