"""Marks over the pages of a proof, as artifacts: what is on a page stays as it is, and where it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pypdf.generic import ArrayObject, IndirectObject, NameObject, NumberObject

from rocbpress.assemble.objects import (
    Box,
    add,
    deflated,
    dictionary,
    entry,
    held,
    raw,
    raw_items,
    resolve,
)
from rocbpress.assemble.proof import Proof


@dataclass(frozen=True, slots=True)
class Form:
    """A drawing that pages share: its operators, and a box round it."""

    operators: bytes
    box: Box


def mark_pages(proof: Proof, drawn: Sequence[bytes], fonts: Mapping[str, IndirectObject],
               forms: Mapping[str, Form], alphas: Mapping[str, float]) -> None:
    """Draw operators over each page, in points from the lower left corner of its trim.

    They may name the fonts, the forms and, as graphics states, the opacities (ISO 32000-1, 11.6.4.4).
    """
    writer = proof.writer
    made = {name: add(writer, deflated(form.operators, {
        "/Type": NameObject("/XObject"), "/Subtype": NameObject("/Form"), "/BBox": form.box,
        "/Resources": {}})) for name, form in forms.items()}
    states = {name: dictionary({"/Type": NameObject("/ExtGState"), "/ca": alpha, "/CA": alpha})
              for name, alpha in alphas.items()}
    save = add(writer, deflated(b"q"))
    pages = map(resolve, raw_items(entry(entry(proof.catalog, "/Pages"), "/Kids")))
    modified = f"D:{proof.record.date:%Y%m%d%H%M%S}Z"
    for at, (page, operators) in enumerate(zip(pages, drawn, strict=True)):
        marks = deflated(b"Q\n/Artifact <</Type /Page>> BDC q\n%s\nQ EMC" % operators)
        page.update(dictionary({"/Contents": [save, *raw_items(raw(page, "/Contents")), add(writer, marks)]}))
        # Which page it is, though somebody sends back some of them alone (ISO 32000-1, 14.5).
        page.update(dictionary({"/LastModified": modified, "/PieceInfo": {
            "/rocbpress": {"/LastModified": modified, "/Private": at}}}))
        resources = held(page, "/Resources")
        for kind, named in (("/Font", fonts), ("/XObject", made), ("/ExtGState", states)):
            held(resources, kind).update(dictionary(named))


def put_first(proof: Proof, count: int, label: str) -> None:
    """Move the last pages to the front, with the one element that tags them; all are labelled `label`.

    The labels of the others stay as they are printed.
    """
    kids = entry(entry(proof.catalog, "/Pages"), "/Kids")
    _rotate(kids, count)
    _rotate(entry(resolve(raw_items(entry(entry(proof.catalog, "/StructTreeRoot"), "/K"))[0]), "/K"), 1)
    labels = entry(proof.catalog, "/PageLabels")
    pairs = raw_items(entry(labels, "/Nums"))
    moved = [(int(at) + count, run) for at, run in zip(pairs[::2], pairs[1::2], strict=True)
             if int(at) < len(kids) - count]
    numbers = ArrayObject()
    for at, run in ((0, dictionary({"/P": label})), *moved):
        numbers.extend((NumberObject(at), run))
    labels[NameObject("/Nums")] = numbers


def _rotate(kids: ArrayObject, count: int) -> None:
    """The last so many come first."""
    items = raw_items(kids)
    kids[:] = [*items[-count:], *items[:-count]]
