"""Folios and running titles, drawn as pagination artifacts (ISO 32000-1, 14.8.2.2)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pypdf import PageObject, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

from rocbpress.assemble.faces import Faces
from rocbpress.assemble.objects import add, decimal, deflated, entry, raw, raw_items
from rocbpress.assemble.pagination import NumberedPage
from rocbpress.assemble.shaping import RunningFace
from rocbpress.findings.errors import AssemblyError
from rocbpress.findings.finding import Finding, Place
from rocbpress.layout.editions import Space
from rocbpress.layout.layout import Furniture

_GAP = 18  # points that must stay clear between folio and running title


def draw_folios(writer: PdfWriter, sheets: Sequence[tuple[PageObject, NumberedPage]], faces: Faces,
                furniture: Furniture, space: Space) -> None:
    """Put folio and running title on each page for which the layout lists them.

    The folio stands at the outer edge of the physical page, the running title at the inner.
    AssemblyError where both do not fit, or a face lacks a character.
    """
    specimens = {line.face: RunningFace(line.face) for line in (furniture.folio, furniture.running)}
    footers = [(page, footer) for page, numbered in sheets if _carries(numbered, furniture)
               for footer in [_footer(numbered, furniture, space, specimens)]]
    if not footers:
        return
    fonts = {_resource(face): faces.add(specimen.name, specimen.characters)
             for face, specimen in specimens.items() if specimen.characters}
    save = add(writer, deflated(b"q"))
    for page, footer in footers:
        own = raw_items(raw(page, "/Contents"))
        page[NameObject("/Contents")] = ArrayObject([save, *own, add(writer, deflated(footer))])
        _lend(page, fonts)


def _carries(page: NumberedPage, furniture: Furniture) -> bool:
    return page.name in furniture.pages or (page.name in furniture.later and not page.begins)


def _footer(page: NumberedPage, furniture: Furniture, space: Space,
            specimens: dict[Path, RunningFace]) -> bytes:
    """The operators that end a page: its own state undone, then an artifact of one or two lines."""
    lines = [(furniture.folio, page.label, page.recto)]
    if page.flow.running:
        lines.append((furniture.running, page.flow.running, not page.recto))
    shaped = [(line, specimens[line.face].shape(text, line.size), at_right) for line, text, at_right in lines]
    left, right = furniture.margin, page.width - furniture.margin
    if sum(set_line.width for _, set_line, _ in shaped) > right - left - _GAP * (len(shaped) - 1):
        raise AssemblyError(Finding(
            "running-title-long", f"“{page.flow.running}” does not fit beside the folio",
            Place(page=page.label), hint="shorten the title of the section"))
    shown = b"\n".join(
        b"BT %s /%s %s Tf 1 0 0 1 %s %s Tm %s ET" % (
            line.colour.operator(space).encode(), _resource(line.face).encode(), decimal(line.size),
            decimal(right - set_line.width if at_right else left), decimal(furniture.baseline),
            set_line.operators)
        for line, set_line, at_right in shaped)
    return b"Q\n/Artifact <</Type /Pagination /Subtype /Footer>> BDC q\n%s\nQ EMC" % shown


def _resource(face: Path) -> str:
    """The name of a face among a page's fonts; WeasyPrint's own are six letters."""
    return "Running" + "".join(filter(str.isalnum, face.stem))


def _lend(page: PageObject, fonts: dict[str, IndirectObject]) -> None:
    """Add fonts to the resources of a page, which the pages of a galley share."""
    resources = entry(page, "/Resources")
    if resources is None:
        resources = page[NameObject("/Resources")] = DictionaryObject()
    listed = entry(resources, "/Font")
    if listed is None:
        listed = resources[NameObject("/Font")] = DictionaryObject()
    listed.update({NameObject(f"/{name}"): font for name, font in fonts.items()})
