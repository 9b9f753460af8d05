"""A rule of paint: what is drawn later covers what lies under it (CSS 2.1, appendix E)."""

from __future__ import annotations

from collections.abc import Iterator

from weasyprint.formatting_structure import boxes

from rocbpress.typeset.checks.fault import SLACK, PageFault, quoted
from rocbpress.typeset.checks.geometry import BlockBox, DocumentGeometry, LineBox

_THIRD = 1 / 3  # of a line's height: less than that is a descender


def pictures_cover_no_text(laid: DocumentGeometry) -> Iterator[PageFault]:
    """No picture is painted over words; words may stand on a picture."""
    for page_box in laid.page_boxes:
        order = {id(item): at for at, item in enumerate(page_box.items)}
        pictures = [block for block in page_box.pictures if not block.around.hidden]
        for line in page_box.lines if pictures else ():
            over = [block for block in pictures if _overlaps(block, line) and not _takes_turn(block, line)
                    and (*block.around.layers, (0, order[id(block)]))
                    > (*line.around.layers, (0, order[id(line)]))]
            if over:
                alt = over[-1].box.element.get("alt") or over[-1].box.element.get("aria-label") or ""
                yield PageFault("text-covered", f"the words {quoted(line.text)} are covered by "
                              f"{f'the picture {quoted(alt)}' if alt else 'a picture'}", page_box.number,
                              line.around.element, hint="place the picture elsewhere in the layout")


def _takes_turn(block: BlockBox, line: LineBox) -> bool:
    """Whether the picture stands in a line of the same paragraph, where words make room for it."""
    return isinstance(block.box, boxes.InlineReplacedBox) and block.around.block is line.around.block


def _overlaps(block: BlockBox, line: LineBox) -> bool:
    left, top, right, foot = line.ink
    across = min(right, block.border[2]) - max(left, block.border[0])
    down = min(foot, block.border[3]) - max(top, block.border[1])
    return across > SLACK and down > (foot - top) * _THIRD
