"""A galley's pages as they will be in the file, on their own: what is shown before anything is assembled."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pypdf import PageObject, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, PdfObject, StreamObject

from rocbpress.assemble.blacks import set_blacks
from rocbpress.assemble.faces import Faces
from rocbpress.assemble.folios import draw_folios
from rocbpress.assemble.importer import Importer
from rocbpress.assemble.objects import add, content_of, dictionary, entry, raw_items, resolve
from rocbpress.assemble.pagination import NumberedPage
from rocbpress.assemble.printer_boxes import add_printer_boxes
from rocbpress.assemble.reading import open_pdf
from rocbpress.assemble.separation import separate
from rocbpress.assemble.write import serialise
from rocbpress.layout.editions import Edition
from rocbpress.layout.layout import Layout
from rocbpress.layout.printer import PrinterProfile
from rocbpress.typeset.galley import Galley

_UNSEEN = ("/Annots", "/StructParents", "/Tabs")  # no picture shows them
_NAME = re.compile(rb"/([^\0\t\n\f\r ()<>\[\]{}/%]+)")


@dataclass(frozen=True, slots=True)
class Slip:
    """A small PDF, and of each page the digest of all that its picture depends on."""

    pdf: bytes
    digests: tuple[str, ...]


def make_slip(galley: Galley, pages: Sequence[NumberedPage], layout: Layout, edition: Edition,
              printer: PrinterProfile, fonts: Path) -> Slip:
    """The galley with folios, inks and printer's marks; `pages` are its own, in order.

    Each page has the same picture as in the file of `assemble`, but no links, structure or metadata.
    AssemblyError as there.
    """
    writer = PdfWriter()
    faces = Faces(writer, fonts)
    importer = Importer(writer, open_pdf(galley.pdf), faces, {})
    for page in importer.pages:
        for key in _UNSEEN:
            page.pop(key, None)
    importer.finish()
    if edition.space == "cmyk":
        separate(importer.pages, importer.copied, printer)
        if layout.overprint:
            set_blacks(importer.pages, importer.copied, printer.ink)
    draw_folios(writer, tuple(zip(importer.pages, pages, strict=True)), faces, layout, edition.space)
    if edition.bleed:
        add_printer_boxes(writer, importer.pages, printer)
    faces.finish()
    known: dict[int, bytes] = {}
    digests = tuple(_digest(page, known) for page in importer.pages)
    kids = ArrayObject(page.indirect_reference for page in importer.pages)
    tree = add(writer, dictionary({"/Type": NameObject("/Pages"), "/Kids": kids, "/Count": len(kids)}))
    for page in importer.pages:
        page[NameObject("/Parent")] = tree
    catalog = dictionary({"/Type": NameObject("/Catalog"), "/Pages": tree})
    return Slip(serialise(catalog, DictionaryObject()), digests)


def _digest(page: PageObject, known: dict[int, bytes]) -> str:
    """Of a page's boxes, content, and those resources that the content names.

    The pages of a galley share their resources; `known` has the digests of those met before.
    """
    content = content_of(page)
    named = {f"/{name.decode('latin-1')}" for name in _NAME.findall(content)}
    sha = sha256(content)
    for key in sorted(page):
        if key not in ("/Resources", "/Contents", "/Parent"):
            sha.update(f"{key} {page.get(key)!r}".encode())
    resources = entry(page, "/Resources")
    for kind in sorted(resources) if isinstance(resources, DictionaryObject) else ():
        held = entry(resources, kind)
        members: Mapping[str, PdfObject] = held if isinstance(held, DictionaryObject) else {}
        for name in sorted(named.intersection(members)):
            sha.update(f"{kind} {name} ".encode() + _value_digest(members[name], known))
    return sha.hexdigest()[:32]


def _value_digest(value: PdfObject, known: dict[int, bytes]) -> bytes:
    """Of a value with all that it refers to."""
    target = resolve(value)
    if id(target) not in known:
        known[id(target)] = b""  # a form may lead back to itself
        sha = sha256()
        for piece in _pieces(target, known):
            sha.update(len(piece).to_bytes(8, "big") + piece)
        known[id(target)] = sha.digest()
    return known[id(target)]


def _pieces(value: PdfObject, known: dict[int, bytes]) -> Iterator[bytes]:
    if isinstance(value, DictionaryObject):
        if entry(value, "/Type") == "/Font":
            yield _font(value)
            return
        for key in sorted(value):
            if key not in ("/Parent", "/StructParents", "/StructParent"):
                yield key.encode()
                yield _value_digest(dict.__getitem__(value, key), known)
        if isinstance(value, StreamObject):
            yield value._data
    elif isinstance(value, ArrayObject):
        for item in list.__iter__(value):
            yield _value_digest(item, known)
    else:
        yield repr(value).encode()


def _font(font: DictionaryObject) -> bytes:
    """What a page's picture owes to a font: its face, and glyphs that codes of our own stand for.

    Which other glyphs of the face are in the file depends on other pages.
    """
    name = str(entry(font, "/BaseFont")).rpartition("+")[2]
    for descendant in raw_items(entry(font, "/DescendantFonts")):
        table = entry(descendant.get_object(), "/CIDToGIDMap")
        if isinstance(table, StreamObject):
            return name.encode() + table.get_data()
    return name.encode()
