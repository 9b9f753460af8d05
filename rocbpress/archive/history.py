"""What verifications found, kept under build/: when, with what, and how far a long one has come."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rocbpress.layout.locked import LOCK
from rocbpress.workspace.files import publish
from rocbpress.workspace.fingerprint import digest_files, engines, own_code
from rocbpress.workspace.workspace import Workspace

if TYPE_CHECKING:
    from rocbpress.archive.verify import EditionVerdict


@dataclass(frozen=True, slots=True)
class VerifiedIssue:
    """An issue's verdict: when (ISO 8601, UTC), under which engines, and each edition's, with its pages."""

    number: int
    verdict: str
    when: str
    engines: str
    editions: tuple[dict[str, Any], ...]
    report: str = ""


def record(workspace: Workspace, number: int, examined: tuple[EditionVerdict, ...], report: str) -> VerifiedIssue:
    """Keep what was found of an issue."""
    from rocbpress.archive.verify import worst

    editions = tuple(
        {"edition": each.edition, "verdict": each.verdict.value, "reasons": list(each.reasons),
         "pages": [{"page": one.label, "sheet": max(one.before, one.after) + 1,
                    "kinds": [kind.value for kind in one.kinds]} for one in each.differences]}
        for each in examined)
    when = datetime.now(UTC).isoformat(timespec="seconds")
    entry = VerifiedIssue(number, worst(examined).value, when, engines(), editions, report)
    publish(_text(asdict(entry)), _folder(workspace) / f"{number}.json")
    return entry


def last_entry(workspace: Workspace, number: int) -> VerifiedIssue | None:
    """What was found last; None for an issue that was never verified here."""
    try:
        said = json.loads((_folder(workspace) / f"{number}.json").read_bytes())
        return VerifiedIssue(**{**said, "editions": tuple(said["editions"])})
    except (OSError, ValueError, KeyError, TypeError):
        return None  # never verified, or damaged since: verified again


@dataclass(frozen=True, slots=True)
class ArchiveRun:
    """A verification of the whole archive, which goes on where it was killed.

    An issue counts as done only while its files, faces, engines and our code are those it was
    examined with: `shared` is the digest of what all issues have in common.
    """

    workspace: Workspace
    shared: str
    done: dict[str, str]

    def is_done(self, number: int) -> bool:
        return self.done.get(str(number)) == self._state(number)

    def tick_off(self, number: int) -> None:
        """Count an issue as done, from now on and for whoever goes on after a kill."""
        self.done[str(number)] = self._state(number)
        publish(_text(self.done), _progress(self.workspace))

    def close(self) -> None:
        """The next round starts anew."""
        _progress(self.workspace).unlink(missing_ok=True)

    def _state(self, number: int) -> str:
        return sha256(f"{self.shared} {digest_files(self.workspace.issue(number))}".encode()).hexdigest()


def open_run(workspace: Workspace) -> ArchiveRun:
    """The round that was broken off, or a new one."""
    publishers = workspace.issues / "publishers.yaml"
    said = sha256(publishers.read_bytes() if publishers.is_file() else b"").hexdigest()
    house = f"{digest_files(workspace.fonts)} {digest_files(workspace.layouts)} {own_code()}"
    shared = f"{engines()} {house} {said}"
    try:
        done = json.loads(_progress(workspace).read_bytes())
        return ArchiveRun(workspace, shared, {str(key): str(value) for key, value in done.items()})
    except (OSError, ValueError, AttributeError):
        return ArchiveRun(workspace, shared, {})


def locked_numbers(workspace: Workspace) -> list[int]:
    """The issues that have a lock, ascending."""
    return [number for number in workspace.numbers() if (workspace.issue(number) / LOCK).is_file()]


def _folder(workspace: Workspace) -> Path:
    return workspace.build / ".verified"


def _progress(workspace: Workspace) -> Path:
    return _folder(workspace) / "round.json"


def _text(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode()
