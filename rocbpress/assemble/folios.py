"""Folios and running titles, drawn as pagination artifacts (ISO 32000-1, 14.8.2.2)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pypdf import PageObject, PdfWriter
from pypdf.generic import IndirectObject

from rocbpress.assemble.faces import Faces
from rocbpress.assemble.objects import add, decimal, deflated, dictionary, held, raw, raw_items
from rocbpress.assemble.pagination import NumberedPage
from rocbpress.assemble.shaping import RunningFace
from rocbpress.findings.errors import AssemblyError
from rocbpress.findings.finding import Finding, Place
from rocbpress.layout.editions import Space
from rocbpress.layout.layout import Layout
from rocbpress.layout.schema import Lettering
from rocbpress.layout.script_faces import faces_of
from rocbpress.sources.markdown.scripts import is_rtl, runs

_NUMBERS = re.compile(r"(\d+(?:[.,:/\u2013-]\d+)*)")  # which run from left to right, too
_GAP = 18  # points that must stay clear between folio and running title


def draw_folios(writer: PdfWriter, sheets: Sequence[tuple[PageObject, NumberedPage]], faces: Faces,
                layout: Layout, space: Space) -> None:
    """Put folio and running title on each page for which the layout lists them.

    The folio stands at the outer edge of the physical page, the running title at the inner.
    AssemblyError where both do not fit, or a face lacks a character.
    """
    furniture = layout.furniture
    running: dict[Path, RunningFace] = {}
    footers = [(page, _footer(numbered, layout, space, running)) for page, numbered in sheets
               if numbered.name in furniture.pages
               or (numbered.name in furniture.later and not numbered.begins)]
    fonts = fonts_of(running, faces)
    save = add(writer, deflated(b"q"))
    for page, footer in footers:
        own = raw_items(raw(page, "/Contents"))
        page.update(dictionary({"/Contents": [save, *own, add(writer, deflated(footer))]}))
        # The pages of a galley share their resources.
        held(held(page, "/Resources"), "/Font").update(dictionary(fonts))


def fonts_of(running: Mapping[Path, RunningFace], faces: Faces, prefix: str = "Running",
             ) -> dict[str, IndirectObject]:
    """The fonts that lines were set in, by the names that `set_line` gives them."""
    return {f"/{_resource(path, prefix)}": faces.add(face.name, face.characters)
            for path, face in running.items() if face.characters}


def set_line(text: str, language: str, line: Lettering, faces: dict[Path, RunningFace],
             prefix: str = "Running") -> tuple[bytes, bytes, float]:
    """The operator that sets a line's first font, those that show the line, and its width in points.

    Names of fonts begin with `prefix`: what draws other lines on the same pages has another.
    """
    shown, width = [], 0.0
    for part, face, size in parts_of(text, language, line):
        if face not in faces:
            faces[face] = RunningFace(face)
        glyphs = faces[face].shape(part, size)
        shown += [b"/%s %s Tf" % (_resource(face, prefix).encode(), decimal(size)), glyphs.operators]
        width += glyphs.width
    return shown[0], b" ".join(shown[1:]), width


def parts_of(text: str, language: str, line: Lettering) -> Iterator[tuple[str, Path, float]]:
    """The parts of a line from left to right, each with its face and size."""
    found = runs(text, language)
    for run in found[::-1] if is_rtl(language) else found:
        words = _NUMBERS.split(run.text)[::-1] if run.rtl else [run.text]
        for word in filter(None, words):
            yield from list(faces_of(word, run.code, line))[::-1 if run.rtl else 1]


def _footer(page: NumberedPage, layout: Layout, space: Space, faces: dict[Path, RunningFace]) -> bytes:
    """The operators that end a page: its own state undone, then an artifact of one or two lines."""
    furniture = layout.furniture
    lines = [(furniture.folio, page.label, page.recto)]
    if page.flow.running:
        lines.append((furniture.running, page.flow.running, not page.recto))
    shaped = [(line, at_right, *set_line(text, page.flow.language, line, faces))
              for line, text, at_right in lines]
    left, right = furniture.margin, page.width - furniture.margin
    if sum(width for *_, width in shaped) > right - left - _GAP * (len(shaped) - 1):
        raise AssemblyError(Finding(
            "running-title-long", f"“{page.flow.running}” does not fit beside the page number",
            Place(page=page.label), hint="shorten the title of the section"))
    shown = b"\n".join(
        b"BT %s %s 1 0 0 1 %s %s Tm %s ET" % (
            layout.palette[line.colour].operator(space).encode(), font,
            decimal(right - width if at_right else left), decimal(furniture.baseline), operators)
        for line, at_right, font, operators, width in shaped)
    return b"Q\n/Artifact <</Type /Pagination /Subtype /Footer>> BDC q\n%s\nQ EMC" % shown


def _resource(face: Path, prefix: str) -> str:
    """The name of a face among a page's fonts; WeasyPrint's own are six letters."""
    return prefix + "".join(filter(str.isalnum, face.stem))
