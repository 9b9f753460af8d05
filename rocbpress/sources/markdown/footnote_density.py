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
    """An erratum where more than MOST footnotes are called from less text than ROOM for each.

    Their notes would fill the pages before the text does; typesetting takes minutes over it, in vain.
    """
    crowded = [block for block in blocks
               if block.notes and len(plain(rewritten(block.content, {"span": _without_note}))) < ROOM * block.notes]
    count = sum(block.notes for block in crowded)
    if count > MOST:
        diagnostics.add("notes-crowded", f"{count} footnotes are called from next to no text", crowded[0].line,
                   hint="write them into the text, or make a table of text and notes")


def _without_note(span: Node) -> Node:
    return EMPTY if span.get("class") == "note" else span
