"""A galley's objects copied into the file to be, each once, streams as they are."""

import hashlib
from collections.abc import Iterator

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, PdfObject, StreamObject

from rocbpress.assemble.faces import Faces
from rocbpress.assemble.objects import add, entry


class Importer:
    """Copies what a reader's pages refer to, each object once.

    pypdf's own cloning recurses, and copies streams that stand in arrays twice. Pages come first,
    so that /Pg, /Dest and object references find them. `shared` holds the pictures and profiles that
    the writer has, by content; `faces` takes the fonts. `copied` lists the dictionaries made.
    """

    def __init__(self, writer: PdfWriter, reader: PdfReader, faces: Faces,
                 shared: dict[bytes, IndirectObject]) -> None:
        self.pages: list[PageObject] = []
        self.copied: list[DictionaryObject] = []
        self._writer = writer
        self._faces = faces
        self._shared = shared
        self._references: dict[int, IndirectObject] = {}
        self._unfilled: list[tuple[PdfObject, PdfObject]] = []
        for source in reader.pages:
            page = PageObject(writer, None)
            self.pages.append(page)
            self.copied.append(page)
            self.redirect(source, add(writer, page))
        for source, page in zip(reader.pages, self.pages, strict=True):
            for key in source:
                if key != "/Parent":
                    page[NameObject(key)] = self.copy(source.raw_get(key))

    def redirect(self, source: PdfObject, reference: IndirectObject) -> None:
        """From now on, copies refer to `reference` where the reader refers to `source`."""
        own = getattr(source, "indirect_reference", None)  # pypdf leaves it unset on direct objects
        if own is None:
            raise ValueError("only an indirect object can be referred to")
        self._references[own.idnum] = reference

    def copy(self, value: PdfObject) -> PdfObject:
        """The writer's copy of a value; what it refers to is filled in by `finish`."""
        if isinstance(value, IndirectObject):
            return self._refer(value)
        if isinstance(value, DictionaryObject):
            copied = DictionaryObject({key: self.copy(value.raw_get(key)) for key in value})
            self.copied.append(copied)
            return copied
        if isinstance(value, ArrayObject):
            return ArrayObject([self.copy(item) for item in list.__iter__(value)])
        return value

    def finish(self) -> None:
        """Copy everything that the copies so far refer to."""
        while self._unfilled:
            source, target = self._unfilled.pop()
            if isinstance(source, DictionaryObject) and isinstance(target, DictionaryObject):
                self.copied.append(target)
                for key in source:
                    if key != "/Length":
                        target[key] = self.copy(source.raw_get(key))
            elif isinstance(source, ArrayObject) and isinstance(target, ArrayObject):
                target.extend(self.copy(item) for item in list.__iter__(source))

    def _refer(self, reference: IndirectObject) -> IndirectObject:
        known = self._references.get(reference.idnum)
        if known is not None:
            return known
        source = reference.get_object()
        if source is None:
            raise ValueError(f"object {reference.idnum} is missing")
        content = _digest(source) if _is_shareable(source) else b""
        if isinstance(source, DictionaryObject) and entry(source, "/Subtype") == "/Type0":
            copied = self._faces.merge(source)
        elif content in self._shared:
            copied = self._shared[content]
        else:
            target = _empty(source)
            copied = add(self._writer, target)
            self._unfilled.append((source, target))
        if content:
            self._shared[content] = copied
        self._references[reference.idnum] = copied
        return copied


def _empty(source: PdfObject) -> PdfObject:
    """An object of the same kind without entries; streams keep their data, filters and all."""
    if isinstance(source, StreamObject):
        stream = type(source)()
        stream._data = source._data
        return stream
    if isinstance(source, DictionaryObject):
        return DictionaryObject()
    return ArrayObject() if isinstance(source, ArrayObject) else source


def _is_shareable(source: PdfObject) -> bool:
    """Whether it is a picture or colour profile; not a picture that the structure refers to."""
    return isinstance(source, StreamObject) and (
        ("/N" in source and "/Type" not in source)
        or (entry(source, "/Subtype") == "/Image" and "/StructParent" not in source))


def _digest(source: PdfObject) -> bytes:
    """A digest of an object with all that it refers to: soft mask, colour space."""
    sha = hashlib.sha256()
    for piece in _pieces(source):
        sha.update(len(piece).to_bytes(8, "big") + piece)
    return sha.digest()


def _pieces(value: PdfObject | None) -> Iterator[bytes]:
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
