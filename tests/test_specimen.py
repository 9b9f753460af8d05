"""The specimen shows every feature of the format, and says nothing that is not so."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from rocbpress.layout.editions import EDITIONS
from rocbpress.press.job import Job, processors
from rocbpress.press.pipeline import press
from rocbpress.sources.frontmatter import FrontMatter
from rocbpress.sources.manuscript import BlockKind, Box, read_manuscript
from rocbpress.sources.markdown.figures import Bars, Map, Picture
from rocbpress.workspace.workspace import Workspace
from tests.shared_cache import shared_cache

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "issues" / "0"


@pytest.fixture(scope="module")
def specimen():
    return read_manuscript(Workspace(ROOT), 0)


@pytest.fixture(scope="module")
def blocks(specimen):
    own = [block for article in specimen.articles() for block in article.blocks]
    return own + [inner for block in own if isinstance(block.spec, Box) for inner in block.spec.blocks]


def test_every_kind_of_block_is_shown(blocks):
    """Whoever looks for how a thing is written finds it."""
    assert set(BlockKind) - {block.kind for block in blocks} == {BlockKind.RULE}


def test_every_key_of_an_article_is_used(specimen):
    """And every kind of article."""
    heads = [article.head for article in specimen.articles()]
    used = {name for head in heads for name, field in FrontMatter.model_fields.items()
            if getattr(head, name) != field.default}

    assert {head.kind for head in heads} == {"essay", "report", "message", "letter", "imprint"}
    assert set(FrontMatter.model_fields) - used == set()
    assert {len(head.authors) for head in heads if head.kind == "essay"} == {2, 4}


def test_every_kind_of_map_and_bars_is_shown(blocks):
    """Values, classes given, an order, countries marked, places; bars alone and in groups."""
    maps = [block.spec for block in blocks if isinstance(block.spec, Map)]
    bars = [block.spec for block in blocks if isinstance(block.spec, Bars)]

    assert {made.kind for made in maps} == {"choropleth", "locator"}
    for shown in (lambda made: made.breaks, lambda made: made.ranked, lambda made: made.data,
                  lambda made: made.marked and made.kind == "choropleth"):
        assert any(map(shown, maps))
    assert {len(made.series) > 1 for made in bars} == {False, True}


def test_every_kind_of_picture_is_shown(blocks):
    """And one is turned, one adorns, one stands in its line."""
    pictures = [block.spec for block in blocks if isinstance(block.spec, Picture)]
    files = {path.suffix for path in (FOLDER / "images").iterdir()}

    assert files == {".jpg", ".png", ".svg", ".tif", ".webp"}
    assert any(picture.decorative for picture in pictures)
    assert any('class="inline' in block.html for block in blocks)
    assert all(path.stat().st_size < 150_000 for path in (FOLDER / "images").iterdir())


def test_letters_of_countries_are_counted_right(blocks):
    """The values of its maps are true: the letters of each country's English name."""
    rows = {row for block in blocks if isinstance(block.spec, Map) and block.spec.unit == "letters"
            for row in block.spec.rows}

    assert rows
    assert {(name, len(re.findall("[A-Za-z]", name))) for name, _ in rows} == rows


def test_the_specimen_breaks_its_pages_alike_in_print(newsletter, specimen_file):
    """Page numbers that print adds to links move no part of it; before the imprint its blanks may stand."""
    order = Job(newsletter, 0, EDITIONS["print"], processors(), shared_cache())

    printed = press(order, lambda _done, _total: None)

    assert _bookmarks(BytesIO(printed.data))[:-1] == _bookmarks(specimen_file)[:-1]


def _bookmarks(file):
    reader = PdfReader(file)

    def walk(items):
        for item in items:
            if isinstance(item, list):
                yield from walk(item)
            else:
                yield item.title, reader.page_labels[reader.get_destination_page_number(item)]

    return [*walk(reader.outline)]
