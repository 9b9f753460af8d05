"""Columns that lose nothing: WeasyPrint may stop before the last child, and take all of them for set."""

from collections.abc import Callable

from rocbpress.typeset.boxes import Box, Laid


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


def _left_out(box: Box, laid_out: Box) -> int | None:
    """The place of the first child after all that stand in the box as it was laid out; None for none."""
    placed = {id(child.element) for part in laid_out.children
              for child in (part.children if getattr(part, "is_column", False) else (part,))}
    last = max((at for at, child in enumerate(box.children) if id(child.element) in placed), default=-1)
    return last + 1 if 0 <= last < len(box.children) - 1 else None
