"""What is wrong with the sources, gathered while they are read, so that all of it is reported at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from rocbpress.findings.finding import Finding, Place, Severity

LONGEST_HINT = 1_000  # characters


@dataclass(frozen=True, slots=True)
class Diagnostics:
    """Findings about one file; every reader adds to it and reads on."""

    file: str
    found: dict[Finding, None] = field(default_factory=dict)

    def add(self, code: str, message: str, line: int, column: int = 0, *, hint: str = "",
            warning: bool = False, note: bool = False) -> None:
        """Note a fault, once, at a line and column, both from 1; column 0 means the whole line.

        A hint that is too long to be typed is left out.
        """
        grade = Severity.NOTE if note else Severity.WARNING if warning else Severity.ERROR
        self.found[Finding(code, message, Place(self.file, line, column), grade,
                           hint if len(hint) <= LONGEST_HINT else "")] = None

    def about(self, file: str) -> Diagnostics:
        """The same findings, for faults in another file."""
        return Diagnostics(file, self.found)


def in_order(diagnostics: Diagnostics) -> tuple[Finding, ...]:
    """All findings by file, line and column."""
    return tuple(sorted(diagnostics.found,
                        key=lambda each: (each.where.file, each.where.line, each.where.column, each.code)))
