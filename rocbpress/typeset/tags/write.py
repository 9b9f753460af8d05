"""The structure tree written into the PDF, in place of weasyprint.pdf.add_tags."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pydyf

from rocbpress.typeset.tags.annotations import annotate
from rocbpress.typeset.tags.marks import ContentMark, MarkedStream, glyph_maps, number_marks
from rocbpress.typeset.tags.nodes import PARAGRAPHS, Box, LinkArea, Node, Piece
from rocbpress.typeset.tags.structure import StructureTree


def write_tree(pdf: Any, document: Any, streams: list[Any], tree: StructureTree) -> None:
    """Number the marks and write StructTreeRoot, all elements, ParentTree and IDTree.

    One Document over all pages; no element that holds nothing, but cells of a table's grid.
    """
    sheets = number_marks(pdf, streams, tree, glyph_maps(document))
    root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(root)
    writer = _Writer(pdf, document, _marks(sheets))
    whole = writer.element(tree.root, root.reference)
    root["K"] = pydyf.Array([whole.reference])
    _number_parents(pdf, root, sheets, tree, writer)
    if writer.names:
        pairs = sorted(writer.names.items(), key=lambda pair: pydyf.String(pair[0]).data)
        root["IDTree"] = pydyf.Dictionary({
            "Names": pydyf.Array(item for name, ref in pairs for item in (pydyf.String(name), ref))})
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


def _marks(sheets: tuple[MarkedStream, ...]) -> dict[Box, ContentMark]:
    return {box: ContentMark(sheet.form, number) for sheet in sheets for number, box in enumerate(sheet.boxes)}


@dataclass(slots=True)
class _Writer:
    """Writes elements, and remembers their references for the trees that lead back to them."""

    pdf: Any
    document: Any
    marks: Mapping[Box, ContentMark]
    references: dict[Node, bytes] = field(default_factory=dict)
    names: dict[str, bytes] = field(default_factory=dict)
    annotations: list[tuple[Any, bytes]] = field(default_factory=list)
    pages: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        # pydyf makes this list anew each time it is asked.
        self.pages = self.pdf.page_references

    def element(self, node: Node, parent: bytes) -> Any:
        """The PDF object of an element, with all that is under it."""
        entry = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.kind}", "P": parent})
        self.pdf.add_object(entry)
        self.references[node] = entry.reference
        if node.attributes:
            entry["A"] = pydyf.Dictionary({name: _value(v) for name, v in node.attributes.items()})
        entry.update({name: pydyf.String(text) for name, text in node.entries.items()})
        if "ID" in node.entries:
            self.names[node.entries["ID"]] = entry.reference
        pieces = [kid for kid in node.kids if isinstance(kid, Piece) and kid.box in self.marks]
        page = next((piece.page for piece in pieces if self.marks[piece.box].form is None), None)
        if page is not None:
            entry["Pg"] = self.pages[page]
        entry["K"] = pydyf.Array()
        for kid in node.kids:
            entry["K"].extend(self._kid(kid, entry.reference, page))
        if node.kind not in PARAGRAPHS:
            entry["K"].extend(self._elements(node.notes, entry.reference))
        return entry

    def _kid(self, kid: Node | Piece | LinkArea, parent: bytes, page: int | None) -> list[Any]:
        if isinstance(kid, Node):
            notes = kid.notes if kid.kind in PARAGRAPHS else []
            return self._elements([kid, *notes], parent)
        if isinstance(kid, LinkArea):
            annotation = annotate(self.pdf, self.document, kid)
            if annotation is None:
                return []
            self.annotations.append((annotation, parent))
            return [pydyf.Dictionary({
                "Type": "/OBJR", "Pg": self.pages[kid.page], "Obj": annotation.reference})]
        if kid.box not in self.marks:
            return []
        mark = self.marks[kid.box]
        if mark.form is None and kid.page == page:
            return [mark.number]
        content = pydyf.Dictionary({"Type": "/MCR", "Pg": self.pages[kid.page], "MCID": mark.number})
        if mark.form is not None:
            content["Stm"] = mark.form.reference
        return [content]

    def _elements(self, nodes: list[Node], parent: bytes) -> list[Any]:
        return [self.element(node, parent).reference for node in nodes if node.is_full]


def _number_parents(pdf: Any, root: Any, sheets: tuple[MarkedStream, ...], tree: StructureTree, writer: _Writer) -> None:
    """The ParentTree: pages first, then forms, then annotations (ISO 32000-1, 14.7.4.4)."""
    numbers = pydyf.Array()
    forms = [sheet for sheet in sheets if sheet.form is not None]
    for key, sheet in enumerate([*(s for s in sheets if s.form is None), *forms]):
        if sheet.form is not None:
            sheet.form.extra["StructParents"] = key
        numbers.extend([key, pydyf.Array(writer.references[tree.owners[box]] for box in sheet.boxes)])
    for key, (annotation, element) in enumerate(writer.annotations, start=len(sheets)):
        annotation["StructParent"] = key
        numbers.extend([key, element])
    parents = pydyf.Dictionary({"Nums": numbers})
    pdf.add_object(parents)
    root["ParentTree"] = parents.reference
    root["ParentTreeNextKey"] = len(sheets) + len(writer.annotations)


def _value(value: object) -> Any:
    """An attribute as pydyf writes it: names and numbers as they are, tuples as arrays."""
    if not isinstance(value, tuple):
        return value
    return pydyf.Array(pydyf.String(item) if isinstance(item, str) else item for item in value)
