"""Galleys, set again only when something has changed that typesetting reads."""

import hashlib
from functools import cache
from pathlib import Path

import rocbpress.typeset
from rocbpress.typeset.flow import Flow
from rocbpress.workspace.cache import Cache, Entry
from rocbpress.workspace.fingerprint import digest_files, engines


def galley_entry(kept: Cache, faces: str, flow: Flow) -> Entry:
    """Where the galley of a flow belongs; `faces` is the digest of the faces that it is set with."""
    return kept.entry("galleys", code=typesetter_fingerprint(), faces=faces, flow=flow.digest())


@cache
def typesetter_fingerprint() -> str:
    """The digest of how galleys are made here, whatever the faces: engines, our code and its data."""
    package = Path(rocbpress.typeset.__file__).parent
    said = (package.parent / name for name in
            ("findings/errors.py", "findings/finding.py", "figures/asset.py"))
    code = hashlib.sha256(b"\0".join(path.read_bytes() for path in said)).hexdigest()
    return hashlib.sha256(f"{engines()} {digest_files(package)} {code}".encode()).hexdigest()
