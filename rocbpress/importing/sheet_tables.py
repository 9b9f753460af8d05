"""The cells of a sheet into titles, tables and figures."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from rocbpress.findings.finding import Severity
from rocbpress.importing.blocks import Block, Cell, Figures, Paragraph, Run, Table
from rocbpress.importing.told import Teller

_MOST_ROWS, _MOST_COLUMNS = 100, 12  # of a table that a page can hold
_MOST_BARS, _MOST_SERIES = 24, 6
_TOTALS = frozenset({"total", "totals", "grand total", "sum", "all", "average"})
_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA"})


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell holds, how it is shown, and its address."""

    value: object
    form: str
    at: str


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of a sheet; `merged` are the addresses of cells that are several."""

    name: str
    rows: list[list[Value]]
    merged: frozenset[str]


def said(value: Value) -> str:
    """A value as the sheet shows it: dates in ISO 8601, numbers with their decimals."""
    match value.value:
        case None:
            return ""
        case bool(what):
            return "TRUE" if what else "FALSE"
        case int() | float():
            return _number(float(value.value), value.form)
        case datetime() as what:
            return what.date().isoformat() if what.time() == time() else what.isoformat(" ", "minutes")
        case date() | time() as what:
            return what.isoformat() if isinstance(what, date) else what.isoformat("minutes")
        case timedelta() as what:
            return str(what)
        case what:
            return re.sub(r"_x000D_", "", str(what)).strip()


def tables_of(grid: Grid, stem: str, files: dict[str, bytes], teller: Teller) -> Iterator[Block]:
    """The blocks of a sheet: groups of rows are parted by empty ones; lines alone are titles and notes."""
    title = ""
    for rows in _groups(grid):
        lines = [at for at, row in enumerate(rows) if _filled(row) == 1 and (_is_line(row) or at == 0)]
        table = [at for at in range(len(rows)) if at not in lines]
        if not table or max(map(len, rows)) < 2:
            for line in ([title] if title else []) + [_words(row) for row in rows]:
                yield _paragraph(line, grid)
            title = ""
            continue
        first, last = table[0], table[-1]
        before = ([title] if title else []) + [_words(row) for row in rows[:first]]
        yield from (_paragraph(line, grid) for line in before[:-1])
        yield from _table(_trimmed(rows[first:last + 1]), before[-1] if before else "", grid, stem, files,
                          teller)
        title = ""
        yield from (_paragraph(_words(row), grid) for row in rows[last + 1:])


def _groups(grid: Grid) -> Iterator[list[list[Value]]]:
    """Rows between empty ones; a lone line stands with what follows it."""
    group: list[list[Value]] = []
    for row in [*grid.rows, []]:
        if _filled(row):
            group.append(row)
        elif group and (len(group) > 1 or _filled(group[0]) > 1 or not row):
            yield group
            group = []


def _filled(row: Sequence[Value]) -> int:
    return sum(bool(said(value)) for value in row)


def _is_line(row: Sequence[Value]) -> bool:
    """Whether the one filled cell of a row is a sentence or a source, rather than a label without values."""
    words = _words(row)
    return len(words) > 30 or ":" in words or words.endswith(".") or words.startswith(("(", "*"))


def _words(row: Sequence[Value]) -> str:
    return " ".join(filter(None, map(said, row)))


def _paragraph(words: str, grid: Grid) -> Paragraph:
    return Paragraph((Run(words),), grid.name)


def _trimmed(rows: list[list[Value]]) -> list[list[Value]]:
    """The rows without columns in which nothing stands."""
    width = max(map(len, rows))
    blank = Value(None, "", "")
    full = [[*row, *[blank] * (width - len(row))] for row in rows]
    kept = [at for at in range(width) if any(said(row[at]) for row in full)]
    return [[row[at] for at in kept] for row in full]


def _table(rows: list[list[Value]], title: str, grid: Grid, stem: str, files: dict[str, bytes],
           teller: Teller) -> Iterator[Block]:
    _tell_faults(rows, grid, teller)
    if figures := _figures(rows, title, grid, teller):
        name = _name(stem, files)
        files[name] = _csv([[said(row[0]), *map(_plain, values)] for row, (_, values)
                            in zip(rows[1:], figures.rows, strict=True)], [said(each) for each in rows[0]])
        yield Figures(figures.kind, figures.title, figures.series, figures.rows, grid.name, figures.unit,
                      name)
    elif len(rows) > _MOST_ROWS or len(rows[0]) > _MOST_COLUMNS:
        name = _name(stem, files)
        files[name] = _csv([list(map(said, row)) for row in rows])
        words = " ".join([title, *(_words(row) for row in rows)]).strip()
        teller.tell("sheet-too-large", f"a table of {len(rows)} rows and {len(rows[0])} columns fits on no "
                    f"page; "
                    f"it is kept in {name}", grid.name, words=words, severity=Severity.ERROR)
    else:
        head = int(len(rows) > 1 and not any(isinstance(each.value, int | float) for each in rows[0]))
        yield Table(tuple(tuple(_cell(each, grid) for each in row) for row in rows), grid.name, head,
                    (Run(title),) if title else ())


def _cell(value: Value, grid: Grid) -> Cell:
    return Cell((_paragraph(words, grid),)) if (words := said(value)) else Cell()


def _tell_faults(rows: list[list[Value]], grid: Grid, teller: Teller) -> None:
    wrong = [value.at for row in rows for value in row if said(value) in _ERRORS]
    if wrong:
        teller.tell("sheet-error", f"cells show an error in place of a value: {', '.join(wrong[:5])}",
                    grid.name)
    merged = [value.at for row in rows for value in row if value.at in grid.merged]
    if merged:
        teller.tell("word-cells-merged", f"merged cells are one, and empty ones beside it: "
                    f"{', '.join(merged[:5])}",
                    grid.name)


def _figures(rows: list[list[Value]], title: str, grid: Grid, teller: Teller) -> Figures | None:
    """Bars, or lines over years or dates; None where a column after the first is not all of numbers."""
    heads, body = [said(each) for each in rows[0]], rows[1:]
    labels = [said(row[0]) for row in body]
    numbers = [[_value(each) for each in row[1:]] for row in body]
    drawn = tuple(tuple(value for value in row if value is not None) for row in numbers)
    if (len(body) < 2 or len(body) > _MOST_BARS or not 1 < len(rows[0]) <= _MOST_SERIES + 1
            or any(len(row) < len(heads) - 1 for row in drawn) or not all(map(_names, rows[0][1:]))
            or len(set(labels)) < len(labels) or not all(labels)
            or any(label.casefold() in _TOTALS for label in labels)
            or any(isinstance(each.value, bool) for row in body for each in row)):
        return None
    percent = all("%" in each.form for row in body for each in row[1:])
    series = tuple(heads[1:])
    if len(series) == 1:  # its name is printed nowhere else
        title = ": ".join(filter(None, (title, series[0])))
    if heads[0]:
        teller.tell("sheet-head", f"the head of the first column, {heads[0]}, is not printed beside the "
                    f"figure",
                    grid.name, words=heads[0], severity=Severity.NOTE)
    kind = "lines" if len(body) > 2 and _steps([row[0].value for row in body]) else "bars"
    return Figures(kind, title or ", ".join(series), series if len(series) > 1 else (),
                   tuple(zip(labels, drawn, strict=True)), grid.name, "%" if percent else "")


def _names(head: Value) -> bool:
    """Whether a cell may name a column of numbers: words, or a year."""
    if isinstance(head.value, int | float):
        return head.value in range(1800, 2200)
    return bool(re.search(r"[^\W\d]", said(head)))


def _steps(labels: list[object]) -> bool:
    """Whether labels are years or dates, one after the other."""
    years = [each for each in labels if isinstance(each, int) and 1800 <= each <= 2200]
    dates = [each for each in labels if isinstance(each, date)]
    return any(len(each) == len(labels) and list(each) == sorted(each) for each in (years, dates))


def _value(value: Value) -> float | None:
    if isinstance(value.value, bool) or not isinstance(value.value, int | float):
        return None
    return float(value.value) * 100 if "%" in value.form else float(value.value)


def _plain(value: float) -> str:
    if abs(value) < 1e-4 or abs(value) >= 1e12:
        return format(value, ".12g")
    return f"{value:.10f}".rstrip("0").rstrip(".")


def _number(value: float, form: str) -> str:
    """A number as its format shows it, so far as that says decimals, thousands or percent."""
    shown = form.split(";")[0]
    percent = "%" in shown
    value = value * 100 if percent else value
    decimals = re.search(r"[0#]\.(0+)", shown)
    grouped = "," if "#,##0" in shown else ""
    if decimals or re.search(r"(^|[^.#0])[#,]*0(?![.0#])", shown):
        words = f"{value:{grouped}.{len(decimals[1]) if decimals else 0}f}"
    else:
        words = _plain(value)
    return words + ("%" if percent else "")


def _name(stem: str, files: dict[str, bytes]) -> str:
    return f"data/{stem}.csv" if not files else f"data/{stem}-{len(files) + 1}.csv"


def _csv(rows: list[list[str]], head: list[str] | None = None) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([head, *rows] if head else rows)
    return out.getvalue().encode()
