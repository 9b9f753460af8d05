"""Blocks take whole lines of the grid where a style sheet says `--block-step` (CSS Rhythmic Sizing)."""

import math
from collections.abc import Callable, Mapping

from weasyprint.formatting_structure import boxes

from rocbpress.typeset.boxes import POINTS, Box, Laid

_SLACK = 0.05  # CSS pixels that rounding may add


def in_steps(layout: Callable[..., Laid]) -> Callable[..., Laid]:
    """WeasyPrint's function that lays out a block, with the height rounded up to a multiple of its step.

    A block that a page or column divides keeps its height: what follows it starts at a head.
    """
    def block_container_layout(context: object, box: Box, *rest: object, **more: object) -> Laid:
        laid_out, resume_at, *others = layout(context, box, *rest, **more)
        if laid_out is not None and resume_at is None and (step := _step(laid_out)):
            lines = math.ceil((laid_out.border_height() - _SLACK) / step)
            laid_out.height += lines * step - laid_out.border_height()
        return laid_out, resume_at, *others

    return block_container_layout


def _step(box: Box) -> float:
    """In CSS pixels; 0 where none is set on the element itself, which those within it inherit."""
    if isinstance(box, boxes.TableCellBox) or box.element is None:
        return 0.0
    style = box.get_wrapped_table().style if box.is_table_wrapper else box.style
    own = _said(style)
    match own:
        case (token,) if own != _said(getattr(style, "parent_style", None)):
            length = getattr(token, "value", 0)
            return length / POINTS if isinstance(length, float | int) else 0.0
    return 0.0


def _said(style: Mapping[str, object] | None) -> object:
    return style["__block_step"] if style else None
