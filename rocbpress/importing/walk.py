"""The same change to all blocks of a document, however deep they stand."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from rocbpress.importing.blocks import Block, Box, Paragraph, Picture, Run, Table


def rewritten(blocks: Sequence[Block], change: Callable[[Block], Block]) -> tuple[Block, ...]:
    """The blocks, those within tables and boxes first."""
    return tuple(change(_within(block, change)) for block in blocks)


def with_runs(blocks: Sequence[Block], change: Callable[[Run, str], Run]) -> tuple[Block, ...]:
    """The blocks with each run of their paragraphs changed; the change is told the place."""
    def each(block: Block) -> Block:
        if isinstance(block, Paragraph):
            runs = tuple([change(run, block.place) for run in block.runs])
            return block if runs == block.runs else replace(block, runs=runs)
        return block

    return rewritten(blocks, each)


def everything(blocks: Sequence[Block]) -> Iterator[Block]:
    """All blocks, each before what stands in it."""
    for block in blocks:
        yield block
        if isinstance(block, Box):
            yield from everything(block.blocks)
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from everything(cell.blocks)


def words_of(blocks: Sequence[Block]) -> str:
    """The words of all paragraphs, a line each."""
    return "\n".join(block.words for block in everything(blocks) if isinstance(block, Paragraph))


def pictures_of(blocks: Sequence[Block]) -> list[Picture]:
    """All pictures, in their order."""
    return [block for block in everything(blocks) if isinstance(block, Picture)]


def _within(block: Block, change: Callable[[Block], Block]) -> Block:
    if isinstance(block, Box):
        return replace(block, blocks=rewritten(block.blocks, change))
    if isinstance(block, Table):
        return replace(block, rows=tuple(
            tuple(replace(cell, blocks=rewritten(cell.blocks, change)) for cell in row)
            for row in block.rows))
    return block
