"""What checks found in earlier runs, by the digest of all that they looked at."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import TypeVar

from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.workspace.cache import Cache
from rocbpress.workspace.codec import codec
from rocbpress.workspace.fingerprint import engines, own_code

_ENTRIES = codec(Finding, Place, Severity)


T = TypeVar("T")


def entered(shelf: Cache | None, parts: Iterable[str], check: Callable[[], T]) -> T:
    """What `check` gives, or gave when `parts`, our code and the engines were the same.

    That is made of findings, tuples and strings. Without a shelf nothing is kept.
    """
    if shelf is None:
        return check()
    key = hashlib.sha256("\0".join((engines(), own_code(), *parts)).encode()).hexdigest()
    body = shelf.find(key)
    if body is None:
        body = _ENTRIES.encode(check())
        shelf.keep(key, body)
    found: T = _ENTRIES.decode(body)
    return found
