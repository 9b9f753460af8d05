"""Checks of a layout's style sheets: colours of the palette, lines on the grid, fonts that are there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import tinycss2
from tinycss2.ast import (
    AtRule,
    Declaration,
    DimensionToken,
    FunctionBlock,
    HashToken,
    IdentToken,
    Node,
    QualifiedRule,
    StringToken,
)
from tinycss2.color4 import parse_color

from rocbpress.findings.finding import Finding, Place, Severity, did_you_mean
from rocbpress.layout.files import printed_sheets
from rocbpress.layout.layout import Layout
from rocbpress.preflight.font_files import Family, font_families

_COLOURED = ("color", "background", "border", "outline", "fill", "stroke", "text-decoration", "column-rule")
_KEYWORDS = frozenset({"currentcolor", "transparent"})
_FAMILIES = ("--latin", "font-family", "font")
_GENERIC = frozenset({"serif", "sans-serif", "monospace", "inherit", "initial", "unset"})
_CODE = frozenset({"code", "pre", "kbd", "samp"})  # nobody stresses a word of program text
_MEET = 4  # after so many lines at most, lines of small type are on the grid again


@dataclass(frozen=True, slots=True)
class Style:
    """A declaration of a sheet, and the selectors of its rule as they are written."""

    sheet: str
    selectors: str
    declaration: Declaration

    def finding(self, code: str, message: str, at: Node, hint: str) -> Finding:
        """A warning at the line and column of the token `at`."""
        place = Place(self.sheet, at.source_line, at.source_column)
        return Finding(code, message, place, Severity.WARNING, hint)

    @property
    def parts(self) -> frozenset[tuple[str, str]]:
        """Its selectors one by one, each with the sheet."""
        return frozenset((self.sheet, part.strip()) for part in self.selectors.split(","))


def check_styles(layout: Layout, fonts: Path) -> tuple[Finding, ...]:
    """What the layout's own sheets say that print, the grid or the folder `fonts` cannot follow."""
    styles = [style for path in printed_sheets(layout.folder) for style in _styles(
        tinycss2.parse_stylesheet(path.read_text("utf-8"), skip_comments=True, skip_whitespace=True),
        f"layouts/{layout.name}/{path.name}")]
    return (*(finding for style in styles for finding in _literals(style)),
            *_off_grid(styles, layout.measures["line"]), *_families(styles, font_families(fonts)))


def _styles(nodes: Sequence[Node], sheet: str) -> Iterator[Style]:
    """All declarations of a sheet, those of @page and @media too."""
    for node in nodes:
        if not isinstance(node, QualifiedRule | AtRule) or node.content is None:
            continue
        selectors = tinycss2.serialize(node.prelude).strip()
        for part in tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True):
            if isinstance(part, Declaration):
                yield Style(sheet, selectors, part)
            else:
                yield from _styles([part], sheet)


def _literals(style: Style) -> Iterator[Finding]:
    """Colours that are not of the palette: they would be RGB in print."""
    if not style.declaration.lower_name.startswith(_COLOURED):
        return
    for token in style.declaration.value:
        literal = isinstance(token, HashToken | IdentToken) or (
            isinstance(token, FunctionBlock) and token.lower_name != "device-cmyk")
        written = tinycss2.serialize([token])
        if literal and written.lower() not in _KEYWORDS and parse_color(token) is not None:
            yield style.finding("style-colour", f"{written} is RGB in print too", token,
                                "use a colour of the palette: var(--name)")


def _off_grid(styles: Sequence[Style], line: float) -> Iterator[Finding]:
    """Leading that meets the layout's lines neither at once nor after a few lines.

    What is placed, or has a height of its own, is not in the flow of lines.
    """
    placed = frozenset[tuple[str, str]]().union(*(
        style.parts for style in styles if style.declaration.lower_name == "height"
        or (style.declaration.lower_name == "position" and _written(style) == "absolute")))
    for style in styles:
        name, values = style.declaration.lower_name, style.declaration.value
        lengths = [each for each in values if isinstance(each, DimensionToken) and each.lower_unit == "pt"]
        if name not in ("line-height", "font") or style.parts <= placed:
            continue
        for token in lengths[-1:] if name == "line-height" else lengths[1:]:
            if not any((count * token.value / line).is_integer() for count in range(1, _MEET + 1)):
                yield style.finding(
                    "style-leading", f"lines of {token.value:g} pt leave the grid of {line:g} pt", token,
                    f"use a multiple of {line:g} pt, or a leading that meets it within {_MEET} lines")


def _families(styles: Sequence[Style], families: Mapping[str, Family]) -> Iterator[Finding]:
    """Families that no file has, and those of reading text without an italic."""
    seen: set[tuple[str, str]] = set()
    upright = frozenset[tuple[str, str]]().union(*(
        style.parts for style in styles if style.declaration.lower_name == "font-style"
        and _written(style) == "normal"))
    for style in styles:
        if style.declaration.lower_name not in _FAMILIES:
            continue
        for token in style.declaration.value:
            name = token.value if isinstance(token, StringToken) else ""
            if not name or name.lower() in _GENERIC or (style.sheet, name) in seen:
                continue
            seen.add((style.sheet, name))
            family = families.get(name.casefold())
            if family is None:
                yield style.finding("style-family", f"no font in fonts/ is of the family {name}", token,
                                    did_you_mean(name, {each.name for each in families.values()})
                                    or "add its files to fonts/")
            elif not (family.italic or style.parts <= upright or _is_code(style)):
                yield style.finding("style-italic", f"{name} has no italic in fonts/, which emphasis needs",
                                    token, "add its italic to fonts/, or say font-style: normal here")


def _is_code(style: Style) -> bool:
    return {part.rpartition(" ")[2] for _, part in style.parts} <= _CODE


def _written(style: Style) -> str:
    return str(tinycss2.serialize(style.declaration.value)).strip().lower()
