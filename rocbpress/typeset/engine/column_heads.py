"""Where a style sheet says so, what stands first in a column starts at its head, as it does on a page."""

from collections.abc import Callable, Mapping

from rocbpress.typeset.boxes import Box

_SAME = 0.01  # CSS pixels


def without_margin_at_head(resolve: Callable[..., None]) -> Callable[..., None]:
    """WeasyPrint's function that computes a box's lengths, without a margin above the first in a column.

    WeasyPrint keeps that margin in every column, so that a figure starts below the text beside it. So it
    stays where no `--column-heads: flush` is inherited: layouts that were locked before are set as they were.
    """
    def resolve_percentages(box: Box, containing_block: Box, *rest: object) -> None:
        resolve(box, containing_block, *rest)
        if (getattr(containing_block, "is_column", False) and _is_flush(box.style) and box.is_in_normal_flow()
                and abs(box.position_y - containing_block.content_box_y()) < _SAME):
            box.margin_top = 0

    return resolve_percentages


def _is_flush(style: Mapping[str, object]) -> bool:
    match style["__column_heads"]:
        case (token,):
            return getattr(token, "value", "") == "flush"
    return False
