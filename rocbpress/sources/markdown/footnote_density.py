"""Footnotes so close together that columns cannot hold them beside their text."""

from __future__ import annotations

from collections.abc import Sequence

from rocbpress.findings.diagnostics import Diagnostics
from rocbpress.sources.markdown.blocks import Block
from rocbpress.sources.markdown.tree import EMPTY, Node, rewritten
from rocbpress.sources.markdown.typography import plain

MOST = 40  # notes close together: a page of two columns holds about half as many lines
ROOM = 90  # characters of text for a note: two lines of a column


def check_crowding(blocks: Sequence[Block], diagnostics: Diagnostics) -> None:
    """An error where more than MOST footnotes are called from less text than ROOM for each.

    The notes would fill the pages before the text does, and typesetting take minutes over it.
    """
    crowded = [block for block in blocks if block.notes and _length(block) < ROOM * block.notes]
    count = sum(block.notes for block in crowded)
    if count > MOST:
        diagnostics.add("notes-crowded", f"{count} footnotes in too little text", crowded[0].line,
                        hint="write them into the text, or make a table of text and notes")


def _length(block: Block) -> int:
    """How many characters of text, notes left out."""
    return len(plain(rewritten(block.content, {"span": _without_note})))


def _without_note(span: Node) -> Node:
    return EMPTY if span.get("class") == "note" else span
