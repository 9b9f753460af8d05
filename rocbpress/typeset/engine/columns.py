"""Columns that lose nothing, and whose end is not parted from what is to follow it."""

from collections.abc import Callable, Mapping
from itertools import pairwise
from math import inf

from weasyprint.layout import LayoutContext
from weasyprint.layout.block import block_level_layout
from weasyprint.layout.percent import resolve_percentages

from rocbpress.typeset.boxes import Box, Laid
from rocbpress.typeset.engine.column_notes import restorer

_LESS = 1.0  # CSS pixel by which columns are too low to hold all their lines
_TRIES = 12  # each moves a line from one column to the next, until one is left over


def without_loss(layout: Callable[..., Laid]) -> Callable[..., Laid]:
    """WeasyPrint's function that lays out columns, which resumes at the first child that it left out.

    It stops where text before a block across all columns is higher than the room there is, if only by a
    margin, and does not say that what follows is still to come.
    """
    def columns_layout(context: object, box: Box, *rest: object, **more: object) -> Laid:
        laid_out, resume_at, *others = layout(context, box, *rest, **more)
        if laid_out is not None and resume_at is None and (left := _left_out(box, laid_out)):
            resume_at = {left: None}
        return laid_out, resume_at, *others

    return columns_layout


def with_next_kept(layout: Callable[..., Laid]) -> Callable[..., Laid]:
    """WeasyPrint's function that lays out columns, whose last lines go over with what is kept with them.

    A block after them is kept by `--break-before: avoid`. For its `break-before` WeasyPrint would look for an
    earlier break above the columns, as it finds none within them. On a page with footnotes nothing is kept.
    """
    def columns_layout(context: LayoutContext, box: Box, bottom_space: float, skip_stack: object, parent: Box,
                       page_is_empty: bool, absolute: list[Box], fixed: list[Box], margins: list[float],
                       *rest: object) -> Laid:
        def laid_out(space: float) -> Laid:
            return layout(context, box, space, skip_stack, parent, page_is_empty, absolute, fixed,
                          list(margins), *rest)

        restore, made = restorer(context, absolute, fixed), laid_out(bottom_space)
        following = _kept_with(box, parent)
        noted = context.current_page_footnotes or context.reported_footnotes  # whose calls would move
        if made[0] is None or made[1] is not None or following is None or noted:
            return made
        height = _height(context, following, parent)
        for _ in range(_TRIES):
            below = context.page_bottom - made[0].border_box_y() - made[0].border_height()
            if height <= below - bottom_space:
                return made
            restore()
            made = laid_out(below + _LESS)
            if made[1] is not None or made[0] is None:
                break
        if made[0] is None:  # nothing would stand below what is above
            restore()
            return laid_out(bottom_space)
        return made

    return columns_layout


def _kept_with(box: Box, parent: Box) -> Box | None:
    """The block that follows, if it is kept with this one."""
    following = (after for before, after in pairwise(parent.children) if before.element is box.element)
    return next((after for after in following if is_kept(after.style)), None)


def is_kept(style: Mapping[str, object]) -> bool:
    """Whether a block is kept with columns above it."""
    match style["__break_before"]:
        case (token,):
            return getattr(token, "value", "") == "avoid"
    return False


def _height(context: LayoutContext, box: Box, parent: Box) -> float:
    """How high a box will be, with the margin above it, wherever it stands."""
    restore, copy = restorer(context, [], []), box.deepcopy()
    resolve_percentages(copy, parent)
    copy.position_x, copy.position_y = parent.content_box_x(), 0.0
    made = block_level_layout(context, copy, -inf, None, parent, True, [], [], [], None, None,
                              discard=False, max_lines=None)[0]
    restore()
    return float(made.margin_height() - made.margin_bottom)


def _left_out(box: Box, laid_out: Box) -> int | None:
    """The place of the first child after all that stand in the box as it was laid out; None for none."""
    placed = {id(child.element) for part in laid_out.children
              for child in (part.children if getattr(part, "is_column", False) else (part,))}
    last = max((at for at, child in enumerate(box.children) if id(child.element) in placed), default=-1)
    return last + 1 if 0 <= last < len(box.children) - 1 else None
