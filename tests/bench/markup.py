"""The one document for tools that read no HTML: the same words, drawings, links and notes in other markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template
from xml.etree import ElementTree

import tinyhtml5

from rocbpress.workspace.workspace import Workspace

_WIDEST = _TALLEST = 490.0  # points of a drawing; below that of the cover stands its text
_BOX = 240.0  # points: how wide the styles make the box that the name of a place stands in
_ANCHORS = {"start": 0.0, "middle": _BOX / 2, "end": _BOX}
_PLACE = re.compile(r"left:([-\d.]+)pt;top:([-\d.]+)pt")
_COLOUR = re.compile(r"background:#(\w+)")
_SHARE = re.compile(r"width:([\d.]+)%")


@dataclass(frozen=True, slots=True)
class Markup:
    """How a tool writes text, the place that a link leads to, and elements by tag or by tag and class.

    An element that is not among them is what it holds.
    """

    text: Callable[[str], str]
    anchor: Template
    elements: Mapping[str, Template]
    document: Template

    def write(self, tree: ElementTree.Element, workspace: Workspace) -> str:
        """The whole document; its drawings are files beside it."""
        body = tree.find("body")
        assert body is not None
        return self.document.substitute(title=self.text(tree.findtext("head/title", "")),
                                        fonts=workspace.fonts.resolve(), inner=self._element(body, ""))

    def _element(self, element: ElementTree.Element, target: str) -> str:
        """`target` is the anchor whose page an element around it tells."""
        kinds = list(_kinds(element))
        link = element.find(".//a") if "div.entry" in kinds else element
        target = ("" if link is None else link.get("href", "")).removeprefix("#") or target
        inner = self._text(element.text) + "".join(
            self._element(child, target) + self._text(child.tail) for child in element)
        template = next((self.elements[kind] for kind in kinds if kind in self.elements), Template("$inner"))
        name = element.get("id")
        return (self.anchor.substitute(target=name) if name else "") + template.substitute(
            _values(element), target=target, inner=inner)

    def _text(self, text: str | None) -> str:
        # No other space than these is taken away: a narrow one that does not break is one of the words.
        found = re.fullmatch(r"( ?)(.*?)( ?)", re.sub(r"[ \t\n]+", " ", text or ""))
        assert found
        return f"{found[1]}{self.text(found[2]) if found[2] else ''}{found[3]}"


def read_document(path: Path) -> tuple[ElementTree.Element, list[str]]:
    """The document as a tree, and its drawings as SVG, each with the names that stand on it."""
    tree = tinyhtml5.parse(path.read_text("utf-8"), namespace_html_elements=False)
    for element in tree.iter():
        element.tag = element.tag.rpartition("}")[2]
    assert tree.find(".//img") is None, "a photograph: only drawings are taken over"
    drawing = None
    for element in list(tree.iter()):
        if element.tag == "svg":
            drawing = element
        elif "p.mark" in _kinds(element):
            assert drawing is not None
            drawing.append(_label(element))
            element.clear()
    drawings = []
    for number, drawing in enumerate(tree.iter("svg"), 1):
        drawing.attrib = {name.rpartition("}")[2]: value for name, value in drawing.items()}
        told = ElementTree.tostring(drawing, "unicode")
        drawings.append(told[:told.rindex("</svg>")] + "</svg>")  # what is left out follows the drawing
        drawing[:] = []
        drawing.set("number", str(number))
    return tree, drawings


def drawings_page(drawings: list[str]) -> str:
    """An HTML document with each drawing on a page of its size."""
    sheet, pages = "", ""
    for number, drawing in enumerate(drawings, 1):
        size = re.search(r'width="([\d.]+pt)" height="([\d.]+pt)"', drawing)
        assert size
        sheet += f"@page d{number} {{ size: {size[1]} {size[2]}; margin: 0 }}\n"
        pages += f'<div style="page: d{number}">{drawing}</div>\n'
    return (f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Drawings</title>'
            f"<style>{sheet}svg {{ display: block }}</style></head><body>{pages}</body></html>")


def _label(mark: ElementTree.Element) -> ElementTree.Element:
    """The name of a place as text within the drawing."""
    kinds, place = set(mark.get("class", "").split()), _PLACE.search(mark.get("style", ""))
    assert place
    anchor = next(name for name in _ANCHORS if name in kinds)
    size, weight = ("8.5", "400") if kinds & {"country", "home"} else ("10", "600")
    text = ElementTree.Element("text", {
        "x": f"{float(place[1]) + _ANCHORS[anchor]:.1f}", "y": f"{float(place[2]) + 10:.1f}",
        "text-anchor": anchor, "font-family": "'Source Sans 3'", "font-size": size, "font-weight": weight,
        "fill": "#ffffff" if "reversed" in kinds else "#1f1f1d"})
    text.text = mark.text
    return text


def _kinds(element: ElementTree.Element) -> Iterator[str]:
    """What a table may call the element, the most exact name first."""
    tag = element.tag
    if element.get("href", "").startswith("#") and "data-page" not in element.attrib:
        yield "a.inside"
    if element.get("aria-hidden"):
        yield f"{tag}.hidden"
    yield from (f"{tag}.{name}" for name in element.get("class", "").split())
    yield tag


def _values(element: ElementTree.Element) -> dict[str, str]:
    """What a template may ask for beside what the element holds."""
    style = element.get("style", "")
    found = {"colour": _COLOUR.search(style), "share": _SHARE.search(style)}
    values = {name: each[1] for name, each in found.items() if each}
    row = element.find(".//tr")
    if row is not None:
        values["columns"] = str(len(row))
    if "viewBox" in element.attrib:
        _, _, width, height = map(float, element.get("viewBox", "").split())
        values["width"] = f"{min(width, _WIDEST, width * _TALLEST / height):.2f}"
    return {**values, "number": element.get("number", ""), "alt": element.get("aria-label", "")}
