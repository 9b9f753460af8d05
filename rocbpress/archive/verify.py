"""An issue made again and compared with its lock."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from rocbpress.archive.compare import Difference, compare
from rocbpress.archive.lock import Lock, engine_changes, read_lock, read_snapshot
from rocbpress.archive.snapshot import Snapshot, take_snapshot
from rocbpress.figures.images.private import without_private
from rocbpress.findings.errors import PressError, TypesetError, UsageError
from rocbpress.layout.editions import EDITIONS
from rocbpress.press.job import Job
from rocbpress.press.pipeline import press
from rocbpress.press.queue import Tick
from rocbpress.typeset.engine.pins import PINNED, unsupported
from rocbpress.workspace.contained import OutsideError, read_inside
from rocbpress.workspace.fingerprint import own_code, package_versions
from rocbpress.workspace.temporary import temporary_folder
from rocbpress.workspace.workspace import Workspace


class Verdict(StrEnum):
    """How an edition compares with its lock, from best to worst."""

    IDENTICAL = "identical"
    EQUIVALENT = "equivalent"
    CHANGED = "changed"
    NOT_COMPARABLE = "not comparable"


@dataclass(frozen=True, slots=True)
class EditionVerdict:
    """An edition's verdict; `reasons` say what went into it that is not what was locked.

    `before` and `after` are the snapshots of a changed edition, for pictures side by side.
    """

    edition: str
    verdict: Verdict
    differences: tuple[Difference, ...] = ()
    reasons: tuple[str, ...] = ()
    before: Snapshot | None = None
    after: Snapshot | None = None


def verify_issue(workspace: Workspace, number: int, jobs: int, tick: Tick) -> tuple[EditionVerdict, ...]:
    """Each edition of the lock, made anew; UsageError without a sound lock.

    No galley is taken from an earlier run: the cache begins empty, and goes with the verification.
    """
    lock = read_lock(workspace, number)
    with temporary_folder() as galleys:
        return tuple(_examine(Job(workspace, number, EDITIONS[name], jobs, galleys), lock, tick)
                     for name in lock["editions"])


def verify_anyhow(workspace: Workspace, number: int, jobs: int, tick: Tick) -> tuple[EditionVerdict, ...]:
    """As `verify_issue`; with a damaged lock no edition is comparable, and the next issue follows."""
    try:
        return verify_issue(workspace, number, jobs, tick)
    except UsageError as error:
        return tuple(EditionVerdict(name, Verdict.NOT_COMPARABLE, reasons=tuple(map(str, error.findings)))
                     for name in EDITIONS)


def worst(examined: tuple[EditionVerdict, ...]) -> Verdict:
    """The verdict on an issue is that on its worst edition."""
    return max((each.verdict for each in examined), key=tuple(Verdict).index)


def _examine(order: Job, lock: Lock, tick: Tick) -> EditionVerdict:
    name = order.edition.name
    reasons = (*_input_changes(lock, order.workspace), *engine_changes(lock["engines"], lock["engines"]),
               *(["rocbpress itself has changed"] if lock.get("code", own_code()) != own_code() else ()))
    try:
        before = read_snapshot(order.workspace, order.number, lock["editions"][name]["portrait"])
        if (installed := package_versions()["weasyprint"]) not in PINNED:
            raise TypesetError(unsupported(installed))  # before our code looks for anything in it
        data = press(order, tick).data
    except PressError as error:
        # There are no pages to compare: a source or snapshot is missing, an engine not supported.
        return EditionVerdict(name, Verdict.NOT_COMPARABLE,
                              reasons=(*(str(finding) for finding in error.findings), *reasons))
    if sha256(data).hexdigest() == lock["editions"][name]["sha256"]:
        return EditionVerdict(name, Verdict.IDENTICAL)
    after = take_snapshot(data)
    differences = compare(before, after)
    if not differences:
        return EditionVerdict(name, Verdict.EQUIVALENT, reasons=reasons)
    return EditionVerdict(name, Verdict.CHANGED, differences, reasons, before, after)


def _digests(data: bytes) -> Iterator[str]:
    """Of a file, and of a picture as an archive carries it."""
    yield sha256(data).hexdigest()
    yield sha256(without_private(data)).hexdigest()


def _input_changes(lock: Lock, workspace: Workspace) -> Iterator[str]:
    """Input files that are not what they were; a layout that is kept with its issue cannot change."""
    for name, digest in lock["inputs"].items():
        if name.startswith(f"layouts/{lock['layout']['name']}/"):
            continue
        try:
            data = _read_input(name, workspace)
        except OSError:
            yield f"{name} is missing"
        else:
            if digest not in _digests(data):
                yield f"{name} has changed"


def _read_input(name: str, workspace: Workspace) -> bytes:
    """A file that the lock names; OSError too for one outside issues/, layouts/ and fonts/."""
    top = name.partition("/")[0]
    if top not in ("issues", "layouts", "fonts"):
        raise OutsideError("it is none of a workspace")
    return read_inside(workspace.root / name, workspace.root / top)

