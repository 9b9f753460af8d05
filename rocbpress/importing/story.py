"""What the reading of a part knows, and what changes as it goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rocbpress.importing.fields import Field
from rocbpress.importing.package import Element, Package, refused
from rocbpress.importing.styles import Numbering, Styles
from rocbpress.importing.told import Teller

MOST_PARAGRAPHS = 40_000  # a thousand pages


@dataclass(slots=True)
class Story:
    """What the reading of a part needs; `fields` are still open, `called` are the notes in order."""

    package: Package
    part: str
    styles: Styles
    numbering: Numbering
    teller: Teller
    notes: frozenset[str] = frozenset()
    comments: Mapping[str, Element] = field(default_factory=dict)
    fields: list[Field] = field(default_factory=list)
    called: list[str] = field(default_factory=list)
    paragraphs: int = 0

    def count_paragraph(self) -> None:
        """Count one more; SourceError beyond any report's number, which would take too long."""
        self.paragraphs += 1
        if self.paragraphs > MOST_PARAGRAPHS:
            raise refused(self.package.file, "word-too-large",
                          f"it has more than {MOST_PARAGRAPHS:,} paragraphs")
