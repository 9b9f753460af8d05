"""Which structure type an HTML element becomes (ISO 32000-1, 14.8.4; ISO 14289-1, 7)."""

from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element

from weasyprint.formatting_structure import boxes

from rocbpress.typeset.boxes import Box
from rocbpress.typeset.tags.nodes import Node

SVG = "{http://www.w3.org/2000/svg}svg"

_TYPES: Mapping[str, str] = {
    "article": "Art", "section": "Sect", "nav": "Sect", "aside": "Sect", "blockquote": "BlockQuote",
    "p": "P", "pre": "P", "ul": "L", "ol": "L", "dl": "L", "table": "Table", "caption": "Caption",
    "thead": "THead", "tbody": "TBody", "tfoot": "TFoot", "tr": "TR", "q": "Quote", "code": "Code",
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
}
# The values of ListNumbering (ISO 32000-1, table 347) by those of list-style-type.
_NUMBERINGS: Mapping[str, str] = {
    "decimal": "Decimal", "upper-roman": "UpperRoman", "lower-roman": "LowerRoman",
    "upper-alpha": "UpperAlpha", "lower-alpha": "LowerAlpha",
    "upper-latin": "UpperAlpha", "lower-latin": "LowerAlpha",
    "disc": "Disc", "circle": "Circle", "square": "Square",
}


def grow(box: Box, element: Element, owner: Node) -> Node | None:
    """The structure element for an HTML element seen for the first time.

    `owner` itself where the HTML element has no role of its own; None where it is decoration.
    """
    if is_decoration(element):
        return None
    node = _grow(box, element, owner)
    if node is not owner and (language := element.get("lang")):
        node.entries["Lang"] = language
    return node


def is_decoration(element: Element) -> bool:
    """Whether the author hides it from readers who listen."""
    signs = {"aria-hidden": "true", "role": "presentation", "data-tag": "Artifact"}
    return (any(element.get(name) == value for name, value in signs.items())
            or (element.tag == "img" and element.get("alt") == ""))


def is_picture(element: Element) -> bool:
    """Whether it is drawn as one picture: img, inline SVG, or anything with that role."""
    return element.tag in ("img", SVG) or element.get("role") == "img"


def alternative(element: Element) -> str:
    """The words that stand for a picture; empty where the author gave none."""
    title = element.findtext(SVG.replace("}svg", "}title")) if element.tag == SVG else ""
    return (element.get("alt") or element.get("aria-label") or title or "").strip()


def _grow(box: Box, element: Element, owner: Node) -> Node:
    tag = str(element.tag)
    if kind := element.get("data-tag"):
        return owner.add(kind, element)
    if slug := element.get("data-article"):
        return _article(element, owner, f"article:{slug}")
    if is_picture(element):
        return _picture(element, owner)
    if maker := _MAKERS.get(tag):
        return maker(box, element, owner)
    if kind := _TYPES.get(tag, ""):
        return owner.add(kind, element)
    if element.get("lang"):
        return owner.add("Span" if isinstance(box, boxes.InlineLevelBox) else "Div", element)
    return owner


def _article(element: Element, owner: Node, name: str) -> Node:
    """Of an essay whose parts share pages one element, as in the whole issue."""
    last = owner.kids[-1] if owner.kids else None
    if isinstance(last, Node) and last.entries.get("ID") == name:
        return last
    return owner.add("Art", element, ID=name)


def _picture(element: Element, owner: Node) -> Node:
    figure = owner.nearest("Figure")
    if figure is not None and figure.picture is element:
        return owner
    node = owner.add("Figure", element)
    node.picture = element
    return node


def _figure(_box: Box, element: Element, owner: Node) -> Node:
    pictures = [e for e in element.iter() if is_picture(e) and not is_decoration(e)]
    if len(pictures) != 1:
        return owner
    node = owner.add("Figure", element)
    node.picture = pictures[0]
    return node


def _legend(_box: Box, element: Element, owner: Node) -> Node:
    return owner.add("P" if owner.nearest("Figure") is None else "Caption", element)


def _item(box: Box, element: Element, owner: Node) -> Node:
    """An LBody in an LI of its own; a definition goes into the LI of its term."""
    whole = owner.nearest("L")
    if whole is None:
        return owner
    if element.tag == "dd" and whole.item is not None:
        return whole.item.add("LBody", element)
    if "ListNumbering" not in whole.attributes:
        whole.attributes.update(O="/List", ListNumbering=f"/{_numbering(box, element)}")
    whole.item = whole.add("LI", element)
    return whole.item.add("Lbl" if element.tag == "dt" else "LBody", element)


def _numbering(box: Box, element: Element) -> str:
    if element.tag != "li" or "list-item" not in box.style["display"]:
        return "None"
    return _NUMBERINGS.get(box.style["list_style_type"], "None")


def _cell(box: Box, element: Element, owner: Node) -> Node:
    cell = owner.add(element.tag.upper(), element)
    cell.attributes["O"] = "/Table"
    spans = {"ColSpan": box.colspan, "RowSpan": box.rowspan}
    cell.attributes.update({name: span for name, span in spans.items() if span != 1})
    if element.tag == "th":
        scope = element.get("scope") or ("col" if owner.nearest("THead") else "row")
        cell.attributes["Scope"] = "/Row" if scope.startswith("row") else "/Column"
        if element.get("id"):
            cell.entries["ID"] = f"th-{element.get('id')}"
    if headers := element.get("headers"):
        cell.attributes["Headers"] = tuple(f"th-{name}" for name in headers.split())
    return cell


def _link(_box: Box, element: Element, owner: Node) -> Node:
    return owner.add("Link", element) if element.get("href") and owner.nearest("Link") is None else owner


def _abbreviation(_box: Box, element: Element, owner: Node) -> Node:
    title = element.get("title")
    return owner.add("Span", element, E=title) if title else owner


_MAKERS: Mapping[str, Callable[[Box, Element, Node], Node]] = {
    "li": _item, "dd": _item, "dt": _item, "figure": _figure, "figcaption": _legend,
    "th": _cell, "td": _cell, "a": _link, "abbr": _abbreviation,
}
