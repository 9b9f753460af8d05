"""The text of a paragraph before it is broken: its pieces, how wide they run, where lines may end."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import Literal, TypeAlias

from weasyprint.formatting_structure import boxes
from weasyprint.layout import LayoutContext
from weasyprint.layout.inline import atomic_box
from weasyprint.layout.percent import resolve_percentages
from weasyprint.text.ffi import FROM_UNITS, ffi
from weasyprint.text.line_break import create_layout, get_log_attrs

from rocbpress.sources.markdown.breaks import is_korean
from rocbpress.typeset.boxes import Box, Style
from rocbpress.typeset.lines.choose import Break
from rocbpress.typeset.lines.hyphens import divisions

# How a line is resumed: the child, the child's child, and so on; of text, the number of its bytes.
Skip: TypeAlias = "dict[int, Skip] | None"

OBJECT = "\ufffc"  # stands for a picture or a box in a line
SOFT_HYPHEN = "\u00ad"
_HARD_HYPHENS = ("-", "\u2010")
_LINE_BREAK = 1  # the bit of a PangoLogAttr that says so
_HARD, _LAST_WORD = 1.0, 40.0  # the costs of a hyphen of the text, of breaking within the last word
_KOREAN = 100.0  # and of breaking within a Korean word, which is done only where one is too long for a line
# What changes the widths of letters, or where words may be divided.
_MEASURED = ("font_family", "font_size", "font_style", "font_stretch", "font_weight", "font_kerning",
             "font_variant_ligatures", "font_variant_position", "font_variant_caps", "font_variant_numeric",
             "font_variant_alternates", "font_variant_east_asian", "font_feature_settings",
             "font_variation_settings", "font_language_override", "letter_spacing", "word_spacing", "lang",
             "hyphens", "hyphenate_character", "hyphenate_limit_chars")


@dataclass(frozen=True, slots=True)
class Piece:
    """A text box of a paragraph, or what stands in a line as one letter (`box` None).

    `path` leads to it from the line box; `begin` is its place in the text of the paragraph.
    """

    path: tuple[int, ...]
    begin: int
    text: str
    box: Box | None = None
    style: Style | None = None
    advance: float = 0.0  # of an object, or the margins, borders and paddings around a text
    call: bool = False

    @property
    def end(self) -> int:
        return self.begin + len(self.text)


class Unplanned(Exception):  # noqa: N818  (it is no error)
    """Something stands in the paragraph that only WeasyPrint can break."""


def pieces_of(context: LayoutContext, line: Box, container: Box) -> list[Piece]:
    """The pieces of a line box that is not yet laid out, in reading order; Unplanned."""
    found: list[Piece] = []
    _collect(context, line, container, (), found)
    return found


def _collect(context: LayoutContext, parent: Box, container: Box, above: tuple[int, ...],
             found: list[Piece]) -> None:
    for at, box in enumerate(parent.children):
        path, begin = (*above, at), found[-1].end if found else 0
        if isinstance(box, boxes.TextBox):
            if box.style["white_space"] != "normal" or "\n" in box.text:
                raise Unplanned
            found.append(Piece(path, begin, box.text, box, box.style,
                               call=str(box.element_tag).endswith("::footnote-call")))
        elif box.is_floated():
            raise Unplanned
        elif not box.is_in_normal_flow():
            continue
        elif isinstance(box, boxes.InlineBox) and not box.is_leader:
            resolve_percentages(box, container)
            if _spacing(box):
                raise Unplanned
            _collect(context, box, container, path, found)
        elif isinstance(box, boxes.AtomicInlineLevelBox):
            resolve_percentages(box, container)
            width = atomic_box(context, box, 0, None, container, [], []).margin_width()
            found.append(Piece(path, begin, OBJECT, advance=width))
        else:
            raise Unplanned


def _spacing(box: Box) -> float:
    """What margins, borders and paddings add to the width of an inline box."""
    sides: tuple[float | Literal["auto"], ...] = (
        box.margin_left, box.margin_right, box.padding_left, box.padding_right,
             box.border_left_width, box.border_right_width)
    return sum(0 if side == "auto" else abs(side) for side in sides)


def advances(context: LayoutContext, pieces: Sequence[Piece]) -> list[float]:
    """How far the text runs up to each place in it, if it is set in one line; one more than letters."""
    widths = [0.0]
    for run in runs_of(pieces):
        if run[0].style is None:
            widths.extend(widths[-1] + piece.advance for piece in run)
        elif text := "".join(piece.text for piece in run):
            start = widths[-1]
            widths.extend(start + width for width in _widths(context, text, run[0].style))
    return widths


def runs_of(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Neighbours that are set alike: an edition with links breaks its lines like one without."""
    for _, run in groupby(pieces, lambda piece: piece.style and _measured(piece.style)):
        yield list(run)


