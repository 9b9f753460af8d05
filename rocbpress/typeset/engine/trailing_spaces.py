"""A space that ends a piece of text hangs over the end of the line and takes no width there."""

from collections.abc import Callable

from weasyprint.layout import LayoutContext
from weasyprint.text.line_break import Layout

from rocbpress.typeset.boxes import Style

# The line, its length and the start of the next (or None) in bytes, its width, height and baseline.
Split = tuple[Layout, int, int | None, float, float, float]

_COLLAPSING = ("normal", "nowrap", "pre-line")


def hanging_spaces(split: Callable[..., Split]) -> Callable[..., Split]:
    """WeasyPrint's function that splits a first line off a text, with its last space left out of account.

    Where only that space is too much, the original finds no break near the end and splits after the
    first word. The text is taken whole; what follows it, a word in another face, begins the next line.
    """
    def split_first_line(text: str, style: Style, context: LayoutContext, max_width: float | None,
                         spacing: float, is_line_start: bool = True, minimum: bool = False) -> Split:
        line = split(text, style, context, max_width, spacing, is_line_start, minimum)
        hangs = text[-1:] == " " and style["white_space"] in _COLLAPSING
        if line[2] is None or max_width is None or not hangs:
            return line
        bare = split(text.rstrip(" "), style, context, max_width, spacing, is_line_start, minimum)
        if bare[2] is not None or bare[3] > max_width:
            return line
        return split(text, style, context, None, spacing, is_line_start, minimum)

    return split_first_line
