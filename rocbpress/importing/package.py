"""A Word file's parts and relationships (ECMA-376, part 2), opened within limits.

zipfile and lxml do the work: python-docx's package layer would read every part before it could be bounded,
refuse files that name a part which is not there, and take 85 ms to load.
"""

from __future__ import annotations

import posixpath
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from rocbpress.findings.errors import SourceError
from rocbpress.findings.finding import Finding, Place

MOST_PART = 64 << 20
MOST_ALL = 256 << 20
MOST_PARTS = 10_000
MOST_NODES = 2_000_000  # elements and attributes of a part: some 200 bytes each in memory
_OLE = b"\xd0\xcf\x11\xe0"
_DOCTYPE = tuple("<!DOCTYPE".encode(coding) for coding in ("ascii", "utf-16-le", "utf-16-be"))
_OFFICE = "http://schemas.openxmlformats.org/"
_STRICT = (  # ISO/IEC 29500-1, strict: the same elements under other names
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", f"{_OFFICE}wordprocessingml/2006/main".encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/", f"{_OFFICE}officeDocument/2006/".encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/", f"{_OFFICE}drawingml/2006/".encode()),
)
_PREFIXES = {
    f"{_OFFICE}wordprocessingml/2006/main": "w", f"{_OFFICE}officeDocument/2006/math": "m",
    f"{_OFFICE}officeDocument/2006/relationships": "r", f"{_OFFICE}drawingml/2006/main": "a",
    f"{_OFFICE}drawingml/2006/wordprocessingDrawing": "wp", f"{_OFFICE}drawingml/2006/picture": "pic",
    f"{_OFFICE}drawingml/2006/chart": "c", f"{_OFFICE}drawingml/2006/diagram": "dgm",
    f"{_OFFICE}markup-compatibility/2006": "mc", "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o", "urn:schemas-microsoft-com:office:word": "w10",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup": "wpg",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas": "wpc",
    "http://schemas.microsoft.com/office/drawing/2017/decorative": "adec",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
}
_URIS = {prefix: uri for uri, prefix in _PREFIXES.items()}
_names: dict[str, str] = {}
Element = etree._Element


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a relationship leads: the name of a part, or an address outside; `kind` ends its type."""

    kind: str
    target: str
    outside: bool


@dataclass(slots=True)
class Package:
    """The parts of a file by their names, without a slash at their beginning; `main` is the document's."""

    file: str
    archive: ZipFile
    main: str = ""
    _trees: dict[str, Element | None] = field(default_factory=dict)
    _relations: dict[str, Mapping[str, Relation]] = field(default_factory=dict)

    def names(self) -> list[str]:
        """All parts, as they stand in the archive."""
        return self.archive.namelist()

    def read(self, name: str) -> bytes | None:
        """The bytes of a part; None where there is none of that name. SourceError where it is damaged."""
        try:
            return self.archive.read(name)
        except KeyError:
            return None
        except (BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError,
                ValueError) as error:
            if "password" in str(error):
                raise refused(self.file, "word-encrypted", "the file is locked with a password") from error
            raise refused(self.file, "word-damaged", f"{name} in it cannot be read") from error

    def tree(self, name: str) -> Element | None:
        """The root of a part; None where there is none. SourceError where it is not sound XML."""
        if name not in self._trees:
            data = self.read(name)
            self._trees[name] = None if data is None else parse(data, name, self.file)
        return self._trees[name]

    def relations(self, name: str) -> Mapping[str, Relation]:
        """The relationships of a part by their ids; `` for the package's own."""
        if name not in self._relations:
            folder, base = posixpath.split(name)
            root = self.tree(posixpath.join(folder, "_rels", f"{base}.rels"))
            self._relations[name] = {each.get("Id", ""): _relation(each, folder) for each in
                                     (root if root is not None else ()) if isinstance(each.tag, str)}
        return self._relations[name]

    def related(self, name: str, kind: str) -> list[str]:
        """The parts to which a part is related in this way."""
        return [each.target for each in self.relations(name).values()
                if each.kind == kind and not each.outside]


