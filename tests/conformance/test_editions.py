"""Every edition in the folder that ROCBPRESS_EDITIONS names is what it claims to be."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest

from tests.conformance.proofs import complaints
from tests.digests import DIGESTS, skip_with_other_packages

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


@pytest.mark.parametrize("name", DIGESTS)
def test_an_edition_has_the_bytes_of_other_systems(name):
    """All six, of issues 0 and 82."""
    skip_with_other_packages()
    [path] = FOLDER.glob(f"[0-9]*/{name}")

    assert sha256(path.read_bytes()).hexdigest() == DIGESTS[name]
