"""The results of verifications, kept under build/, and how far one of the whole archive has come."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from rocbpress.workspace.files import publish
from rocbpress.workspace.fingerprint import digest_files, engines, own_code
from rocbpress.workspace.workspace import Workspace

if TYPE_CHECKING:
    from rocbpress.archive.verify import EditionVerdict

_PROGRESS = "round"


@dataclass(frozen=True, slots=True)
class VerifiedIssue:
    """An issue's verdict: when (ISO 8601, UTC), under which engines, and each edition's, with its pages."""

    number: int
    verdict: str
    when: str
    engines: str
    editions: tuple[Mapping[str, object], ...]
    report: str = ""


def record(workspace: Workspace, number: int, examined: tuple[EditionVerdict, ...],
           report: str) -> VerifiedIssue:
    """Keep what was found of an issue."""
    from rocbpress.archive.verify import worst

    editions = tuple(
        {"edition": each.edition, "verdict": each.verdict.value, "reasons": list(each.reasons),
         "pages": [{"page": one.label, "sheet": max(one.before, one.after) + 1,
                    "kinds": [kind.value for kind in one.kinds]} for one in each.differences]}
        for each in examined)
    when = datetime.now(UTC).isoformat(timespec="seconds")
    entry = VerifiedIssue(number, worst(examined).value, when, engines(), editions, report)
    publish(_text(asdict(entry)), _path(workspace, str(number)))
    return entry


def last_entry(workspace: Workspace, number: int) -> VerifiedIssue | None:
    """The last result; None for an issue that was never verified here."""
    try:
        fields = json.loads(_path(workspace, str(number)).read_bytes())
        return VerifiedIssue(**{**fields, "editions": tuple(fields["editions"])})
    except (OSError, ValueError, KeyError, TypeError):
        return None  # never verified, or damaged since: verified again


@dataclass(frozen=True, slots=True)
class ArchiveRun:
    """A verification of the whole archive, which continues where it was interrupted.

    An issue counts as done only while its files, faces, engines and our code are those it was
    verified with: `shared` is the digest of what all issues have in common.
    """

    workspace: Workspace
    shared: str
    done: dict[str, str]

    def is_done(self, number: int) -> bool:
        return self.done.get(str(number)) == self._state(number)

    def mark_done(self, number: int) -> None:
        """Count an issue as done, also for the run that continues this one."""
        self.done[str(number)] = self._state(number)
        publish(_text(self.done), _path(self.workspace, _PROGRESS))

    def close(self) -> None:
        """The next run starts from the beginning."""
        _path(self.workspace, _PROGRESS).unlink(missing_ok=True)

    def _state(self, number: int) -> str:
        return sha256(f"{self.shared} {digest_files(self.workspace.issue(number))}".encode()).hexdigest()


def open_run(workspace: Workspace) -> ArchiveRun:
    """The run that was interrupted, or a new one."""
    publishers = workspace.issues / "publishers.yaml"
    shared = " ".join((
        engines(), digest_files(workspace.fonts), digest_files(workspace.layouts), own_code(),
        sha256(publishers.read_bytes() if publishers.is_file() else b"").hexdigest()))
    try:
        done = json.loads(_path(workspace, _PROGRESS).read_bytes())
        return ArchiveRun(workspace, shared, {str(key): str(value) for key, value in done.items()})
    except (OSError, ValueError, AttributeError):
        return ArchiveRun(workspace, shared, {})


def _path(workspace: Workspace, name: str) -> Path:
    return workspace.build / ".verified" / f"{name}.json"


def _text(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode()
