"""Galleys, set again only when something has changed that typesetting reads."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import rocbpress.typeset
from rocbpress.typeset.flow import Flow
from rocbpress.workspace.cache import Cache, Entry
from rocbpress.workspace.codec import decode as decode
from rocbpress.workspace.codec import encode as encode
from rocbpress.workspace.fingerprint import digest_files, engines


@dataclass(frozen=True, slots=True)
class GalleyCache:
    """The galleys of this machine's engines; `faces` is the digest of the faces that they are set with."""

    cache: Cache
    faces: str

    def entry(self, flow: Flow) -> Entry:
        """Where the galley of the flow belongs."""
        return self.cache.entry("galleys", code=craft(), faces=self.faces, flow=flow.digest())


def open_galleys(kept: Cache, fonts: Path) -> GalleyCache:
    """The galleys that are set with the faces of the folder `fonts`."""
    return GalleyCache(kept, digest_files(fonts) if kept.folder else "")


@cache
def craft() -> str:
    """The digest of how galleys are made here, whatever the faces: engines, our code and its data."""
    package = Path(rocbpress.typeset.__file__).parent
    said = (package.parent / name for name in ("findings/errors.py", "findings/finding.py", "figures/asset.py"))
    code = hashlib.sha256(b"\0".join(path.read_bytes() for path in said)).hexdigest()
    return hashlib.sha256(f"{engines()} {digest_files(package)} {code}".encode()).hexdigest()
