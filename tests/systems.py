"""Tests that are of some systems alone, skipped elsewhere, each with its reason."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator

import pytest

POSIX = pytest.mark.skipif(os.name != "posix", reason="signals, shells, limits and rights of POSIX")
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc of Linux")
_NO_RIGHT = 1314  # ERROR_PRIVILEGE_NOT_HELD


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup() -> Generator[None]:
    """What a test is given may need a link of the file system."""
    yield from _linking()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None]:
    """So may the test itself."""
    yield from _linking()


def _linking() -> Generator[None]:
    try:
        yield
    except OSError as error:
        if getattr(error, "winerror", 0) != _NO_RIGHT:
            raise
        pytest.skip("Windows lets this account make no links: switch the developer mode on")
