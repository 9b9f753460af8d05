"""Blocks are read in the order in which they were written, wherever a layout puts them."""

from tests.flow_documents import make_picture, some_words
from tests.page_faults import NOTE, findings

TWO = '<div style="display: flex"><p data-block="one#b1">First.</p><p data-block="one#b2"{}>Second.</p></div>'


def test_a_block_that_is_moved_before_another_is_reported():
    """The block that is read too late is named; where nothing is moved, nothing is reported."""
    [found] = findings(TWO.format(' style="order: -1"'))

    assert (found.code, found.where.block, found.where.page) == ("reading-order", "one#b1", "1 of test")
    assert findings(TWO.format("")) == ()


def test_what_moves_without_harm_is_no_fault(tmp_path):
    """What leads its article, a gallery, notes, columns, a box with blocks of its own, another article."""
    picture = make_picture(tmp_path)
    body = (f'<figure data-block="one#b9"><img src="{picture.url}" alt="Blue"></figure>'
            f'<figure data-block="one#b8"><img src="{picture.url}" alt="Blue">'
            f'<img src="{picture.url}" alt="Red">'
            '<figcaption>Two of <a href="https://example.org">many</a></figcaption></figure>'
            f'<div class="columns"><p data-block="one#b1">Words{NOTE.format("Note.")}. {some_words(400)}</p>'
            f'<p data-block="one#b2">{some_words(40)}</p></div>'
            '<aside data-block="one#b3"><p>A title</p><p data-block="one#b4">Words.</p></aside>'
            '<p data-block="one#b5">Words.</p><p data-block="two#b1">Words.</p>')

    assert "reading-order" not in {finding.code for finding in findings(body, assets=(picture,))}
