"""What is known of an edition whose inputs have not changed, so that nothing is made twice."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

import rocbpress
from rocbpress.engines import digest_files, engines
from rocbpress.findings import Finding, Place, Severity
from rocbpress.order import Order, Outcome
from rocbpress.publish import publish


def recall(order: Order) -> Outcome | None:
    """The outcome of the same order over the same bytes; None where there was none, or no cache."""
    if order.cache is None:
        return None
    try:
        record = json.loads(_path(order, order.cache).read_bytes())
        findings = tuple(Finding(f["code"], f["message"], Place(**f["where"]), Severity(f["severity"]),
                                 f["hint"]) for f in record["findings"])
        return Outcome(record["pages"], record["size"], record["sha256"], findings)
    except (OSError, ValueError, KeyError, TypeError):
        return None  # never written, or damaged since: made again


def remember(order: Order, outcome: Outcome) -> None:
    """Keep the outcome under the digest of all that the order reads."""
    if order.cache is not None:
        text = json.dumps(asdict(outcome), ensure_ascii=False, sort_keys=True)
        publish(text.encode(), _path(order, order.cache))


def is_there(outcome: Outcome, path: Path) -> bool:
    """Whether `path` still holds the very file of this outcome."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == outcome.sha256
    except OSError:
        return False


def _path(order: Order, cache: Path) -> Path:
    return cache / "outcomes" / _digest(order)


def _digest(order: Order) -> str:
    """Everything an edition can depend on: sources, layouts, faces, engines, our own code."""
    work = order.workspace
    publishers = work.issues / "publishers.yaml"
    parts = (
        f"{order.number} {order.edition.name} {order.draft} {order.current_layout}", engines(),
        digest_files(work.issues / str(order.number)), digest_files(work.layouts),
        digest_files(work.fonts), digest_files(Path(rocbpress.__file__).parent),
        hashlib.sha256(publishers.read_bytes() if publishers.is_file() else b"").hexdigest())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
