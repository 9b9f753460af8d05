"""SHA-256 of the editions of issues 0 and 82 as Debian 12 and 13 made them, both the same."""

from __future__ import annotations

import pytest

from rocbpress.workspace.fingerprint import package_versions

DIGESTS = {
    "rocb-0.pdf": "5c75a1a3ab4864f4191800675a3a32c6bc3d835fa443663ca5853418cf0ebaec",
    "rocb-0-print.pdf": "8912bd18428db6c24fec466a4d5d136a0b2a4e24d703f909420ff0d7ebd70703",
    "rocb-0-archive.pdf": "73939bbf6d18ee086220426882c5cdd05c82f1eadb0c07677529f38568878d5b",
    "rocb-82.pdf": "fd086ddb08270c546292c74917e739dcf772b8c532a05489d604161f30f3585e",
    "rocb-82-print.pdf": "f6c0a21a95c2bc41a1b7835470dd14dc425e97ecc6f240b839db0456741d2aaf",
    "rocb-82-archive.pdf": "be9d401d55494a7a8a90207270dd13eca080140700bc91af36918a1c1e88c055",
}
# The packages whose versions matter.
MADE_WITH = {"weasyprint": "70.0", "pydyf": "0.13.0", "fonttools": "4.68.0", "uharfbuzz": "0.57.0",
             "pypdf": "7.1.1", "pillow": "13.0.0", "icu4py": "1.2.0", "deflate": "0.9.0", "pyphen": "0.18.1"}


def skip_with_other_packages() -> None:
    """Where others are installed, the bytes may be others."""
    if other := {name for name, version in MADE_WITH.items() if package_versions()[name] != version}:
        pytest.skip(f"made with other versions of {', '.join(sorted(other))}")
