"""Checks of what words stand on: not on other words, and on a ground from which they stand out."""

from collections.abc import Iterator, Sequence

from rocbpress.layout.colour import contrast
from rocbpress.typeset.boxes import Box, Colour, Rectangle, text_boxes, unwrapped
from rocbpress.typeset.checks.fault import SLACK, PageFault, quoted
from rocbpress.typeset.checks.geometry import PageGeometry, PageItem

FAINT = 1.5  # to 1: words with less contrast to what is behind them cannot be read
_THIRD = 1 / 3  # of the lower line's height: less is a descender
_INSET = 2.0  # CSS pixels within the letters, where the ground is looked at
_SHORTEN = "shorten the text, or give it more room in the layout"
_PAPER = (1.0, 1.0, 1.0)
_Ground = tuple[float, float, float] | None


def words_keep_apart(pages: Sequence[PageGeometry]) -> Iterator[PageFault]:
    """No words are printed over others; what is kept from readers is no text."""
    for page in pages:
        lines = sorted((line for line in page.lines if not line.context.hidden),
                       key=lambda line: line.extent[1])
        for at, first in enumerate(lines):
            for second in lines[at + 1:]:
                if second.extent[1] >= first.extent[3]:
                    break
                if _overprints(first, second) and not (_holds(first, second) or _holds(second, first)):
                    message = f"the words {quoted(first.text, 30)} and {quoted(second.text, 30)} overlap"
                    yield PageFault("text-overprinted", message, second.context, _SHORTEN)


def words_stand_out(pages: Sequence[PageGeometry]) -> Iterator[PageFault]:
    """All words differ in colour from what is painted behind them, be it the paper, a panel or a tint.

    Words on a picture are left out.
    """
    for page in pages:
        order = page.order
        painted = [item for item in page.items if not item.text and _paints(item)]
        painted.sort(key=lambda item: order[item])
        for line in page.lines:
            if line.context.hidden:
                continue
            behind = [item for item in painted if order[item] < order[line]]
            for piece in text_boxes(line.box):
                grounds = {_ground(page, behind, point) for point in _points(line.extent, piece)}
                colour = piece.style["color"]
                if any(ground and contrast(_srgb(colour), ground) < FAINT for ground in grounds):
                    yield PageFault("text-invisible",
                                    f"the words {quoted(line.text)} have the colour of what is behind them",
                                    line.context, _SHORTEN)
                    break


def _overprints(first: PageItem, second: PageItem) -> bool:
    (left, top, right, foot), other = first.extent, second.extent
    across, down = min(right, other[2]) - max(left, other[0]), min(foot, other[3]) - max(top, other[1])
    return across > SLACK and down > min(foot - top, other[3] - other[1]) * _THIRD


def _holds(line: PageItem, other: PageItem) -> bool:
    """Whether the other line is that of a block within this one, which leaves room for it."""
    return any(unwrapped(box) is other.box for box in line.box.descendants())


def _paints(item: PageItem) -> bool:
    """Whether something is behind what stands there: a colour, or a picture that readers are shown."""
    return item.box.style["background_color"].alpha > 0 or (item.is_picture and not item.context.hidden)


def _points(extent: Rectangle, piece: Box) -> Iterator[tuple[float, float]]:
    """The corners of a piece of a line, a little inside."""
    left, right = piece.position_x + _INSET, piece.position_x + piece.width - _INSET
    for x in {left, max(left, right)}:
        yield from ((x, extent[1] + _INSET), (x, extent[3] - _INSET))


def _ground(page: PageGeometry, behind: Sequence[PageItem], point: tuple[float, float]) -> _Ground:
    """The colour that is uppermost at a point, of what is `behind`; None where that is a picture."""
    x, y = point
    top = next((item for item in reversed(behind) if item.extent[0] <= x <= item.extent[2]
                and item.extent[1] <= y <= item.extent[3]), None)
    if top is None:
        return _srgb(page.ground) if page.ground.alpha else _PAPER
    return None if top.is_picture else _srgb(top.box.style["background_color"])


def _srgb(colour: Colour) -> tuple[float, float, float]:
    """A colour as screens show it; inks as if they were ideal."""
    if colour.space == "device-cmyk":
        cyan, magenta, yellow, black = colour.coordinates
        return (1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)
    red, green, blue = colour.to("srgb").coordinates
    return red, green, blue
