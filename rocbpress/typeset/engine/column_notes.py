"""Room for the footnotes that are called in columns."""

from collections.abc import Callable
from copy import copy

from weasyprint.layout import LayoutContext

from rocbpress.typeset.boxes import Box, Laid

_TRIES = 3  # the room that is kept may put a call off, and with it a note
_LISTS = ("footnotes", "current_page_footnotes", "reported_footnotes")


def with_room_for_notes(layout: Callable[..., Laid]) -> Callable[..., Laid]:
    """WeasyPrint's function that lays out columns, which keeps the room of notes for all that it sets.

    It reckons with the notes of the columns that it fills: a block across these, and what follows, may run
    over them, and a note that was found late goes to the next page without its call. Where that may be, it
    begins again with that room kept from the start.
    """
    def columns_layout(context: LayoutContext, box: Box, bottom_space: float, skip_stack: object,
                       containing_block: Box, page_is_empty: bool, absolute: list[Box], fixed: list[Box],
                       margins: list[float], *rest: object) -> Laid:
        def laid_out() -> Laid:
            return layout(context, box, bottom_space, skip_stack, containing_block, page_is_empty,
                          absolute, fixed, list(margins), *rest)

        divided = any(child.style["column_span"] == "all" for child in box.children)
        restore, before = _kept(context, absolute, fixed), _taken(context)
        called, put_off = len(context.current_page_footnotes), len(context.reported_footnotes)
        made, kept = laid_out(), before
        for _ in range(_TRIES):
            if len(context.reported_footnotes) <= put_off and not (divided and _taken(context) > kept):
                break
            taken, wanted = _taken(context), _wanted(context)
            # Where that much was kept and a note is put off all the same, its call is to be put off as well.
            kept = wanted if wanted > kept else kept + wanted - taken
            height = context.current_footnote_area.height + kept - wanted
            restore()
            empty, bottom = context.current_footnote_area.height, context.page_bottom
            context.current_footnote_area.height = height
            context.page_bottom -= kept - before
            made = laid_out()
            if len(context.current_page_footnotes) == called:  # all calls are on the next page
                context.current_footnote_area.height, context.page_bottom = empty, bottom
        return made

    return columns_layout


def without_underflow(report: Callable[..., None]) -> Callable[..., None]:
    """WeasyPrint's function that puts notes off to the next page, which ends where there is none any more.

    The border and the margins of an area without notes may be higher than the room that is left.
    """
    def report_footnotes(context: LayoutContext, height: float) -> None:
        area = context.current_footnote_area
        empty = 0.0 if area.height == "auto" else area.margin_height() - area.height
        report(context, max(height, empty))

    return report_footnotes


def _taken(context: LayoutContext) -> float:
    """What notes take of the page so far, pixels."""
    area = context.current_footnote_area
    return 0.0 if area.height == "auto" else float(area.margin_height())


def _wanted(context: LayoutContext) -> float:
    """What they would take with those that were put off to the next page."""
    for note in tuple(context.reported_footnotes):
        context.reported_footnotes.remove(note)
        context.footnotes.append(note)
        context.layout_footnote(note)
    return _taken(context)


def _kept(context: LayoutContext, *lists: list[Box]) -> Callable[[], None]:
    """What sets the layout's state back to what it is now."""
    area, shapes = context.current_footnote_area, list(context.excluded_shapes)
    height, bottom, broken = area.height, context.page_bottom, copy(context.broken_out_of_flow)
    kept = {name: list(getattr(context, name)) for name in _LISTS}
    lengths = [len(each) for each in lists]

    def restore() -> None:
        area.height, context.page_bottom, context.broken_out_of_flow = height, bottom, copy(broken)
        for name in _LISTS:
            setattr(context, name, list(kept[name]))
        area.children = context.current_page_footnotes
        context.excluded_shapes[:] = shapes
        for each, length in zip(lists, lengths, strict=True):
            del each[length:]

    return restore
