"""Glyphs: every character that an issue prints is in a face of fonts/."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import uharfbuzz
from fontTools import unicodedata as scripts

from rocbpress.findings import Finding
from rocbpress.preflight.copytext import Passage
from rocbpress.sources.typography import careful

# What draws nothing needs no glyph: spaces, controls, marks for breaking and joining.
_UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
_SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE10)))
_FACES = ("*.ttf", "*.otf", "*.ttc")
# Scripts that Unicode gives to no writing: signs, and marks that take on what they stand by.
_SIGNS = frozenset({"Zyyy", "Zinh", "Zzzz"})


def characters_have_glyphs(passages: Iterable[Passage], fonts: Path) -> Iterator[Finding]:
    """Each character that no face has, once a file, where it first stands."""
    known = _characters(fonts)
    told: set[tuple[str, str]] = set()
    for passage in passages:
        if not passage.printed:
            continue
        for character in dict.fromkeys(careful(passage.text)):
            seen = unicodedata.category(character) not in _UNSEEN and character not in _SELECTORS
            if seen and ord(character) not in known and (passage.source.shown, character) not in told:
                told.add((passage.source.shown, character))
                name = unicodedata.name(character, "a character without a name")
                yield Finding("glyph-none", f"no face of fonts/ has {character} (U+{ord(character):04X}, "
                              f"{name})", passage.place(character), hint=_cure(character))


def _cure(character: str) -> str:
    """Which face would have it."""
    if unicodedata.category(character) == "So" and ord(character) >= 0x1F000:
        return "say it in words, or add Noto Emoji to fonts/ and to the layout’s faces"
    script = scripts.script(character)
    family = "Noto Sans Symbols 2" if script in _SIGNS else f"Noto Sans {_written(script)}"
    return f"add a face that has it, such as {family}, to fonts/ and to the layout’s faces"


def _written(script: str) -> str:
    return str(scripts.script_name(script)).replace("_", " ")


def _characters(fonts: Path) -> frozenset[int]:
    files = sorted(path for pattern in _FACES for path in fonts.rglob(pattern))
    return frozenset[int]().union(*map(_face, files))


def _face(path: Path) -> set[int]:
    """The characters of a face; none of a file that is no face, which typesetting complains of."""
    # HarfBuzz reads a character map in a fortieth of the time that fontTools takes.
    return set(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(path)).unicodes)
