"""The small page breaker: what it foretells of figures that move and shrink."""

import pytest

from rocbpress.copyfit.breaker import Piece, Segment, break_pages
from rocbpress.copyfit.changed import moved, scaled
from rocbpress.copyfit.floats import break_with_floats, places
from rocbpress.layout.fit import FitTable

TABLE = FitTable.model_validate({"move": 1, "pictures": {"least": 0.6}})


def text(block, lines):
    """A paragraph of so many lines."""
    return tuple(Piece(1, 1, 1, block, paragraph=hash(block)) for _ in range(lines))


def figure(block, lines):
    """A picture of so many lines with a caption of one."""
    return (Piece(lines + 1, lines + 1, lines + 2, block, picture=lines, uncut=lines, figure=True),)


def heading(block):
    return (Piece(1, 1, 1, block, heading=True),)


def columns(*blocks):
    return Segment(2, sum(blocks, ()))


def test_the_last_scale_of_a_picture_counts():
    """One that has a scale of its own does not have that of all the others too."""
    segments = (columns(text("a", 8), figure("b", 20)),)

    assert scaled(scaled(segments, 0.85), 0.7, "b") == scaled(segments, 0.7)


def test_a_picture_passes_no_heading():
    """Nor does it stand right under one; another picture goes with it."""
    above = text("a", 5), heading("b"), text("c", 5), text("d", 5)
    segments = (columns(*above, figure("e", 9), figure("f", 9), text("g", 5), heading("h"), text("i", 5)),)

    assert list(places(segments, "e")) == [(1, ("e", "f")), (-1, ("e",))]


@pytest.mark.parametrize("later", [1, 2, -1])
def test_a_picture_across_the_columns_moves_past_text_in_them(later):
    """The columns above and below it become those between which it then stands."""
    across = Segment(1, figure("e", 9))
    segments = (columns(text("a", 5), text("b", 5)), across, columns(text("c", 5), text("d", 5)))

    order = {1: "abced", 2: "abcde", -1: "aebcd"}[later]
    made = moved(segments, "e", later)

    assert "".join(dict.fromkeys(piece.block for each in made for piece in each.pieces)) == order
    assert all(each.columns == (1 if each.pieces[0].block == "e" else 2) for each in made)


def test_a_picture_across_leaves_no_page_empty_above_it():
    """Text that comes after it fills the page on which it had no room."""
    segments = (columns(text("a", 20)), Segment(1, figure("b", 36)), columns(text("c", 30), text("d", 30)))

    drawn = break_pages(segments, 10, 50)
    fitted = break_with_floats(segments, 10, 50, TABLE)

    assert drawn.holes > 0 == fitted.holes
    assert fitted.moves


def test_the_figure_that_leaves_a_column_empty_is_told():
    """Neither column starts below a title where it has no room: it may go elsewhere, or be smaller."""
    text = tuple(Piece(1, 1, 1, "text", 1) for _ in range(7))
    figure = Piece(16, 17, 17, "figure", picture=15, uncut=15, figure=True)
    found = break_pages([Segment(2, (*text, figure))], 35, 50)

    assert (found.turned, found.end) == (1, 16)
    assert "figure" in found.after_hole


def test_a_text_begins_where_only_a_picture_of_it_goes_over():
    """So that a report may share a page, its text there and its tall picture overleaf."""
    found = break_pages([columns(text("a", 8)), Segment(1, figure("b", 36))], 40, 50)

    assert found.begins and (found.turned, found.end) == (1, 37)
    assert not break_pages([Segment(1, figure("b", 36)), columns(text("a", 8))], 40, 50).begins


def test_the_shorter_column_above_what_goes_over_is_a_hole():
    """Three lines stand in one column, none in the other: that is emptier than the page is below."""
    found = break_pages([columns(text("a", 3)), Segment(1, figure("b", 36))], 39, 50)

    assert found.holes > 0 and found.after_hole == ("b",)
