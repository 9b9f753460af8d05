"""What can stop a run, each with the exit code of the command line.

    PressError              1  a fault of ours
    ├── UsageError          2  the command line or the workspace
    ├── SourceError         3  issue or article
    ├── LayoutError         4  layout or fonts
    ├── TypesetError        5  typesetting
    ├── AssemblyError       6  assembly
    ├── PreflightError      7  preflight findings
    └── WriteError          8  writing
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from rocbpress.findings.finding import Finding


class PressError(Exception):
    """A run that stops: one or more findings say why."""

    exit_code: ClassVar[int] = 1

    def __init__(self, findings: Finding | Iterable[Finding]) -> None:
        found = (findings,) if isinstance(findings, Finding) else tuple(findings)
        super().__init__("\n".join(map(str, found)))
        self.findings: tuple[Finding, ...] = found

    def __reduce__(self) -> tuple[type[PressError], tuple[tuple[Finding, ...]]]:
        # The default would hand the message to __init__ when a worker's error crosses processes.
        return type(self), (self.findings,)


class UsageError(PressError):
    exit_code = 2


class SourceError(PressError):
    exit_code = 3


class LayoutError(PressError):
    exit_code = 4


class TypesetError(PressError):
    exit_code = 5


class AssemblyError(PressError):
    exit_code = 6


class PreflightError(PressError):
    exit_code = 7


class WriteError(PressError):
    exit_code = 8
