"""issue.lock: what an issue was when it went out, and with what it was made."""

import json
import platform
import shutil
import zlib
from collections.abc import Iterable, Mapping
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Literal, NotRequired, TypedDict, cast

from pydantic import BaseModel, ConfigDict, Field

from rocbpress import __version__
from rocbpress.archive.embedded import read_embedded
from rocbpress.archive.snapshot import Snapshot, pack, take_snapshot, unpack
from rocbpress.assemble.embedded_files import RECORD
from rocbpress.copyfit.fit import decode_fits
from rocbpress.findings.errors import UsageError, WriteError
from rocbpress.findings.finding import Finding, Place
from rocbpress.layout.locked import LOCK, copy_of, locked_layout, read_lock_file
from rocbpress.sources.yaml.manifest import read_issue
from rocbpress.workspace.contained import read_inside
from rocbpress.workspace.files import publish
from rocbpress.workspace.fingerprint import (
    LEFT_BY_SYSTEMS,
    digest_files,
    library_versions,
    own_code,
    package_versions,
    versions_beneath,
)
from rocbpress.workspace.workspace import Workspace

SCHEMA = 1
_FROM_BACKUP = "restore it from a backup"


class LockedEdition(TypedDict):
    """An edition's digest, size in bytes, the digest of its snapshot, and the digests of each page."""

    sha256: str
    size: int
    portrait: str
    pages: list[str]


class RecordedFile(TypedDict):
    """A file that an archive edition was made from: its name in the workspace and its SHA-256."""

    path: str
    sha256: str


class Record(TypedDict):
    """What an archive edition records of how it was made."""

    files: list[RecordedFile]
    fits: NotRequired[dict[str, dict[str, object]]]


class Lock(TypedDict):
    """issue.lock: versions by engine, name and digest of the layout, digests of all inputs by path.

    `fits` are what gave way in articles so that pages fill, where anything did; `code` is the SHA-256 of
    rocbpress itself; `environment` is that of pylock.toml, where its packages were installed.
    """

    schema: int
    issue: int
    engines: dict[str, str]
    layout: dict[str, str]
    inputs: dict[str, str]
    fits: NotRequired[dict[str, dict[str, object]]]
    code: NotRequired[str]
    environment: NotRequired[str]
    editions: dict[str, LockedEdition]


_Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")


class _CheckedEdition(_Strict):
    sha256: _Digest
    size: int
    portrait: _Digest
    pages: list[str]


class _CheckedLayout(_Strict):
    name: Annotated[str, Field(pattern=r"^[^/\\\x00]+$")]
    sha256: _Digest


class _Checked(_Strict):
    """The shape of a lock, which may come from a stranger."""

    engines: dict[str, str]
    layout: _CheckedLayout
    inputs: dict[str, _Digest]
    code: str = ""
    environment: Annotated[str, Field(pattern="^([0-9a-f]{64})?$")] = ""
    editions: Annotated[dict[Literal["mail", "print", "archive"], _CheckedEdition], Field(min_length=1)]


def engine_versions() -> dict[str, str]:
    """All that sets a page or looks at one, with its version, by name."""
    return {"python": platform.python_version(), "rocbpress": __version__, "zlib": zlib.ZLIB_RUNTIME_VERSION,
            "pypdfium2": version("pypdfium2"), **package_versions(), **library_versions(),
            **versions_beneath()}


def engine_changes(then: Mapping[str, str], names: Iterable[str]) -> tuple[str, ...]:
    """Which of these engines are of another version than `then`, in words.

    Earlier locks say of some only that they were present.
    """
    now = engine_versions()
    return tuple(f"{name} is {now.get(name) or 'missing'}, was {then.get(name) or 'missing'}"
                 for name in sorted(names) if now.get(name, "") != then.get(name, "")
                 and not (now.get(name) and then.get(name) == "present"))


