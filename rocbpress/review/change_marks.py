"""Changes marked on the pages: new words underlined, the first and last of those that went in the margin."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from rocbpress.assemble.objects import Box, decimal
from rocbpress.assemble.pagination import NumberedPage
from rocbpress.layout.layout import Layout
from rocbpress.layout.schema import Lettering
from rocbpress.review.outlines import outlined
from rocbpress.review.placing import Placed
from rocbpress.review.stamp import lettering

_NEW, _GONE = b"0 0.47 0.25", b"0.72 0.06 0.12"  # sRGB: green under what is new, red for what went
_SIZE, _LEADING, _LONGEST = 6.0, 7.0, 40  # points: of words in the margin; and letters at most
_EDGE, _CLEAR, _WIDEST = 6.0, 9.0, 60.0  # points: clear of the trim and of the text, and their room
_UNDER, _WEIGHT = 0.06, 1.2  # of a line's height, points


def change_marks(placed: Iterable[Placed], pages: Sequence[NumberedPage], layout: Layout) -> dict[int, bytes]:
    """The operators that mark changes, by the index of the page."""
    drawn: dict[int, list[bytes]] = defaultdict(list)
    notes: dict[tuple[int, float, bool], list[tuple[float, str]]] = defaultdict(list)
    for each in placed:
        for page, box in each.lines:
            drawn[page].append(_underline(box))
        if each.gap:
            page, (x, foot, _, head), (left, _, right, _) = each.gap
            drawn[page].append(_caret(x, foot, head))
            at_left = left + right < pages[page].width
            edge = left - _CLEAR if at_left else right + _CLEAR
            notes[page, round(edge), at_left].append((foot + 0.3 * (head - foot), each.change.before))
    for (page, edge, at_left), own in notes.items():
        room = min(_WIDEST, (edge if at_left else pages[page].width - edge) - _EDGE)
        line = lettering(layout, _SIZE)
        drawn[page] += _margin(sorted(own, reverse=True), edge, room, line, at_left=at_left)
    return {page: b"\n".join(marks) for page, marks in drawn.items()}


def _underline(box: Box) -> bytes:
    left, foot, right, head = box
    y = foot + _UNDER * (head - foot)
    return b"%s RG %s w %s %s m %s %s l S" % (_NEW, decimal(_WEIGHT), *map(decimal, (left, y, right, y)))


def _caret(x: float, foot: float, head: float) -> bytes:
    """A small caret below the line, where words stood."""
    low, tip = foot - 0.02 * (head - foot), foot + 0.24 * (head - foot)
    return b"%s rg %s %s m %s %s l %s %s l f" % (
        _GONE, *map(decimal, (x - 2.2, low, x, tip, x + 2.2, low)))


def _margin(notes: Sequence[tuple[float, str]], edge: float, room: float, line: Lettering, *,
            at_left: bool) -> list[bytes]:
    """Words that went, each beside its line, or below the last; at the left they end at the edge."""
    drawn, free = [], float("inf")
    for y, words in notes:
        y = min(y, free)
        for shown in _first_and_last(words):
            operators, width = _cut(shown, room, line)
            x = edge - width if at_left else edge
            drawn.append(b"q %s rg 1 0 0 1 %s %s cm %s f Q" % (_GONE, decimal(x), decimal(y), operators))
            y -= _LEADING
        free = y - 1
    return drawn


def _first_and_last(words: str) -> list[str]:
    """One or two words are shown whole, of more the first and the last."""
    parts = words.split()
    return parts if len(parts) <= 2 else [f"{parts[0]} …", f"… {parts[-1]}"]


def _cut(words: str, room: float, line: Lettering) -> tuple[bytes, float]:
    """As much of the words as the margin has room for, and how wide that is."""
    for length in range(min(len(words), _LONGEST), 0, -1):
        shown = words if length == len(words) else f"{words[:length].rstrip(' …')}…"
        operators, width = outlined(shown, "", line)
        if width <= max(room, 2 * _SIZE):
            return operators, width
    return b"", 0.0
