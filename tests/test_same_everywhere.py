"""The same file from the same words, whatever Python, Pango, HarfBuzz and zlib the system has.

The other editions are held to the same in `nox -s conformance`.
"""

from __future__ import annotations

from hashlib import sha256

import pytest

from tests.digests import DIGESTS, skip_with_other_packages


@pytest.mark.parametrize("file", ["issue_82", "specimen_file"])
def test_the_bytes_are_those_of_other_systems(file, request):
    """A change of ours that changes them is meant, and these digests change with it."""
    skip_with_other_packages()
    path = request.getfixturevalue(file)

    assert sha256(path.read_bytes()).hexdigest() == DIGESTS[path.name]
