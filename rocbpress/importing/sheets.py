"""A workbook of Excel into figures and tables: values alone, formulas by their last results."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError, fromstring
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from rocbpress.findings.errors import SourceError
from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.importing.blocks import Block, Document, Paragraph, Picture, Role, Run
from rocbpress.importing.sheet_tables import Grid, Value, said, tables_of
from rocbpress.importing.told import Teller

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MOST_XML = 6_000_000  # bytes of all sheets with their words: openpyxl takes some twenty times as many
MOST_MEDIA = 64_000_000
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_OLE = b"\xd0\xcf\x11\xe0"
_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_DEFAULT = re.compile(r"\D+ ?\d{1,3}")  # Sheet1, Tabelle1, Feuil1
_NO_RESULT = re.compile(rb'<c\s[^>]{0,200}?r="([A-Z]{1,3}\d{1,7})"[^>]{0,200}>\s*<f[^>]{0,500}?'
                        rb"(?:/>|>[^<]{0,9000}</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")
# openpyxl checks little of what it reads, and stumbles over the rest.
_DAMAGED = (BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, TypeError, AttributeError,
            IndexError, OSError, EOFError, NotImplementedError, RuntimeError, AssertionError)
_BESIDE = (("xl/charts/", "word-chart", "the chart is left out; its values stand in the sheet"),
           ("xl/drawings/drawing", "word-shape", "the words of a shape are left out"),
           ("xl/diagrams/data", "word-smartart", "the words of a diagram are left out"))


def read_sheets(path: Path) -> Document:
    """The workbook at `path`: what its sheets show, and CSVs for what is drawn.

    SourceError where it is locked, damaged or too large, OSError where it cannot be read.
    """
    return sheets_document(path.read_bytes(), path.name)


def sheets_document(data: bytes, file: str) -> Document:
    """As `read_sheets`, of its bytes and its name."""
    teller = Teller(file)
    parts = _checked(data, file)
    book = _loaded(data, file)
    reader = _Reader(teller, re.sub(r"[^a-z0-9]+", "-", Path(file).stem.lower()).strip("-") or "figures")
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    blocks = tuple(block for sheet in shown for block in reader.sheet(sheet, alone=len(shown) == 1))
    for sheet in book.worksheets:
        if sheet not in shown and (hidden := _all_said(sheet)):
            teller.tell("word-hidden", f"the hidden sheet {sheet.title} is left out", words=hidden)
    _tell_beside(parts, teller)
    return Document(blocks, told=tuple(teller.told), files=reader.files, ledger=_strings(parts))


def _checked(data: bytes, file: str) -> dict[str, bytes]:
    """The XML of the parts that hold words; SourceError for what is locked, damaged, too large or has
    entities."""
    if data.startswith(_OLE):
        raise _refused(file, "word-encrypted", "the file is locked with a password, or is an old .xls file",
                       "save it in Excel as .xlsx, without a password")
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = [each for each in archive.infolist() if each.filename.endswith((".xml", ".rels", ".vml"))]
            others = sum(each.file_size for each in archive.infolist() if each not in names)
            if sum(each.file_size for each in names) > MOST_XML or others > MOST_MEDIA:
                raise _refused(file, "word-too-large", "the workbook is too large for a newsletter",
                               "copy what is to be printed into a workbook of its own")
            parts = {each.filename: archive.read(each) for each in names}
    except (BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise _refused(file, "word-damaged", "it is no Excel file, or not all of it is there",
                       "open it in Excel, and save it again") from error
    if any(_STRICT in part for name, part in parts.items() if name.startswith("xl/workbook")):
        raise _refused(file, "word-damaged", "it is a workbook of the kind “Strict Open XML”, which is not "
                       "read",
                       "save it in Excel as “Excel Workbook (.xlsx)”")
    if any(mark in part for part in parts.values()
           for mark in (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))):
        raise _refused(file, "word-doctype", "it defines entities, which are never read",
                       "open it in Excel, and save it again")
    return parts


def _loaded(data: bytes, file: str) -> Workbook:
    with warnings.catch_warnings():  # of what openpyxl cannot keep when it writes, which it never does here
        warnings.simplefilter("ignore")
        try:
            return load_workbook(BytesIO(data), data_only=True, keep_links=False)
        except _DAMAGED as error:
            raise _refused(file, "word-damaged", f"the workbook cannot be read: {str(error)[:80]}",
                           "open it in Excel, and save it again") from error


def _refused(file: str, code: str, message: str, hint: str) -> SourceError:
    return SourceError(Finding(code, message, Place(file), hint=hint))


@dataclass(slots=True)
class _Reader:
    """Sheets into blocks; `files` are CSVs by their names in the issue's folder."""

    teller: Teller
    stem: str
    files: dict[str, bytes] = field(default_factory=dict)

    def sheet(self, sheet: Worksheet, *, alone: bool) -> Iterator[Block]:
        """A heading where there are several sheets, then tables, figures and pictures."""
        name = f"sheet {sheet.title}"
        grid = self._grid(sheet, name)
        pictures = list(self._pictures(sheet, name))
        if not grid.rows and not pictures:
            return
        if not alone or not _DEFAULT.fullmatch(sheet.title):
            yield Paragraph((Run(sheet.title),), name, Role.HEADING, 1)
        yield from tables_of(grid, self.stem, self.files, self.teller)
        yield from pictures

    def _grid(self, sheet: Worksheet, name: str) -> Grid:
        """Values of rows and columns that are shown; what is hidden, noted or without a result is told."""
        columns = {letter for first in sheet.column_dimensions.values() if first.hidden
                   for letter in range(first.min or 0, (first.max or 0) + 1)}
        rows: list[list[Value]] = []
        hidden: list[str] = []
        for cells in sheet.iter_rows():
            shown = not sheet.row_dimensions[cells[0].row or 1].hidden
            row: list[Value] = []
            for cell in cells:
                value = Value(cell.value, cell.number_format,
                              f"{get_column_letter(cell.column or 1)}{cell.row}")
                if cell.comment is not None and cell.comment.text:
                    self.teller.tell("word-comment", "a comment is left out", f"{name}, cell {value.at}",
                                     words=cell.comment.text)
                if shown and cell.column not in columns:
                    row.append(value)
                elif said(value):
                    hidden.append(said(value))
            rows += [row] if shown else []
        if hidden:
            self.teller.tell("word-hidden", "hidden rows or columns are left out", name,
                             words=" ".join(hidden))
        self._tell_margins(sheet, name)
        merged = [str(each).split(":")[0] for each in sheet.merged_cells.ranges]
        return Grid(name, rows, frozenset(merged))

    def _tell_margins(self, sheet: Worksheet, name: str) -> None:
        parts = (part for side in (sheet.oddHeader, sheet.oddFooter, sheet.evenHeader, sheet.evenFooter,
                                   sheet.firstHeader, sheet.firstFooter)
                 if side for part in (side.left, side.center, side.right))
        if words := " ".join(part.text for part in parts if part.text
                             and re.sub(r"&\[?\w+\]?", "", part.text)):
            self.teller.tell("word-header", "the head or foot of the page is left out", name, words=words,
                             severity=Severity.NOTE)

    def _pictures(self, sheet: Worksheet, name: str) -> Iterator[Picture]:
        for number, image in enumerate(getattr(sheet, "_images", ()), 1):
            data = image._data()
            yield Picture(data, f"picture{number}.{image.format}", f"{name}, picture {number}")


