"""issue.lock: what an issue was when it went out, and with what it was made."""

from __future__ import annotations

import json
import platform
import shutil
from collections.abc import Mapping
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rocbpress import __version__
from rocbpress.archive.embedded import read_embedded
from rocbpress.archive.snapshot import Snapshot, pack, unpack
from rocbpress.archive.take_snapshot import take_snapshot
from rocbpress.assemble.enclosure import RECORD
from rocbpress.findings.errors import UsageError, WriteError
from rocbpress.findings.finding import Finding, Place
from rocbpress.layout.locked import LOCK, copy_of, locked_layout
from rocbpress.sources.yaml.manifest import read_issue
from rocbpress.workspace.files import publish
from rocbpress.workspace.fingerprint import digest_files, library_versions, package_versions
from rocbpress.workspace.workspace import Workspace

SCHEMA = 1
_FROM_BACKUP = "take it from the backup"


def engine_versions() -> dict[str, str]:
    """All that sets a page or looks at one, with its version, by name."""
    return {"python": platform.python_version(), "rocbpress": __version__,
            "pypdfium2": version("pypdfium2"), **package_versions(), **library_versions()}


def lock_issue(workspace: Workspace, number: int, editions: Mapping[str, bytes]) -> Path:
    """Write the lock of an issue, its portraits and the copy of its layout; the path of the lock.

    `editions` are the finished files by name. The archive among them says which files were read.
    The lock is written last: a run that is killed before leaves the issue as it was.
    """
    folder = workspace.issue(number)
    portraits = {name: take_snapshot(data) for name, data in editions.items()}
    kept = {name: pack(portrait) for name, portrait in portraits.items()}
    lock = {
        "schema": SCHEMA, "issue": number, "engines": engine_versions(),
        "layout": _freeze(workspace, number), "inputs": _inputs(editions["archive"]),
        "editions": {name: _edition(editions[name], portraits[name], kept[name]) for name in editions}}
    for packed in kept.values():
        publish(packed, _portrait_path(folder, sha256(packed).hexdigest()))
    publish((json.dumps(lock, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode(), folder / LOCK)
    _tidy(folder, lock)
    return folder / LOCK


def read_lock(workspace: Workspace, number: int) -> dict[str, Any]:
    """The lock as it was written; UsageError where the issue has none, or one that cannot be read."""
    path = workspace.issue(number) / LOCK
    where = Place(workspace.relative(path))
    try:
        lock: dict[str, Any] = json.loads(path.read_text("utf-8"))
        if lock["schema"] == SCHEMA and lock["issue"] == number and lock["editions"]:
            return lock
    except FileNotFoundError as error:
        raise UsageError(Finding("lock-missing", f"issue {number} is not locked", where,
                                 hint=f"rocbpress lock {number}")) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(Finding("lock-unreadable", "the lock cannot be read", where,
                                 hint=_FROM_BACKUP)) from error
    raise UsageError(Finding("lock-foreign", "this is the lock of another issue, or of a later rocbpress",
                             where, hint=_FROM_BACKUP))


def read_snapshot(workspace: Workspace, number: int, digest: str) -> Snapshot:
    """The portrait that a lock names by its SHA-256; UsageError where it is missing or damaged."""
    path = _portrait_path(workspace.issue(number), digest)
    data = path.read_bytes() if path.is_file() else b""
    if sha256(data).hexdigest() != digest:
        raise UsageError(Finding("lock-portrait", "what was kept of the pages is missing or damaged",
                                 Place(workspace.relative(path)), hint=_FROM_BACKUP))
    return unpack(data)


def _inputs(archive: bytes) -> dict[str, str]:
    """The SHA-256 of each file that an archive edition was made from, by its name in the workspace."""
    record = next(each.data for each in read_embedded(archive) if each.name == RECORD)
    return {each["path"]: each["sha256"] for each in json.loads(record)["files"]}


def _edition(data: bytes, portrait: Snapshot, packed: bytes) -> dict[str, Any]:
    return {"sha256": sha256(data).hexdigest(), "size": len(data), "portrait": sha256(packed).hexdigest(),
            "pages": [" ".join([f"{at:04}", *(f"{key}={value}" for key, value in page.digests().items())])
                      for at, page in enumerate(portrait.pages, 1)]}


def _freeze(workspace: Workspace, number: int) -> dict[str, str]:
    """Keep the layout that the issue is set with; what the lock says of it."""
    name = read_issue(workspace, number).layout
    source = locked_layout(workspace, number, name) or workspace.layouts / name
    digest = digest_files(source)
    copy = copy_of(workspace.issue(number), name, digest)
    if copy != source:
        try:
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__"))
        except OSError as error:
            raise WriteError(Finding("write-refused", f"the layout cannot be kept: {error.strerror}",
                                     Place(workspace.relative(copy)))) from error
    return {"name": name, "sha256": digest}


def _portrait_path(folder: Path, digest: str) -> Path:
    return folder / ".lock" / f"{digest[:16]}.zip"


def _tidy(folder: Path, lock: Mapping[str, Any]) -> None:
    """Take away the portraits and the layout of an earlier lock."""
    portraits = {_portrait_path(folder, each["portrait"]) for each in lock["editions"].values()}
    for path in set((folder / ".lock").glob("*.zip")) - portraits:
        path.unlink()
    layout = copy_of(folder, lock["layout"]["name"], lock["layout"]["sha256"])
    for path in set((folder / ".layout").iterdir()) - {layout}:
        shutil.rmtree(path)
