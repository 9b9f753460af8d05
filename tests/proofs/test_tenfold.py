"""An issue of ten times the articles."""

from tests.growth import check_growth


def test_ten_times_the_articles(tmp_path):
    """A page takes no more work than in issue 82, and the same checks pass."""
    check_growth(tmp_path, 10)
