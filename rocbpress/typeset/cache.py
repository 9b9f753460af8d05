"""The cache of galleys: each is kept under the digest of all that can change it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import rocbpress.typeset
from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.typeset.flow import Flow
from rocbpress.typeset.galley import Galley, GalleyPage, Landmark
from rocbpress.workspace.cache import Cache
from rocbpress.workspace.fingerprint import digest_files, engines

LIMIT = 1_000_000_000  # bytes of galleys that are kept: some thousand flows


@dataclass(frozen=True, slots=True)
class GalleyCache:
    """A shelf of galleys; `house` is the digest of what all flows share (engines, faces, code)."""

    folder: Path
    house: str

    def key(self, flow: Flow) -> str:
        """The name under which the galley of this flow is kept, in hexadecimal."""
        return hashlib.sha256(f"{self.house} {flow.digest()}".encode()).hexdigest()

    def load(self, flow: Flow) -> Galley | None:
        """The galley as it was saved; None where there is none, or where it was damaged since."""
        body = Cache(self.folder).find(self.key(flow))
        return decode(body) if body is not None else None

    def save(self, flow: Flow, galley: Galley) -> None:
        """Keep the galley; two runs that save the same one do each other no harm."""
        Cache(self.folder).keep(self.key(flow), encode(galley))

    def clear(self, *, limit: int = LIMIT) -> None:
        """Throw away the galleys that were not asked for longest, beyond `limit` bytes."""
        Cache(self.folder).clear(limit=limit)


def open_store(folder: Path, fonts: Path) -> GalleyCache:
    """The galleys of this machine's engines and of these faces."""
    house = hashlib.sha256(f"{craft()} {digest_files(fonts)}".encode())
    return GalleyCache(folder, house.hexdigest())


@cache
def craft() -> str:
    """The digest of how galleys are made here, whatever the faces: engines, our code and its data."""
    package = Path(rocbpress.typeset.__file__).parent
    said = (package.parent / name for name in ("findings/errors.py", "findings/finding.py", "figures/asset.py"))
    code = hashlib.sha256(b"\0".join(path.read_bytes() for path in said)).hexdigest()
    return hashlib.sha256(f"{engines()} {digest_files(package)} {code}".encode()).hexdigest()


def encode(galley: Galley) -> bytes:
    """The galley as bytes: a line of facts, and its PDF."""
    record = {
        "flow": galley.flow,
        "pages": [asdict(page) for page in galley.pages],
        "landmarks": [asdict(landmark) for landmark in galley.landmarks],
        "findings": [asdict(finding) for finding in galley.findings],
    }
    return json.dumps(record, ensure_ascii=False, sort_keys=True).encode() + b"\n" + galley.pdf


def decode(body: bytes) -> Galley:
    """The galley that `encode` made these bytes of."""
    head, _, pdf = body.partition(b"\n")
    record = json.loads(head)
    return Galley(
        record["flow"], pdf,
        tuple(GalleyPage(**page) for page in record["pages"]),
        tuple(Landmark(**landmark) for landmark in record["landmarks"]),
        tuple(Finding(f["code"], f["message"], Place(**f["where"]), Severity(f["severity"]), f["hint"])
              for f in record["findings"]))
