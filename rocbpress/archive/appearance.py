"""How each page of a PDF looks: its glyphs, shapes and pictures, told by PDFium."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from itertools import groupby
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from rocbpress.archive.snapshot import Ink, Shape

RESOLUTION = 50  # dots per inch of the small pictures
_FORMS_WITHIN_FORMS = 15


@dataclass(frozen=True, slots=True)
class Appearance:
    """The visible half of a page; the fields are those of `portrait.Page`."""

    text: str
    spots: tuple[int, ...]
    inks: tuple[Ink, ...]
    shapes: tuple[Shape, ...]
    picture: bytes


def appearances(pdf: bytes) -> Iterator[Appearance]:
    """Each page of a finished file in order; pypdfium2's own error for one that is no PDF."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            text, spots, inks = _glyphs(page)
            yield Appearance(text, spots, inks, tuple(_shapes(page)), _picture(page))
    finally:
        document.close()


def _picture(page: pypdfium2.PdfPage) -> bytes:
    """The page at 50 dpi, without loss."""
    out = BytesIO()
    image = page.render(scale=RESOLUTION / 72).to_pil().convert("RGB")
    image.save(out, "WEBP", lossless=True, method=4)
    return out.getvalue()


def _glyphs(page: pypdfium2.PdfPage) -> tuple[str, tuple[int, ...], tuple[Ink, ...]]:
    """All glyphs in the order of the file, without the spaces and line ends that PDFium adds."""
    words = page.get_textpage()
    letters: list[str] = []
    spots: list[int] = []
    inks: list[tuple[str, float, str]] = []
    known: dict[int, tuple[str, float, str]] = {}
    x, y = ctypes.c_double(), ctypes.c_double()
    for at in range(words.count_chars()):
        if pdfium.FPDFText_IsGenerated(words, at) == 1:
            continue
        pdfium.FPDFText_GetCharOrigin(words, at, x, y)
        letters.append(chr(pdfium.FPDFText_GetUnicode(words, at) or 0xFFFD))
        spots += (round(x.value * 100), round(y.value * 100))
        run = pdfium.FPDFText_GetTextObject(words, at)
        address = ctypes.addressof(run.contents) if run else 0
        if address not in known:
            known[address] = _ink(run) if run else ("", 0, "")
        inks.append(known[address])
    runs = tuple(Ink(*ink, len(list(run))) for ink, run in groupby(inks))
    return "".join(letters), tuple(spots), runs


def _ink(run: Any) -> tuple[str, float, str]:
    size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(run, size)
    return _face(pdfium.FPDFTextObj_GetFont(run)), round(size.value, 2), _colours(run)


def _face(font: Any) -> str:
    """The PostScript name, without the six letters that mark a subset (ISO 32000-1, 9.6.4)."""
    length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    name = ctypes.create_string_buffer(length)
    pdfium.FPDFFont_GetBaseFontName(font, name, length)
    return name.value.decode("utf-8", "replace").rpartition("+")[2]


def _shapes(page: pypdfium2.PdfPage) -> Iterator[Shape]:
    for thing in page.get_objects(max_depth=_FORMS_WITHIN_FORMS):
        if thing.type == pdfium.FPDF_PAGEOBJ_PATH:
            yield Shape("path", f"{_painting(thing.raw)} {_colours(thing.raw)}", _box(thing.raw))
        elif thing.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            yield Shape("picture", _image(thing.raw), _box(thing.raw))
        elif thing.type == pdfium.FPDF_PAGEOBJ_SHADING:
            yield Shape("shading", "", _box(thing.raw))


def _painting(path: Any) -> str:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    return f"{fill.value}{stroke.value}"


def _colours(thing: Any) -> str:
    """Fill and stroke, as RGBA in hexadecimal."""
    parts = [ctypes.c_uint() for _ in range(4)]
    said = []
    for colour in (pdfium.FPDFPageObj_GetFillColor, pdfium.FPDFPageObj_GetStrokeColor):
        known = colour(thing, *parts)
        said.append("".join(f"{part.value:02x}" for part in parts) if known else "-")
    return " ".join(said)


def _image(thing: Any) -> str:
    length = pdfium.FPDFImageObj_GetImageDataRaw(thing, None, 0)
    data = ctypes.create_string_buffer(length)
    pdfium.FPDFImageObj_GetImageDataRaw(thing, data, length)
    return sha256(data.raw).hexdigest()[:16]


def _box(thing: Any) -> tuple[int, int, int, int]:
    left, foot, right, head = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(thing, left, foot, right, head)
    sides = [round(side.value * 100) for side in (left, foot, right, head)]
    return sides[0], sides[1], sides[2], sides[3]
