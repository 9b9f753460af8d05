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
from rocbpress.press.job import Order, Outcome
from rocbpress.press.results import Memo, is_new, is_there, open_memo
from rocbpress.workspace.cache import Shelf

if TYPE_CHECKING:
    from rocbpress.press.finish import Impression

PICTURES = 4_000_000_000  # bytes of prepared pictures and maps that are kept: those of a hundred issues


@dataclass(frozen=True, slots=True)
class Commission:
    """The orders for one issue, in turn, and the folder that its files go to.

    `locks` whether an issue marked as published is locked afterwards, `strict` whether a warning
    keeps a file from being written.
    """

    orders: tuple[Order, ...]
    folder: Path
    locks: bool
    strict: bool = False

    @property
    def number(self) -> int:
        """The issue's."""
        return self.orders[0].number


def render_issue(commission: Commission) -> None:
    """Make what is missing or has changed, and tell of each file; a PressError stops at its edition."""
    for order in commission.orders:
        started = time.monotonic()
        outcome = _rendered(order, commission.folder / order.file_name, strict=commission.strict)
        _tell(commission, order, outcome, time.monotonic() - started)
    _lock(commission)


def recalled(commission: Commission, house: str) -> tuple[Outcome, ...]:
    """The outcomes of an issue whose files are all as they should be; nothing of any other.

    `house` is what `memo.house_of` tells of the workspace.
    """
    known = [_known(open_memo(order, house), commission.folder / order.file_name)
             for order in commission.orders]
    stopped = commission.strict and any(outcome and _warned(outcome) for outcome in known)
    return tuple(outcome for outcome in known if outcome) if all(known) and not stopped else ()


def tell(commission: Commission, outcomes: Iterable[Outcome]) -> None:
    """Say of an issue what `render_issue` says of one that has not changed."""
    for order, outcome in zip(commission.orders, outcomes, strict=True):
        _tell(commission, order, outcome, 0)
    _lock(commission)


def outcome_of(order: Order) -> Outcome:
    """What comes of the order, from memory where nothing has changed; no file is written."""
    memo = _opened(order)
    return memo.recall() or pressed(order, memo).outcome


def pressed(order: Order, memo: Memo) -> Impression:
    """Press the edition, and remember what came of it."""
    _warm_up(order)
    from rocbpress.press.pipeline import press

    with bar(f"{order.file_name}: typesetting") as tick:
        impression = press(order, tick)
    memo.remember(impression.outcome)
    Shelf(order.workspace.pictures).clear(limit=PICTURES)
    return impression


def count(findings: Iterable[Finding]) -> str:
    """How many of each severity, in words."""
    grades = [finding.severity for finding in findings]
    said = [f"{n} {grade.value}{'s' if n > 1 else ''}" for grade in Severity if (n := grades.count(grade))]
    return ", ".join(said) or "nothing to complain of"


def _rendered(order: Order, path: Path, *, strict: bool) -> Outcome:
    """The edition at `path`, made only where its inputs or the file have changed.

    PreflightError for a warning, where these are to be taken for errors.
    """
    memo = _opened(order)
    if known := _known(memo, path):
        return _judged(known, strict=strict)
    from rocbpress.workspace.files import publish

    impression = pressed(order, memo)
    outcome = _judged(impression.outcome, strict=strict)
    publish(impression.data, path)
    return outcome


def _opened(order: Order) -> Memo:
    """The memo of an order; while faces are digested for it, processes load if there is sure to be work."""
    if is_new(order):
        _warm_up(order)
    return open_memo(order)


def _warm_up(order: Order) -> None:
    from rocbpress.typeset.workers.pool import warm_up

    if order.jobs > 1 and not order.scheduler:
        warm_up()


def _judged(outcome: Outcome, *, strict: bool) -> Outcome:
    if strict and _warned(outcome):
        raise PreflightError(strictly(outcome.findings))
    return outcome


def _warned(outcome: Outcome) -> bool:
    return bool(errors(strictly(outcome.findings)))


def _known(memo: Memo, path: Path) -> Outcome | None:
    known = memo.recall()
    return known if known and is_there(known, path) else None


def _tell(commission: Commission, order: Order, outcome: Outcome, seconds: float) -> None:
    print_findings(outcome.findings)
    say(f"{shown(commission.folder / order.file_name, order.workspace)}: {outcome.pages} pages, "
        f"{outcome.size / 1e6:.2f} MB, {seconds:.1f} s, {count(outcome.findings)}")


def _lock(commission: Commission) -> None:
    if commission.locks:
        lock_published(commission.orders[0].workspace, commission.number, commission.folder)
