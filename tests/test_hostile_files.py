"""Hostile drawings, pictures and texts are told or come out right, within bounds of time and memory.

Some of them: the others, and those that take longest, are left to tests/proofs.
"""

from __future__ import annotations

import pytest

from tests.hostile.drawings import drawings
from tests.hostile.limits import MEGABYTES, bounded
from tests.hostile.pictures import pictures
from tests.hostile.run import clean_drawing, convert_picture, read_text
from tests.hostile.texts import texts
from tests.proofs.sampling import some
from tests.systems import POSIX

pytestmark = POSIX
SMALL = 100_000  # bytes of a file that is read here
DRAWINGS, PICTURES, TEXTS = dict(drawings()), dict(pictures()), dict(texts())
DRAWN = ("number-", "view-nan", "view-i", "view-1", "origin-", "width-", "dashes-tiny", "pattern-tiny")


def test_the_tables_are_as_large_as_was_promised():
    """At least 200 of each, none of them twice."""
    for table, make in ((DRAWINGS, drawings), (PICTURES, pictures), (TEXTS, texts)):
        assert len(list(make())) == len(table) >= 200


@pytest.mark.parametrize(("body", "code"), [
    ("[paypal.com](https://evil.example/a)", "link-differs"),
    ("[www.wcoomd.org/en](https://wcoomd.org.evil.example)", "link-differs"),
    ("[pay](https://p\u0430ypal.com)", "link-lookalike"),
    ("Words\u3164 here.", "character-invisible"),
    ("Words \u0440\u0430ypal.", "letters-mixed"),
    ("[wcoomd.org](https://www.wcoomd.org/a)", ""),
    ("[the site](https://example.org)", ""),
    ("[pic.twitter.com/abc](https://t.co/abc), [youtu.be/abc](https://www.youtube.com/watch?v=abc)", ""),
    ("[example.org](https://notbit.ly/abc)", "link-differs"),
    ("[\u0440\u0444](https://\u043f\u0440\u0438\u043c\u0435\u0440.\u0440\u0444)", ""),
    ("\u041f\u043e\u0447\u0442\u0430, TGF\u03b2, 5 k\u03a9, \U0001f3f4\U000e0067\U000e0062\U000e007f", ""),
])
def test_what_only_looks_alike_is_told(body, code, tmp_path):
    """Letters of another script, invisible characters and links to elsewhere; nothing that is honest."""
    told = {"link-differs", "link-lookalike", "character-invisible", "letters-mixed"}

    assert told & set(read_text({"body": f"{body}\n"}, tmp_path)) == ({code} if code else set())


@pytest.mark.parametrize("name", some((name for name, data in DRAWINGS.items() if len(data) < SMALL), 3))
def test_hostile_drawings_end_soon(name):
    """Each is cleaned, or refused in words."""
    clean_drawing(DRAWINGS[name])


@pytest.mark.parametrize("name", [name for name in DRAWINGS if name.startswith(DRAWN)])
def test_numbers_that_no_page_can_hold_are_told(name):
    """nan, inf, overflowing and absurd numbers, wherever a drawing has them."""
    assert {"drawing-number", "drawing-size"} & set(clean_drawing(DRAWINGS[name]))


@pytest.mark.parametrize("name", [name for name in DRAWINGS if name.startswith("encoding-")])
def test_encodings_are_known_or_told(name):
    """No encoding that a drawing names ends in a fault of ours."""
    assert clean_drawing(DRAWINGS[name]) in ((), ("drawing-broken",))


@pytest.mark.parametrize("name", some((name for name, data in PICTURES.items() if len(data) < 20_000
                                       and "x" not in name), 3))
def test_hostile_pictures_end_soon(name, tmp_path):
    """Each is converted, or refused in words."""
    convert_picture(PICTURES[name], tmp_path / "picture.jpg")


@pytest.mark.parametrize("name", [name for name in PICTURES if name.startswith("profile-")])
def test_damaged_profiles_are_told(name, tmp_path):
    """A picture is converted as if it had no profile, with a warning; some damage does no harm."""
    assert convert_picture(PICTURES[name], tmp_path / "picture.jpg") in ((), ("image-profile",))


@pytest.mark.parametrize("name", some((name for name, parts in TEXTS.items() if len(str(parts)) < 3_000), 3))
def test_hostile_texts_end_soon(name, tmp_path):
    """Each is read, or refused in words."""
    read_text(TEXTS[name], tmp_path)


@pytest.mark.parametrize("name", ["jpeg-plain-30000x2600", "png-xmp-bomb", "webp-78MP", "jpeg-scans"])
def test_pictures_keep_within_memory(name, tmp_path):
    """Headers that lie and bombs take no more than a run may use."""
    outcome = bounded(lambda: convert_picture(PICTURES[name], tmp_path / "picture.jpg"))

    assert outcome.codes is not None, outcome.traceback
    assert outcome.megabytes < MEGABYTES


@pytest.mark.parametrize("name", ["article-headings", "article-lists", "article-definitions"])
def test_long_texts_take_no_longer_than_they_are_long(name, tmp_path):
    """Thousands of headings, lists and notes that are alike are read in bounded time."""
    outcome = bounded(lambda: read_text(TEXTS[name], tmp_path))

    assert outcome.codes is not None, outcome.traceback
