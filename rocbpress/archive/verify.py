"""An issue made again and held against its lock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

from rocbpress.archive.compare import Difference, compare
from rocbpress.archive.lock import engine_versions, read_lock, read_portrait
from rocbpress.archive.portrait import Portrait
from rocbpress.archive.sitting import portray
from rocbpress.desk import Tick
from rocbpress.editions import EDITIONS
from rocbpress.errors import PressError
from rocbpress.order import Order
from rocbpress.press import press
from rocbpress.workspace import Workspace


class Verdict(StrEnum):
    """What came of holding an edition against its lock, from best to worst."""

    IDENTICAL = "identical"
    EQUIVALENT = "equivalent"
    CHANGED = "changed"
    NOT_COMPARABLE = "not comparable"


RANKS = tuple(Verdict)


@dataclass(frozen=True, slots=True)
class Examination:
    """An edition's verdict; `reasons` say what went into it that is not what was locked.

    `before` and `after` are the portraits of a changed edition, for pictures side by side.
    """

    edition: str
    verdict: Verdict
    differences: tuple[Difference, ...] = ()
    reasons: tuple[str, ...] = ()
    before: Portrait | None = None
    after: Portrait | None = None


def verify_issue(workspace: Workspace, number: int, jobs: int, tick: Tick) -> tuple[Examination, ...]:
    """Each edition of the lock, made anew without any galley kept; UsageError without a sound lock."""
    lock = read_lock(workspace, number)
    kept = {name: read_portrait(workspace, number, each["portrait"])
            for name, each in lock["editions"].items()}
    return tuple(_examine(Order(workspace, number, EDITIONS[name], jobs, None), lock, before, tick)
                 for name, before in kept.items())


def worst(examined: tuple[Examination, ...]) -> Verdict:
    """The verdict on an issue is that on its worst edition."""
    return max((each.verdict for each in examined), key=RANKS.index)


def _examine(order: Order, lock: Mapping[str, Any], before: Portrait, tick: Tick) -> Examination:
    name = order.edition.name
    reasons = (*_input_changes(lock, order.workspace), *_engine_changes(lock))
    try:
        data = press(order, tick).data
    except PressError as error:
        # Nothing can be said of pages that there are not: a source is missing, an engine not supported.
        return Examination(name, Verdict.NOT_COMPARABLE,
                           reasons=(*(str(finding) for finding in error.findings), *reasons))
    if sha256(data).hexdigest() == lock["editions"][name]["sha256"]:
        return Examination(name, Verdict.IDENTICAL)
    after = portray(data)
    differences = compare(before, after)
    if not differences:
        return Examination(name, Verdict.EQUIVALENT, reasons=reasons)
    return Examination(name, Verdict.CHANGED, differences, reasons, before, after)


def _input_changes(lock: Mapping[str, Any], workspace: Workspace) -> Iterator[str]:
    """Files that are no more what they were; a layout that is kept with its issue cannot change."""
    for name, digest in lock["inputs"].items():
        path = workspace.root / name
        if name.startswith(f"layouts/{lock['layout']['name']}/"):
            continue
        if not path.is_file():
            yield f"{name} is missing"
        elif sha256(path.read_bytes()).hexdigest() != digest:
            yield f"{name} has changed"


def _engine_changes(lock: Mapping[str, Any]) -> Iterator[str]:
    """Engines of another version than locked."""
    now = engine_versions()
    for name in sorted(now.keys() | lock["engines"].keys()):
        if (old := lock["engines"].get(name, "")) != (new := now.get(name, "")):
            yield f"{name} is {new or 'missing'}, was {old or 'missing'}"
