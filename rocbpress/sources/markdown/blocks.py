"""What an article is made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rocbpress.sources.markdown.figures import Bars, Fpo, KeyFigures, Map, Picture


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    DEFINITIONS = "definitions"
    TABLE = "table"
    QUOTE = "quote"
    PICTURE = "picture"
    MAP = "map"
    BARS = "bars"
    FPO = "fpo"
    FIGURES = "figures"
    BOX = "box"
    CODE = "code"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of an article, with the line of its source.

    `id` (`itr-2022#b12`) is unique in the issue and stands as data-block on the outermost element
    of `html`. `name` is the anchor of a heading or named figure (`slug--heading`), `level` a
    heading's (2 to 6), `number` a figure's place in the article or a part's in an essay, `notes`
    how many footnotes are called first in this block. A block with `spec` is drawn by the layout
    and has no html.
    """

    id: str
    line: int
    kind: BlockKind
    html: str = ""
    level: int = 0
    name: str = ""
    number: int = 0
    notes: int = 0
    spec: Spec | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A side box: its title ('' if it has none), as text and as HTML, and what stands in it."""

    title: str
    title_html: str
    blocks: tuple[Block, ...]


Spec = Picture | Map | Bars | Fpo | KeyFigures | Box
FIGURES = frozenset({BlockKind.PICTURE, BlockKind.MAP, BlockKind.BARS, BlockKind.FPO})
