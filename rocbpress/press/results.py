"""What is known of an edition whose inputs have not changed, so that nothing is made twice."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.press.job import Job, Result
from rocbpress.workspace.cache import Cache
from rocbpress.workspace.fingerprint import digest_files, engines, own_code
from rocbpress.workspace.workspace import Workspace

LIMIT = 20_000_000  # bytes of outcomes that are kept: some ten thousand


@dataclass(frozen=True, slots=True)
class ResultCache:
    """What is known of an order over the bytes that there were when the memo was opened.

    `key` is the digest of all of these, in hexadecimal; empty where nothing is to be kept.
    """

    order: Job
    key: str

    def recall(self) -> Result | None:
        """The outcome of the same order over the same bytes; None where there was none, or no cache."""
        body = _shelf(self.order).find(self.key) if self.key else None
        if body is None:
            return None
        record = json.loads(body)
        findings = tuple(
            Finding(f["code"], f["message"], Place(**f["where"]), Severity(f["severity"]), f["hint"])
            for f in record["findings"])
        return Result(record["pages"], record["size"], record["sha256"], findings)

    def remember(self, outcome: Result) -> None:
        """Keep the outcome, unless a file was saved while the edition was made: who knows which was read?"""
        if self.key and self.key == _digest(self.order):
            text = json.dumps(asdict(outcome), ensure_ascii=False, sort_keys=True)
            _shelf(self.order).keep(self.key, text.encode())
            _shelf(self.order, "copy").keep(_copy(self.order), b"")
            _shelf(self.order).clear(limit=LIMIT)


def open_results(order: Job, house: str = "") -> ResultCache:
    """The memo of all that the order will read, as it is now: to be opened before anything is read.

    `house` spares many orders of one workspace what `environment_digest` has told already.
    """
    return ResultCache(order, _digest(order, house) if order.cache else "")


def is_new(order: Job) -> bool:
    """Whether no edition was ever made of the issue's files as they are, so that nothing can be known."""
    return order.cache is None or _shelf(order, "copy").find(_copy(order)) is None


def environment_digest(workspace: Workspace) -> str:
    """The digest of what all issues share: engines, layouts, faces, our own code."""
    # Each on its own, for one may be a link to a folder elsewhere.
    layouts = [f"{folder.name} {digest_files(folder)}" for folder in sorted(workspace.layouts.glob("*/"))]
    parts = (engines(), *layouts, digest_files(workspace.fonts), own_code())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def is_there(outcome: Result, path: Path) -> bool:
    """Whether `path` still holds the very file of this outcome."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == outcome.sha256
    except OSError:
        return False


def _shelf(order: Job, name: str = "outcomes") -> Cache:
    assert order.cache is not None
    return Cache(order.cache / name)


def _digest(order: Job, house: str = "") -> str:
    """Everything an edition can depend on."""
    work = order.workspace
    parts = (house or environment_digest(work), f"{order.number} {order.edition} {order.draft} {order.current_layout}",
             digest_files(work.issues / str(order.number)), _publishers(order))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _copy(order: Job) -> str:
    said = f"copy {order.number} {digest_files(order.workspace.issues / str(order.number))}"
    return hashlib.sha256(said.encode()).hexdigest()


def _publishers(order: Job) -> str:
    """The publishers, and, where one may have a logo, all files among which that may lie."""
    work = order.workspace
    texts = (work.issues / "publishers.yaml", work.issues / str(order.number) / "issue.yaml")
    said = [path.read_bytes() for path in texts if path.is_file()]
    logo = digest_files(work.issues) if any(b"logo" in text for text in said) else ""
    return hashlib.sha256(b"\0".join([*said, logo.encode()])).hexdigest()
