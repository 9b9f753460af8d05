"""Widths of set text, for titles whose lines are to be of like length."""

import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from operator import itemgetter

import uharfbuzz

from rocbpress.layout.schema import Lettering, Title
from rocbpress.layout.script_faces import faces_of, font_of
from rocbpress.sources.markdown.breaks import line_ends
from rocbpress.sources.markdown.scripts import is_mixed, runs
from rocbpress.sources.markdown.tree import Node, text
from rocbpress.sources.markdown.typography import in_script
from rocbpress.workspace.fingerprint import FileState, file_state

SLACK = 1.5  # points: what rounding in the typesetter may add to a line

# Where a line of Latin may end within a word, as Pango breaks them (UAX 14): after a hyphen, dash or slash
# that a letter follows, and where a break was written.
_WITHIN = re.compile("(?<=\\w[-\u2010])(?=[^\\W\\d_])|(?<=[–—/])(?=[^\\s\\d\u2060])|(?<=\u200b)")
_HALF, _LARGE = 7, 30  # points: half a line of the grid, and titles that are set solid
_WITHOUT_WIDTH = dict.fromkeys((0x00AD, 0x200B, 0x2060))
_SCRIPT = re.compile(r"\bscript-([a-z]{4})\b")
Words = Node | str  # what is measured: content of the sources, or words as they will be set
_Letters = Sequence[tuple[str, str]]  # each letter with the code of its script


def text_width(words: Words, title: Lettering, language: str = "") -> float:
    """How wide the words run in one line, in points; plain words may be in that language."""
    return _width(_letters(words, language), title)


def line_count(words: Words, title: Lettering, measure: float, language: str = "") -> int:
    """How many lines the words fill when set in a measure of so many points."""
    return _lines(_parts(words, title, language), measure)


def high_line_count(words: Words, title: Lettering, measure: float, language: str = "") -> int:
    """How many lines of Latin are as high as the words, some of whose scripts take higher ones."""
    return math.ceil(line_count(words, title, measure, language) * _rise(words, title, language))


def fits(words: Words, title: Lettering, measure: float, most: int, language: str = "") -> bool:
    """Whether the words fill so many lines at most, and none of their parts is wider than the measure."""
    parts = _parts(words, title, language)
    return _lines(parts, measure) <= most and max((width for width, _ in parts), default=0) <= measure


def balanced(words: Words, title: Lettering, measure: float, language: str = "") -> float:
    """The narrowest measure, in points, that sets the words in as many lines as `measure` does."""
    parts = _parts(words, title, language)
    wanted = _lines(parts, measure)
    low, high = min(max((width for width, _ in parts), default=0.0), measure), measure
    while high - low > 0.5:
        middle = (low + high) / 2
        if _lines(parts, middle) > wanted:
            low = middle
        else:
            high = middle
    return min(measure, float(math.ceil(high + SLACK)))


def shortened(words: str, title: Lettering, room: float, language: str = "") -> str:
    """As many of the words as `room` points hold, cut where a line may end, and an ellipsis for others."""
    shown = "".join(letter for letter, _ in _letters(words, language))
    spaces = [found.start() for found in re.finditer(" ", shown)]
    ends = line_ends(shown) if is_mixed(words) else spaces
    for end in (len(shown), *reversed(ends), *range(len(shown) - 1, 0, -1)):
        whole = end == len(shown)
        some = words if whole else shown[:end].rstrip(" ,;:\u200b").replace("\u200b", "") + "\u2026"
        if text_width(some, title, language) <= room:
            return some
    return "\u2026"


def _letters(words: Words, language: str, script: str = "") -> _Letters:
    """Each letter of the words with its script, with the breaks that are written before they are set."""
    if not isinstance(words, str):
        if words.tag == "br":
            return [(" ", script)]
        found = _SCRIPT.search(words.get("class"))
        script = found[1] if found else script
        return [each for child in words.children for each in _letters(child, language, script)]
    if script or not is_mixed(words):
        return [(letter, script) for letter in words]
    return [(letter, run.code) for run in runs(words, language) for letter in text(Node(
        children=(in_script(run),)))]


def _width(letters: _Letters, title: Lettering) -> float:
    """How wide a line of these letters runs, in points."""
    width, spacing = 0.0, title.spacing if isinstance(title, Title) else 0.0
    for script, run in groupby(letters, key=itemgetter(1)):
        shown = "".join([letter for letter, _ in run]).translate(_WITHOUT_WIDTH)
        for part, face, size in faces_of(shown, script, title):
            width += _ems(part, file_state(face)) * size + len(part) * spacing
    return width


@lru_cache(maxsize=2048)
def _ems(part: str, face: FileState) -> float:
    """How wide words of one face run, as a multiple of its size."""
    font, buffer = font_of(face), uharfbuzz.Buffer()
    buffer.add_str(part)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer, {"locl": False})
    return float(sum(position.x_advance for position in buffer.glyph_positions) / font.face.upem)


def _parts(words: Words, title: Lettering, language: str) -> list[tuple[float, float]]:
    """The width of each part that no line may end in, and of the space after it."""
    letters = _letters(words, language)
    shown = "".join(letter for letter, _ in letters)
    parts = []
    for start, end in pairwise((0, *_ends(shown), len(shown))):
        spaces = len(shown[start:end]) - len(shown[start:end].rstrip(" "))
        if end - spaces > start:
            part = letters[start:end - spaces]
            space = _space(part, letters[end - 1:end + 1], title) if spaces else 0.0
            parts.append((_width(part, title), space))
    return parts


def _space(part: _Letters, after: _Letters, title: Lettering) -> float:
    """How wide the space after a part is, which begins `after`, before a letter, with which it is kerned.

    In another script it is set in the face of the letters before it.
    """
    if not part[0][1]:
        return _width(after[:1], title)
    return _width([*part, *after], title) - _width(part, title) - _width(after[1:], title)


def _ends(shown: str) -> Iterator[int]:
    """Where a line of these words may end."""
    if is_mixed(shown):
        yield from line_ends(shown)
        return
    for word in re.finditer("[^ ]+ *", shown):
        yield from (word.start() + found.start() for found in _WITHIN.finditer(word[0].rstrip(" ")))
        if word.end() < len(shown):
            yield word.end()


def _rise(words: Words, title: Lettering, language: str) -> float:
    """How high a line is beside one of Latin: letters of some scripts reach far up and down."""
    high = {code: face.titles * face.scale * title.size
            for code, face in title.others.items() if face.titles > 1}
    most = max((high.get(code, 0) for _, code in _letters(words, language)), default=0) if high else 0
    # Leading is not among what a layout says of a title; but it is half lines, and more for small sizes.
    lead = _HALF * math.ceil(title.size * (1 if title.size > _LARGE else 1.2) / _HALF)
    return 1 if most <= lead else 2 * _HALF * math.ceil(most / (2 * _HALF)) / lead


def _lines(parts: Sequence[tuple[float, float]], measure: float) -> int:
    lines, room = 1, measure
    for width, space in parts:
        if width > room and room < measure:
            lines, room = lines + 1, measure
        room -= width + space
    return lines
