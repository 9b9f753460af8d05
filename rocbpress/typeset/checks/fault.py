"""What a rule of pages says: code, words, and the element it speaks of."""

from __future__ import annotations

from typing import NamedTuple

from rocbpress.findings.finding import Severity
from rocbpress.typeset.tags.ancestry import Element
from rocbpress.typeset.tags.nodes import POINTS

NUDGE = 6.0  # CSS pixels by which a face is dropped, at most, so that its baseline lies on the grid
SLACK = 1.0  # CSS pixels: layout rounds, and baselines are nudged
_MM = POINTS * 25.4 / 72


class PageFault(NamedTuple):
    """A fault on a page of the flow, counted from 0, at an element (None where none is to blame)."""

    code: str
    message: str
    page: int
    element: Element = None
    severity: Severity = Severity.ERROR
    hint: str = ""


def in_mm(pixels: float) -> str:
    """A length as an officer reads it."""
    return f"{pixels * _MM:.1f} mm"


def quoted(text: str, most: int = 60) -> str:
    """Words to know a passage by, cut at a space where they are many."""
    if len(text) > most:
        text = f"{text[:most].rsplit(' ', 1)[0]} …"
    return f"“{text}”"
