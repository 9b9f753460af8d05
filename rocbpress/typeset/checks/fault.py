"""What a check of pages reports: code, message, and the element at fault."""

from __future__ import annotations

from typing import NamedTuple
from xml.etree.ElementTree import Element

from rocbpress.findings.finding import Severity
from rocbpress.typeset.boxes import POINTS

NUDGE = 6.0  # CSS pixels by which a face is dropped, at most, so that its baseline lies on the grid
SLACK = 1.0  # CSS pixels: layout rounds, and baselines are nudged


class PageFault(NamedTuple):
    """A fault on a page of the flow, counted from 0, at an element (None where none is at fault)."""

    code: str
    message: str
    page: int
    element: Element | None = None
    severity: Severity = Severity.ERROR
    hint: str = ""


def in_mm(pixels: float) -> str:
    """A length for messages."""
    return f"{pixels * POINTS * 25.4 / 72:.1f} mm"


def quoted(text: str, most: int = 60) -> str:
    """The text, or its first words, in quotation marks."""
    if len(text) > most:
        text = f"{text[:most].rsplit(' ', 1)[0]} …"
    return f"“{text}”"
