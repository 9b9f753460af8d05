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
from tests.workspaces import copy_workspace, multiply


def check_growth(root: Path, times: int) -> None:
    """Fails where an issue of so many times the articles takes more work a page, or has faults."""
    multiply(copy_workspace(root), 820, times)
    workspace = Workspace(root)
    _counted(workspace, 82)  # what is loaded once is loaded

    once, work = _counted(workspace, 82)
    many, work_of_many = _counted(workspace, 820)

    assert many.result.pages > (times - 1) * (once.result.pages - 4)
    assert work_of_many <= 1.05 * work
    assert check_structure(many.data) == ()
    assert PdfReader(BytesIO(many.data)).page_labels.count("1") == 1


def _counted(workspace: Workspace, number: int) -> tuple[Rendered, float]:
    """An edition made without any cache, and its calls a page, but for those of workers."""
    made: list[Rendered] = []
    job = Job(workspace, number, EDITIONS["mail"], processors(), None)
    work = calls(lambda: made.append(press(job, lambda _done, _total: None)))
    return made[0], work / made[0].result.pages
