"""The copy of a layout that a locked issue is always typeset with."""

import json
import re
from pathlib import Path
from typing import Any

from rocbpress.findings.errors import LayoutError
from rocbpress.findings.finding import Finding, Place
from rocbpress.workspace.contained import read_inside
from rocbpress.workspace.workspace import Workspace

LOCK = "issue.lock"
DIGEST = re.compile("[0-9a-f]{64}")
_MOST = 20_000_000  # bytes: a lock of a thousand pages has 0.3 million
_CURE = "restore it from the backup, or render with --layout current"


def locked_layout(workspace: Workspace, number: int, name: str) -> Path | None:
    """The folder of the copy that the issue's lock names, if it is a copy of the layout `name`.

    None where the issue has no lock, or names another layout now. LayoutError where the copy is
    missing or is not what was locked.
    """
    from rocbpress.workspace.fingerprint import LEFT_BY_SYSTEMS, digest_files

    folder = workspace.issue(number)
    try:
        locked = read_lock_file(folder)["layout"]
        frozen, digest = str(locked["name"]), str(locked["sha256"])
        if frozen == name and not DIGEST.fullmatch(digest):
            raise ValueError(digest)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise unreadable(workspace, number) from error
    if frozen != name:
        return None
    copy = copy_of(folder, name, digest)
    # Older locks count all files, also what a system had left among them.
    digests = (digest_files(copy, without=without) for without in (LEFT_BY_SYSTEMS, ()))
    if not (copy / "layout.toml").is_file() or digest not in digests:
        raise LayoutError(Finding(
            "layout-frozen", f"the locked copy of the layout {name} has changed or is missing",
            Place(workspace.relative(copy)), hint=_CURE))
    return copy


def read_lock_file(folder: Path) -> dict[str, Any]:
    """The lock of the issue in `folder`, as it stands there.

    ValueError for what is no JSON object, OSError where it cannot be read.
    """
    try:
        found = json.loads(read_inside(folder / LOCK, folder, _MOST))
    except RecursionError as error:
        raise ValueError(str(error)) from error
    if not isinstance(found, dict):
        raise ValueError("not an object")
    return found


def unreadable(workspace: Workspace, number: int) -> LayoutError:
    """What is raised where the lock of an issue is not one."""
    return LayoutError(Finding("lock-unreadable", "the lock cannot be read",
                               Place(workspace.relative(workspace.issue(number) / LOCK)), hint=_CURE))


def copy_of(issue: Path, name: str, digest: str) -> Path:
    """Where an issue keeps the layout of that name and SHA-256."""
    return issue / ".layout" / f"{name}-{digest[:16]}"
