"""One issue in the editions asked for: made only where something has changed, and told in words."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rocbpress.cli.archive import lock_published
from rocbpress.cli.terminal import bar, print_findings, say, shown
from rocbpress.findings.errors import PreflightError
from rocbpress.findings.finding import Finding, Severity, errors, strictly
from rocbpress.press.job import Job, Result
from rocbpress.press.results import ResultCache, is_new, is_there, open_results
from rocbpress.workspace.cache import Cache

if TYPE_CHECKING:
    from rocbpress.press.finish import Rendered


@dataclass(frozen=True, slots=True)
class Batch:
    """The orders for one issue, in turn, and the folder that its files go to.

    `locks` whether an issue marked as published is locked afterwards, `strict` whether a warning
    keeps a file from being written.
    """

    orders: tuple[Job, ...]
    folder: Path
    locks: bool
    strict: bool = False

    @property
    def number(self) -> int:
        """The issue's."""
        return self.orders[0].number


def render_issue(batch: Batch) -> None:
    """Make what is missing or has changed, and tell of each file; a PressError stops at its edition."""
    for order in batch.orders:
        started = time.monotonic()
        outcome = _rendered(order, batch.folder / order.file_name, strict=batch.strict)
        _tell(batch, order, outcome, time.monotonic() - started)
    _lock(batch)


def recalled(batch: Batch, house: str) -> tuple[Result, ...]:
    """The outcomes of an issue whose files are all as they should be; nothing of any other.

    `house` is what `memo.environment_digest` tells of the workspace.
    """
    known = [_known(open_results(order, house), batch.folder / order.file_name)
             for order in batch.orders]
    stopped = batch.strict and any(outcome and _warned(outcome) for outcome in known)
    return tuple(outcome for outcome in known if outcome) if all(known) and not stopped else ()


def tell(batch: Batch, outcomes: Iterable[Result]) -> None:
    """Say of an issue what `render_issue` says of one that has not changed."""
    for order, outcome in zip(batch.orders, outcomes, strict=True):
        _tell(batch, order, outcome, 0)
    _lock(batch)


def outcome_of(order: Job) -> Result:
    """What comes of the order, from memory where nothing has changed; no file is written."""
    memo = _opened(order)
    return memo.find() or pressed(order, memo).outcome


def pressed(order: Job, memo: ResultCache) -> Rendered:
    """Press the edition, and remember what came of it."""
    _warm_up(order)
    from rocbpress.press.pipeline import press

    with bar(f"{order.file_name}: typesetting") as tick:
        rendered = press(order, tick)
    memo.keep(rendered.outcome)
    for folder in {order.cache, order.workspace.cache}:
        Cache(folder).trim()
    return rendered


def count(findings: Iterable[Finding]) -> str:
    """How many of each severity, in words."""
    grades = [finding.severity for finding in findings]
    said = [f"{n} {grade.value}{'s' if n > 1 else ''}" for grade in Severity if (n := grades.count(grade))]
    return ", ".join(said) or "no findings"


def _rendered(order: Job, path: Path, *, strict: bool) -> Result:
    """The edition at `path`, made only where its inputs or the file have changed.

    PreflightError for a warning, where these are to be taken for errors.
    """
    memo = _opened(order)
    if known := _known(memo, path):
        return _judged(known, strict=strict)
    from rocbpress.workspace.files import publish

    rendered = pressed(order, memo)
    outcome = _judged(rendered.outcome, strict=strict)
    publish(rendered.data, path)
    return outcome


def _opened(order: Job) -> ResultCache:
    """The memo of an order; while faces are digested for it, processes load if there is sure to be work."""
    if is_new(order):
        _warm_up(order)
    return open_results(order)


def _warm_up(order: Job) -> None:
    from rocbpress.typeset.workers.processes import warm_up

    if order.jobs > 1 and not order.scheduler:
        warm_up()


def _judged(outcome: Result, *, strict: bool) -> Result:
    if strict and _warned(outcome):
        raise PreflightError(strictly(outcome.findings))
    return outcome


def _warned(outcome: Result) -> bool:
    return bool(errors(strictly(outcome.findings)))


def _known(memo: ResultCache, path: Path) -> Result | None:
    known = memo.find()
    return known if known and is_there(known, path) else None


def _tell(batch: Batch, order: Job, outcome: Result, seconds: float) -> None:
    print_findings(outcome.findings)
    say(f"{shown(batch.folder / order.file_name, order.workspace)}: {outcome.pages} pages, "
        f"{outcome.size / 1e6:.2f} MB, {seconds:.1f} s, {count(outcome.findings)}")


def _lock(batch: Batch) -> None:
    if batch.locks:
        lock_published(batch.orders[0].workspace, batch.number, batch.folder)
