"""Headings and captions that an author typed without a style; each is told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from rocbpress.findings.finding import Severity
from rocbpress.importing.blocks import Block, Box, Paragraph, Picture, Role, Run, Table
from rocbpress.importing.told import Teller

_CAPTION = re.compile(r"\s*(?:photo(?:graph)?s?|pictures?|fig(?:ure|\.)?|image|caption|source"
                      r"|credit)\b.{0,3}?"
                      r"(?:\d|[:：.])", re.IGNORECASE)
# A whole number, also 2.1, 4-2 or 3a, before a sign, or before a capital: not one of several figures.
_NUMBERED = re.compile(r"\s*(?i:figure|fig\.?|photo|picture|image|chart)\s*\d++(?:[.–-]\d{1,2})*[A-Za-z]?"
                       r"(?![^\W_]|[.–-]\d)(?:\s*[:.–—-]\s*(?=[^\s:.–—-])|\s+(?=[(“‘\"'«]?[^\W\d_a-z]))")
_LONGEST_HEADING = 80
_LONGEST_CAPTION = 250
_NO_HEADING = frozenset(",;，、；【】")
_SENTENCE_ENDS = tuple(".!?;,。！？")


def with_headings(blocks: Sequence[Block], teller: Teller) -> list[Block]:
    """Short bold, underlined or larger lines before text as headings, on at most two levels."""
    usual = _usual_size(blocks)
    looks = {at: look for at, block in enumerate(blocks[:-1]) if isinstance(block, Paragraph)
             and (look := _look(block, blocks[at + 1], usual))}
    styled = [block.level for block in blocks if isinstance(block, Paragraph) and block.role is Role.HEADING]
    ranks = sorted(set(looks.values()), reverse=True)
    found = list(blocks)
    for at, look in looks.items():
        block = blocks[at]
        assert isinstance(block, Paragraph)
        level = (max(styled) + 1 if styled else 1) + min(ranks.index(look), 1)
        runs = block.runs
        if block.words.rstrip().endswith(":"):
            runs = _without_end(runs)
        found[at] = replace(block, role=Role.HEADING, level=level, runs=runs)
        teller.tell("heading-guessed", "a short line set apart is read as a heading", block.place,
                    near=block.words, severity=Severity.NOTE)
    return found


def _look(block: Paragraph, following: Block, usual: float) -> tuple[float, bool, bool] | None:
    """How a line is set that looks like a heading: its size, bold, underlined."""
    words = block.words.strip()
    if (block.role is not Role.TEXT or not words or len(words) >= _LONGEST_HEADING or "\n" in words
            or words.endswith(_SENTENCE_ENDS) or _NO_HEADING.intersection(words)):
        return None
    if not isinstance(following, Paragraph | Table | Picture) or (
            isinstance(following, Paragraph) and following.role is Role.HEADING):
        return None
    if words.endswith(":") and not (isinstance(following, Paragraph) and following.role is Role.TEXT):
        return None
    bold = is_bold(block)
    larger = bool(usual and block.size >= usual + 2)
    shouted = words.isupper() and " " in words
    if not (bold or block.underlined or larger or shouted) or not any(map(str.isalpha, words)):
        return None
    return (block.size if larger else usual), bold, block.underlined


def with_captions(blocks: Sequence[Block], teller: Teller) -> list[Block]:
    """The line next to a picture or table that belongs to it, as its caption."""
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else None
        said = _boxed(block)
        if isinstance(last, Picture) and not last.caption and said and _is_caption(said, block):
            found[-1] = replace(last, caption=_caption(said, teller))
        elif (isinstance(last, Paragraph) and last.role is Role.CAPTION and isinstance(block, Picture | Table)
              and not block.caption):
            caption = _caption(last, teller) if isinstance(block, Picture) else last.runs
            found[-1] = replace(block, caption=caption)
        elif isinstance(last, Table) and not last.caption and said and said.role is Role.CAPTION:
            found[-1] = replace(last, caption=said.runs)
        else:
            found.append(block)
    return [replace(block, role=Role.TEXT) if isinstance(block, Paragraph) and block.role is Role.CAPTION
            else block for block in found]


def _boxed(block: Block) -> Paragraph | None:
    """A paragraph, also one that stands alone in a box."""
    if isinstance(block, Box) and len(block.blocks) == 1:
        block = block.blocks[0]
    return block if isinstance(block, Paragraph) and not any(run.note for run in block.runs) else None


def _is_caption(said: Paragraph, block: Block) -> bool:
    if said.role is Role.CAPTION:
        return True
    words = said.words.strip()
    if said.role is not Role.TEXT or len(words) > _LONGEST_CAPTION or not words:
        return False
    italic = all(run.italic for run in said.runs if run.words.strip())
    return bool(italic or said.centred or isinstance(block, Box) or _CAPTION.match(words))


def _caption(said: Paragraph, teller: Teller) -> tuple[Run, ...]:
    """Its words, without the number that the issue gives its figures anew."""
    hit = _NUMBERED.match(said.words)
    if said.role is not Role.CAPTION or hit:
        teller.tell("caption-guessed", "a line beside a picture is read as its caption", said.place,
                    words=hit[0].strip() if hit else "", near=said.words, severity=Severity.NOTE)
    runs = without_start(said.runs, hit.end()) if hit else said.runs
    italic = all(run.italic for run in runs if run.words.strip())
    return tuple(replace(run, italic=run.italic and not italic) for run in runs)


def is_bold(block: Paragraph) -> bool:
    """Whether all its words are."""
    return all(run.bold for run in block.runs
               if any(map(str.isalnum, run.words))) and bool(block.words.strip())


def _usual_size(blocks: Sequence[Block]) -> float:
    """The size of most letters of the text."""
    sizes: Counter[float] = Counter()
    for block in blocks:
        if isinstance(block, Paragraph):
            sizes[block.size] += len(block.words)
    return sizes.most_common(1)[0][0] if sizes else 0


def without_start(runs: Sequence[Run], length: int) -> tuple[Run, ...]:
    """Without so many letters at the start."""
    left: list[Run] = []
    for run in runs:
        cut = min(length, len(run.words))
        length -= cut
        if run.words[cut:] or not run.words:
            left.append(replace(run, words=run.words[cut:]))
    return tuple(left)


def _without_end(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Without the colon at the end."""
    kept = list(runs)
    for at in range(len(kept) - 1, -1, -1):
        if kept[at].words.strip():
            kept[at] = replace(kept[at], words=kept[at].words.rstrip().removesuffix(":"))
            break
    return tuple(kept)
