"""The small page breaker foretells what WeasyPrint does."""

from collections import Counter
from dataclasses import replace

import pytest

from rocbpress.copyfit.breaker import HOLE, Piece, Segment, break_pages
from rocbpress.copyfit.changed import columned, moved, scaled, shifted
from rocbpress.copyfit.fit import Fit
from rocbpress.copyfit.floats import break_with_floats
from rocbpress.copyfit.ways import Outcome, together, ways
from rocbpress.layout.fit import FitTable, PicturesEntry

TABLE = FitTable(move=1)


def paragraph(number, lines, block=""):
    return [Piece(1, 1, 1, block or f"b{number}", number)] * lines


def figure(block, lines):
    return Piece(lines, lines + 1, lines + 1, block, picture=float(lines), uncut=float(lines), figure=True)


def text(*paragraphs, columns=1):
    return Segment(columns, tuple(piece for each in paragraphs for piece in each))


def test_a_text_ends_where_its_lines_are_counted():
    broken = break_pages([text(paragraph(1, 30), paragraph(2, 30))], 10, 50)

    assert (broken.turned, broken.end, broken.holes) == (1, 20, 0)


def test_two_columns_are_balanced_on_the_last_page():
    broken = break_pages([text(paragraph(1, 30), columns=2)], 10, 50)

    assert (broken.turned, broken.end) == (0, 25)


@pytest.mark.parametrize(("lines", "end"), [(51, 2), (52, 2), (53, 3)])
def test_no_line_stands_alone(lines, end):
    """Two lines go over at least, and two stay."""
    broken = break_pages([text(paragraph(1, lines))], 0, 50)

    assert (broken.turned, broken.end) == (1, end)


def test_a_heading_goes_with_what_follows():
    heading = Piece(1, 1, 1, "h", heading=True)
    broken = break_pages([text(paragraph(1, 49), [heading], paragraph(2, 5))], 0, 50)

    assert (broken.turned, broken.end) == (1, 6)


def test_a_figure_without_room_leaves_a_hole():
    broken = break_pages([text(paragraph(1, 30), [figure("f", 25)], paragraph(2, 10))], 0, 50)

    assert broken.holes == 20 - HOLE + 12  # beyond the lines that are tolerated, and for being one
    assert broken.after_hole == ("f",)


def test_a_figure_floats_past_the_text_that_fits():
    """Nothing is lost, and the hole is closed by the paragraph that followed."""
    segments = [text(paragraph(1, 30), [figure("f", 25)], paragraph(2, 15), paragraph(3, 10))]
    broken = break_with_floats(segments, 0, 50, TABLE)

    assert broken.holes == 0
    assert broken.moves == (("f", 1),)
    assert broken.cost == 1
    after = moved(segments, "f", 1)
    assert Counter(after[0].pieces) == Counter(segments[0].pieces)


def test_a_figure_never_passes_another_nor_a_heading():
    """Before what leads to it there is room."""
    heading = [Piece(1, 1, 1, "h", heading=True)]
    under = [text(paragraph(1, 30), [figure("f", 25)], heading, paragraph(3, 18))]
    before = [text(paragraph(1, 30), [figure("f", 25)], [figure("g", 15)], paragraph(3, 18))]

    assert break_with_floats(under, 0, 50, TABLE).moves == (("f", -1),)
    assert break_with_floats(before, 0, 50, TABLE).moves == (("g", 1), ("f", 1))


def test_smaller_pictures_take_fewer_whole_lines():
    smaller = scaled([text([figure("f", 20)])], 0.77)[0].pieces[0]

    assert (smaller.picture, smaller.height, smaller.uncut) == (15, 15, 20)


def test_columns_of_which_one_stays_empty_are_not_begun():
    broken = break_pages([text([figure("f", 20)], [figure("g", 40)], columns=2)], 20, 50)

    assert not broken.begins


@pytest.mark.parametrize(("later", "order"), [(1, "bac"), (2, "bca"), (9, "bca")])
def test_values_shift(later, order):
    assert "".join(shifted(list("abc"), "abc", "a", later)) == order


def test_the_last_figure_of_a_text_stands_before_what_leads_to_it():
    """Nothing follows that could close the hole."""
    segments = [text(paragraph(1, 30), paragraph(2, 8), [figure("f", 17)])]

    broken = break_with_floats(segments, 0, 50, TABLE)

    assert break_pages(segments, 0, 50).holes == pytest.approx(12 - HOLE + 12)
    assert (broken.moves, broken.holes) == ((("f", -1),), 0)


def test_one_figure_is_smaller_where_that_closes_a_hole():
    table = FitTable(pictures=PicturesEntry(least=0.6))
    segments = [text(paragraph(1, 26), [figure("f", 26)], paragraph(2, 30), [figure("g", 10)])]

    broken = break_with_floats(segments, 0, 50, table)

    assert [name for name, _ in broken.sizes] == ["f"]
    assert broken.holes == 0


def test_figures_in_a_row_float_together():
    """None overtakes another."""
    figures = [figure("f", 25)], [figure("g", 5)]
    segments = [text(paragraph(1, 30), *figures, paragraph(2, 25), paragraph(3, 9))]

    broken = break_with_floats(segments, 0, 50, TABLE)

    assert broken.moves == (("g", 1), ("f", 1))


def test_columns_that_end_unevenly_are_a_hole_once_something_stands_below():
    segments = [text([figure("f", 30)], paragraph(1, 6), columns=2)]

    assert break_pages(segments, 0, 50).holes == 0
    assert break_pages(segments, 0, 50).uneven > 8
    assert break_pages([*segments, text(paragraph(2, 3))], 0, 50).holes > 8


def fitted(pages, cost, **fit):
    return (("a", Fit(**fit)),), Outcome(cost, pages)


@pytest.mark.parametrize(("signature", "pages"), [(1, 5), (4, 4), (8, 5)])
def test_whole_signatures_are_worth_as_much_as_the_pages_that_stay_blank(signature, pages):
    """A way that costs more is taken where it saves blank pages."""
    drawn, other = fitted(5, 10.0), fitted(4, 20.0, scale=0.6)
    found = ways(["a"], dict([drawn, other]), [drawn[0]], 4, signature)

    [(_, fit)] = together([found], 0, signature)

    assert fit.scale == (1 if pages == 5 else 0.6)


def test_a_way_that_gains_little_is_not_taken():
    drawn, other = fitted(5, 10.0), fitted(5, 7.0, scale=0.6)

    assert ways(["a"], dict([drawn, other]), [drawn[0]], 4, 1) == {0: (10.0, drawn[0])}


def test_an_upright_picture_across_the_columns_stands_in_one():
    """It would leave the second column white beside it; wide enough, it stays across."""
    def around(width):
        picture = replace(figure("f", 30), width=width, uncut=30.0)
        return [text(paragraph(1, 18), columns=2), text([picture]), text(paragraph(2, 60), columns=2)]

    table = FitTable(pictures=PicturesEntry(least=0.6))

    assert break_pages(around(1.0), 0, 50).holes == 30 - HOLE + 12
    assert break_pages(around(1.3), 0, 50).holes == 0
    broken = break_with_floats(around(1.0), 0, 50, table, 0.486)
    assert (broken.holes, broken.sizes) == (0, (("f", 0.486),))
    assert [each.columns for each in columned(around(1.0), "f")] == [2]
