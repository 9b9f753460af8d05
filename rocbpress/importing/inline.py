"""Runs as inline Markdown of which the dialect reads back the same words and the same emphasis."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from rocbpress.importing.blocks import Run

_SPECIAL = re.compile(r"[\\`*\[\]<|{^]|(?<![^\W_])_|_(?![^\W_])|(?<!/)~|&(?=#?\w*(?:;|$))")
_APART = "&#8203;"  # between letters and a sign that ends emphasis there: it has no width
_ADDRESS = str.maketrans({sign: f"%{ord(sign):02X}" for sign in ' ()<>"\\`{}|^'})
_LIKE_MARKUP = re.compile(  # how a line begins that Markdown, or the reader of pasted lists, takes for more
    r"(?:\d{1,9}(?=[.)](?:\s|$|[^\W_]))|\d{1,2}(?=(?:\.\d{1,2})+\.?\s)|(?:[a-zA-Z]|[ivx]{2,5})(?=\)\s)|(?=[#>:=]|~(?!~))"
    r"|(?=[-+](?:[\s\-+]|$|[^\W\d_]|\(?\d))|(?=\((?:[a-zA-Z]|\d{1,2}|[ivx]{1,5})\)\s))")
_BULLET = re.compile("[•·‣▪●○◦■□➢✓\uf0b7\uf0a7\uf0d8]")
_DASH = re.compile("[–—o](?=[ \t\u00a0])")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run without neighbours that are set alike."""

    run: Run
    words: str


def inline(runs: Sequence[Run], note: Callable[[str], str], picture: Callable[[Run], str]) -> str:
    """Inline Markdown, with line feeds where lines break; `note` writes a call, `picture` one in the line."""
    said = ""
    for link, group in groupby(_pieces(runs), key=lambda piece: piece.run.link):
        if not link:
            said = _written(said, group, note, picture)
            continue
        words = _written("[", group, note, picture)[1:]
        if not words.strip():
            said += words
            continue
        lead, trail = words[:len(words) - len(words.lstrip())], words[len(words.rstrip()):]
        if said.endswith("!") and not lead:
            said = f"{said[:-1]}\\!"
        said += f"{lead}[{words.strip()}]({link.translate(_ADDRESS)}){trail}"
    return said


def escaped(words: str) -> str:
    """Words in which nothing is markup; lines of their own are `line`'s part."""
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", unicodedata.normalize("NFC", words))


def lines(text: str) -> list[str]:
    """The lines of a paragraph, none of which begins as a list, a heading or the like."""
    split = [line.strip() for line in text.split("\n")]
    split = [line for line in split if line]
    return [_guarded(line, one=len(split) == 1) for line in split]


def _guarded(line: str, *, one: bool) -> str:
    if found := _LIKE_MARKUP.match(line):
        return f"{found[0]}\\{line[found.end():]}"
    if _BULLET.match(line) or (not one and _DASH.match(line)):
        return f"&#{ord(line[0])};{line[1:]}"
    return line


def _pieces(runs: Sequence[Run]) -> Iterator[Piece]:
    """Runs set alike as one; what holds no letter has the emphasis of its neighbours, if they agree."""
    merged: list[Run] = []
    for run in _calmed([run for run in runs if run.words or run.note or run.picture]):
        last = merged[-1] if merged else None
        if last and last.words and run.words and _look(last) == _look(run) and last.link == run.link:
            merged[-1] = replace(last, words=last.words + run.words)
        else:
            merged.append(run)
    return (Piece(run, run.words) for run in merged)


def _calmed(runs: list[Run]) -> list[Run]:
    plain = list(runs)
    for at, run in enumerate(runs):
        if not run.words or any(map(str.isalnum, run.words)):
            continue
        before, after = (plain[at - 1] if at else None), (runs[at + 1] if at + 1 < len(runs) else None)
        agree = before and after and before.words and after.words and _look(before) == _look(after)
        bold, italic, struck = _look(before) if agree and before else (False, False, False)
        if _look(run) != (bold, italic, struck):
            plain[at] = replace(run, bold=bold, italic=italic, struck=struck)
    return plain


def _look(run: Run) -> tuple[bool, bool, bool]:
    return run.bold, run.italic, run.struck


def _written(said: str, pieces: Iterator[Piece], note: Callable[[str], str],
             picture: Callable[[Run], str]) -> str:
    for piece in pieces:
        run = piece.run
        if run.note:
            said += note(run.note)
            continue
        if run.picture:
            said += picture(run)
            continue
        core = escaped(piece.words)
        if not any(_look(run)):
            said += (_APART if _holds(said, core[:1]) else "") + core
            continue
        said += core[:len(core) - len(core.lstrip())]
        trail = core[len(core.rstrip()):]
        said = _emphasised(said, core.strip(), run) + trail
    return said


def _emphasised(said: str, core: str, run: Run) -> str:
    """The words in their delimiters, which need a letter or a gap on the right sides (CommonMark, 6.2)."""
    if not core:
        return said
    sign = ("~~" if run.struck else "") + ("**" if run.bold else "") + ("*" if run.italic else "")
    before = said[-1:]
    first = "*" if len({*sign}) > 1 else core[0]
    if (said.endswith(("*", "~")) and not said.endswith(("\\*", "\\~"))) or (
            before and _is_letter(before) and (sign == "*" or not _is_letter(first))):
        said += _APART
    return f"{said}{sign}{_by_lines(core, sign)}{sign[::-1]}"


def _by_lines(core: str, sign: str) -> str:
    """Emphasis that goes on over a line's end is closed and opened there."""
    parts = [part.strip() for part in core.split("\n")]
    return f"{sign[::-1]}\n{sign}".join(part for part in parts if part)


def _holds(said: str, following: str) -> bool:
    """Whether what follows would keep the delimiters at the end from closing."""
    bare = said.rstrip("*~")
    signs, inner = said[len(bare):], _is_letter(bare[-1:] or " ")
    if (len(bare) - len(bare.rstrip("\\"))) % 2:  # the first sign is a letter of the text
        signs, inner = signs[1:], False
    if not signs or not following or not _is_letter(following):
        return False
    return len({*signs}) > 1 or not inner or signs == "*"  # the dialect takes a lone one for a product


def _is_letter(letter: str) -> bool:
    return unicodedata.category(letter)[0] not in "ZPSC" or letter == "_"
