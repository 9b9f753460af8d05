"""Flows typeset on machines that share no disk with this one: all that a flow reads travels with it."""

import hashlib
import json
import pickle
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from rocbpress.figures.asset import Asset
from rocbpress.findings.errors import TypesetError
from rocbpress.findings.finding import Finding
from rocbpress.typeset.cache import typesetter_fingerprint
from rocbpress.typeset.engine.faces import face_files
from rocbpress.typeset.flow import Flow, Matter
from rocbpress.typeset.galley import Galley
from rocbpress.typeset.workers.worker import typeset_within
from rocbpress.workspace.files import put
from rocbpress.workspace.temporary import process_folder, temporary_folder

_NO_FACES: Mapping[str, bytes] = MappingProxyType({})
_ONE_AT_A_TIME = threading.Lock()  # what is replaced in WeasyPrint, and fontconfig, are a whole process's


@dataclass(frozen=True, slots=True)
class Task:
    """A flow, the digests of all faces by their names below the folder of faces, and its pictures by theirs.

    Digests are SHA-256 in hexadecimal; the flow's pictures have bare names for paths.
    """

    flow: Flow
    faces: Mapping[str, str]
    pictures: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class MissingFaces:
    """The answer of a process that does not have all faces yet: the digests of those it lacks."""

    digests: tuple[str, ...]


def make_task(flow: Flow, faces: Mapping[str, str]) -> bytes:
    """A pickled Task of what typesetting reads, and no more.

    OSError where a picture is gone, ValueError where it was altered.
    """
    pictures = {asset.digest: _checked(asset.path.read_bytes(), asset.digest) for asset in flow.assets}
    assets = tuple(Asset(asset.url, asset.digest, Path(asset.digest + asset.path.suffix))
                   for asset in flow.assets)
    bare = Flow(flow.name, flow.articles, Matter.BODY, "", "", flow.html, assets)
    return pickle.dumps(Task(bare, dict(faces), pictures))


def read_faces(fonts: Path) -> dict[str, bytes]:
    """The files of all faces by their names below the folder, with slashes."""
    return {path.relative_to(fonts).as_posix(): path.read_bytes() for path in face_files(fonts)}


def typeset_task(fingerprint: str, data: bytes,
                 faces: Mapping[str, bytes] = _NO_FACES) -> Galley | MissingFaces:
    """The galley of a task from a client of this fingerprint; TypesetError as in `typeset`, or for another's.

    `faces` are the bytes of faces by digest, for a process that lacks them; it keeps them, in a
    temporary folder, until it ends. One flow is set at a time, whatever threads there are, and a
    thread beside the main one has no deadline.
    """
    if fingerprint != typesetter_fingerprint():
        raise TypesetError(Finding(
            "worker-differs", "a worker of the cluster has other versions than this machine",
            hint="install the same rocbpress, Python and libraries: compare rocbpress doctor"))
    task: Task = pickle.loads(data)  # the same code wrote it, as the fingerprint says
    with _ONE_AT_A_TIME, temporary_folder() as folder:
        fonts = _face_folder(task)
        if missing := _keep_faces(task, faces, fonts):
            return MissingFaces(missing)
        assets = tuple(replace(asset, path=folder / asset.path) for asset in task.flow.assets)
        for asset in assets:
            put(_checked(task.pictures[asset.digest], asset.digest), asset.path)
        return typeset_within(replace(task.flow, assets=assets), fonts)


def _keep_faces(task: Task, faces: Mapping[str, bytes], fonts: Path) -> tuple[str, ...]:
    """Write the faces that have come; the digests of those still missing."""
    missing = {name: digest for name, digest in task.faces.items() if not (fonts / name).is_file()}
    for name, digest in missing.items():
        if digest in faces:
            put(_checked(faces[digest], digest), fonts / name)
    return tuple(dict.fromkeys(digest for digest in missing.values() if digest not in faces))


def _checked(data: bytes, digest: str) -> bytes:
    if hashlib.sha256(data).hexdigest() != digest:
        raise ValueError(f"the bytes are not those of {digest}")
    return data


def _face_folder(task: Task) -> Path:
    """A folder of just these faces."""
    listed = json.dumps(sorted(task.faces.items()))
    return process_folder() / hashlib.sha256(listed.encode()).hexdigest()
