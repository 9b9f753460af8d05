"""What a check of pages reports: code, message, and where."""

from typing import NamedTuple

from rocbpress.findings.finding import Severity
from rocbpress.typeset.boxes import POINTS
from rocbpress.typeset.checks.geometry import BoxContext

NUDGE = 6.0  # CSS pixels by which text is lowered, at most, so that its baseline is on the grid
SLACK = 1.0  # CSS pixels: layout rounds, and baselines are nudged


class PageFault(NamedTuple):
    """A fault in a flow; `context` gives the page and the element."""

    code: str
    message: str
    context: BoxContext
    hint: str
    severity: Severity = Severity.ERROR


def in_mm(pixels: float) -> str:
    """A length for messages."""
    return f"{pixels * POINTS * 25.4 / 72:.1f} mm"


def quoted(text: str, most: int = 60) -> str:
    """The text, or its first words, in quotation marks."""
    if len(text) > most:
        text = f"{text[:most].rsplit(' ', 1)[0]} …"
    return f"“{text}”"
