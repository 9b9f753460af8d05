"""A file's blocks as those of an article: its head, its headings from ## on, its tables and boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rocbpress.findings.finding import Severity
from rocbpress.importing.blocks import Block, Box, Document, Paragraph, Picture, Role, Run, Table
from rocbpress.importing.guesses import is_bold, with_captions, with_headings
from rocbpress.importing.inline import escaped
from rocbpress.importing.markdown import plain_words
from rocbpress.importing.particulars import Particulars
from rocbpress.importing.struck import without_struck
from rocbpress.importing.told import Teller
from rocbpress.importing.typed_lists import with_lists
from rocbpress.importing.walk import everything

_EARLY = 6  # paragraphs among which the title is looked for
_LONGEST_TITLE = 200
_MESSAGE = re.compile(r"(?:welcome |farewell |opening )?(?:message|remarks|greetings)\b|farewell\b|welcome\b",
                      re.IGNORECASE)
_LETTER = re.compile(r"dear\b|foreword\b", re.IGNORECASE)
_LABEL = re.compile(r"[\w ]{2,30}[:：]\s*\S")


@dataclass(frozen=True, slots=True)
class Shaped:
    """An article before it is written; `names` are those of headings that links of the file lead to."""

    head: Mapping[str, object]
    blocks: tuple[Block, ...]
    names: Mapping[str, str] = field(default_factory=dict)


def shaped(document: Document, slug: str, teller: Teller) -> Shaped:
    """The article of a document; what is guessed is told."""
    blocks = [without_struck(part, teller) for block in document.blocks for part in _unfolded(block)]
    at, title = _title(blocks, document.head, slug, teller)
    kind = _kind(title, [block for place, block in enumerate(blocks) if place != at])
    found = Particulars(teller, titled=at >= 0 or "title" in document.head)
    if kind == "report":  # no other kind prints a place
        found.look(blocks, at)
    left = [block for place, block in enumerate(blocks) if place != at and place not in found.used]
    head: dict[str, object] = {"title": found.head.pop("title", title)}
    head |= {"kind": kind, **{key: said for key, said in document.head.items() if key != "title"}}
    for key in ("dates", "place", "authors"):
        if key in found.head:
            head[key] = found.head[key]
    if left and isinstance(first := left[0], Paragraph) and first.role is Role.SUBTITLE and kind == "report":
        head["standfirst"] = escaped(" ".join(first.words.split()))
        del left[0]
    if found.facts:
        head["facts"] = found.facts
    if at >= 0 or "title" not in document.head:
        teller.tell("kind-guessed", f"this looks like a {kind}", severity=Severity.NOTE)
    headed = [without_struck(block, teller) for block in with_headings(with_captions(left, teller), teller)]
    left = with_lists(headed, teller)
    return Shaped(head, tuple(_level(_moved(left, teller))), _names(left))


def _unfolded(block: Block) -> Iterator[Block]:
    """A table of one cell as a box; one that holds pictures, row by row; a box in a box as its blocks."""
    if isinstance(block, Table):
        cells = [cell for row in block.rows for cell in row]
        if any(isinstance(each, Picture) for cell in cells for each in everything(cell.blocks)):
            for part in _album([[cell.blocks for cell in row] for row in block.rows]):
                yield from _unfolded(part)
            return
        if len(cells) == 1:
            block = Box(cells[0].blocks, block.place)
    if isinstance(block, Box):
        inside = tuple(part for each in block.blocks for part in _unfolded(each))
        flat = tuple(part for each in inside for part in (each.blocks if isinstance(each, Box) else (each,)))
        if any(isinstance(each, Picture) for each in flat):  # a picture with its words beside it
            yield from flat
        elif flat:
            yield replace(block, blocks=tuple(_unheaded(each) for each in flat))
        return
    yield block


def _album(rows: list[list[tuple[Block, ...]]]) -> Iterator[Block]:
    """The cells of a table in order, but words in a row below pictures right below their own picture."""
    while rows:
        row = rows.pop(0)
        below = rows[0] if rows else []
        pictured = [any(isinstance(each, Picture) for each in cell) for cell in row]
        paired = (len(below) == len(row) and all(pictured)
                  and all(len(cell) == 1 and isinstance(cell[0], Paragraph) for cell in below))
        for at, cell in enumerate(row):
            said = (*cell, *below[at]) if paired else cell
            for before, block in zip((None, *said), said, strict=False):
                short = (isinstance(block, Paragraph) and block.role is Role.TEXT and block is said[-1]
                         and len(block.words) <= _LONGEST_TITLE)
                yield Box((block,), block.place) if short and isinstance(before, Picture) else block
        if paired:
            del rows[0]


def _unheaded(block: Block) -> Block:
    """A heading in a box as a bold line, which changes nothing in the order of headings."""
    if isinstance(block, Paragraph) and block.role in (Role.HEADING, Role.TITLE, Role.SUBTITLE):
        return replace(block, role=Role.TEXT, runs=tuple(replace(run, bold=True) for run in block.runs))
    return block


def _title(blocks: list[Block], given: Mapping[str, object], slug: str, teller: Teller) -> tuple[int, str]:
    """The place of the title among the blocks, -1 where it is in none, and its words as Markdown."""
    if "title" in given:
        return -1, escaped(str(given["title"]))
    lines = [(at, block) for at, block in enumerate(blocks) if isinstance(block, Paragraph)]
    styled = next((at for at, block in lines[:2 * _EARLY] if block.role is Role.TITLE), -1)
    if styled >= 0:
        words = _joined(blocks, styled)
        return styled, words
    at = _likeliest(lines[:_EARLY])
    if at < 0:
        teller.tell("title-guessed",
                    f"no line looks like a title: the file's name stands in its place: {slug}",
                    hint="write the title")
        return -1, slug.replace("-", " ").capitalize()
    block = without_struck(replace(dict(lines)[at], role=Role.TITLE), teller)
    assert isinstance(block, Paragraph)
    teller.tell("title-guessed", f"the title may be “{' '.join(block.words.split())}”", block.place,
                severity=Severity.NOTE)
    return at, escaped(" ".join(block.words.split()))


def _joined(blocks: list[Block], at: int) -> str:
    """The title at a place, with the lines of a title right below it, which are taken out."""
    words = []
    while at < len(blocks) and isinstance(block := blocks[at], Paragraph) and block.role is Role.TITLE:
        words.append(" ".join(block.words.split()))
        if len(words) > 1:
            del blocks[at]
        else:
            at += 1
    return escaped(" ".join(words))


def _likeliest(lines: Sequence[tuple[int, Paragraph]]) -> int:
    """Of the first lines the one that is set most like a title; -1 where none is."""
    best, weight = -1, 0.0
    early: list[tuple[int, Paragraph]] = []
    for at, block in lines:
        if len(block.words) > _LONGEST_TITLE:
            break
        early.append((at, block))
    smallest = min((block.size for _, block in lines), default=0)
    for rank, (at, block) in enumerate(early):
        words = block.words.strip()
        if (_LABEL.match(words) and not is_bold(block)) or words.endswith((".", ":", ";")) or any(
                run.note for run in block.runs) or block.role in (Role.ITEM, Role.QUOTE, Role.CAPTION):
            continue
        if _LABEL.fullmatch(words) and words.split(":")[0].lower() in ("date", "dates", "venue", "place"):
            continue
        score = (3 * (block.role is Role.HEADING) + 2 * is_bold(block) + block.centred + block.underlined
                 + words.isupper() + (block.size - smallest) / 2 + (0.5 if rank == 0 else 0) - rank * 0.4)
        if score > weight and len(words.split()) > (0 if rank == 0 else 1):
            best, weight = at, score
    return best


def _kind(title: str, blocks: Sequence[Block]) -> str:
    first = next((block.words.strip() for block in blocks if isinstance(block, Paragraph)), "")
    if _LETTER.match(first) or _LETTER.match(title):
        return "letter"
    return "message" if _MESSAGE.match(title) and not re.search("workshop|seminar|meeting", title,
                                                                re.IGNORECASE
                                                                ) else "report"


def _moved(blocks: Sequence[Block], teller: Teller) -> Iterator[Block]:
    """The blocks, with notes called from headings and captions at the end of the paragraph below."""
    carried: list[Run] = []
    for block in blocks:
        if isinstance(block, Paragraph) and block.role is Role.HEADING:
            notes = [run for run in block.runs if run.note]
            if notes:
                teller.tell("word-note-moved",
                            "a note called from a heading is called from the text below it",
                            block.place, near=block.words, severity=Severity.NOTE)
                carried += notes
                block = replace(block, runs=tuple(run for run in block.runs if not run.note))
        elif isinstance(block, Paragraph) and carried:
            block = replace(block, runs=(*block.runs, *carried))
            carried = []
        yield block
    if carried:
        yield Paragraph(tuple(carried))


def _level(blocks: Iterator[Block]) -> Iterator[Block]:
    """Headings from level 2 on, without a gap; a title or subtitle further down is one of the first."""
    known = list(blocks)
    ranks = sorted({_rank(block) for block in known if _rank(block)})
    last = 1
    for block in known:
        if rank := _rank(block):
            assert isinstance(block, Paragraph)
            last = min(ranks.index(rank) + 2, last + 1, 6)
            yield replace(block, role=Role.HEADING, level=last)
        elif isinstance(block, Paragraph) and block.role is Role.SUBTITLE:
            yield replace(block, role=Role.TEXT)
        else:
            yield block


def _rank(block: Block) -> int:
    if not isinstance(block, Paragraph) or not plain_words(block.runs):
        return 0
    return {Role.HEADING: block.level + 1, Role.TITLE: 1}.get(block.role, 0)


def _names(blocks: Sequence[Block]) -> Mapping[str, str]:
    """For each mark in a heading that a link of the text leads to, the heading's name in the article."""
    wanted = {run.link[1:] for block in everything(blocks) if isinstance(block, Paragraph)
              for run in block.runs if run.link.startswith("#")}
    names: dict[str, str] = {}
    for block in blocks:
        if isinstance(block, Paragraph) and block.role is Role.HEADING:
            found = [run.anchor for run in block.runs if run.anchor in wanted]
            words = "-".join(re.findall("[a-z0-9]+", plain_words(block.runs).lower()))[:40].strip("-")
            name = words or "heading"
            while name in names.values():
                name += "-2"
            names |= dict.fromkeys(found, name)
    return names