def _measured(style: Mapping[str, object]) -> list[object]:
    return [style[name] for name in _MEASURED]


def _widths(context: LayoutContext, text: str, style: Style) -> Iterator[float]:
    """How far the text runs up to the end of each letter."""
    layout = create_layout(text, style, context, None, 0)  # while it lives, so do its lines
    line, _ = layout.get_first_line()
    letters = [len(letter.encode()) for letter in text]
    byte_widths = [0] * (sum(letters) + 1)
    run = line.runs
    while run != ffi.NULL:
        glyphs, start = run.data.glyphs, run.data.item.offset
        size = ffi.sizeof("PangoGlyphInfo")
        numbers = memoryview(ffi.buffer(glyphs.glyphs, glyphs.num_glyphs * size)).cast("i")
        clusters = ffi.unpack(glyphs.log_clusters, glyphs.num_glyphs)
        for cluster, width in zip(clusters, numbers[1::size // 4].tolist(), strict=True):
            byte_widths[start + cluster] += width
        run = run.next
    reached = [0, *accumulate(byte_widths)]
    return (reached[end] * FROM_UNITS for end in accumulate(letters))


def breaks_of(context: LayoutContext, pieces: Sequence[Piece], reached: Sequence[float]) -> list[Break]:
    """All places where a line may end, the end of the text the last; `reached` is what `advances` gives."""
    text = "".join(piece.text for piece in pieces)
    last_word = text.rfind(" ", 0, len(text.rstrip(f" {OBJECT}"))) + 1
    found = {}
    for place in _opportunities(text, pieces):
        hard = text[place - 1] in _HARD_HYPHENS
        cost = _KOREAN if is_korean(text[place - 1:place + 1]) else 0.0 if place <= last_word else _LAST_WORD
        found[place] = Break(place, reached[_trimmed(text, place)], reached[place],
                             cost + (_HARD if hard else 0.0), hyphen=hard)
    for run in runs_of(pieces):
        style = run[0].style
        if style is None:
            continue
        hyphen = hyphen_width(context, style)
        for place, cost in _hyphens(text, run[0].begin, min(run[-1].end, last_word), style):
            found[place] = Break(place, reached[place] + hyphen, reached[place], cost,
                                 hyphen=True, added=True)
    end = Break(len(text), reached[_trimmed(text, len(text))], reached[-1])
    return [*(found[place] for place in sorted(found)), end]


def _hyphens(text: str, start: int, end: int, style: Style) -> Iterator[tuple[int, float]]:
    """Where words of this part may be divided by an added hyphen, and what that costs."""
    if style["hyphens"] != "none":
        yield from ((at + 1, 0.0) for at in range(start, end) if text[at] == SOFT_HYPHEN)
    if style["hyphens"] == "auto" and style["lang"]:
        yield from divisions(text, start, end, style["lang"], style["hyphenate_limit_chars"])


def _opportunities(text: str, pieces: Sequence[Piece]) -> Iterator[int]:
    """Where a line may end without a hyphen added (UAX 14), by Pango; never before the call of a note."""
    language = next((piece.style["lang"] for piece in pieces if piece.style), None)
    attributes = get_log_attrs(text, language)
    numbers = memoryview(ffi.buffer(attributes)).cast("B").cast("I").tolist()
    calls = {piece.begin for piece in pieces if piece.call}
    for place in range(1, len(text)):
        last = text[place - 1]
        if (numbers[place] & _LINE_BREAK and place not in calls and last not in (SOFT_HYPHEN, OBJECT)
                and (last == " " or text[place] != OBJECT)):
            yield place


def _trimmed(text: str, end: int) -> int:
    """Where the text ends before this place, without spaces, which hang over the end of a line."""
    while end and text[end - 1] == " ":
        end -= 1
    return end


def hyphen_width(context: LayoutContext, style: Style) -> float:
    *_, width = _widths(context, style["hyphenate_character"], style)
    return width
