"""What gives way in an article so that its pages fill."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Fit:
    """How an article, or a part of an essay, differs from the design as drawn; the default is: not.

    `runs_in` has it share the page with what precedes. `lead` is the height in points of its opening
    picture or map; at 0 the picture stands in the column, and there is no map. `facts_map` is the height
    of a map that stands in the key facts instead. `scale` is that of pictures in the text. `moves` name
    blocks that stand so many blocks later, or earlier below 0; `sizes` those whose pictures have a scale
    of their own: a wide one as large as a column stands in it. `raised` is by how many lines a letter
    starts higher; `measure` is the share of its drawn measure that its text has. `divided` lets a message
    break over pages. `facts_across` has the key facts stand below the title.
    """

    runs_in: bool = False
    lead: float | None = None
    scale: float = 1.0
    moves: tuple[tuple[str, int], ...] = ()
    sizes: tuple[tuple[str, float], ...] = ()
    raised: int = 0
    divided: bool = False
    measure: float = 1.0
    facts_across: bool = False
    facts_map: float = 0.0

    def __post_init__(self) -> None:
        """ValueError for what no page has: a lock may come from a stranger."""
        scales = (self.scale, *(scale for _, scale in self.sizes))
        if not (all(0 <= scale <= 10 for scale in scales) and 0 <= (self.lead or 0) <= 5_000
                and 0 <= self.facts_map <= 5_000
                and abs(self.raised) <= 1_000 and 0 < self.measure <= 1):
            raise ValueError("out of range")

    def size(self, block: str) -> float:
        """The scale of the pictures of a block."""
        return dict(self.sizes).get(block, self.scale)


DRAWN = Fit()

# By the slug of an article, or `slug.n` of an essay's part n.
Fits = Mapping[str, Fit]


def encode_fits(fits: Fits) -> dict[str, dict[str, object]]:
    """As JSON has them: of each what differs from the drawing."""
    drawn = asdict(DRAWN)
    return {name: {key: value for key, value in asdict(fit).items() if value != drawn[key]}
            for name, fit in sorted(fits.items())}


def decode_fits(kept: Mapping[str, Mapping[str, Any]]) -> Fits:
    """What `encode_fits` gave; TypeError or ValueError for anything else."""
    return {name: Fit(**{**fit, "moves": tuple((block, int(later)) for block, later in fit.get("moves", ())),
                         "sizes": tuple((block, float(scale)) for block, scale in fit.get("sizes", ()))})
            for name, fit in kept.items()}
