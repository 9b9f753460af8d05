"""What is read off an article as it was set: where its text starts, what its columns leave empty."""

from rocbpress.copyfit.measured import holes, measure
from rocbpress.typeset.galley import Galley, GalleyPage, VerticalItem

LINE = 14.0


def item(kind, top, lines, *, left=0.0, columns=1, fit="body", page=0, **more):
    return VerticalItem(kind, "one", "one#b1", fit, page, left, columns, top * LINE, lines * LINE, **more)


def galley(*items):
    page = GalleyPage("report", 612, 859, area=(490, 50 * LINE))
    return Galley("one", b"", (page,) * (1 + max(each.page for each in items)), (), items=items)


def test_a_picture_across_the_columns_starts_below_its_margin():
    """It has one below a head, as nothing else there has: the page has a line less for what follows."""
    head = item("article", 0, 40, fit=""), item("heading", 2, 4, fit="")
    wide = measure([*head, item("whole", 9, 8, figure=True, margin=LINE)], LINE, 238)
    text = measure([*head, item("line", 8, 1, left=53, columns=2)], LINE, 238)

    assert (wide.start, text.start) == (9, 8)


def test_a_column_that_begins_empty_above_a_title_has_a_hole():
    """As has one above what follows on the page, be there text in it elsewhere or not."""
    tail = item("whole", 0, 10, left=53, columns=2, figure=True, page=1)
    title = item("whole", 13, 5, fit="", page=1)
    text = [item("line", top, 1, left=left, columns=2) for left in (53, 305) for top in range(50)]

    found = [(each.top, lines) for each, lines in holes(galley(*text, tail, title), LINE) if lines]

    assert [top for top, _ in found] == [title.top] and found[0][1] > 0
