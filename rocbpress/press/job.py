"""An order for one edition of an issue, and what came of it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from rocbpress.findings.finding import Finding
from rocbpress.layout.editions import Edition
from rocbpress.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Job:
    """What the command line asks for; `cache` None sets every flow anew.

    `current_layout` sets a locked issue with the layout of today; `scheduler` is the address of a Dask
    cluster that sets the flows, empty for processes here.
    """

    workspace: Workspace
    number: int
    edition: Edition
    jobs: int
    cache: Path | None
    draft: bool = False
    current_layout: bool = False
    scheduler: str = ""

    @property
    def file_name(self) -> str:
        """A contract: rocb-82.pdf, rocb-82-print.pdf, rocb-82-archive.pdf."""
        return f"rocb-{self.number}{self.edition.suffix}.pdf"


@dataclass(frozen=True, slots=True)
class Result:
    """Facts of a finished edition: pages, bytes, SHA-256 of the file, and its warnings."""

    pages: int
    size: int
    sha256: str
    findings: tuple[Finding, ...]


def processors() -> int:
    """How many processes this one can keep busy."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
