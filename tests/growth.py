"""An issue of many times the articles, and the work that it takes."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from rocbpress.layout.editions import EDITIONS
from rocbpress.preflight.tagged.rules import check_structure
from rocbpress.press.job import Job, Rendered, processors
from rocbpress.press.pipeline import press
from rocbpress.workspace.workspace import Workspace
from tests.counting import calls
from tests.workspaces import multiply


def check_growth(root: Path, few: int, many: int) -> None:
    """Fails where an issue of many times the articles takes more work a page than one of few, or has faults.

    Issue 82 of the workspace has the articles.
    """
    multiply(root, 820, few)
    multiply(root, 821, many)
    workspace = Workspace(root)
    _counted(workspace, 820)  # what is loaded once is loaded

    small, work = _counted(workspace, 820)
    large, work_of_large = _counted(workspace, 821)

    assert large.result.pages > (many / few - 1) * (small.result.pages - 4)
    assert work_of_large <= 1.05 * work
    assert check_structure(large.data) == ()
    assert PdfReader(BytesIO(large.data)).page_labels.count("1") == 1


def _counted(workspace: Workspace, number: int) -> tuple[Rendered, float]:
    """An edition made without any cache, and its calls a page, but for those of workers."""
    made: list[Rendered] = []
    job = Job(workspace, number, EDITIONS["mail"], processors(), None)
    work = calls(lambda: made.append(press(job, lambda _done, _total: None)))
    return made[0], work / made[0].result.pages
