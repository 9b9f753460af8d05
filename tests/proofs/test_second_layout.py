"""Issue 82 in a layout that it was not written for: every edition, without a change to code or articles."""

from __future__ import annotations

import pytest

from rocbpress.layout.layout import read_layout
from rocbpress.layout.printer import read_printer
from rocbpress.preflight.paper.x4 import check_x4
from rocbpress.preflight.tagged.rules import check_structure
from tests.other_layout import differences, in_layout, press_issue


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """The newsletter, its issue 82 in plain."""
    return in_layout(tmp_path_factory.mktemp("plain"), 82, "plain")


@pytest.mark.parametrize("edition", ["mail", "archive"])
def test_it_is_tagged_and_nothing_is_wrong(workspace, edition):
    """No error, no warning, no note but of what gave way, and no fault in the structure."""
    data, said = press_issue(workspace, 82, edition)

    assert set(said) <= {"fitted"}
    assert check_structure(data) == ()


def test_it_can_be_printed(workspace):
    """In four inks, with bleed, as PDF/X-4 asks."""
    data, said = press_issue(workspace, 82, "print")

    assert set(said) <= {"fitted"}
    assert check_x4(data, read_printer(read_layout(workspace, "plain"), "fogra39")) == ()


def test_it_says_what_the_other_says(tmp_path, issue_82):
    """Word by word, in the order of reading, as it is drawn: copyfitting lets figures stand further on."""
    workspace = in_layout(tmp_path, 82, "plain")
    with (tmp_path / "issues" / "82" / "issue.yaml").open("a", encoding="utf-8") as manifest:
        manifest.write("fit: false\n")
    data, _ = press_issue(workspace, 82)

    assert differences(data, issue_82.read_bytes()) == ()
