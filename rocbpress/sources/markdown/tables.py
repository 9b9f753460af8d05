"""CSV beside an article: the numbers of its figures, with the line of each."""

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

from rocbpress.findings.diagnostics import Diagnostics
from rocbpress.findings.hints import number_hint
from rocbpress.sources.reading import read_text

Row = tuple[int, list[str]]


def read_rows(path: Path, folder: Path, diagnostics: Diagnostics) -> list[Row]:
    """All rows of a file below `folder` that hold anything, each with its line, cells stripped of spaces.

    Spreadsheets put semicolons or tabs between cells where a comma stands before decimals.
    """
    text = read_text(path, folder, diagnostics)
    if text is None:
        return []
    sign = max(";\t,", key=re.sub('"[^"]*"', "", text).count)
    reader = csv.reader(io.StringIO(text), delimiter=sign, strict=True)
    rows: list[Row] = []
    begins = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                rows.append((reader.line_num, stripped))
            begins = reader.line_num + 1
    except csv.Error as error:
        diagnostics.add("data-syntax", f"the table cannot be read: {error}", begins,
                        hint='close the quotation mark, or write "" for one inside a cell')
        return []
    if not rows:
        diagnostics.add("data-empty", "the table has no rows", 1)
    return rows


def country_values(rows: Sequence[Row], diagnostics: Diagnostics) -> tuple[tuple[str, float | None], ...]:
    """A name and a number a row; a first row without a number is the head, an empty number no figure."""
    found: dict[str, float | None] = {}
    for at, (line, cells) in enumerate(rows):
        if len(cells) != 2:
            diagnostics.add("data-columns", _columns(cells, 2), line,
                            hint="write a name and a number, parted by a comma")
        elif at == 0 and _number(cells[1]) is None and cells[1]:
            continue
        elif cells[0] in found:
            diagnostics.add("data-twice", f"duplicate name: {cells[0]}", line)
        else:
            found[cells[0]] = _checked(cells[1], line, diagnostics) if cells[1] else None
    return tuple(found.items())


def series_values(
    rows: Sequence[Row], diagnostics: Diagnostics,
) -> tuple[tuple[str, ...], tuple[tuple[str, tuple[float, ...]], ...]]:
    """The names of the series, from the first row, and a label with its numbers a row after it."""
    if not rows:
        return (), ()
    head = tuple(rows[0][1][1:])
    numbers = any(_number(cell) is not None for cell in head) and not _are_years(head)
    if not head or not all(head) or numbers:
        diagnostics.add("data-head", "the first row must name the columns of numbers", rows[0][0],
                        hint="begin with a row such as country,2021,2022")
    found = []
    for line, cells in rows[1:]:
        if len(cells) != len(head) + 1:
            diagnostics.add("data-columns", _columns(cells, len(head) + 1), line,
                            hint="complete the row; put a value with commas in quotation marks")
            continue
        found.append((cells[0], tuple(_checked(cell, line, diagnostics) for cell in cells[1:])))
    return head, tuple(found)


def _columns(cells: Sequence[str], wanted: int) -> str:
    return f"{len(cells)} column{'s' if len(cells) != 1 else ''} instead of {wanted}"


def _are_years(head: Sequence[str]) -> bool:
    """Whether several columns are named by years; one number alone may as well be a value."""
    return len(set(head)) == len(head) > 1 and all(re.fullmatch("(19|20)[0-9]{2}", cell) for cell in head)


def _checked(cell: str, line: int, diagnostics: Diagnostics) -> float:
    value = _number(cell)
    if value is None:
        diagnostics.add("data-number", f"{cell or 'an empty cell'} is not a number", line,
                        hint=number_hint(cell) if any(c.isdigit() for c in cell) else "write digits only")
    return value or 0.0


def _number(cell: str) -> float | None:
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if abs(value) < 1e15 and "_" not in cell else None
