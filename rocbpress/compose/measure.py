"""Widths of set text, for titles whose lines are to be of like length."""

import math
from functools import lru_cache

import uharfbuzz

from rocbpress.layout.schema import Title
from rocbpress.workspace.fingerprint import FileState, file_state

SLACK = 1.5  # points: what rounding in the typesetter may add to a line


def text_width(text: str, title: Title) -> float:
    """How wide the text runs in one line, in points."""
    font = _font(file_state(title.face))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    advance = sum(position.x_advance for position in buffer.glyph_positions)
    return float(advance * title.size / font.face.upem + len(text) * title.spacing)


def line_count(text: str, title: Title, measure: float) -> int:
    """How many lines the text fills when set in a measure of so many points."""
    return _lines(_words(text, title), text_width(" ", title), measure)


def balanced(text: str, title: Title, measure: float) -> float:
    """The narrowest measure, in points, that sets the text in as many lines as `measure` does."""
    words, space = _words(text, title), text_width(" ", title)
    wanted = _lines(words, space, measure)
    low, high = min(max(words, default=0.0), measure), measure
    while high - low > 0.5:
        middle = (low + high) / 2
        if _lines(words, space, middle) > wanted:
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


def _words(text: str, title: Title) -> list[float]:
    """The width of each word."""
    return [text_width(word, title) for word in text.split(" ") if word]


def _lines(words: list[float], space: float, measure: float) -> int:
    lines, room = 1, measure
    for width in words:
        if width > room and room < measure:
            lines, room = lines + 1, measure
        room -= width + space
    return lines


@lru_cache(maxsize=8)
def _font(face: FileState) -> uharfbuzz.Font:
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(face.path)))
