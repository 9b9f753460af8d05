"""A browser for tests: Debian's chromium, driven by Playwright."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

CHROMIUM = shutil.which("chromium") or ""


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """One browser for all tests of a run; skipped where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="pages are tested with Playwright")
    if not CHROMIUM:
        pytest.skip("pages are tested in Debian's chromium, which is not installed")
    with playwright.sync_playwright() as engine:
        running = engine.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()
