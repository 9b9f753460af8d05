"""Small headings that hang in the margin, beside the text they head."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from rocbpress.compose.context import Context
from rocbpress.sources.manuscript import Block
from rocbpress.sources.markdown.tree import EMPTY

BESIDE = ("paragraph", "list", "code")  # what a heading may hang beside
HANGING_LINES = 2  # what a heading may hold beside the shortest paragraph


def with_side_headings(context: Context, blocks: Sequence[Block], level: int,
                       measure: str) -> Iterator[Block]:
    """Headings of a level hang if they take two lines at most, where the layout has that measure."""
    room = context.layout.measures.get(measure, 0)
    for block, after in zip_longest(blocks, blocks[1:]):
        words = block.content if block.content.tag == f"h{level}" else EMPTY
        high = max((face.lines for code, face in context.layout.faces.items()
                    if f"in-{code}" in block.content.get("class")), default=1)
        if room and words and after and after.kind in BESIDE and context.holds(
                words, "small", room, HANGING_LINES // high):
            width = context.balance(words, "small", room)
            given = dict(block.content.attributes)
            own = {"class": f"hangs {given.pop('class', '')}".strip(), "style": f"width:{width:g}pt"}
            yield replace(block, content=replace(block.content, attributes={**own, **given}))
        else:
            yield block
