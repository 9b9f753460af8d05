"""An issue of ten times the articles."""

from tests.growth import check_growth
from tests.workspaces import copy_workspace


def test_ten_times_the_articles(tmp_path):
    """A page takes no more work than in issue 82, and the same checks pass."""
    check_growth(copy_workspace(tmp_path), 1, 10)
