"""A check of painting: what is drawn later covers what lies under it (CSS 2.1, appendix E)."""

from __future__ import annotations

from collections.abc import Iterator

from weasyprint.formatting_structure import boxes

from rocbpress.typeset.checks.fault import SLACK, PageFault, quoted
from rocbpress.typeset.checks.geometry import BlockBox, DocumentGeometry, LineBox

_THIRD = 1 / 3  # of a line's height: less than that is a descender


def pictures_cover_no_text(geometry: DocumentGeometry) -> Iterator[PageFault]:
    """No picture is painted over words; words may stand on a picture."""
    for page in geometry.pages:
        order = {id(item): at for at, item in enumerate(page.items)}
        pictures = [block for block in page.pictures if not block.context.hidden]
        for line in page.lines if pictures else ():
            covering = [block for block in pictures
                        if _overlaps(block, line) and not _share_a_line(block, line)
                        and (*block.context.layers, (0, order[id(block)]))
                        > (*line.context.layers, (0, order[id(line)]))]
            if covering:
                yield PageFault("text-covered", f"{covering[-1].named} covers the words {quoted(line.text)}",
                                page.number, line.context.element, hint="move the picture in the layout")


def _share_a_line(block: BlockBox, line: LineBox) -> bool:
    """Whether the picture stands in a line of the same paragraph, where words make room for it."""
    return isinstance(block.box, boxes.InlineReplacedBox) and block.context.block is line.context.block


def _overlaps(block: BlockBox, line: LineBox) -> bool:
    left, top, right, foot = line.extent
    across = min(right, block.extent[2]) - max(left, block.extent[0])
    down = min(foot, block.extent[3]) - max(top, block.extent[1])
    return across > SLACK and down > (foot - top) * _THIRD
