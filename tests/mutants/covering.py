"""A pytest plugin: which lines each test runs, in all its processes, and how long it takes."""

from __future__ import annotations

import functools
import json
import os
import sys
import time
import warnings
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import coverage
import pytest

ROOMS = ("assemble", "preflight", "press", "sources", "workspace")
_SETTINGS = """\
[run]
source = {source}
data_file = {data}
parallel = true
context = ${{MUTANTS_CONTEXT}}
patch = _exit
"""


class Collect:
    """What a fixture of a wider scope runs is run for each test that uses it, so it has a context of its own.

    Caches of functions are emptied before each test: what a test finds ready is not run by it.
    """

    def __init__(self, folder: Path, root: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._fixtures = folder, defaultdict[str, set[str]](set)
        self._seconds = defaultdict[str, float](float)
        self._tests: dict[str, dict[str, Any]] = {}
        self._context = ["import"]
        rooms, data = [str(root / "rocbpress" / room) for room in ROOMS], str(folder / "data")
        (folder / "coveragerc").write_text(_SETTINGS.format(source=",".join(rooms), data=data))
        os.environ |= {"COVERAGE_PROCESS_START": str(folder / "coveragerc"), "MUTANTS_CONTEXT": "import"}
        self._coverage = coverage.Coverage(data, data_suffix=True, source=rooms, config_file=False)
        self._coverage.start()
        self._coverage.switch_context("import")

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """A context for each test."""
        self._tests[item.nodeid] = {"fixtures": [], "seconds": 0.0, "passed": True}
        self._enter(item.nodeid)
        try:
            return (yield)
        finally:
            self._leave()

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any, request: Any) -> Iterator[None]:
        """A context for each fixture that serves several tests."""
        if fixturedef.scope == "function":
            return (yield)
        name = f"fixture {fixturedef.baseid}::{fixturedef.argname}"
        self._enter(name)
        began = time.monotonic()
        try:
            return (yield)
        finally:
            self._leave()
            self._fixtures[name] |= {*_wide(request), name}
            self._seconds[name] += (seconds := time.monotonic() - began)
            self._tests[request._pyfuncitem.nodeid]["seconds"] -= seconds

    def pytest_runtest_teardown(self, item: Any) -> None:
        """By now the test has asked for all its fixtures."""
        self._tests[item.nodeid]["fixtures"] = _wide(item._request)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """How long it took, and whether it passed; a test that was skipped kills nothing."""
        self._tests[report.nodeid]["seconds"] += report.duration
        self._tests[report.nodeid]["passed"] &= report.passed

    def pytest_sessionfinish(self) -> None:
        """Join what all processes ran: line by line, the tests."""
        self._coverage.stop()
        self._coverage.save()
        del os.environ["COVERAGE_PROCESS_START"]
        with warnings.catch_warnings(action="ignore"):  # a process that was killed leaves half a file
            self._coverage.combine()
        data, lines = self._coverage.get_data(), {}
        for file in data.measured_files():
            lines[file.partition("/rocbpress/")[2]] = {
                line: sorted(set(names)) for line, names in data.contexts_by_lineno(file).items()}
        for test in self._tests.values():
            test["fixtures"] = sorted(set().union(
                *({name} | self._fixtures[name] for name in test["fixtures"])))
        (self._folder / "lines.json").write_text(json.dumps(
            {"tests": self._tests, "fixtures": self._seconds, "lines": lines}))

    def _enter(self, name: str) -> None:
        self._context.append(name)
        self._switch()
        for module in [each for name, each in sys.modules.items() if name.startswith(("rocbpress", "tests"))]:
            for value in list(vars(module).values()):
                if isinstance(value, functools._lru_cache_wrapper):
                    value.cache_clear()

    def _leave(self) -> None:
        self._context.pop()
        self._switch()

    def _switch(self) -> None:
        self._coverage.switch_context(self._context[-1])
        os.environ["MUTANTS_CONTEXT"] = self._context[-1]


def _wide(request: Any) -> list[str]:
    return [f"fixture {each.baseid}::{each.argname}" for each in request._fixture_defs.values()
            if each.scope != "function"]
