"""Widths of set text, for titles whose lines are to be of like length."""

import math
import re
from collections.abc import Sequence
from functools import lru_cache

import uharfbuzz

from rocbpress.layout.schema import Title
from rocbpress.workspace.fingerprint import FileState, file_state

SLACK = 1.5  # points: what rounding in the typesetter may add to a line


# Where a line may end within a word, as Pango breaks them (UAX 14): after a hyphen, dash or slash that a
# letter follows, and where a break was written.
_WITHIN = re.compile("(?<=\\w[-\u2010])(?=[^\\W\\d_])|(?<=[–—/])(?=[^\\s\\d\u2060])|(?<=\u200b)")
_WITHOUT_WIDTH = dict.fromkeys((0x00AD, 0x200B, 0x2060))


def text_width(text: str, title: Title) -> float:
    """How wide the text runs in one line, in points."""
    text = text.translate(_WITHOUT_WIDTH)
    font = _font(file_state(title.face))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    advance = sum(position.x_advance for position in buffer.glyph_positions)
    return float(advance * title.size / font.face.upem + len(text) * title.spacing)


def line_count(text: str, title: Title, measure: float) -> int:
    """How many lines the text fills when set in a measure of so many points."""
    return _lines(_parts(text, title), measure)


def balanced(text: str, title: Title, measure: float) -> float:
    """The narrowest measure, in points, that sets the text in as many lines as `measure` does."""
    parts = _parts(text, title)
    wanted = _lines(parts, measure)
    low, high = min(max((width for width, _ in parts), default=0.0), measure), measure
    while high - low > 0.5:
        middle = (low + high) / 2
        if _lines(parts, middle) > wanted:
            low = middle
        else:
            high = middle
    return min(measure, float(math.ceil(high + SLACK)))


def shortened(text: str, title: Title, room: float) -> str:
    """As many whole words as `room` points hold, and an ellipsis if they are not all."""
    words = text.split(" ")
    kept = len(words)
    while kept > 1 and text_width(_some(words, kept), title) > room:
        kept -= 1
    return _some(words, kept)


def _some(words: list[str], kept: int) -> str:
    return " ".join(words[:kept]).rstrip(",;:") + "\u2026" if kept < len(words) else " ".join(words)


def _parts(text: str, title: Title) -> list[tuple[float, float]]:
    """The width of each part that no line may end in, and of the space after it."""
    space = text_width(" ", title)
    parts = []
    for word in filter(None, text.split(" ")):
        *within, last = _WITHIN.split(word)
        parts += [*((text_width(part, title), 0.0) for part in within), (text_width(last, title), space)]
    return parts


def _lines(parts: Sequence[tuple[float, float]], measure: float) -> int:
    lines, room = 1, measure
    for width, space in parts:
        if width > room and room < measure:
            lines, room = lines + 1, measure
        room -= width + space
    return lines


@lru_cache(maxsize=8)
def _font(face: FileState) -> uharfbuzz.Font:
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(face.path)))