def lock_issue(workspace: Workspace, number: int, editions: Mapping[str, bytes],
               environment: str = "") -> Path:
    """Write the lock of an issue, its snapshots and the copy of its layout; the path of the lock.

    `environment` is what `pins_digest` gives.
    `editions` are the finished files by name. The archive among them says which files were read.
    The lock is written last: a run that is killed before leaves the issue as it was.
    """
    folder = workspace.issue(number)
    snapshots = {name: take_snapshot(data) for name, data in editions.items()}
    packed = {name: pack(snapshot) for name, snapshot in snapshots.items()}
    record = _record(editions["archive"])
    lock: Lock = {
        "schema": SCHEMA, "issue": number, "engines": engine_versions(),
        "code": own_code(), "layout": _keep_layout(workspace, number),
        "inputs": {each["path"]: each["sha256"] for each in record["files"]},
        "editions": {name: _edition(editions[name], snapshots[name], packed[name]) for name in editions}}
    if environment:
        lock["environment"] = environment
    if "fits" in record:
        lock["fits"] = record["fits"]
    for data in packed.values():
        publish(data, _snapshot_path(folder, sha256(data).hexdigest()))
    publish((json.dumps(lock, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode(), folder / LOCK)
    _remove_earlier(folder, lock)
    return folder / LOCK


def read_lock(workspace: Workspace, number: int) -> Lock:
    """The lock as it was written; UsageError where the issue has none, or one that cannot be read."""
    path = workspace.issue(number) / LOCK
    where = Place(workspace.relative(path))
    try:
        found = read_lock_file(path.parent)
        if (found["schema"], found["issue"]) == (SCHEMA, number):
            _Checked.model_validate(found)
            lock = cast(Lock, found)
            decode_fits(lock.get("fits", {}))
            return lock
    except FileNotFoundError as error:
        raise UsageError(Finding("lock-missing", f"issue {number} is not locked", where,
                                 hint=f"lock it: rocbpress lock {number}")) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(Finding("lock-unreadable", "the lock cannot be read", where,
                                 hint=_FROM_BACKUP)) from error
    raise UsageError(Finding("lock-foreign", "this lock is of another issue, or of a later rocbpress",
                             where, hint=_FROM_BACKUP))


def read_snapshot(workspace: Workspace, number: int, digest: str) -> Snapshot:
    """The snapshot that a lock names by its SHA-256; UsageError where it is missing or damaged."""
    folder = workspace.issue(number)
    path = _snapshot_path(folder, digest)
    try:
        data = read_inside(path, folder)
        if sha256(data).hexdigest() == digest:
            return unpack(data)
    except (OSError, ValueError):
        pass
    raise UsageError(Finding("lock-portrait", "the snapshot of the locked pages is missing or damaged",
                             Place(workspace.relative(path)), hint=_FROM_BACKUP))


def _record(archive: bytes) -> Record:
    """What an archive edition says of the files that it was made from."""
    found: Record = json.loads(next(each.data for each in read_embedded(archive) if each.name == RECORD))
    return found


def _edition(data: bytes, snapshot: Snapshot, packed: bytes) -> LockedEdition:
    return {"sha256": sha256(data).hexdigest(), "size": len(data), "portrait": sha256(packed).hexdigest(),
            "pages": [" ".join([f"{at:04}", *(f"{key}={value}" for key, value in page.digests().items())])
                      for at, page in enumerate(snapshot.pages, 1)]}


def _keep_layout(workspace: Workspace, number: int) -> dict[str, str]:
    """Keep the layout that the issue is set with; what the lock says of it."""
    name = read_issue(workspace, number).layout
    source = locked_layout(workspace, number, name) or workspace.layouts / name
    digest = digest_files(source, without=LEFT_BY_SYSTEMS)
    copy = copy_of(workspace.issue(number), name, digest)
    if copy != source:
        try:
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__", *LEFT_BY_SYSTEMS))
        except OSError as error:
            raise WriteError(Finding("write-refused", f"the layout cannot be copied: {error.strerror}",
                                     Place(workspace.relative(copy)))) from error
    return {"name": name, "sha256": digest}


def _snapshot_path(folder: Path, digest: str) -> Path:
    return folder / ".lock" / f"{digest[:16]}.zip"


def _remove_earlier(folder: Path, lock: Lock) -> None:
    """Remove the snapshots and the layout of an earlier lock."""
    snapshots = {_snapshot_path(folder, each["portrait"]) for each in lock["editions"].values()}
    for path in set((folder / ".lock").glob("*.zip")) - snapshots:
        path.unlink()
    layout = copy_of(folder, lock["layout"]["name"], lock["layout"]["sha256"])
    for path in set((folder / ".layout").iterdir()) - {layout}:
        shutil.rmtree(path)
