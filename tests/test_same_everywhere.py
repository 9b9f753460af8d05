"""The same file from the same words, whatever Python, Pango, HarfBuzz and zlib the system has."""

from __future__ import annotations

from hashlib import sha256

import pytest

from rocbpress.workspace.fingerprint import package_versions

# The mail editions as they were made on Debian 12 and 13, with the packages whose versions matter.
DIGESTS = {
    "issue_82": "fd086ddb08270c546292c74917e739dcf772b8c532a05489d604161f30f3585e",
    "specimen_file": "5c75a1a3ab4864f4191800675a3a32c6bc3d835fa443663ca5853418cf0ebaec",
}
MADE_WITH = {"weasyprint": "70.0", "pydyf": "0.13.0", "fonttools": "4.68.0", "uharfbuzz": "0.57.0",
             "pypdf": "7.1.1", "pillow": "13.0.0", "icu4py": "1.2.0", "deflate": "0.9.0", "pyphen": "0.18.1"}


@pytest.mark.parametrize("file", DIGESTS)
def test_the_bytes_are_those_of_other_systems(file, request):
    """A change of ours that changes them is meant, and these digests change with it."""
    if other := {name for name, version in MADE_WITH.items() if package_versions()[name] != version}:
        pytest.skip(f"made with other versions of {', '.join(sorted(other))}")
    assert sha256(request.getfixturevalue(file).read_bytes()).hexdigest() == DIGESTS[file]
