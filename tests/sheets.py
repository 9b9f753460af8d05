"""The body pages of a finished PDF as they are seen: ink, lines of text, figures, articles."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from tests.page_structure import Box, read_structure

WHITE = 248  # what is darker is printed


@dataclass(frozen=True, slots=True)
class Frame:
    """A layout's type area in points from the upper left of an A4 page, and what it is divided into."""

    left: float
    top: float
    width: float
    height: float
    column: float   # width of one of a report's two columns
    text: float     # width of the text of essays, letters and messages

    @classmethod
    def of(cls, layout: Path) -> Frame:
        """From the folder's paper.css and layout.toml."""
        margin = re.search(r"@page \{[^}]*?margin: ([\d.]+)pt ([\d.]+)pt ([\d.]+)pt;",
                           (layout / "paper.css").read_text("utf-8"))
        top, side, foot = (float(number) for number in margin.groups())
        measures = tomllib.loads((layout / "layout.toml").read_text("utf-8"))["measures"]
        return cls(side, top, 595.276 - 2 * side, 841.89 - top - foot, measures["column"], measures["text"])

    @property
    def second(self) -> float:
        """Where the second column of a report begins."""
        return self.left + self.width - self.column


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, in points from the upper left of the page; `size` is that of its letters."""

    left: float
    top: float
    right: float
    foot: float
    size: float


@dataclass(slots=True)
class Sheet:
    """What is seen on a page before it is measured."""

    number: int
    section: str
    articles: tuple[str, ...]
    lines: list[Line]
    ink: Image.Image
    figures: list[Box]
    notes: bool


def read_sheets(pdf: Path, back: bool) -> list[Sheet]:
    """The body pages as seen."""
    structure = read_structure(pdf)
    document = pypdfium2.PdfDocument(pdf)
    try:
        last = len(document) - 1 if back else len(document)
        return [
            Sheet(at + 1, page.section, page.articles, list(_lines(document[at])), _ink(document[at]),
                   page.figures, page.notes)
            for at, page in enumerate(structure[:last]) if page.articles and not page.contents]
    finally:
        document.close()


def _ink(page: pypdfium2.PdfPage) -> Image.Image:
    """A pixel a point, white where something is printed."""
    image = page.render(scale=1).to_pil().convert("L")
    return image.point([255 if shade < WHITE else 0 for shade in range(256)])


def _lines(page: pypdfium2.PdfPage) -> Iterator[Line]:
    """The lines of text of a page from above, those of two columns apart."""
    text = page.get_textpage()
    height = page.get_height()
    found = []
    for at in range(text.count_rects()):
        left, foot, right, top = text.get_rect(at)
        letter = pdfium.FPDFText_GetCharIndexAtPos(text.raw, left + 1, (top + foot) / 2, 6, 6)
        size = 0.75 * pdfium.FPDFText_GetFontSize(text.raw, letter) if letter >= 0 else 0
        found.append(Line(left, height - top, right, height - foot, size))
    joined: list[Line] = []
    for line in sorted(found, key=lambda line: (round((line.top + line.foot) / 6), line.left)):
        before = joined[-1] if joined else None
        if before and 0 <= line.left - before.right + 1 < 9 and line.top < before.foot \
                and line.foot > before.top:
            joined[-1] = Line(before.left, min(before.top, line.top), line.right,
                              max(before.foot, line.foot), max(before.size, line.size))
        else:
            joined.append(line)
    yield from sorted(joined, key=lambda line: line.top)


def within(sheet: Sheet, frame: Frame) -> list[Line]:
    """Lines of the text frame: neither folio nor running head."""
    foot = frame.top + frame.height
    return [line for line in sheet.lines if frame.top - 2 < (line.top + line.foot) / 2 < foot + 2]
