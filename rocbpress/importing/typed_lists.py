"""Lists that an author typed, with their marks before the words, also one within another; each is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from rocbpress.findings.finding import Severity
from rocbpress.importing.blocks import Block, Paragraph, Role, Run
from rocbpress.importing.guesses import without_start
from rocbpress.importing.told import Teller

_BULLET = re.compile(r"\s*([•·‣▪●○◦■□►▸✓✔])\s*(?=\S)")
_BARE = re.compile(r"\s*[•·‣▪●○◦■□►▸]\s*")  # an item that was left empty
_WEAK = re.compile(r"\s*([-–—*→◆◇❖]|o)\s+(?=\S)")
_NUMBER = re.compile(r"\s*\(?(\d{1,2}|[a-z]|[ivx]{2,4})([.)])\s*(?=\S)")
_INNER = frozenset("○◦o–")
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


@dataclass(frozen=True, slots=True)
class _Item:
    """A line with its mark as typed, which is `end` letters long; `number` as it is set, '' at a bullet."""

    block: Paragraph
    end: int
    mark: str
    level: int
    number: str


@dataclass(slots=True)
class _Level:
    """A list that is open: the mark that it began with, what stands around its numbers, how far they are."""

    first: str
    signs: str = ""
    count: int = 1


def with_lists(blocks: Sequence[Block], teller: Teller) -> list[Block]:
    """Lines with marks typed before them as items."""
    found: list[Block] = []
    split = [part for block in blocks for part in _split(block)
             if not (isinstance(part, Paragraph) and _BARE.fullmatch(part.words))]
    at = 0
    while at < len(split):
        if not (items := _stretch(split, at)):
            found.append(split[at])
            at += 1
            continue
        _tell(items, teller)
        found += [replace(item.block, role=Role.ITEM, level=item.level, mark=item.number or "-",
                          runs=without_start(item.block.runs, item.end)) for item in items]
        at += len(items)
    return found


def _tell(items: Sequence[_Item], teller: Teller) -> None:
    marks, first = [item.mark for item in items], items[0].block
    teller.tell("list-guessed", f"the lines that begin with {marks[0]} are read as a list", first.place,
                words=" ".join(marks), near=first.words, severity=Severity.NOTE)
    changed = [item for item in items if item.number and item.mark.strip("(.)") != item.number[:-1]]
    if changed:
        what = "numbers" if len(changed) > 1 else "number"
        typed, written = (" ".join(item.mark for item in changed), " ".join(item.number for item in changed))
        teller.tell("word-number-form",
                    f"the {what} {typed} {'are' if len(changed) > 1 else 'is'} set as {written}",
                    changed[0].block.place, near=changed[0].block.words, severity=Severity.NOTE)


def _stretch(blocks: Sequence[Block], at: int) -> list[_Item]:
    """The items from here on; none where it is no list."""
    items: list[_Item] = []
    levels: list[_Level] = []
    for block in islice(blocks, at, None):
        if not isinstance(block, Paragraph) or block.role is not Role.TEXT:
            break
        if (item := _item(block, levels)) is None:
            break
        items.append(item)
    items = _without_next(items)
    if len(items) > 1 and (len({*(item.number for item in items)}) > 1 or not items[0].number):
        return items
    return items if items and _BULLET.match(items[0].block.words) else []


def _without_next(items: list[_Item]) -> list[_Item]:
    """The items without those at the end that are a list of their own: bullets after numbers, or the like."""
    if not items:
        return items
    last = max(at for at, item in enumerate(items) if not item.level)
    other = [bool(item.number) != bool(items[0].number) for item in items]
    return items[:last + 1] if any(other[last + 1:]) and not any(other[:last]) else items


def _item(block: Paragraph, levels: list[_Level]) -> _Item | None:
    """The item that a line is after those that opened these levels, which it changes; None for no item."""
    if hit := _BULLET.match(block.words) or _WEAK.match(block.words):
        return _Item(block, hit.end(), hit[1], _bullet_level(hit[1], levels), "")
    if number := _NUMBER.match(block.words):
        mark = number[0].strip()
        level = _number_level(number[1], mark.replace(number[1], "", 1), levels)
        if level >= 0:
            return _Item(block, number.end(), mark, level, f"{levels[level].count}.")
    return None


def _bullet_level(mark: str, levels: list[_Level]) -> int:
    outer = next((at for at, each in enumerate(levels) if not each.signs), -1)
    if outer < 0:
        levels.append(_Level(mark))
        return len(levels) - 1
    del levels[outer + 1:]
    if mark in _INNER and levels[outer].first not in _INNER:
        levels.append(_Level(mark))
    return len(levels) - 1


def _number_level(number: str, signs: str, levels: list[_Level]) -> int:
    """The level of which a number is the next, or that it opens as its first; -1 where it does neither."""
    going = [at for at, each in enumerate(levels)
             if each.signs and _nth(each.first, each.count + 1) == number]
    if going:
        at = next((at for at in reversed(going) if levels[at].signs == signs), going[-1])
        del levels[at + 1:]
        levels[at].count += 1
        return at
    if number not in ("1", "a", "i") or any((each.first, each.signs) == (number, signs) for each in levels):
        return -1
    levels.append(_Level(number, signs))
    return len(levels) - 1


def _nth(first: str, count: int) -> str:
    """The number at a place: 1, 2, 3 or a, b, c or i, ii, iii; '' beyond their end."""
    if first == "1":
        return str(count)
    if first == "a":
        return chr(96 + count) if count < 27 else ""
    return _ROMAN[count] if count < len(_ROMAN) else ""


def _split(block: Block) -> Iterator[Block]:
    """A paragraph whose lines are items, as so many paragraphs."""
    if not isinstance(block, Paragraph) or block.role is not Role.TEXT or "\n" not in block.words:
        yield block
        return
    lines = _lines(block.runs)
    marked = [bool(_BULLET.match(words) or _WEAK.match(words) or _NUMBER.match(words))
              for words in ("".join(run.words for run in line) for line in lines)]
    if sum(marked) < 2 or not all(marked[1:]):
        yield block
        return
    for line in lines:
        yield replace(block, runs=line)


def _lines(runs: Sequence[Run]) -> list[tuple[Run, ...]]:
    lines: list[list[Run]] = [[]]
    for run in runs:
        for count, words in enumerate(run.words.split("\n")):
            if count:
                lines.append([])
            lines[-1].append(replace(run, words=words))
    return [tuple(line) for line in lines if any(run.words.strip() or run.note for run in line)]