def _all_said(sheet: Worksheet) -> str:
    values = (Value(cell.value, cell.number_format, "") for row in sheet.iter_rows() for cell in row)
    return " ".join(filter(None, map(said, values)))


def _tell_beside(parts: dict[str, bytes], teller: Teller) -> None:
    """What stands in no cell: words of charts, shapes and diagrams; and formulas without a result."""
    for start, code, message in _BESIDE:
        for name in sorted(parts):
            if name.startswith(start) and name.endswith(".xml") and "/_rels/" not in name:
                words = " ".join(element.text for element in _root(parts[name]).iter(_TEXT) if element.text)
                if words or (code == "word-chart" and "/chart" in name.removeprefix("xl/charts")):
                    teller.tell(code, message, words=words)
    cells = [cell.decode() for name in sorted(parts) if name.startswith("xl/worksheets/sheet")
             for cell in _NO_RESULT.findall(parts[name])]
    if cells:
        more = f" and {len(cells) - 5} others" if len(cells) > 5 else ""
        teller.tell("sheet-no-result", f"formulas have no result: {', '.join(cells[:5])}{more}",
                    severity=Severity.ERROR)


def _root(part: bytes) -> Element:
    try:
        return fromstring(part)
    except ParseError:
        return Element("none")


def _strings(parts: dict[str, bytes]) -> tuple[str, ...]:
    """The text of all cells, from the raw XML."""
    shared = [" ".join("".join(each.itertext()) for each in item.iter() if each.tag.endswith("}t"))
              for item in _root(parts.get("xl/sharedStrings.xml", b"<none/>"))
              for item in [_without_readings(item)]]
    used = [int(each) for name, part in parts.items() if name.startswith("xl/worksheets/sheet")
            for each in re.findall(rb'<c\s[^>]*?t="s"[^>]*>(?:<f[^>]*>[^<]*</f>)?<v>(\d{1,9})</v>', part)]
    return tuple(shared[at] for at in used if at < len(shared))


def _without_readings(item: Element) -> Element:
    """A string without the readings of its Chinese characters."""
    for each in [each for each in item if each.tag.endswith("}rPh")]:
        item.remove(each)
    return item
