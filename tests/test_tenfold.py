"""An issue of ten times the articles is made by the same rules, with work that grows with its pages."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from rocbpress.layout.editions import EDITIONS
from rocbpress.preflight.tagged.rules import check_structure
from rocbpress.press.job import Job, Rendered, processors
from rocbpress.press.pipeline import press
from rocbpress.workspace.workspace import Workspace
from tests.counting import calls
from tests.workspaces import copy_workspace, multiply


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    root = copy_workspace(tmp_path_factory.mktemp("tenfold"))
    multiply(root, 820, 10)
    return Workspace(root)


def counted(workspace: Workspace, number: int) -> tuple[Rendered, float]:
    """An edition made without any cache, and its calls a page, but for those of workers."""
    made: list[Rendered] = []
    job = Job(workspace, number, EDITIONS["mail"], processors(), None)
    work = calls(lambda: made.append(press(job, lambda _done, _total: None)))
    return made[0], work / made[0].result.pages


def test_ten_times_the_articles(workspace):
    """The same checks pass, and a page takes no more work than in the issue itself."""
    counted(workspace, 82)  # what is loaded once is loaded

    once, work = counted(workspace, 82)
    tenfold, work_of_many = counted(workspace, 820)

    assert tenfold.result.pages > 9 * (once.result.pages - 4)
    assert work_of_many <= 1.05 * work
    assert check_structure(tenfold.data) == ()
    assert PdfReader(BytesIO(tenfold.data)).page_labels.count("1") == 1
