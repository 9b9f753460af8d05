"""An issue of many times the articles is made by the same rules, with work that grows with its pages."""

from tests.growth import check_growth


def test_three_times_the_articles(tmp_path):
    """The same checks pass, and a page takes no more work than in the issue itself; ten times: a proof."""
    check_growth(tmp_path, 3)
