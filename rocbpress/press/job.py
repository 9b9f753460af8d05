"""A job: one edition of an issue to be rendered, and what comes of it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rocbpress.findings.finding import Finding
from rocbpress.layout.editions import Edition
from rocbpress.workspace.cache import Cache
from rocbpress.workspace.memory import Memory
from rocbpress.workspace.workspace import Workspace

_OWN_FILES, _FILES = 16, 6  # open files: of a command or its fork server, and of each of their processes


@dataclass(frozen=True, slots=True)
class DraftMarks:
    """What a draft for review shows beside the pages: numbers of lines, and the changes `since` a draft, a
    revision of git or an archive edition; '' shows none."""

    line_numbers: bool = False
    since: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """One edition to render; `cache` is the folder of what was made before, None makes everything anew.

    `draft` accepts what is still to come, and `marks` make a file for review of it.
    `layout` is a layout's name, or `kept` for the issue's own (its copy, where the issue is locked), or
    `current` for that as it is today; `scheduler` is the address of a Dask
    cluster that typesets, empty for processes here. `memory` is that of a process that renders again and
    again.
    """

    workspace: Workspace
    number: int
    edition: Edition
    jobs: int
    cache: Path | None
    draft: bool = False
    layout: str = "kept"
    scheduler: str = ""
    memory: Memory | None = None
    marks: DraftMarks | None = None

    @property
    def kept(self) -> Cache:
        """What was made before."""
        return Cache(self.cache, self.memory)

    @property
    def file_name(self) -> str:
        """A contract: rocb-82.pdf, rocb-82-print.pdf, rocb-82-archive.pdf, and the folder web."""
        return self.edition.folder or f"rocb-{self.number}{self.edition.suffix}.pdf"


@dataclass(frozen=True, slots=True)
class Result:
    """Facts of a finished edition: pages, bytes, SHA-256 of the file or folder, and its warnings.

    `labels` are the printed numbers of its pages by what stands on them: articles, headings, figures.
    `name` is that of a draft's file, which has its number.
    """

    pages: int
    size: int
    sha256: str
    findings: tuple[Finding, ...]
    labels: Mapping[str, str] = field(default_factory=dict)
    name: str = ""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished edition, in memory until it is published: a file, or those of a folder by their names.

    `beside` are files that go beside a draft, by name.
    """

    data: bytes
    result: Result
    files: Mapping[str, bytes] = field(default_factory=dict)
    beside: Mapping[str, bytes] = field(default_factory=dict)


def process_count(asked: int) -> int:
    """How many processes to use: as many as asked for (0: one per processor), but fewer where the system
    lets a program open few files."""
    wanted = asked or processors()
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return wanted
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return wanted if most == resource.RLIM_INFINITY else max(1, min(wanted, (most - _OWN_FILES) // _FILES))


def processors() -> int:
    """How many processes this one can keep busy."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
