"""What preview shows of a page is what is printed."""

from __future__ import annotations

import pytest

from tests.page_pictures import pages_shown_otherwise


@pytest.mark.parametrize(("number", "edition"), [(0, "print"), (82, "mail")])
def test_a_slip_shows_what_the_file_shows(newsletter, number, edition):
    """Each page of it has the same picture as in the assembled file, to the pixel."""
    assert pages_shown_otherwise(newsletter, number, edition) == []
