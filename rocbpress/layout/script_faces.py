"""Which file of fonts/ draws each letter of a line in several scripts, as titles and footers are set."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Set
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import uharfbuzz

from rocbpress.workspace.fingerprint import FileState, file_state

if TYPE_CHECKING:
    from rocbpress.layout.schema import Lettering, ScriptFace

_WEIGHT = slice(4, 6)  # usWeightClass of the table OS/2 (OpenType 1.9)
_SELECTION = slice(62, 64)  # fsSelection, whose first bit says italic
_BOLD = 600
FOLLOWING = frozenset({"Mn", "Mc", "Me", "Cf", "Zs"})
_FAMILY, _TYPOGRAPHIC_FAMILY = 1, 16  # names of a face


@lru_cache(maxsize=32)
def font_of(face: FileState) -> uharfbuzz.Font:
    """The face of a file, whose `scale` is its units per em."""
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(face.path)))


def above_middle(face: Path, size: float) -> float:
    """How far the middle of a line of this face is above the line that letters stand on, in points."""
    font = font_of(file_state(face))
    extents = font.get_font_extents("ltr")
    return float(size * (extents.ascender + extents.descender) / 2 / font.scale[1])


def faces_of(text: str, script: str, lettering: Lettering) -> Iterator[tuple[str, Path, float]]:
    """`text` cut where its face changes: each part with its file and its size in points.

    As in the style sheets, what the Latin face has within a run of another script is set in that one.
    Marks, joiners and, as Pango has it, spaces stay with the letter before them. Where the script's face
    lacks a letter, that of another script which lacks none sets the run.
    """
    latin = font_of(file_state(lettering.face))
    other, file = _face_for({letter for letter in text if not latin.get_nominal_glyph(ord(letter))},
                            script, lettering)
    if other is None or file is None:
        yield text, lettering.face, lettering.size
        return
    is_latin, sides = not other.pictorial, []
    for character in text:
        if unicodedata.category(character) not in FOLLOWING and not other.pictorial:
            is_latin = bool(latin.get_nominal_glyph(ord(character)))
        sides.append(is_latin)
    for side, part in groupby(zip(sides, text, strict=True), key=lambda each: each[0]):
        yield "".join(letter for _, letter in part), lettering.face if side else file, (
            other.scale * lettering.size)


def _face_for(letters: Set[str], script: str, lettering: Lettering) -> tuple[ScriptFace | None, Path | None]:
    """The script's face and its file, or the first of another script that has all the letters."""
    if script not in lettering.others:
        return None, None
    folders, weight = _folders(lettering.face.parents[1]), _weight(lettering.face)
    found = [(face, file) for name in (script, *lettering.others) if (face := lettering.others.get(name))
             and (file := _file(folders, face.family, weight))]
    seen = {letter for letter in letters if unicodedata.category(letter) not in FOLLOWING}
    whole = (each for each in found if all(font_of(file_state(each[1])).get_nominal_glyph(ord(letter))
                                           for letter in seen))
    return next(whole, found[0] if found else (None, None))


def _weight(path: Path) -> int:
    """From 100 to 900; 400 is regular."""
    return int.from_bytes(bytes(font_of(file_state(path)).face.reference_table("OS/2").data)[_WEIGHT], "big")


def _folders(fonts: Path) -> tuple[FileState, ...]:
    """The folders of the faces as they are now: their states tell when a face comes or goes."""
    return tuple(file_state(folder) for folder in sorted(fonts.iterdir()) if folder.is_dir())


@lru_cache(maxsize=64)
def _file(folders: tuple[FileState, ...], family: str, weight: int) -> Path | None:
    """The file of the family whose weight is nearest; None where there is none."""
    return min(_files(folders, family), key=lambda path: abs(_weight(path) - weight), default=None)


def shows_emphasis(fonts: Path, family: str) -> tuple[bool, bool]:
    """Whether the family has a bold face, and whether it has an italic one."""
    files = _files(_folders(fonts), family)
    return any(_weight(path) >= _BOLD for path in files), any(_is_italic(path) for path in files)


def family_files(fonts: Path, family: str) -> tuple[tuple[Path, int, bool], ...]:
    """The files of the family, each with its weight and whether it is italic."""
    return tuple((path, _weight(path), _is_italic(path)) for path in _files(_folders(fonts), family))


def family_of(path: Path) -> str:
    """The family of a file."""
    face = font_of(file_state(path)).face
    return str(face.get_name(_TYPOGRAPHIC_FAMILY) or face.get_name(_FAMILY))


def _is_italic(path: Path) -> bool:
    table = bytes(font_of(file_state(path)).face.reference_table("OS/2").data)
    return bool(int.from_bytes(table[_SELECTION], "big") & 1)


@lru_cache(maxsize=32)
def _files(folders: tuple[FileState, ...], family: str) -> tuple[Path, ...]:
    """The files of a family."""
    paths = sorted(path for folder in folders for path in folder.path.glob("*.ttf"))
    names = {path: font_of(file_state(path)).face for path in paths}
    return tuple(path for path, face in names.items()
                 if family in (face.get_name(_TYPOGRAPHIC_FAMILY), face.get_name(_FAMILY)))
