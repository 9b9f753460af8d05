"""An issue of many times the articles is made by the same rules, with work that grows with its pages."""

from tests.growth import check_growth
from tests.workspaces import copy_workspace, shorten


def test_four_times_the_articles(tmp_path):
    """The same checks pass, and a page takes no more work; ten times those of issue 82: a proof."""
    check_growth(shorten(copy_workspace(tmp_path)), 2, 8)
