"""Reading PDFs from strangers, and the files that are embedded in an archive edition or a draft."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

from pypdf import PdfReader, apply_configuration
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError
from pypdf.generic import StreamObject

from rocbpress.assemble.objects import entry, leaves, resolve
from rocbpress.findings.errors import UsageError
from rocbpress.findings.finding import Finding

# How much may be unpacked: ours swell to twice their size, a picture of one colour to far more.
_LIMIT, _SWELLING = 1 << 27, 20
_MOST = 10_000  # files
_OBJECTS = 20_000  # in streams of which pypdf reads all of one for any of it: twice those of 300 pages
# What pypdf raises where a stranger's file has other kinds of objects than the standard asks for.
_DAMAGE = (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError,
           NotImplementedError)


@dataclass(frozen=True, slots=True)
class ExtractedFile:
    """A file by the name it had in its workspace; a stranger may have written any name."""

    name: str
    data: bytes


def read_embedded(pdf: bytes, *, strict: bool = True) -> tuple[ExtractedFile, ...]:
    """All embedded files in their order; UsageError for a PDF that cannot be read or has none.

    `strict` as in `reading`. The name is /UF (ISO 32000-1, 7.11.3): the keys of the name tree are in ASCII.
    """
    with reading(pdf, strict=strict) as reader:
        found = tuple(_read(reader, _limit(pdf)))
    if not found:
        raise UsageError(Finding("archive-empty", "this file contains no sources",
                                 hint="name an archive edition: rocb-N-archive.pdf"))
    return found


@contextmanager
def reading(pdf: bytes, *, strict: bool) -> Iterator[PdfReader]:
    """A reader of a stranger's file, to be read within; UsageError for whatever is wrong with it.

    `strict` is for what we wrote ourselves: programs of others write much that pypdf must put up with.
    """
    log, limit = logging.getLogger("pypdf"), _limit(pdf)
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        with apply_configuration(maximum_declared_stream_length=len(pdf), zlib_maximum_output_length=limit):
            reader = PdfReader(BytesIO(pdf), strict=strict)
            if reader.is_encrypted:  # also where pypdf could read it: it needs a package that few have
                raise _encrypted()
            if len(reader.xref_objStm) > _OBJECTS:
                raise ValueError("it has too many objects in streams")
            yield reader
    except LimitReachedError as error:
        raise UsageError(Finding(
            "archive-swollen", f"the embedded files would unpack to more than {limit >> 20} MB",
            hint="do not use this file: rocbpress makes no such files")) from error
    except DependencyError as error:
        raise _encrypted() from error
    except _DAMAGE as error:
        raise UsageError(Finding("archive-unreadable", f"this file cannot be read: {error}",
                                 hint="use another copy of it")) from error
    finally:
        log.setLevel(level)


def _encrypted() -> UsageError:
    return UsageError(Finding("archive-encrypted", "this file is protected by a password or by restrictions",
                              hint="ask for a copy that was saved without protection"))


def _limit(pdf: bytes) -> int:
    return max(_LIMIT, _SWELLING * len(pdf))


def _read(reader: PdfReader, limit: int) -> Iterator[ExtractedFile]:
    listed = leaves(entry(entry(reader.root_object, "/Names"), "/EmbeddedFiles"), "/Names")
    for at, (key, reference) in enumerate(listed):
        specification = resolve(reference)
        name = entry(specification, "/UF") or entry(specification, "/F") or key
        stream = entry(entry(specification, "/EF"), "/F")
        if not isinstance(stream, StreamObject):
            raise ValueError(f"{name} has no contents")
        with apply_configuration(zlib_maximum_output_length=max(1, limit)):  # 0 would mean no limit
            data = stream.get_data()
        limit -= len(data)
        if limit < 0 or at >= _MOST:
            raise LimitReachedError
        yield ExtractedFile(str(name), data)
