"""What paragraphs and runs take over from styles, and the numbers of lists (ECMA-376, 17.7 and 17.9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rocbpress.importing.package import Element, Package, find, is_on, number, tag, value

_MOST_ANCESTORS = 20
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Style:
    """A style by its id, which is translated; its name is English, in small letters."""

    name: str
    parent: str
    element: Element


@dataclass(slots=True)
class Styles:
    """The styles of a file, and the one that paragraphs have which name none."""

    known: dict[str, Style] = field(default_factory=dict)
    default: str = ""
    size: float = 10
    _values: dict[tuple[str, str, str], str] = field(default_factory=dict)
    _toggles: dict[tuple[str, str], bool | None] = field(default_factory=dict)
    _names: dict[str, list[str]] = field(default_factory=dict)

    def line(self, identifier: str) -> Iterator[Style]:
        """A style, and those that it is based on."""
        for _ in range(_MOST_ANCESTORS):
            style = self.known.get(identifier)
            if style is None:
                return
            yield style
            identifier = style.parent

    def names(self, identifier: str) -> list[str]:
        """Of a style and those that it is based on, in English."""
        if identifier not in self._names:
            self._names[identifier] = [style.name for style in self.line(identifier)]
        return self._names[identifier]

    def toggle(self, identifier: str, name: str) -> bool | None:
        """Whether a style says that runs are `b`, `i` and so on."""
        key = identifier, name
        if key not in self._toggles:
            said = (is_on(style.element, f"w:rPr/w:{name}") for style in self.line(identifier))
            self._toggles[key] = next((each for each in said if each is not None), None)
        return self._toggles[key]

    def value(self, identifier: str, path: str, attribute: str = "w:val") -> str:
        """The first value down a path that a style or one above it has."""
        key = identifier, path, attribute
        if key not in self._values:
            said = (value(style.element, path, attribute) for style in self.line(identifier))
            self._values[key] = next(filter(None, said), "")
        return self._values[key]


def read_styles(package: Package) -> Styles:
    """The styles of the document; none where it has no such part."""
    styles = Styles()
    for name in package.related(package.main, "styles")[:1]:
        root = package.tree(name)
        for element in root.iterfind(tag("w:style")) if root is not None else ():
            identifier = element.get(tag("w:styleId"), "")
            styles.known[identifier] = Style(value(element, "w:name").lower(), value(element, "w:basedOn"),
                                             element)
            if element.get(tag("w:type")) == "paragraph" and element.get(tag("w:default")) in ("1", "true"):
                styles.default = identifier
        styles.size = number(value(root, "w:docDefaults/w:rPrDefault/w:rPr/w:sz"), 20) / 2
    return styles


@dataclass(slots=True)
class Numbering:
    """The lists of a file, and how far each has counted."""

    levels: dict[str, dict[int, Element]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    counts: dict[str, list[int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def mark(self, num: str, level: int) -> tuple[str, str]:
        """The next item's number: `-` or `3.`, and as Word shows it; '' where the list shows none."""
        element = self.levels.get(num, {}).get(level)
        if element is None:
            return ("-", "-") if num in self.abstract else ("", "")
        form = value(element, "w:numFmt", default="decimal")
        shown = value(element, "w:lvlText")
        if form == "bullet" or (form == "none" and shown.strip(" .")):
            return "-", shown
        counts = self._count(num, level)
        if form == "none" or not shown.strip():
            return "", ""
        for at in range(level + 1):
            inner = self.levels[num].get(at)
            shown = shown.replace(f"%{at + 1}", _number(counts[at], value(inner, "w:numFmt")))
        return f"{counts[level]}.", shown

    def _count(self, num: str, level: int) -> list[int]:
        key = self.abstract[num]
        counts = self.counts.setdefault(key, [0] * _LEVELS)
        if num not in self.begun:
            self.begun.add(num)
            for (other, at), start in self.starts.items():
                if other == num and at < _LEVELS:
                    counts[at] = start - 1
        for at in range(level + 1):
            if counts[at] == 0 or at == level:
                start = number(value(self.levels[num].get(at), "w:start"), 1)
                counts[at] = counts[at] + 1 if counts[at] else start
        counts[level + 1:] = [0] * (_LEVELS - level - 1)
        return counts


def read_numbering(package: Package, styles: Styles) -> Numbering:
    """The lists that the document defines."""
    numbering = Numbering()
    for name in package.related(package.main, "numbering")[:1]:
        root = package.tree(name)
        if root is None:
            continue
        abstract = {each.get(tag("w:abstractNumId"), ""): each
                    for each in root.iterfind(tag("w:abstractNum"))}
        nums = {each.get(tag("w:numId"), ""): each for each in root.iterfind(tag("w:num"))}
        for num, element in nums.items():
            _add(numbering, num, element, abstract, nums, styles)
    return numbering


def _add(numbering: Numbering, num: str, element: Element, abstract: dict[str, Element],
         nums: dict[str, Element], styles: Styles) -> None:
    key = value(element, "w:abstractNumId")
    definition = abstract.get(key)
    if link := value(definition, "w:numStyleLink"):
        other = styles.value(link, "w:pPr/w:numPr/w:numId")
        definition = abstract.get(value(nums.get(other), "w:abstractNumId"), definition)
    levels = {number(each.get(tag("w:ilvl"), "")): each for each in
              (definition.iterfind(tag("w:lvl")) if definition is not None else ())}
    for override in element.iterfind(tag("w:lvlOverride")):
        at = number(override.get(tag("w:ilvl"), ""))
        if (inner := find(override, "w:lvl")) is not None:
            levels[at] = inner
        if start := value(override, "w:startOverride"):
            numbering.starts[num, at] = number(start, 1)
    numbering.levels[num], numbering.abstract[num] = levels, key


def _number(count: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman"):
        return _roman(count) if form == "lowerRoman" else _roman(count).upper()
    return str(count)


def _roman(count: int) -> str:
    written = ""
    for unit, sign in ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
                       (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        written += sign * (count // unit)
        count %= unit
    return written


