"""What a reader makes of a file, and what is written from it: blocks of runs that know where they stood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from rocbpress.findings.finding import Finding


class Role(StrEnum):
    """What a paragraph is for, as far as the file says; `shape` guesses the rest."""

    TEXT = "text"
    TITLE = "title"
    SUBTITLE = "subtitle"
    HEADING = "heading"
    ITEM = "item"
    CONTINUED = "continued"  # a further paragraph of the item above it
    CAPTION = "caption"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Run:
    """Words set alike; a line feed in them is a line break, and nothing in them is markup.

    `link` is an address, `#name` one within the file; `note` the key of a note called here. A run with a
    note, a picture or an anchor has no words of its own.
    """

    words: str = ""
    bold: bool = False
    italic: bool = False
    struck: bool = False
    language: str = ""
    link: str = ""
    note: str = ""
    anchor: str = ""
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs in a line; `place` is where they stood, as messages say it: paragraph 14.

    `level` is a heading's from 1, or an item's depth from 0; `mark` an item's: `-`, `3.`, `b)`. `size` in
    points (0 is unknown), `centred`, `underlined` and `language` are what the file says of the whole.
    """

    runs: tuple[Run, ...]
    place: str = ""
    role: Role = Role.TEXT
    level: int = 0
    mark: str = ""
    size: float = 0
    centred: bool = False
    underlined: bool = False
    language: str = ""

    @property
    def words(self) -> str:
        """All words, as they stand."""
        return "".join(run.words for run in self.runs)


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell of a table, and how many columns and rows it is merged over."""

    blocks: tuple[Block, ...] = ()
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, a merged one standing once; `head` is how many of the first rows head the rest.

    One that is `wide` needs all columns of the page.
    """

    rows: tuple[tuple[Cell, ...], ...]
    place: str = ""
    head: int = 0
    caption: tuple[Run, ...] = ()
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """Blocks that stand beside the text, with a title or none."""

    blocks: tuple[Block, ...]
    place: str = ""
    title: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as the file holds it: its bytes, and the name that it has there.

    Without bytes it is one still to come, and `title` says why. `crop` is what is hidden, in percent of left,
    top, right and bottom; `turn` clockwise in degrees.
    """

    data: bytes = field(repr=False)
    name: str = ""
    place: str = ""
    alt: str = ""
    title: str = ""
    caption: tuple[Run, ...] = ()
    decorative: bool = False
    crop: tuple[float, float, float, float] = (0, 0, 0, 0)
    turn: float = 0
    flipped: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers to be drawn: `kind` is bars or lines; a value for each series in each row.

    `data` is the name of a CSV in data/ that holds the rows, for which they then are.
    """

    kind: str
    title: str
    series: tuple[str, ...]
    rows: tuple[tuple[str, tuple[float, ...]], ...]
    place: str = ""
    unit: str = ""
    data: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""

    place: str = ""


Block = Paragraph | Table | Box | Picture | Figures | Rule


@dataclass(frozen=True, slots=True)
class Told:
    """A finding, and the whole text of what it speaks of where that stands in no article."""

    finding: Finding
    words: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A file as its reader understood it.

    `notes` are what footnotes say, by their keys; `head` front matter that the file itself gives, such as the
    subject of a letter; `files` further files to be written, by their names in the issue's folder; `ledger`
    all words of the file as counted without regard to this reading, None where nobody counts.
    """

    blocks: tuple[Block, ...]
    notes: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    told: tuple[Told, ...] = ()
    head: Mapping[str, object] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    ledger: tuple[str, ...] | None = None
