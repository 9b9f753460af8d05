"""Every edition in the folder that ROCBPRESS_EDITIONS names is what it claims to be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conformance.proofs import complaints

FOLDER = Path(os.environ["ROCBPRESS_EDITIONS"])
# The index of the archive claims what the mail edition does.
EDITIONS = sorted([*FOLDER.glob("[0-9]*/*.pdf"), *FOLDER.glob("index.pdf")])


def test_there_are_editions():
    """An empty folder proves nothing, and fails."""
    assert EDITIONS, "no edition to prove: run `rocbpress render 82 --edition all` first"


@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: path.stem)
def test_an_edition_keeps_its_claims(path: Path):
    """No validator objects to the edition."""
    assert complaints(path) == ()
