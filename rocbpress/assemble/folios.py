"""Folios and running titles, drawn as pagination artifacts (ISO 32000-1, 14.8.2.2)."""

from collections.abc import Sequence
from pathlib import Path

from pypdf import PageObject, PdfWriter
from pypdf.generic import DictionaryObject, NameObject

from rocbpress.assemble.faces import Faces
from rocbpress.assemble.objects import add, decimal, deflated, dictionary, entry, raw, raw_items
from rocbpress.assemble.pagination import NumberedPage
from rocbpress.assemble.shaping import RunningFace
from rocbpress.findings.errors import AssemblyError
from rocbpress.findings.finding import Finding, Place
from rocbpress.layout.editions import Space
from rocbpress.layout.layout import Layout

_GAP = 18  # points that must stay clear between folio and running title


def draw_folios(writer: PdfWriter, sheets: Sequence[tuple[PageObject, NumberedPage]], faces: Faces,
                layout: Layout, space: Space) -> None:
    """Put folio and running title on each page for which the layout lists them.

    The folio stands at the outer edge of the physical page, the running title at the inner.
    AssemblyError where both do not fit, or a face lacks a character.
    """
    furniture = layout.furniture
    running = {line.face: RunningFace(line.face) for line in (furniture.folio, furniture.running)}
    footers = [(page, _footer(numbered, layout, space, running)) for page, numbered in sheets
               if numbered.name in furniture.pages
               or (numbered.name in furniture.later and not numbered.begins)]
    fonts = {f"/{_resource(path)}": faces.add(face.name, face.characters)
             for path, face in running.items() if face.characters}
    save = add(writer, deflated(b"q"))
    for page, footer in footers:
        own = raw_items(raw(page, "/Contents"))
        page.update(dictionary({"/Contents": [save, *own, add(writer, deflated(footer))]}))
        # The pages of a galley share their resources.
        _held(_held(page, "/Resources"), "/Font").update(dictionary(fonts))


def _footer(page: NumberedPage, layout: Layout, space: Space, faces: dict[Path, RunningFace]) -> bytes:
    """The operators that end a page: its own state undone, then an artifact of one or two lines."""
    furniture = layout.furniture
    lines = [(furniture.folio, page.label, page.recto)]
    if page.flow.running:
        lines.append((furniture.running, page.flow.running, not page.recto))
    shaped = [(line, faces[line.face].shape(text, line.size), at_right) for line, text, at_right in lines]
    left, right = furniture.margin, page.width - furniture.margin
    if sum(glyphs.width for _, glyphs, _ in shaped) > right - left - _GAP * (len(shaped) - 1):
        raise AssemblyError(Finding(
            "running-title-long", f"“{page.flow.running}” does not fit beside the page number",
            Place(page=page.label), hint="shorten the title of the section"))
    shown = b"\n".join(
        b"BT %s /%s %s Tf 1 0 0 1 %s %s Tm %s ET" % (
            layout.palette[line.colour].operator(space).encode(), _resource(line.face).encode(),
            decimal(line.size), decimal(right - glyphs.width if at_right else left),
            decimal(furniture.baseline), glyphs.operators)
        for line, glyphs, at_right in shaped)
    return b"Q\n/Artifact <</Type /Pagination /Subtype /Footer>> BDC q\n%s\nQ EMC" % shown


def _resource(face: Path) -> str:
    """The name of a face among a page's fonts; WeasyPrint's own are six letters."""
    return "Running" + "".join(filter(str.isalnum, face.stem))


def _held(holder: DictionaryObject, key: str) -> DictionaryObject:
    """The dictionary under a key, which is made where there is none."""
    held = entry(holder, key)
    if not isinstance(held, DictionaryObject):
        held = holder[NameObject(key)] = DictionaryObject()
    return held
