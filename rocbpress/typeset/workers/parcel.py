"""A docket: a flow with all that it reads, as bytes, for a compositor who shares no disk with us."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from rocbpress.figures.asset import Asset
from rocbpress.typeset.flow import Flow, Matter
from rocbpress.workspace.files import put

SUFFIXES = frozenset({".ttf", ".otf", ".ttc"})  # of the files that faces are read from


@dataclass(frozen=True, slots=True)
class Task:
    """A flow, the SHA-256 of its pictures and faces in hexadecimal, and the pictures themselves.

    `craft` is what `galleys.craft` tells where the docket was written: galleys of another would differ.
    `faces` are digests by the names of the files below the folder of faces.
    """

    craft: str
    flow: Flow
    faces: Mapping[str, str]
    pictures: Mapping[str, bytes]


def write_task(flow: Flow, faces: Mapping[str, str], craft: str) -> bytes:
    """The flow as bytes; OSError where a picture is gone, ValueError where it is not what it was."""
    pictures = {asset.digest: _true(asset.path.read_bytes(), asset.digest) for asset in flow.assets}
    record = {
        "craft": craft, "faces": dict(faces),
        "flow": {"name": flow.name, "articles": flow.articles, "html": flow.html,
                 "assets": [[asset.url, asset.digest, asset.path.suffix] for asset in flow.assets]},
        "pictures": [[digest, len(data)] for digest, data in pictures.items()]}
    return json.dumps(record, ensure_ascii=False).encode() + b"\n" + b"".join(pictures.values())


def read_task(data: bytes, folder: Path) -> Task:
    """The docket of these bytes; the paths of its pictures lead into `folder`, where nothing is written.

    ValueError for a picture that came other than it went.
    """
    head, _, rest = data.partition(b"\n")
    record = json.loads(head)
    pictures = {}
    for digest, size in record["pictures"]:
        pictures[digest], rest = _true(rest[:size], digest), rest[size:]
    flow = record["flow"]
    assets = tuple(Asset(url, digest, folder / f"{digest}{suffix}") for url, digest, suffix in flow["assets"])
    return Task(record["craft"], Flow(flow["name"], tuple(flow["articles"]), Matter.BODY, "", "",
                                        flow["html"], assets), record["faces"], pictures)


def faces_below(fonts: Path) -> dict[str, bytes]:
    """The files of all faces by their names below the folder, with slashes."""
    return {path.relative_to(fonts).as_posix(): path.read_bytes() for path in sorted(fonts.rglob("*"))
            if path.suffix.lower() in SUFFIXES}


def lay_out(docket: Task) -> None:
    """Write the pictures where the flow looks for them."""
    for asset in docket.flow.assets:
        put(docket.pictures[asset.digest], asset.path)


def keep_faces(docket: Task, faces: Mapping[str, bytes], fonts: Path) -> tuple[str, ...]:
    """Write the faces that have come, by digest, into the folder `fonts`; the digests of those still lacking.

    ValueError for one that came other than it went.
    """
    lacking: dict[str, None] = {}
    for name, digest in docket.faces.items():
        if (fonts / name).is_file():
            continue
        if digest in faces:
            put(_true(faces[digest], digest), fonts / name)
        else:
            lacking[digest] = None
    return tuple(lacking)


def _true(data: bytes, digest: str) -> bytes:
    if sha256(data).hexdigest() != digest:
        raise ValueError(f"the bytes are not those of {digest}")
    return data
