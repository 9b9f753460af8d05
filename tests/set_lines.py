"""The lines of a finished file, paragraph by paragraph, and what may be wrong with where they end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf

BLOCKS = frozenset({"P", "LBody", "BlockQuote", "FENote", "Note"})
NOTES = (pikepdf.Name.FENote, pikepdf.Name.Note, pikepdf.Name.Lbl)
LADDER = 3  # hyphens in a row
Pages = Mapping[Any, int]  # by the number of their object
RUNT = 5  # em
SHORT = 0.75  # of the measure
INDENT = 60  # points at most
MEASURES = (238, 322, 490)  # points, of both layouts: a paragraph has the least that holds its lines
HYPHENS = ("-", "\u2010")


@dataclass(slots=True)
class SetLine:
    """A line of a paragraph, in points from the left edge of its page."""

    text: str
    left: float
    right: float
    page: int

    @property
    def hyphened(self) -> bool:
        return self.text.endswith(HYPHENS)


@dataclass(slots=True)
class SetParagraph:
    """A paragraph, its commonest face and size, and the width that its lines can have."""

    kind: str
    face: str
    lines: list[SetLine]
    size: float
    measure: float = 0.0

    def width(self, line: SetLine) -> float:
        """How much of its column a line takes, its indent included; a paragraph may go on in the next."""
        return line.right - min(other.left for other in self.lines if abs(other.left - line.left) < INDENT)


@dataclass(slots=True)
class LineFaults:
    """What a typesetter counts on a page: how many lines end in a hyphen, and which lines are at fault."""

    lines: int = 0
    hyphened: int = 0
    runts: list[str] = field(default_factory=list)
    halves: list[str] = field(default_factory=list)  # of a word, alone on the last line
    ladders: list[str] = field(default_factory=list)
    short: list[str] = field(default_factory=list)
    divided: list[str] = field(default_factory=list)  # all words that are divided

    @property
    def share(self) -> float:
        return self.hyphened / max(self.lines, 1)


def line_faults(paragraphs: Iterable[SetParagraph]) -> LineFaults:
    found = LineFaults()
    for one in paragraphs:
        found.lines += len(one.lines)
        found.hyphened += sum(line.hyphened for line in one.lines[:-1])
        for line, after in zip(one.lines, one.lines[1:], strict=False):
            if line.hyphened:
                found.divided.append(f"{line.text.split()[-1]}{after.text.split()[0]}")
        if len(one.lines) < 2:
            continue
        last, before = one.lines[-1], one.lines[-2]
        if last.right - last.left < RUNT * one.size - 0.5:
            found.runts.append(f"{before.text}/{last.text}")
        if before.hyphened and len(last.text.split()) == 1:
            found.halves.append(f"{before.text}/{last.text}")
        row = 0
        for line in one.lines:
            row = row + 1 if line.hyphened else 0
            if row == LADDER:
                found.ladders.append(line.text)
        found.short += [line.text for line in one.lines[:-1] if one.width(line) < SHORT * one.measure]
    return found


def set_paragraphs(file: Path | BytesIO, kinds: frozenset[str] = BLOCKS) -> list[SetParagraph]:
    """All paragraphs of a tagged file whose text runs from left to right."""
    with pdfplumber.open(file) as pdf, pikepdf.open(file) as tagged:
        chars = [_marked(page.chars) for page in pdf.pages]
        pages = {page.objgen: number for number, page in enumerate(tagged.pages)}
        found = []
        for kind, marks in _blocks(tagged.Root.StructTreeRoot, kinds, pages):
            letters = [letter for page, mark in marks for letter in chars[page][mark]]
            if any(letter["text"].strip() for letter in letters):
                found.append(_paragraph(kind, letters))
    for one in found:
        widest = max(map(one.width, one.lines))
        one.measure = next((measure for measure in MEASURES if widest < measure + 1), widest)
    return found


def _marked(letters: Sequence[dict[str, Any]]) -> dict[int | None, list[dict[str, Any]]]:
    marked = defaultdict(list)
    for order, letter in enumerate(letters):
        marked[letter.get("mcid")].append({**letter, "order": order})
    return marked


def _blocks(element: pikepdf.Object, kinds: frozenset[str],
            pages: Pages) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Each block that holds no other, with the pages and numbers of its marked content."""
    inner = [each for kid in _kids(element) for each in _blocks(kid, kinds, pages)]
    kind = str(element.get("/S", "")).removeprefix("/")
    if inner or kind not in kinds:
        yield from inner
    else:
        yield kind, list(_marks(element, 0, pages))


def _kids(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The structure elements right below."""
    kids = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid


def _marks(element: pikepdf.Object, page: int, pages: Pages) -> Iterator[tuple[int, int]]:
    page = pages[element.Pg.objgen] if "/Pg" in element else page
    kids = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            yield page, kid
        elif "/MCID" in kid:
            yield (pages[kid.Pg.objgen] if "/Pg" in kid else page), int(kid.MCID)
        elif kid.get("/S") not in NOTES:
            yield from _marks(kid, page, pages)


def _paragraph(kind: str, letters: list[dict[str, Any]]) -> SetParagraph:
    sizes = Counter((letter["fontname"], round(letter["size"], 2)) for letter in letters)
    (face, size), _ = sizes.most_common(1)[0]
    lines: list[list[dict[str, Any]]] = []
    for letter in sorted(letters, key=lambda one: (one["page_number"], one["order"])):
        last = lines[-1][-1] if lines else None
        if last is None or _turns(last, letter, size):
            lines.append([])
        lines[-1].append(letter)
    return SetParagraph(kind, face, [line for line in map(_line, lines) if line.text], size)


def _turns(last: dict[str, Any], letter: dict[str, Any], size: float) -> bool:
    """Whether a letter begins a line."""
    return bool(letter["page_number"] != last["page_number"] or letter["x0"] < last["x0"] - size / 2
                or abs(letter["bottom"] - last["bottom"]) > size)


def _line(letters: list[dict[str, Any]]) -> SetLine:
    shown = [letter for letter in letters if letter["text"].strip()] or letters
    text = "".join(letter["text"] for letter in letters).strip()
    return SetLine(text, shown[0]["x0"], shown[-1]["x1"], letters[0]["page_number"])


def report(path: Path) -> str:
    found = line_faults(set_paragraphs(path))
    return (f"{path.name}: {found.lines} lines, {len(found.runts)} runts, {len(found.halves)} half words, "
            f"{len(found.ladders)} ladders, {found.share:.1%} hyphened, {len(found.short)} short")
