"""Glyphs: a font in fonts/ has every character that an issue prints."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from rocbpress.findings.finding import Finding
from rocbpress.preflight.words.text import SourcePassage
from rocbpress.sources.markdown.emoji import PICTURES
from rocbpress.sources.markdown.typography import careful
from rocbpress.typeset.engine.faces import face_files

# What draws nothing needs no glyph: spaces, controls, marks for breaking and joining.
_UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
_SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE10)))
_CARE = "–—…‘’“”\u2011"  # what typography puts in the place of what was typed
# Scripts that Unicode gives to no writing: signs, and marks that take on what they stand by.
_SIGNS = frozenset({"Zyyy", "Zinh", "Zzzz"})
_FAMILIES = {  # those that are not named after their script
    **dict.fromkeys(("Latn", "Grek", "Cyrl"), "Noto Sans"), **dict.fromkeys(("Hira", "Kana"), "Noto Sans JP"),
    **dict.fromkeys(_SIGNS, "Noto Sans Symbols 2"), "Hani": "Noto Sans SC", "Bopo": "Noto Sans TC",
    "Hang": "Noto Sans KR", "Tibt": "Noto Serif Tibetan"}


def characters_have_glyphs(passages: Iterable[SourcePassage], fonts: Path) -> Iterator[Finding]:
    """Characters that no font in the folder `fonts` has, once a script and file, where the first occurs."""
    printed = [passage for passage in passages if passage.printed]
    used = set(_CARE).union(*(passage.text for passage in printed))
    seen = "".join(sorted(filter(_seen, used)))
    unknown = _unknown(seen, fonts)
    found: dict[tuple[str, str], dict[str, SourcePassage]] = {}
    for passage in printed if unknown else ():
        for character in filter(unknown.__contains__, dict.fromkeys(careful(passage.text))):
            cure = _cure(character)
            found.setdefault((passage.source.shown, cure), {}).setdefault(character, passage)
    for (_, cure), characters in found.items():
        first, *others = characters
        more = f", nor {len(others)} other characters like it: {''.join(others[:30])}" if others else ""
        name = unicodedata.name(first, "a character without a name")
        yield Finding("glyph-none", f"no font in fonts/ has {first} (U+{ord(first):04X}, {name}){more}",
                      characters[first].place(first), hint=cure)


def _cure(character: str) -> str:
    """Which font would have it."""
    from fontTools import unicodedata as scripts  # loaded for findings alone

    if re.match(PICTURES, character):
        return "use words, or add Noto Emoji to fonts/ and to the faces of the layout"
    script = scripts.script(character)
    written = str(scripts.script_name(script)).replace("_", " ")
    family = _FAMILIES.get(script, f"Noto Sans {written}")
    return f"add a font that has it, such as {family}, to fonts/ and to the faces of the layout"


def _seen(character: str) -> bool:
    return unicodedata.category(character) not in _UNSEEN and character not in _SELECTORS


def _unknown(characters: str, fonts: Path) -> tuple[str, ...]:
    """The characters that no face has; a file that is no face has none, of which typesetting complains."""
    import uharfbuzz  # loaded for letters that are new

    missing = set(characters)
    # The small ones first: nearly all is in those of the Latin letters.
    for path in sorted(face_files(fonts), key=lambda path: path.stat().st_size):
        if not missing:
            break
        # Asked one by one: all the characters of a Chinese face would take as long as all other checks.
        font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(path)))
        missing = {each for each in missing if not font.get_nominal_glyph(ord(each))}
    return tuple(sorted(missing))
