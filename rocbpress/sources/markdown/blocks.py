"""What an article is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rocbpress.sources.markdown.figures import Bars, Events, Fpo, Gallery, KeyFigures, Map, Picture, Related
from rocbpress.sources.markdown.tree import EMPTY, Node
from rocbpress.sources.markdown.typography import plain


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    DEFINITIONS = "definitions"
    TABLE = "table"
    QUOTE = "quote"
    PICTURE = "picture"
    GALLERY = "gallery"
    MAP = "map"
    BARS = "bars"
    LINES = "lines"
    FPO = "fpo"
    FIGURES = "figures"
    BOX = "box"
    EVENTS = "events"
    READ = "read"
    CODE = "code"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of an article, with the line of its source.

    `id` (`itr-2022#b12`) is unique in the issue and stands as data-block on the outermost element
    of `content`. `name` is the anchor of a heading or named figure (`slug--heading`), `level` a
    heading's (2 to 6), `number` a figure's place in the article or a part's in an essay, `notes`
    how many footnotes are called first in this block. A block with `spec` is drawn by the layout
    and has no content.
    """

    id: str
    line: int
    kind: BlockKind
    content: Node = EMPTY
    level: int = 0
    name: str = ""
    number: int = 0
    notes: int = 0
    spec: Spec | None = None

    @property
    def html(self) -> str:
        """The content as HTML, its links as no edition shows them yet."""
        return str(self.content)


@dataclass(frozen=True, slots=True)
class Box:
    """A side box: its title (empty if it has none), and what stands in it."""

    title_html: Node
    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        """The title as plain text."""
        return plain(self.title_html)


Spec = Picture | Gallery | Map | Bars | Fpo | KeyFigures | Box | Events | Related
FIGURES = frozenset({BlockKind.PICTURE, BlockKind.GALLERY, BlockKind.MAP, BlockKind.BARS, BlockKind.LINES,
                     BlockKind.FPO})


def divided(blocks: Iterable[Block], *levels: int) -> tuple[tuple[Block, ...], ...]:
    """The blocks before the first heading of these levels (perhaps none), then those from each of them on."""
    parts: list[list[Block]] = [[]]
    for block in blocks:
        if block.level in levels:
            parts.append([])
        parts[-1].append(block)
    return tuple(map(tuple, parts))