def open_package(data: bytes, file: str) -> Package:
    """The package; SourceError for what is too large, damaged, encrypted, or no Word file."""
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise refused(file, "word-encrypted", "the file is locked with a password")
        raise refused(file, "word-old", "the file is in Word's old format")
    try:
        archive = ZipFile(BytesIO(data))
    except (BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise refused(file, "word-damaged", "it is no Word file, or not all of it is there") from error
    sizes = [each.file_size for each in archive.infolist()]
    if len(sizes) > MOST_PARTS or max(sizes, default=0) > MOST_PART or sum(sizes) > MOST_ALL:
        raise refused(file, "word-too-large",
                      f"it holds more than {MOST_ALL >> 20} MB, or a part of more than "
                      f"{MOST_PART >> 20} MB")
    package = Package(file, archive)
    mains = package.related("", "officeDocument") or ["word/document.xml"]
    package.main = mains[0]
    root = package.tree(package.main)
    if root is None or name_of(root) != "w:document":
        raise refused(file, "word-damaged", "there is no Word document in it")
    return package


def parse(data: bytes, name: str, file: str) -> Element:
    """The root of an XML text without entities, of bounded size and depth."""
    if any(mark in data for mark in _DOCTYPE):
        raise refused(file, "word-doctype", f"{name} in it defines entities, which are never read")
    if data.count(b"<") + data.count(b"=") > MOST_NODES:
        raise refused(file, "word-too-large", f"{name} in it has more than {MOST_NODES:,} elements")
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
                             remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "depth" in str(error):
            raise refused(file, "word-too-deep", f"{name} in it is nested too deep") from error
        raise refused(file, "word-damaged", f"{name} in it is not sound XML") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise refused(file, "word-doctype", f"{name} in it defines entities, which are never read")
    return root


def name_of(element: Element) -> str:
    """An element's name with its usual prefix, `w:p`; of a foreign one with its namespace in braces."""
    tag = str(element.tag)
    known = _names.get(tag)
    if known is None:
        uri, _, local = tag[1:].rpartition("}")
        known = _names[tag] = f"{_PREFIXES[uri]}:{local}" if uri in _PREFIXES else tag
    return known


@cache
def tag(name: str) -> str:
    """`w:p` as lxml writes it."""
    prefix, _, local = name.partition(":")
    return f"{{{_URIS[prefix]}}}{local}"


def find(element: Element | None, path: str) -> Element | None:
    """The first element down a path of names: w:pPr/w:numPr."""
    for name in _steps(path):
        if element is None:
            return None
        element = next(element.iterchildren(name), None)
    return element


@cache
def _steps(path: str) -> tuple[str, ...]:
    return tuple(map(tag, path.split("/")))


def value(element: Element | None, path: str = "", attribute: str = "w:val", default: str = "") -> str:
    """An attribute of the element down a path; `default` where either is missing."""
    if path:
        element = find(element, path)
    return default if element is None else element.get(tag(attribute), default)


def is_on(element: Element | None, path: str) -> bool | None:
    """A property that is on or off (17.17.4); None where it is not said."""
    return switch(find(element, path))


def switch(element: Element | None) -> bool | None:
    """Whether an element that is there turns something on."""
    return None if element is None else element.get(tag("w:val"), "1") not in ("0", "false", "off", "none")


def number(text: str, default: int = 0) -> int:
    """An integer of an attribute; the default for what is none."""
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else default


def refused(file: str, code: str, message: str, hint: str = "") -> SourceError:
    """A file that is not imported."""
    return SourceError(Finding(code, message, Place(file), hint=hint))


def _relation(element: Element, folder: str) -> Relation:
    kind = element.get("Type", "").rpartition("/")[2]
    target = element.get("Target", "")
    if element.get("TargetMode") == "External":
        return Relation(kind, target, outside=True)
    path = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    return Relation(kind, path, outside=False)
