"""Which part of a picture its place shows, and how high a picture is on the grid."""

from dataclasses import dataclass

MOST = 0.15  # of a picture that may be cut off without a word
AT_SIDE = 0.025  # of its width that may be cut off a cover or portrait on either side
AT_FOOT = 0.05  # of its height, to end on a line of the grid
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Crop:
    """What is cut off a picture at each edge, as shares of its width or height."""

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    foot: float = 0.0

    @property
    def share(self) -> float:
        """How much of the picture does not show."""
        return 1 - (1 - self.left - self.right) * (1 - self.top - self.foot)

    @property
    def edges(self) -> str:
        """Where something is cut off, in words: 'foot', 'left and right'."""
        cut = {"top": self.top, "foot": self.foot, "left": self.left, "right": self.right}
        return " and ".join(edge for edge, share in cut.items() if share > AT_FOOT / 10)

    @property
    def position(self) -> str:
        """As CSS says it: object-position; '' where nothing is cut."""
        across, down = self.left + self.right, self.top + self.foot
        if across < 1e-6 and down < 1e-6:
            return ""
        return " ".join(f"{100 * before / whole if whole else 0:.4g}%"
                        for before, whole in ((self.left, across), (self.top, down)))


def crop(shape: float, place: float, focus: Point | None) -> Crop:
    """What a place cuts off a picture that covers it; both by width over height.

    The focus, in percent from left and top, comes as near to the middle as the edges let it. Without one
    the foot is cut, for heads are above it, or both sides alike.
    """
    across, down = max(0.0, 1 - place / shape), max(0.0, 1 - shape / place)
    left = across / 2 if focus is None else _before(focus[0] / 100, across)
    top = 0.0 if focus is None else _before(focus[1] / 100, down)
    return Crop(left, top, across - left, down - top)


def _before(focus: float, cut: float) -> float:
    return min(max(0.0, focus - (1 - cut) / 2), cut)


def lines_for(height: float, line: float) -> int:
    """The lines of text that a picture of this height takes.

    The nearest number, if no more than AT_FOOT of the picture is cut for it, else one more.
    """
    lines = max(1, round(height / line))
    return lines + (lines * line < height * (1 - AT_FOOT))
