"""What surrounds an element of the document: its source block, and the link it stands in."""

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from rocbpress.findings.finding import Place


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`block` is the nearest data-block, `link` the nearest element with an address, `article` and `fit`
    the nearest data-article and data-fit; all include the element itself. `drawing` is true inside
    inline SVG."""

    block: str = ""
    link: Element | None = None
    drawing: bool = False
    article: str = ""
    fit: str = ""


Ancestry = Mapping[Element, Surroundings]


def survey(root: Element) -> Ancestry:
    """The surroundings of every element; ElementTree itself knows no parents."""
    found: dict[Element, Surroundings] = {}
    stack = [(root, Surroundings())]
    while stack:
        element, outer = stack.pop()
        inner = found[element] = Surroundings(
            element.get("data-block") or outer.block,
            element if element.tag == "a" and element.get("href") else outer.link,
            outer.drawing or str(element.tag).endswith("}svg"),
            element.get("data-article") or outer.article, element.get("data-fit") or outer.fit)
        stack.extend((child, inner) for child in reversed(element))
    return found


def block_of(element: Element | None, ancestry: Ancestry) -> str:
    """The source block an element belongs to; empty for none."""
    return ancestry[element].block if element is not None and element in ancestry else ""


def place_of(element: Element | None, ancestry: Ancestry) -> Place:
    """The source block an element belongs to, as findings name it."""
    return Place(block=block_of(element, ancestry))


def place_naming(address: str, ancestry: Ancestry) -> Place:
    """The block of the first element that has this address in one of its attributes."""
    wanted = {address, f"#{address}"}
    naming = (element for element in ancestry if wanted.intersection(element.attrib.values()))
    return place_of(next(naming, None), ancestry)
