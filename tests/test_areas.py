"""Where blocks are said to be, their words are printed."""

from __future__ import annotations

from io import BytesIO

import pdfplumber
import pytest

from tests.flow_documents import make_picture, set_body, some_words


def squeezed(text):
    return "".join(text.split()).replace("-", "")


@pytest.fixture(scope="module")
def galley(tmp_path_factory):
    picture = make_picture(tmp_path_factory.mktemp("picture"))
    blocks = "".join(f'<p data-block="one#b{number}">{some_words(70, number)}</p>' for number in range(2, 12))
    shown = f'<div data-block="one#b1"><img src="{picture.url}" alt="Blue"></div>'
    return set_body(
        f'<article data-article="one"><h1>A title</h1>{shown}<div class="columns">{blocks}</div></article>',
        assets=(picture,))


def test_an_area_holds_the_words_of_its_block(galley):
    """Page by page and column by column, the text within the areas of a block is the block's, all of it."""
    found: dict[str, str] = {}
    with pdfplumber.open(BytesIO(galley.pdf)) as document:
        for area in galley.areas:
            box = area.x - 0.5, area.y - 2, area.x + area.width + 0.5, area.y + area.height + 2
            text = document.pages[area.page].crop(box, strict=False).extract_text()
            assert squeezed(text).startswith(squeezed(area.text)[:20])
            found[area.block] = found.get(area.block, "") + squeezed(text)

    assert {name: found[name] for name in found if name not in ("one", "one#b1")} == {
        f"one#b{number}": squeezed(some_words(70, number)) for number in range(2, 12)}
    assert found["one"] == "Atitle"


def test_a_block_in_two_columns_has_two_areas(galley):
    """Neither reaches into the other column, nor over the edge of the page."""
    columns = [area for area in galley.areas if area.block not in ("one", "one#b1")]

    assert len({(area.block, area.page) for area in columns}) < len(columns)
    assert all(area.width <= galley.pages[area.page].width / 2 for area in columns)
    assert all(area.y >= 0 and area.y + area.height <= galley.pages[area.page].height for area in columns)


def test_a_picture_has_its_area(galley):
    """It is as large as the picture is shown."""
    [area] = [area for area in galley.areas if area.block == "one#b1"]

    assert (area.width, area.height) == (45, 30) and area.text == ""
