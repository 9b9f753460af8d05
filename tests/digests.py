"""SHA-256 of the editions of issues 0 and 82 as Debian 12 and 13 made them, both the same."""

from __future__ import annotations

import pytest

from rocbpress.workspace.fingerprint import package_versions

DIGESTS = {
    "rocb-0.pdf": "2341a42074536e0126f48461629caac64dbfbec4479a351ba27b495db551de75",
    "rocb-0-print.pdf": "6eff03dadf119ae9cefdf9afb2a51f5929c33da775b720491deae2827ae15b75",
    "rocb-0-archive.pdf": "a41df5d7d06a5d413c8afa723141f38922984ec79b1a480d4f5aa91cda2f2481",
    "rocb-82.pdf": "c5814e86e435cb160ab523cc72bf02bc83295857fc2024db9be32acda3673953",
    "rocb-82-print.pdf": "0bf03d982b4f3addf8fe1261ed88d3e44b73374333c24b2d1f92d8a2334162aa",
    "rocb-82-archive.pdf": "e414243da51e8aa7288c6594b7acc268bab106839f1e531c25b01e5930f78b60",
}
# The packages whose versions matter.
MADE_WITH = {"weasyprint": "70.0", "pydyf": "0.13.0", "fonttools": "4.68.0", "uharfbuzz": "0.57.0",
             "pypdf": "7.1.1", "pillow": "13.0.0", "icu4py": "1.2.0", "deflate": "0.9.0", "pyphen": "0.18.1"}


def skip_with_other_packages() -> None:
    """Where others are installed, the bytes may be others."""
    if other := {name for name, version in MADE_WITH.items() if package_versions()[name] != version}:
        pytest.skip(f"made with other versions of {', '.join(sorted(other))}")
