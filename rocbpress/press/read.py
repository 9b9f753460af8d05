"""All that an edition is made from, read and validated."""

from dataclasses import dataclass

from rocbpress.layout.layout import Layout, read_layout
from rocbpress.layout.locked import locked_layout
from rocbpress.layout.printer import PrinterProfile, read_printer
from rocbpress.press.job import Job
from rocbpress.sources.manuscript import Manuscript, read_manuscript
from rocbpress.workspace.cache import Cache


@dataclass(frozen=True, slots=True)
class Sources:
    """An issue with its layout and its printer's profile; `lower` are codes of warnings that are notes."""

    manuscript: Manuscript
    layout: Layout
    printer: PrinterProfile

    @property
    def lower(self) -> frozenset[str]:
        return self.layout.lowered.union(self.manuscript.issue.lower)


def read(job: Job) -> Sources:
    """SourceError for the issue, LayoutError for layout or printer; a locked issue has its own layout."""
    manuscript = read_manuscript(job.workspace, job.number, Cache(job.cache))
    name = manuscript.issue.layout
    locked = None if job.current_layout else locked_layout(job.workspace, job.number, name)
    layout = read_layout(job.workspace, name, locked)
    return Sources(manuscript, layout, read_printer(layout, manuscript.issue.print.profile))
