"""Where changed words stand on the pages: the letters of a passage found among those that were set."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import PurePosixPath

from rocbpress.assemble.objects import Box
from rocbpress.preflight.words.units import seen
from rocbpress.review.changes import Change, tokens
from rocbpress.review.glyphs import Glyph, SetBlock, around, on_one_line
from rocbpress.review.record import Passages

_HYPHENS = dict.fromkeys(map(ord, "-\u2010\u2011\u00ad"))  # a line may end with one that nobody wrote
_LONGEST = 20_000  # letters of an article that a passage is looked for among


@dataclass(frozen=True, slots=True)
class Placed:
    """A change with its places: `lines` are boxes round its new words, `gap` is where others stood, and the
    box of that block; both with the index of their page. None are known of what stands in no block."""

    change: Change
    lines: tuple[tuple[int, Box], ...] = ()
    gap: tuple[int, Box, Box] | None = None

    @property
    def page(self) -> int:
        """The index of its first page; -1 where it is not known."""
        return self.lines[0][0] if self.lines else self.gap[0] if self.gap else -1


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter as it is compared, of a glyph on a page, and the box of its block there."""

    sign: str
    page: int
    glyph: Glyph
    block: Box


def place_changes(changes: Iterable[Change], passages: Passages, blocks: Sequence[SetBlock],
                  lines: Mapping[str, tuple[str, int]]) -> tuple[Placed, ...]:
    """Each change with its places; `lines` are file and line of each block."""
    named: dict[tuple[str, int], list[SetBlock]] = defaultdict(list)
    for block in blocks:
        named[lines.get(block.block, ("", 0))].append(block)
    found: dict[tuple[str, int], Mapping[int, Sequence[Sequence[_Letter]]]] = {}
    placed = []
    for change in changes:
        key = change.file, change.line
        if change.passage < 0:
            placed.append(Placed(change))
            continue
        if key not in found:
            found[key] = _found(key, passages[change.file], named, blocks)
        placed.append(_placed(change, found[key].get(change.passage, ())))
    return tuple(placed)


def _placed(change: Change, words: Sequence[Sequence[_Letter]]) -> Placed:
    """A change among the letters of each word of its passage."""
    own = [letter for word in words[change.start:change.end] for letter in word]
    before = [letter for word in words[:change.start] for letter in word]
    after = [letter for word in words[change.start:] for letter in word]
    gap = None
    if change.before and (before or after):
        letter = before[-1] if before else after[0]
        left, foot, right, head = letter.glyph.box
        x = right if before else left
        gap = letter.page, (x, foot, x, head), letter.block
    return Placed(change, tuple(_lines(own)), gap)


def _lines(letters: Sequence[_Letter]) -> Iterator[tuple[int, Box]]:
    """A box for each line, or part of one, that the letters fill."""
    run: list[_Letter] = []
    for letter in letters:
        if run and not (letter.page == run[-1].page and on_one_line(run[-1].glyph.box, letter.glyph.box)):
            yield run[0].page, around(each.glyph.box for each in run)
            run = []
        run.append(letter)
    if run:
        yield run[0].page, around(each.glyph.box for each in run)


def _found(key: tuple[str, int], passages: Sequence[tuple[int, str]],
           named: Mapping[tuple[str, int], Sequence[SetBlock]], blocks: Sequence[SetBlock],
           ) -> Mapping[int, Sequence[Sequence[_Letter]]]:
    """The letters of each word of the passages of one line, by the passages' numbers."""
    file, line = key
    slug = PurePosixPath(file).stem
    own = _letters(named.get(key, ()))
    every: list[_Letter] | None = None
    found, cursor = {}, 0
    for at, (where, words) in enumerate(passages):
        if where != line:
            continue
        text, homes = _wanted(words)
        start = _find(own, text, cursor)
        if start < 0 and every is None:  # a note, or a cell that stands elsewhere
            every = _letters([block for block in blocks if block.block.partition("#")[0] == slug])
        among = own if start >= 0 or every is None else every
        pairs = _matched(among, text, start if start >= 0 else _find(among, text, 0))
        cursor = start + len(text) if start >= 0 else cursor
        by_word: list[list[_Letter]] = [[] for _ in range(len(tokens(words)))]
        for position, letter in pairs:
            by_word[homes[position]].append(letter)
        found[at] = by_word
    return found


def _wanted(words: str) -> tuple[str, list[int]]:
    """The letters of a passage as they are compared, and the word that each is of."""
    signs: list[str] = []
    homes: list[int] = []
    for at, token in enumerate(tokens(words)):
        own = _compared(token)
        signs.append(own)
        homes += [at] * len(own)
    return "".join(signs), homes


def _letters(blocks: Iterable[SetBlock]) -> list[_Letter]:
    set_ones = [(block, around(each.box for each in block.glyphs)) for block in blocks if block.glyphs]
    return [_Letter(sign, block.page, glyph, box) for block, box in set_ones for glyph in block.glyphs
            for sign in _compared(glyph.text)]


def _compared(text: str) -> str:
    return seen(unicodedata.normalize("NFKC", text)).translate(_HYPHENS)


def _find(letters: Sequence[_Letter], text: str, start: int) -> int:
    return "".join(letter.sign for letter in letters).find(text, start) if text else -1


def _matched(letters: Sequence[_Letter], text: str, start: int) -> Iterator[tuple[int, _Letter]]:
    """The letters of a text from `start` on; where it is nowhere as a whole, those that are most like it."""
    if start >= 0:
        yield from enumerate(letters[start:start + len(text)])
        return
    signs = "".join(letter.sign for letter in letters[:_LONGEST])
    for position, at, size in SequenceMatcher(None, text, signs, autojunk=False).get_matching_blocks():
        if size > 2:
            yield from ((position + step, letters[at + step]) for step in range(size))
