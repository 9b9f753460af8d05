"""What preview shows of a page is what is printed, in every edition and layout, with photographs too."""

from __future__ import annotations

import pytest

from rocbpress.workspace.workspace import Workspace
from tests.page_pictures import pages_shown_otherwise
from tests.photographs import cmyk, encoded, make_issue, photograph, turned

SIZE = (2016, 1512)


@pytest.fixture(scope="module")
def workspaces(newsletter, tmp_path_factory):
    """By the number of an issue; 7 is one of photographs."""
    root = tmp_path_factory.mktemp("photographs")
    make_issue(root, {"one.jpg": encoded(photograph(1, SIZE)), "turned.jpg": turned(photograph(2, SIZE)),
                      "cmyk.jpg": cmyk(photograph(3, SIZE)),
                      "grey.jpg": encoded(photograph(4, SIZE).convert("L"))})
    return {0: newsletter, 82: newsletter, 7: Workspace(root)}


@pytest.mark.parametrize("number", [0, 82, 7])
@pytest.mark.parametrize("edition", ["mail", "print", "archive"])
@pytest.mark.parametrize("layout", ["rocb", "plain"])
def test_a_slip_shows_what_the_file_shows(workspaces, number, edition, layout):
    """Each page has the same picture as in the assembled file, to the pixel."""
    assert pages_shown_otherwise(workspaces[number], number, edition, layout) == []
