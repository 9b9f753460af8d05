"""Lists as word processors paste them, read as the lists that they are."""

import re
from collections.abc import Iterator, Sequence

_FENCE = re.compile(r"\s*(```+|~~~+|::: *(?:events|read)\b)")
# Marks of a list, the last of which are also ordinary signs; `o` is the second level of a word processor.
_BULLET = re.compile("(\\s{0,3})([•·‣▪●○◦■□➢✓\uf0b7\uf0a7\uf0d8])\\s*(?=\\S)")
_DASH = re.compile(r"(\s{0,3})([–—o])[ \t\u00a0]+(?=\S)")
_LETTER = re.compile(r"\s{0,3}(?:\(?[a-zA-Z]\)|\((?:\d{1,2}|[ivx]{1,5})\)|[ivx]{2,5}\)"
                     r"|\d{1,2}(?:\.\d{1,2})+\.?)\s+\S")

_NUMBER = re.compile(r"\d{1,9}[.)] +(?=\S)")
_INNER = re.compile(r" +(?:[-+*]|\d{1,9}[.)]) +\S")


def read_pasted(lines: Sequence[str], begin: int) -> tuple[list[str], list[tuple[int, str]]]:
    """The lines from `begin` on, as many as before, in the marks of Markdown, and what was so read.

    That are the line, from 1, and the mark of each list.
    """
    read, notes = list(lines), []
    for first, last in _stretches(lines, begin):
        kind = _kind(lines[first:last])
        if kind is None:
            continue
        mark = lines[first].split()[0] if kind is _LETTER else lines[first].strip()[0]
        notes.append((first + 1, mark if mark.isprintable() else f"U+{ord(mark):04X}"))
        for at in range(first, last):
            read[at] = _as_markdown(lines[at], kind, is_last=at == last - 1)
    return read, notes


def nest_lists(lines: Sequence[str], begin: int) -> tuple[list[str], list[int]]:
    """The lines from `begin` on, lists that stand too near the margin moved into the numbered item above.

    CommonMark has them end the item's list if they are indented by less than its text. The numbers, from
    1, are of the lines where such a list begins.
    """
    read, moved = list(lines), []
    fence, text, shift = "", 0, 0  # of the item: where its text stands; by how much its lines move
    for at in range(begin, len(lines)):
        line = lines[at]
        indent = len(line) - len(line.lstrip(" "))
        if fence:
            fence = "" if line.strip().startswith(fence) else fence
            continue
        if found := _FENCE.match(line):
            fence = found[1][:3]
            continue
        if line.strip() and not indent:
            item = _NUMBER.match(line)
            text, shift = len(item[0]) if item else 0, 0
        elif text and not shift and 0 < indent < text and _INNER.match(line):
            shift = text - indent
            moved.append(at + 1)
        if line.strip() and shift:
            read[at] = " " * shift + line
    return read, moved


def _as_markdown(line: str, kind: re.Pattern[str], *, is_last: bool) -> str:
    if kind is _LETTER:
        return line if is_last else f"{line.rstrip()}\\"
    found = kind.match(line) or _BULLET.match(line) or _DASH.match(line)
    if found is None:
        return line
    level = "  " if found[2] in "o○◦" and kind is _BULLET else ""
    return f"{level}- {line[found.end():]}"


def _kind(lines: Sequence[str]) -> re.Pattern[str] | None:
    """What marks the lines of a stretch as a list."""
    if _BULLET.match(lines[0]):
        return _BULLET
    if len(lines) > 1:
        return next((kind for kind in (_DASH, _LETTER) if all(map(kind.match, lines))), None)
    return None


def _stretches(lines: Sequence[str], begin: int) -> Iterator[tuple[int, int]]:
    """From where to where marked lines follow each other, outside program text."""
    fence, first = "", -1
    for at, line in enumerate((*lines[begin:], ""), begin):
        mark = "" if fence else next((kind.pattern for kind in (_BULLET, _DASH, _LETTER)
                                      if kind.match(line)), "")
        if first >= 0 and not mark:
            yield first, at
            first = -1
        if first < 0 and mark:
            first = at
        if fence:
            fence = "" if line.strip().startswith(fence) else fence
        elif found := _FENCE.match(line):
            fence = found[1][:3]
