"""The longest that a flow may take: where it is typeset in this process, SIGALRM ends it."""

from __future__ import annotations

import signal
import threading
from pathlib import Path
from types import FrameType

from rocbpress.findings.errors import TypesetError
from rocbpress.findings.finding import Finding, Place
from rocbpress.typeset.flow import Flow
from rocbpress.typeset.galley import Galley

DEADLINE = 60.0  # seconds: the longest flow of an issue takes five


def typeset_within(flow: Flow, fonts: Path) -> Galley:
    """As `typeset`, but TypesetError for a flow that takes longer than the deadline.

    Only a main thread can be interrupted, and only by a system with SIGALRM; elsewhere there is no deadline.
    """
    from rocbpress.typeset.typeset import typeset

    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return typeset(flow, fonts)
    before = signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, DEADLINE)
    try:
        return typeset(flow, fonts)
    except _Overdue as error:
        raise too_long(flow) from error
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def too_long(flow: Flow) -> TypesetError:
    """The error of a flow that exceeded the deadline, at its first article."""
    return TypesetError(Finding(
        "flow-endless", f"typesetting {flow.name} took longer than {DEADLINE:.0f} seconds",
        Place(block=next(iter(flow.articles), "")),
        hint="split the article; many footnotes close together take longest"))


class _Overdue(BaseException):
    """No library's `except Exception` may swallow it."""


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _Overdue
