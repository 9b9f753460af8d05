"""How many of many tries: some in `nox -s proofs`, all in `nox -s hostile`."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")
ALL = bool(os.environ.get("ROCBPRESS_ALL"))


def some(tries: Iterable[T], every: int) -> list[T]:
    """Every so many of them, or all."""
    return list(tries)[::1 if ALL else every]
