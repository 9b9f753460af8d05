"""A space that ends a piece of text hangs over the end of the line and takes no room there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_COLLAPSING = ("normal", "nowrap", "pre-line")


def hanging_spaces(split: Callable[..., Any]) -> Callable[..., Any]:
    """WeasyPrint's function that cuts a first line off a text, with its last space left out of account.

    Where only that space is too much, the original finds no break near the end and cuts after the
    first word. The text is taken whole; what follows it, a word in another face, begins the next line.
    """
    def split_first_line(text: str, style: Any, context: Any, max_width: float | None, spacing: float,
                         is_line_start: bool = True, minimum: bool = False) -> Any:
        cut = split(text, style, context, max_width, spacing, is_line_start, minimum)
        if cut[2] is None or max_width is None or text[-1:] != " " or style["white_space"] not in _COLLAPSING:
            return cut
        bare = split(text.rstrip(" "), style, context, max_width, spacing, is_line_start, minimum)
        if bare[2] is not None or bare[3] > max_width:
            return cut
        return split(text, style, context, None, spacing, is_line_start, minimum)

    return split_first_line
