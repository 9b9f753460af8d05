"""Which words of an issue have changed, passage by passage."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rocbpress.review.record import Passages

_AROUND = 4  # words before and after a change that are told with it
_MOST = 4_000_000  # comparisons of words with words: a second
# Scripts without spaces between words: a letter counts as one.
_UNSPACED = ((0x0E00, 0x0FFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x2E80, 0xA4CF), (0xF900, 0xFAFF),
             (0xFF00, 0xFFEF), (0x20000, 0x3FFFF))


@dataclass(frozen=True, slots=True)
class Change:
    """Words that came, went, or took the place of others, at a passage of a file.

    `passage` is its number among those of the file as it is now, -1 for what has gone as a whole; the new
    words are its tokens from `start` to before `end`. `lead` and `trail` stand before and after.
    """

    file: str
    line: int
    before: str
    after: str
    passage: int = -1
    start: int = 0
    end: int = 0
    lead: str = ""
    trail: str = ""


def tokens(text: str) -> list[str]:
    """Its words; of scripts that write without spaces its letters, each with the marks that go with it."""
    found: list[str] = []
    for word in text.split():
        for at, sign in enumerate(word):
            is_mark = unicodedata.category(sign)[0] == "M"
            if not at or (not is_mark and (_is_unspaced(sign) or _is_unspaced(found[-1][0]))):
                found.append(sign)
            else:
                found[-1] += sign
    return found


def compare(old: Passages, new: Passages) -> tuple[Change, ...]:
    """All changes of words in the order of the files as they are now; articles that have gone come last."""
    found = [change for file, passages in new.items() for change in (
        _in_file(file, old[file], passages) if file in old else _new_file(file, passages))]
    for file in old.keys() - new.keys():
        found.append(Change(file, 0, " ".join(words for _, words in old[file]), ""))
    return tuple(found)


def exchanged(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Names of pictures and tables that came, went or are other files now, and which; words tell of texts."""
    names = [name for name in dict.fromkeys((*new, *old)) if not name.endswith((".md", ".yaml"))]
    return tuple((name, "another file" if name in old and name in new else "new" if name in new else "gone")
                 for name in names if old.get(name) != new.get(name))


def reordered(old: Passages, new: Passages) -> tuple[tuple[str, str], ...]:
    """Of the files that both have, as few as can be that stand elsewhere, each with the one before it."""
    before, after = [file for file in old if file in new], [file for file in new if file in old]
    changes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return tuple((after[at], after[at - 1] if at else "") for kind, _, _, start, end in changes
                 if kind in ("insert", "replace") for at in range(start, end))


def _new_file(file: str, passages: Iterable[tuple[int, str]]) -> Iterator[Change]:
    for at, (line, words) in enumerate(passages):
        yield Change(file, line, "", words, at, 0, len(tokens(words)))


def _in_file(file: str, old: Sequence[tuple[int, str]], new: Sequence[tuple[int, str]]) -> Iterator[Change]:
    """Passages that are the same are passed over; words are compared between the others."""
    matcher = SequenceMatcher(None, [words for _, words in old], [words for _, words in new], autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind != "equal":
            yield from _in_run(file, [words for _, words in old[first:last]], new, start, end)


def _in_run(file: str, old: Sequence[str], new: Sequence[tuple[int, str]], start: int, end: int,
            ) -> Iterator[Change]:
    """What became of some passages in a row, each change at one passage of today."""
    before = [token for words in old for token in tokens(words)]
    places = [(at, within) for at in range(start, end) for within in range(len(tokens(new[at][1])))]
    after = [token for at in range(start, end) for token in tokens(new[at][1])]
    for first, last, low, high in _different(before, after):
        gone = _joined(before[first:last])
        if low == high:
            yield _gone(file, new, places, low, start, gone)
            continue
        for at in sorted({at for at, _ in places[low:high]}):
            own = [within for passage, within in places[low:high] if passage == at]
            yield _change(file, new, at, own[0], own[-1] + 1, gone)
            gone = ""


def _gone(file: str, new: Sequence[tuple[int, str]], places: Sequence[tuple[int, int]], low: int, start: int,
          words: str) -> Change:
    """Words that went, at what follows them; at the end of the passage before where nothing does."""
    if low and (low == len(places) or places[low][1] == 0):
        at, within = places[low - 1]
        return _change(file, new, at, within + 1, within + 1, words)
    if places:
        return _change(file, new, *places[low], places[low][1], words)
    if start:
        count = len(tokens(new[start - 1][1]))
        return _change(file, new, start - 1, count, count, words)
    return _change(file, new, 0, 0, 0, words) if new else Change(file, 0, words, "")


def _change(file: str, new: Sequence[tuple[int, str]], at: int, start: int, end: int, before: str) -> Change:
    line, words = new[at]
    own = tokens(words)
    return Change(file, line, before, _joined(own[start:end]), at, start, end,
                  _joined(own[max(0, start - _AROUND):start]), _joined(own[end:end + _AROUND]))


def _different(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Ranges of words that differ; a word or two alike between longer changes are part of them."""
    if len(old) * len(new) > _MOST:
        return [(0, len(old), 0, len(new))]
    found: list[tuple[int, int, int, int]] = []
    for kind, first, last, low, high in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if found:
            a, b, c, d = found[-1]
            if first - b <= 2 and min(b - a + d - c, last - first + high - low) > 2 * (first - b) + 1:
                found[-1] = a, last, c, high
                continue
        found.append((first, last, low, high))
    return found


def _joined(words: Sequence[str]) -> str:
    """Words with spaces between them, letters of scripts without spaces without."""
    text = ""
    for word in words:
        apart = text and not (_is_unspaced(text[-1]) and _is_unspaced(word[0]))
        text += f" {word}" if apart else word
    return text


def _is_unspaced(sign: str) -> bool:
    return any(low <= ord(sign) <= high for low, high in _UNSPACED)
