"""Which file of fonts/ draws each letter of a line in several scripts, as titles and footers are set."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import uharfbuzz

from rocbpress.workspace.fingerprint import FileState, file_state

if TYPE_CHECKING:
    from rocbpress.layout.schema import Lettering

_WEIGHT = slice(4, 6)  # usWeightClass of the table OS/2 (OpenType 1.9)
_SELECTION = slice(62, 64)  # fsSelection, whose first bit says italic
_BOLD = 600
_FOLLOWING = frozenset({"Mn", "Mc", "Me", "Cf", "Zs"})
_FAMILY, _TYPOGRAPHIC_FAMILY = 1, 16  # names of a face


@lru_cache(maxsize=32)
def font_of(face: FileState) -> uharfbuzz.Font:
    """The face of a file, whose `scale` is its units per em."""
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(face.path)))


def faces_of(text: str, script: str, lettering: Lettering) -> Iterator[tuple[str, Path, float]]:
    """`text` cut where its face changes: each part with its file and its size in points.

    As in the style sheets, what the Latin face has within a run of another script is set in that one.
    Marks, joiners and, as Pango has it, spaces stay with the letter before them.
    """
    other = lettering.others.get(script)
    file = _file(lettering.face.parents[1], other.family, _weight(lettering.face)) if other else None
    if other is None or file is None:
        yield text, lettering.face, lettering.size
        return
    latin, is_latin, sides = font_of(file_state(lettering.face)), True, []
    for character in text:
        if unicodedata.category(character) not in _FOLLOWING:
            is_latin = bool(latin.get_nominal_glyph(ord(character)))
        sides.append(is_latin)
    for side, part in groupby(zip(sides, text, strict=True), key=lambda each: each[0]):
        yield "".join(letter for _, letter in part), lettering.face if side else file, (
            other.scale * lettering.size)


def _weight(path: Path) -> int:
    """From 100 to 900; 400 is regular."""
    return int.from_bytes(bytes(font_of(file_state(path)).face.reference_table("OS/2").data)[_WEIGHT], "big")


@lru_cache(maxsize=64)
def _file(fonts: Path, family: str, weight: int) -> Path | None:
    """The file of the family whose weight is nearest; None where there is none."""
    return min(_files(fonts, family), key=lambda path: abs(_weight(path) - weight), default=None)


def shows_emphasis(fonts: Path, family: str) -> tuple[bool, bool]:
    """Whether the family has a bold face, and whether it has an italic one."""
    files = _files(fonts, family)
    return any(_weight(path) >= _BOLD for path in files), any(_is_italic(path) for path in files)


def _is_italic(path: Path) -> bool:
    table = bytes(font_of(file_state(path)).face.reference_table("OS/2").data)
    return bool(int.from_bytes(table[_SELECTION], "big") & 1)


@lru_cache(maxsize=32)
def _files(fonts: Path, family: str) -> tuple[Path, ...]:
    """The files of a family."""
    names = {path: font_of(file_state(path)).face for path in sorted(fonts.glob("*/*.ttf"))}
    return tuple(path for path, face in names.items()
                 if family in (face.get_name(_TYPOGRAPHIC_FAMILY), face.get_name(_FAMILY)))
