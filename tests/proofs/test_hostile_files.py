"""Hostile drawings, pictures and texts of the tables, each in a process with bounds."""

from __future__ import annotations

import pytest

from tests.hostile.drawings import drawings
from tests.hostile.limits import MEGABYTES, bounded
from tests.hostile.pictures import pictures
from tests.hostile.run import clean_drawing, convert_picture, read_text
from tests.hostile.texts import texts
from tests.proofs.sampling import some


def kept(outcome):
    assert outcome.codes is not None, outcome.traceback or "it was ended: out of time"
    assert outcome.megabytes < MEGABYTES


@pytest.mark.parametrize("data", [pytest.param(data, id=name) for name, data in some(drawings(), 5)])
def test_drawings(data):
    """A finding or a cleaned drawing."""
    kept(bounded(lambda: clean_drawing(data)))


@pytest.mark.parametrize("data", [pytest.param(data, id=name) for name, data in some(pictures(), 5)])
def test_pictures(data, tmp_path):
    """A finding, or a picture for screen and press."""
    kept(bounded(lambda: convert_picture(data, tmp_path / "picture.jpg")))


@pytest.mark.parametrize("parts", [pytest.param(parts, id=name) for name, parts in some(texts(), 5)])
def test_texts(parts, tmp_path):
    """A finding, or an issue that is read."""
    kept(bounded(lambda: read_text(parts, tmp_path)))
