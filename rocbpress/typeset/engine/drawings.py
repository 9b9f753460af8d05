"""Our maps read as XML, and kept from the style sheets of the page, which has nothing to say within them."""

import re
from collections.abc import Callable, Mapping
from typing import Any
from xml.etree.ElementTree import Element, ParseError, fromstring

from rocbpress.typeset.boxes import Box
from rocbpress.typeset.tags.roles import SVG

# Shapes without names: a text, a title, a style, an address or an id within would be the page's business.
_SHAPES = r"(?:</?(?:circle|g|path|rect)\b(?![^<>]*\s(?:id|style)=)[^<>]*>)*"
_DRAWING = re.compile(rf'(<svg xmlns="http://www\.w3\.org/2000/svg"[^<>]*)>{_SHAPES}</svg>')
_NUMBER = "data-drawing"

Handler = Callable[[Element, Box, Any, object], list[Box]]


class Drawings:
    """The drawings of a document whose `html` holds their first tags alone.

    A document that uses our attribute itself, which a stranger's template may, is left as it is.
    """

    def __init__(self, html: str) -> None:
        self._read: dict[str, Element] = {}
        self.html = html if _NUMBER in html else _DRAWING.sub(self._hollow, html)

    def handlers(self, originals: Mapping[str, Handler]) -> Mapping[str, Handler]:
        """WeasyPrint's functions that make boxes of elements, given drawings that are whole again."""
        def whole(element: Element, box: Box, *rest: Any) -> list[Box]:
            shapes = self._read.get(element.get(_NUMBER, ""))
            if shapes is not None:
                del element.attrib[_NUMBER]
                element[:] = shapes
            return originals[SVG](element, box, *rest)
        return {**originals, SVG: whole}

    def _hollow(self, drawing: re.Match[str]) -> str:
        number = str(len(self._read))
        try:
            self._read[number] = fromstring(drawing[0])
        except ParseError:
            return drawing[0]
        return f'{drawing[1]} {_NUMBER}="{number}"></svg>'
