"""Type set out of the house: bytes in, bytes out, whatever disk the process has."""

from __future__ import annotations

import hashlib
import json
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path
from shutil import rmtree
from types import MappingProxyType

from rocbpress.findings.errors import TypesetError
from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.typeset.cache import craft, decode, encode
from rocbpress.typeset.galley import Galley
from rocbpress.typeset.workers.deadline import typeset_within
from rocbpress.typeset.workers.parcel import Task, keep_faces, lay_out, read_task

_NO_FACES: Mapping[str, bytes] = MappingProxyType({})
_BENCH = threading.Lock()  # WeasyPrint's functions are replaced, and fontconfig set, for a whole process


@dataclass(frozen=True, slots=True)
class MissingFaces:
    """The answer of a process that does not have all faces yet: the digests of what it lacks."""

    digests: tuple[str, ...]


def typeset_bytes(docket: bytes, faces: Mapping[str, bytes] = _NO_FACES) -> bytes:
    """The galley of a docket, or what is against it, for `read_answer`.

    `faces` are the bytes of faces by digest, for a process that lacks them; it keeps them, in a
    temporary folder, until it ends. One flow is set at a time, whatever threads there are.
    """
    with _BENCH, tempfile.TemporaryDirectory(prefix="rocbpress-pictures-") as folder:
        order = read_task(docket, Path(folder))
        if order.craft != craft():
            return _answer("findings", [asdict(Finding(
                "worker-differs", f"a worker of the cluster would set {order.flow.name} otherwise",
                hint="it needs the same rocbpress, Python and engines: compare rocbpress doctor"))])
        fonts = _fonts(order)
        if lacking := keep_faces(order, faces, fonts):
            return _answer("lacking", lacking)
        lay_out(order)
        try:
            return _answer("galley", []) + encode(typeset_within(order.flow, fonts))
        except TypesetError as error:
            return _answer("findings", [asdict(finding) for finding in error.findings])


def read_answer(answer: bytes) -> Galley | MissingFaces:
    """What `typeset_bytes` says; TypesetError for findings."""
    head, _, body = answer.partition(b"\n")
    kind, said = json.loads(head)
    if kind == "findings":
        raise TypesetError(Finding(f["code"], f["message"], Place(**f["where"]), Severity(f["severity"]),
                                   f["hint"]) for f in said)
    return decode(body) if kind == "galley" else MissingFaces(tuple(said))


def _answer(kind: str, said: object) -> bytes:
    return json.dumps([kind, said], ensure_ascii=False).encode() + b"\n"


def _fonts(docket: Task) -> Path:
    """The folder of just these faces."""
    listed = json.dumps(sorted(docket.faces.items()))
    return _cupboard() / hashlib.sha256(listed.encode()).hexdigest()


@cache
def _cupboard() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="rocbpress-outwork-"))
    Finalize(None, rmtree, args=(folder, True), exitpriority=0)
    return folder
