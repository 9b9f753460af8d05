"""The files in fonts/: their families, whether these have an italic, and the licences beside them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.typeset.engine.faces import face_files

LICENCE = re.compile(r"(OFL|LICEN[CS]E|COPYING|UFL)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Family:
    """A family as its files name it, and whether one of them is its italic."""

    name: str
    italic: bool


def font_families(fonts: Path) -> Mapping[str, Family]:
    """The families by their names in lower case; a file that is no font has none."""
    from fontTools.ttLib import TTFont, TTLibError

    found: dict[str, Family] = {}
    for path in face_files(fonts):
        try:
            with TTFont(path, lazy=True, fontNumber=0) as font:
                name = font["name"].getBestFamilyName() or ""
                italic = bool(font["OS/2"].fsSelection & 1)  # OpenType, OS/2, fsSelection bit 0
        except (TTLibError, KeyError, OSError):
            continue
        known = found.get(name.casefold())
        found[name.casefold()] = Family(name, italic or bool(known and known.italic))
    return found


def check_licences(fonts: Path) -> Iterator[Finding]:
    """Folders of fonts without the text of a licence."""
    for folder in sorted({path.parent for path in face_files(fonts)}):
        if not any(LICENCE.match(path.name) for path in folder.iterdir()):
            yield Finding("font-licence", "no licence stands beside these fonts",
                          Place(f"fonts/{folder.relative_to(fonts).as_posix()}"), Severity.WARNING,
                          "add the licence that they came with, such as OFL.txt")
