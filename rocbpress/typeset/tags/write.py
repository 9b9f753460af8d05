"""The structure tree written into the PDF, in place of weasyprint.pdf.add_tags."""

from collections.abc import Iterable, Sequence

import pydyf
from weasyprint import Document
from weasyprint.pdf.stream import Stream

from rocbpress.typeset.tags.annotations import annotate
from rocbpress.typeset.tags.marks import MarkedStream, number_marks
from rocbpress.typeset.tags.nodes import PARAGRAPHS, LinkArea, Node, Piece
from rocbpress.typeset.tags.structure import StructureTree


def write_tree(pdf: pydyf.PDF, document: Document, streams: Sequence[Stream], tree: StructureTree) -> None:
    """Number the marks and write StructTreeRoot, all elements, ParentTree and IDTree.

    One Document over all pages; no element that holds nothing, but cells of a table's grid.
    """
    marked = number_marks(pdf, document, streams, tree)
    root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(root)
    writer = _Writer(pdf, document, marked)
    whole = writer.element(tree.root, root.reference)
    root["K"] = pydyf.Array([whole])
    writer.write_parents(root, tree)
    if writer.names:
        pairs = sorted(writer.names.items(), key=lambda pair: pydyf.String(pair[0]).data)
        root["IDTree"] = pydyf.Dictionary({
            "Names": pydyf.Array(item for name, ref in pairs for item in (pydyf.String(name), ref))})
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


class _Writer:
    """Writes elements, and remembers their references for the trees that lead back to them."""

    def __init__(self, pdf: pydyf.PDF, document: Document, marked: Sequence[MarkedStream]) -> None:
        self.names: dict[str, bytes] = {}
        self._pdf, self._document, self._marked = pdf, document, marked
        # Where a box was drawn: in which form, if not on the page itself, and its number there.
        self._marks = {box: (stream.form, number) for stream in marked
                       for number, box in enumerate(stream.boxes)}
        self._references: dict[Node, bytes] = {}
        self._annotations: list[tuple[pydyf.Dictionary, bytes]] = []
        self._pages = pdf.page_references  # pydyf makes this list anew each time it is asked

    def element(self, node: Node, parent: bytes) -> bytes:
        """Write an element with all that is under it; its reference."""
        entry = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.kind}", "P": parent})
        self._pdf.add_object(entry)
        self._references[node] = entry.reference
        if node.attributes:
            entry["A"] = pydyf.Dictionary({name: _value(v) for name, v in node.attributes.items()})
        entry.update({name: pydyf.String(text) for name, text in node.entries.items()})
        if "ID" in node.entries:
            self.names[node.entries["ID"]] = entry.reference
        page = next((kid.page for kid in node.kids if isinstance(kid, Piece)
                     and kid.box in self._marks and self._marks[kid.box][0] is None), None)
        if page is not None:
            entry["Pg"] = self._pages[page]
        entry["K"] = pydyf.Array()
        for kid in node.kids:
            entry["K"].extend(self._kid(kid, entry.reference, page))
        if node.kind not in PARAGRAPHS:
            entry["K"].extend(self._elements(node.notes, entry.reference))
        return self._references[node]

    def write_parents(self, root: pydyf.Dictionary, tree: StructureTree) -> None:
        """The ParentTree: pages first, then forms, then annotations (ISO 32000-1, 14.7.4.4)."""
        numbers = pydyf.Array()
        for key, stream in enumerate(sorted(self._marked, key=lambda stream: stream.form is not None)):
            if stream.form is not None:
                stream.form.extra["StructParents"] = key
            numbers.extend([key, pydyf.Array(self._references[tree.owners[box]] for box in stream.boxes)])
        for key, (annotation, element) in enumerate(self._annotations, start=len(self._marked)):
            annotation["StructParent"] = key
            numbers.extend([key, element])
        parents = pydyf.Dictionary({"Nums": numbers})
        self._pdf.add_object(parents)
        root["ParentTree"] = parents.reference
        root["ParentTreeNextKey"] = len(self._marked) + len(self._annotations)

    def _kid(self, kid: Node | Piece | LinkArea, parent: bytes, page: int | None) -> list[object]:
        if isinstance(kid, Node):
            return self._elements([kid, *(kid.notes if kid.kind in PARAGRAPHS else ())], parent)
        if isinstance(kid, LinkArea):
            annotation = annotate(self._pdf, self._document, kid)
            if annotation is None:
                return []
            self._annotations.append((annotation, parent))
            return [pydyf.Dictionary({
                "Type": "/OBJR", "Pg": self._pages[kid.page], "Obj": annotation.reference})]
        if kid.box not in self._marks:
            return []
        form, number = self._marks[kid.box]
        if form is None and kid.page == page:
            return [number]
        content = pydyf.Dictionary({"Type": "/MCR", "Pg": self._pages[kid.page], "MCID": number})
        if form is not None:
            content["Stm"] = form.reference
        return [content]

    def _elements(self, nodes: Iterable[Node], parent: bytes) -> list[object]:
        return [self.element(node, parent) for node in nodes if node.is_full]


def _value(value: object) -> object:
    """An attribute as pydyf writes it: names and numbers as they are, tuples as arrays."""
    if not isinstance(value, tuple):
        return value
    return pydyf.Array(pydyf.String(item) if isinstance(item, str) else item for item in value)
