"""Galleys made into one document: the proof, from which the file is written."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, PdfObject, StreamObject

from rocbpress.assemble.blacks import set_blacks
from rocbpress.assemble.faces import Faces
from rocbpress.assemble.folios import draw_folios
from rocbpress.assemble.importer import Importer
from rocbpress.assemble.links import Target, drop_links, resolve_links
from rocbpress.assemble.metadata import Record, information, metadata
from rocbpress.assemble.navigation import bookmarks, destinations, outline, page_labels
from rocbpress.assemble.objects import add, dictionary, raw
from rocbpress.assemble.pagination import NumberedPage, Pagination
from rocbpress.assemble.printer_boxes import add_printer_boxes, output_intents
from rocbpress.assemble.reading import open_pdf
from rocbpress.assemble.separation import separate
from rocbpress.assemble.structure import IssueTree
from rocbpress.assemble.write import serialise
from rocbpress.findings.errors import AssemblyError
from rocbpress.layout.editions import Edition
from rocbpress.layout.layout import Layout
from rocbpress.layout.printer import PrinterProfile
from rocbpress.typeset.flow import Flow
from rocbpress.typeset.galley import Galley


@dataclass(frozen=True, slots=True)
class Proof:
    """The whole issue, without a claim. `digest` is SHA-256 of all that it was made from.

    `replaced` holds the pictures that are written in the place of others, by the `id()` of those;
    `printed` is a file for a press, which says more of itself.
    """

    writer: PdfWriter
    catalog: DictionaryObject
    record: Record
    digest: bytes
    replaced: Mapping[int, StreamObject] = field(default_factory=lambda: MappingProxyType({}))
    printed: bool = False

    def write(self, claims: tuple[str, ...]) -> bytes:
        """The file, the same bytes each time; `claims` are keys of `metadata.CLAIMS`, checked before."""
        catalog = DictionaryObject(self.catalog)
        catalog[NameObject("/Metadata")] = metadata(self.record, claims, self.digest, printed=self.printed)
        # PDF/X-4 rests on PDF 1.6 (ISO 15930-7).
        return serialise(catalog, information(self.record, printed=self.printed), self.replaced,
                         version="1.6" if self.printed else "1.7")


def assemble(flows: Sequence[Flow], galleys: Sequence[Galley], pagination: Pagination, layout: Layout,
             edition: Edition, record: Record, printer: PrinterProfile, fonts: Path,
             opened: Mapping[bytes, PdfReader] = MappingProxyType({})) -> Proof:
    """Join galleys that are in reading order, each beside its flow.

    `printer` counts for print alone, `fonts` is the folder whose faces the galleys are set with, and
    `opened` has readers of some of the galleys' files, from `open_pdf`. AssemblyError, with every
    dead link in it, for what cannot be joined.
    """
    writer = PdfWriter()
    tree = IssueTree(writer, record.language)
    builder = _ProofBuilder(writer, Faces(writer, fonts), tree, edition, printer, layout.overprint)
    for flow, galley in zip(flows, galleys, strict=True):
        builder.add_galley(flow, opened.get(galley.pdf) or open_pdf(galley.pdf))
    sheets = tuple(zip(builder.pages, pagination.pages, strict=True))
    _resolve_all_links(sheets, galleys, pagination)
    draw_folios(writer, sheets, builder.faces, layout, edition.space)
    if edition.bleed:
        add_printer_boxes(writer, builder.pages, printer)
    builder.faces.finish()
    tree.finish()
    pages = [add(writer, page) for page in builder.pages]
    catalog = dictionary({
        "/Type": NameObject("/Catalog"), "/Pages": _page_tree(writer, builder.pages),
        "/Lang": record.language, "/MarkInfo": {"/Marked": True}, "/StructTreeRoot": tree.root,
        "/ViewerPreferences": {"/DisplayDocTitle": True}, "/PageMode": NameObject("/UseOutlines"),
        "/Outlines": outline(writer, bookmarks(flows, galleys, pagination), pages),
        "/PageLabels": page_labels(pagination),
        "/Names": {"/Dests": add(writer, destinations(galleys, pagination, pages))},
        "/OutputIntents": builder.intents if edition.space == "srgb" else output_intents(writer, printer)})
    return Proof(writer, catalog, record, _digest(galleys, edition, record, printer), printed=edition.bleed)


@dataclass(slots=True)
class _ProofBuilder:
    """What the galleys so far have grown into."""

    writer: PdfWriter
    faces: Faces
    tree: IssueTree
    edition: Edition
    printer: PrinterProfile
    overprint: bool
    shared: dict[bytes, IndirectObject] = field(default_factory=dict)
    pages: list[PageObject] = field(default_factory=list)
    intents: PdfObject | None = None

    def add_galley(self, flow: Flow, reader: PdfReader) -> None:
        """Add the pages of a flow's galley, their structure, and the output intent it was made for."""
        importer = Importer(self.writer, reader, self.faces, self.shared)
        if self.intents is None:
            self.intents = importer.copy(raw(reader.root_object, "/OutputIntents"))
        self.tree.add_galley(importer, reader, flow)
        if not self.edition.live_links:
            drop_links(importer.pages, importer.copied, self.tree)
        if self.edition.space == "cmyk":
            separate(importer.pages, importer.copied, self.printer)
            if self.overprint:
                set_blacks(importer.pages, importer.copied, self.printer.ink)
        self.pages += importer.pages


def _resolve_all_links(sheets: Sequence[tuple[PageObject, NumberedPage]], galleys: Sequence[Galley],
                       pagination: Pagination) -> None:
    """Links can lead to every landmark, titled by its own bookmark."""
    targets = {mark.name: Target(pagination.labels[mark.name], mark.bookmark)
               for galley in galleys for mark in galley.landmarks}
    findings = [finding for page, place in sheets for finding in resolve_links(page, place, targets)]
    if findings:
        raise AssemblyError(findings)


def _page_tree(writer: PdfWriter, pages: Sequence[PageObject]) -> IndirectObject:
    """One flat node over all pages (ISO 32000-1, 7.7.3)."""
    kids = ArrayObject(page.indirect_reference for page in pages)
    node = add(writer, dictionary({"/Type": NameObject("/Pages"), "/Kids": kids, "/Count": len(kids)}))
    for page in pages:
        page[NameObject("/Parent")] = node
    return node


def _digest(galleys: Sequence[Galley], edition: Edition, record: Record, printer: PrinterProfile) -> bytes:
    sha = hashlib.sha256(f"{edition.name} {record} {printer.condition}".encode())
    for galley in galleys:
        sha.update(hashlib.sha256(galley.pdf).digest())
    return sha.digest()
