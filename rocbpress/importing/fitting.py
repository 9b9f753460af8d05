"""Tables as they fit: in a column, across the page, or taken apart where neither page nor cell holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil

from rocbpress.importing.blocks import Block, Box, Cell, Paragraph, Role, Run, Table
from rocbpress.importing.markdown import grid
from rocbpress.importing.told import Teller
from rocbpress.importing.walk import words_of

_LETTER, _GUTTER = 4.7, 14  # points: of a letter in a table, and beside a column
_SHORT = 60  # points: the first cell of a row is not broken up to here
_COLUMN, _PAGE = 225, 470  # points: the narrowest column of text, and all of a page's
_MOST = 13_000  # characters of a cell: the dialect refuses 15,000, with the signs of markup
_LINE, _TALLEST = 10.5, 600  # points: a line of a table, and what a page has for a row below its head
_FULL = 8.5  # points: of a letter of East Asia
_LISTED = frozenset({Role.ITEM, Role.CONTINUED, Role.QUOTE})
_UNBROKEN = re.compile("[^\\s\u2e80-\uffff-]+-?")  # what stands in one line: no letters of East Asia


def fitted(blocks: Sequence[Block], teller: Teller) -> tuple[Block, ...]:
    """The blocks, also those of boxes: of each table whether it is wide, or in its place its rows as text."""
    return tuple(part for block in blocks for part in _fitted(block, teller))


def _fitted(block: Block, teller: Teller) -> Iterator[Block]:
    if isinstance(block, Box):
        yield replace(block, blocks=fitted(block.blocks, teller))
    elif isinstance(block, Table):
        least = _least(block)
        width = sum(least) + _GUTTER * (len(least) - 1)
        longest = max((len(words_of(cell.blocks)) for row in block.rows for cell in row), default=0)
        if width <= _PAGE and longest <= _MOST and _tallest(block, least, _PAGE) <= _TALLEST:
            yield replace(block, wide=width > _COLUMN or _tallest(block, least, _COLUMN) > _TALLEST)
            return
        why = "is too wide for a page" if width > _PAGE else "has a row that is taller than a page"
        teller.tell("word-table-apart", f"a table {why}: its rows are set as text", block.place,
                    near=words_of([block])[:200])
        for part in _apart(block):  # a table in a cell of it stands by itself
            yield from _fitted(part, teller)
    else:
        yield block


def _least(table: Table) -> list[float]:
    """For each column the width in points below which a word would not fit in it."""
    widths: dict[int, float] = {}
    for row in grid(table):
        for at, cell in enumerate(row):
            words = words_of(cell.blocks) if cell and cell.columns == 1 else ""
            least = _LETTER * max(map(len, _UNBROKEN.findall(words)), default=0)
            if at == 0:
                least = max(least, min(_LETTER * len(words), _SHORT))
            widths[at] = max(widths.get(at, 0), least)
    return [*widths.values()]


def _tallest(table: Table, least: Sequence[float], width: float) -> float:
    """The height in points of the tallest row, in columns that share a width by their words as pages do."""
    rows = [[_lengths(cell) for cell in row] for row in grid(table)]
    most = [*least]
    for row in rows:
        for at, lines in enumerate(row):
            most[at] = max(most[at], *lines)
    spare = max(0.0, width - _GUTTER * (len(least) - 1) - sum(least))
    share = min(1.0, spare / max(1.0, sum(most) - sum(least)))
    widths = [low + (high - low) * share for low, high in zip(least, most, strict=True)]
    heights = [sum(_LINE * max(1, ceil(line / max(1.0, widths[at]))) for line in lines)
               for row in rows for at, lines in enumerate(row)]
    return max(heights, default=0)


def _lengths(cell: Cell | None) -> list[float]:
    """How long each paragraph of a cell would be in one line, in points."""
    lines = words_of(cell.blocks).split("\n") if cell else [""]
    return [sum(_FULL if letter >= "\u2e80" else _LETTER for letter in line) for line in lines]


def _apart(table: Table) -> Iterator[Block]:
    """The cells row by row, each after the words that head its column."""
    rows = [row for row in grid(table) if any(cell and words_of(cell.blocks).strip() for cell in row)]
    if table.caption:
        yield Paragraph((*(replace(run, bold=True) for run in table.caption),), table.place)
    heads: list[str] = []
    if table.head and len(rows) > 1 and len(rows[0]) > 1:
        heads = [" ".join(words_of(cell.blocks).split()) if cell else "" for cell in rows[0]]
        printed = {at for row in rows[1:] for at, cell in enumerate(row) if cell and cell.blocks}
        if all(at in printed for at, head in enumerate(heads) if head) and not _holds_more(rows[0]):
            del rows[0]
        else:
            heads = []
    for row in rows:
        yield from _row(row, heads, table.place)


def _holds_more(row: Sequence[Cell | None]) -> bool:
    """Whether a head has more than plain words."""
    blocks = [block for cell in row if cell for block in cell.blocks]
    return any(not isinstance(block, Paragraph)
               or any(run.note or run.picture or run.link or run.anchor or run.struck for run in block.runs)
               for block in blocks)


def _row(row: Sequence[Cell | None], heads: Sequence[str], place: str) -> Iterator[Block]:
    """The cells in one paragraph where each holds one at most, else their blocks."""
    cells = [(heads[at] if at < len(heads) else "", cell) for at, cell in enumerate(row)
             if cell and cell.blocks]
    if all(len(cell.blocks) == 1 and isinstance(cell.blocks[0], Paragraph)
           and cell.blocks[0].role not in _LISTED for _, cell in cells):
        runs: list[Run] = []
        for head, cell in cells:
            runs += [Run("; ")] if runs else []
            runs += [Run(f"{head}: ", bold=True)] if head else []
            runs += cell.blocks[0].runs if isinstance(cell.blocks[0], Paragraph) else ()
        yield Paragraph(tuple(runs), place)
        return
    for head, cell in cells:
        if head:
            yield Paragraph((Run(f"{head}:", bold=True),), place)
        for block in cell.blocks:
            plain = isinstance(block, Paragraph) and block.role not in _LISTED
            yield replace(block, role=Role.TEXT) if plain and isinstance(block, Paragraph) else block
