"""Workbooks of Excel, made from rows."""

from __future__ import annotations

import io

from openpyxl import Workbook

PORTS = [["Port", "Tonnes"], ["Malacca", 12.5], ["Lautoka", 7], ["Suva", 3.25]]


def workbook(*sheets, prepare=None) -> bytes:
    """Sheets of rows; `prepare` changes the workbook before it is saved."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Sheet{number}")
        for row in rows:
            sheet.append(row)
    if prepare:
        prepare(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
