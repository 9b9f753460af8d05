"""Words in a drawing: set in the families that it names, or in the layout's where it names none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from rocbpress.layout.script_faces import family_files

_GENERIC = frozenset({"serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "inherit",
                      "initial", "unset", ""})
_DECLARED = re.compile(r"(?<![-\w])(font-family\s*:\s*)([^;}]+)")
_WORDS = frozenset({"text", "tspan", "textPath"})


@dataclass(frozen=True, slots=True)
class DrawingFaces:
    """The families for words that name none, the first for Latin, and the folder of all that there are."""

    families: tuple[str, ...]
    fonts: Path

    @property
    def listed(self) -> str:
        return ", ".join(self.families)


def set_faces(root: Element, faces: DrawingFaces) -> Iterator[str]:
    """Name the layout's families where only generic ones, or none, are named; the others that are nowhere.

    A drawing that names its families itself is left as it is.
    """
    if not any(element.tag in _WORDS for element in root.iter()):
        return
    styled = False
    for element in root.iter():
        if element.tag == "style" and element.text:
            styled = styled or bool(_DECLARED.search(element.text))
            element.text = _DECLARED.sub(lambda found: found[1] + _named(found[2], faces), element.text)
            yield from _absent(_DECLARED.findall(element.text), faces)
        elif style := element.get("style"):
            element.set("style", _DECLARED.sub(lambda found: found[1] + _named(found[2], faces), style))
        if family := element.get("font-family"):
            element.set("font-family", _named(family, faces))
    missing = dict.fromkeys(_used(root, ""))
    if "" in missing and not styled:
        root.set("font-family", faces.listed)
    yield from _absent([("", family) for family in missing if family], faces)


def _used(element: Element, around: str) -> Iterator[str]:
    """The families of all words in an element, '' for those that name none."""
    declared = _DECLARED.search(element.get("style", ""))
    family = declared[2] if declared else element.get("font-family", around)
    if element.tag in _WORDS and (element.text or "").strip():
        yield family
    for child in element:
        yield from _used(child, family)


def _names(family: str) -> list[str]:
    return [name.strip().strip("\"'") for name in family.split(",")]


def _named(family: str, faces: DrawingFaces) -> str:
    """A list of families, or the layout's where only generic ones are in it."""
    return faces.listed if all(name.casefold() in _GENERIC for name in _names(family)) else family


def _absent(declared: list[tuple[str, str]], faces: DrawingFaces) -> Iterator[str]:
    """The first family of each list of which none is in the folder."""
    for _, family in declared:
        names = [name for name in _names(family) if name.casefold() not in _GENERIC]
        if names and not any(family_files(faces.fonts, name) for name in names):
            yield names[0]
