"""The layout holds what an issue may bring: the longest and the shortest, the fullest and the barest."""

import pytest

from rocbpress.compose.measure import shortened, text_width
from rocbpress.layout.editions import EDITIONS
from rocbpress.layout.layout import read_layout
from rocbpress.press.job import Job, processors
from rocbpress.press.pipeline import press
from tests.variants import LONG_TITLE, make

# The articles share the paragraphs of one, and what is too short for a page is told, and what gave way.
TOLD = {"text-repeated", "page-thin", "fitted"}


@pytest.mark.parametrize(("photograph", "entries"), [(True, 0), (False, 30)])
def test_extremes_render_with_nothing_to_complain_of(tmp_path, photograph, entries):
    """Cover with and without photograph, one to four authors, titles of a word and of two dozen, reports
    of 150 and 1,500 words, lists four deep, tables, notes, quotations, boxes and key figures in a column
    and in an essay, messages with and without portrait, alone and two on a page, thirty entries."""
    workspace = make(tmp_path, photograph=photograph, entries=entries)

    made = press(Job(workspace, 7, EDITIONS["mail"], processors(), None), lambda _done, _total: None)

    assert [found for found in made.result.findings if found.code not in TOLD] == []


def test_a_long_running_title_is_cut_at_a_word(newsletter):
    """It keeps whole words, as many as there is room for, and says that there were more."""
    label = read_layout(newsletter, "rocb").titles["label"]

    cut = shortened(LONG_TITLE, label, 200)

    assert shortened(LONG_TITLE, label, 2000) == LONG_TITLE
    assert cut.endswith("…") and LONG_TITLE.startswith(cut[:-1]) and text_width(cut, label) <= 200
    assert LONG_TITLE[len(cut) - 1] == " "
