"""An issue of ten times the articles is made by the same rules, in time that grows with its pages."""

from __future__ import annotations

import os
import re
import subprocess

import pytest
from pypdf import PdfReader

from rocbpress.preflight.tagged.rules import check_structure
from tests.workshop import ROCBPRESS, copy_workspace, multiply


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    root = copy_workspace(tmp_path_factory.mktemp("tenfold"))
    multiply(root, 820, 10)
    return root


def measured(root, number):
    """Pages, and seconds of processor time of the run with all its processes, without any cache."""
    run = subprocess.Popen([ROCBPRESS, "render", str(number), "--no-cache", "--jobs", "1"], cwd=root,
                           stderr=subprocess.PIPE, text=True, env={**os.environ, "ROCBPRESS_ROOT": str(root)})
    assert run.stderr is not None
    said = run.stderr.read()
    _, status, usage = os.wait4(run.pid, 0)
    run.returncode = os.waitstatus_to_exitcode(status)
    run.stderr.close()
    assert run.returncode == 0, said
    pages = int(re.search(r"(\d+) pages", said)[1])
    return pages, usage.ru_utime + usage.ru_stime


def test_ten_times_the_articles(workspace):
    """The same checks pass, and a page costs no more than in the issue itself."""
    pages, seconds = measured(workspace, 82)
    many, long = measured(workspace, 820)
    path = workspace / "build" / "820" / "rocb-820.pdf"

    assert many > 9 * (pages - 4)
    assert long / many <= 1.05 * seconds / pages
    assert check_structure(path.read_bytes()) == ()
    assert PdfReader(path).page_labels.count("1") == 1
