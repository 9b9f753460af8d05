"""Words struck through, where nothing shows that they are: left out, and told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rocbpress.importing.blocks import Block, Paragraph, Role, Run, Table
from rocbpress.importing.told import Teller, quoted

_HEADS = frozenset({Role.TITLE, Role.SUBTITLE, Role.HEADING})


def without_struck(block: Block, teller: Teller) -> Block:
    """A title, a heading or a table without the struck words of its head; wholly struck, it is text."""
    if isinstance(block, Table) and _gone(block.caption):
        return replace(block, caption=_told(block.caption, block.place, "the caption of a table", teller))
    if isinstance(block, Paragraph) and block.role in _HEADS and _gone(block.runs):
        if not any(run.words.strip() for run in block.runs if not run.struck):
            return replace(block, role=Role.TEXT)
        return replace(block, runs=_told(block.runs, block.place, "a title or heading", teller))
    return block


def holds_struck(blocks: Iterable[Block]) -> bool:
    """Whether a paragraph among these blocks has such words."""
    return any(_gone(block.runs) for block in blocks if isinstance(block, Paragraph))


def _gone(runs: tuple[Run, ...]) -> str:
    return "".join(run.words for run in runs if run.struck).strip()


def _told(runs: tuple[Run, ...], place: str, what: str, teller: Teller) -> tuple[Run, ...]:
    gone = " ".join(run.words for run in runs if run.struck)
    teller.tell("word-struck", f"words struck through are left out of {what}: {quoted(gone)}", place,
                words=gone, near="".join(run.words for run in runs))
    return tuple(run for run in runs if not run.struck or not run.words)
