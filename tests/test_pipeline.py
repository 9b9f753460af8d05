"""The stages in order serve one run as well as a process that calls them again and again."""

from __future__ import annotations

import os
import shutil

import pytest

from rocbpress.layout.editions import EDITIONS
from rocbpress.press.job import Job
from rocbpress.press.pipeline import press, render
from rocbpress.press.queue import open_workers
from rocbpress.workspace.workspace import Workspace
from tests.changes import ROOT, small_workspace


class GivenUpError(Exception):
    """Nothing that we raise."""


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    return small_workspace(tmp_path_factory.mktemp("original"))


@pytest.fixture
def workspace(original, tmp_path):
    return Workspace(shutil.copytree(original, tmp_path / "copy"))


def job_in(workspace, cache=None, jobs=2):
    return Job(workspace, 5, EDITIONS["mail"], jobs, cache, draft=True)


def silent(_done, _total):
    """No progress is shown."""


def reworded(workspace, word):
    article = workspace.issues / "5" / "articles" / "one.md"
    article.write_text(article.read_text("utf-8") + f"\nOnce more, {word}.\n", "utf-8")


def test_the_same_workers_serve_again_and_again(workspace):
    """Each run sees the sources as they are now, and writes what a run of its own would write."""
    job = job_in(workspace, workspace.cache)
    files = []
    with open_workers(job) as submit:
        for word in ("briefly", "at length", "at last"):
            files.append(render(job, submit, silent).data)
            assert files[-1] == press(job_in(workspace), silent).data
            reworded(workspace, word)

    assert len(set(files)) == 3


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_can_be_given_up(workspace, jobs):
    """What `tick` raises comes out as it is; the workers go on serving, and nothing half-made is kept."""
    def give_up(_done, _total):
        raise GivenUpError

    if jobs == 1:  # a process has one folder of fonts for good, and this is that of other tests
        shutil.rmtree(workspace.fonts)
        workspace.fonts.symlink_to(ROOT / "fonts")
    job = job_in(workspace, workspace.cache, jobs)
    with open_workers(job) as submit:
        with pytest.raises(GivenUpError):
            render(job, submit, give_up)
        again = render(job, submit, silent)

    assert again.data == press(job_in(workspace), silent).data


def test_a_run_leaves_the_environment_as_it_was(workspace):
    """No variable is set for whoever runs next in the process."""
    before = dict(os.environ)
    press(job_in(workspace), silent)

    assert dict(os.environ) == before
