"""Change the program in a sample of places, one at a time, and report each change that no test notices."""

from __future__ import annotations

import argparse
import ast
import json
import os
import re
import shutil
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from functools import partial
from hashlib import sha256
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest

from tests.mutants.changes import Mutant, Source
from tests.mutants.covering import ROOMS, Collect
from tests.mutants.processes import run_tests, share

ROOT = Path(__file__).parents[2]
EQUIVALENT = Path(__file__).with_name("equivalent.diff")
KILLED, ALIKE = 0.9, 0.05  # at least of those that differ, at most of all
Tests = dict[str, dict[str, Any]]


class Quickest:
    """A pytest plugin: these tests alone, the quickest first, each within ten times its processor time."""

    def __init__(self, seconds: dict[str, float], told: Path) -> None:
        self._seconds, self._told = seconds, told
        told.write_text("")

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out what does not run the changed lines."""
        items[:] = sorted((item for item in items if item.nodeid in self._seconds),
                          key=lambda item: self._seconds[item.nodeid])

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """SIGPROF ends the process if nobody asks for more time."""
        signal.setitimer(signal.ITIMER_PROF, 20 + 10 * self._seconds[nodeid])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Which test failed."""
        if report.failed:
            self._told.write_text(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Which file of tests cannot even be read."""
        if report.failed:
            self._told.write_text(report.nodeid)


def collect(kept: Path, file: Path, copy: Path) -> None:
    """Keep the lines that each test of a file runs."""
    folder = _kept(kept, file)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    outcome = run_tests(copy, [str(file.relative_to(ROOT))], partial(Collect, folder, copy), seconds=3600)
    shutil.copy(copy.parent / "said.txt", folder)
    print(f"{file.name}: {outcome}", flush=True)
    if outcome == "broken":
        raise SystemExit((folder / "said.txt").read_text())


def _kept(kept: Path, file: Path) -> Path:
    return kept / f"{file.stem}-{sha256(file.read_bytes()).hexdigest()[:12]}"


class Coverage:
    """Which tests run which lines, and what each costs."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._tests: Tests = {}
        self._fixtures: dict[str, float] = {}
        self._lines: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._folders = {file.parent.name.rpartition("-")[0]: file.parent.name for file in files}
        for path in files:
            found = json.loads(path.read_text())
            tests: Tests = {name: test for name, test in found["tests"].items() if test["passed"]}
            self._tests |= tests
            self._fixtures |= found["fixtures"]
            users: dict[str, set[str]] = defaultdict(set)
            for name, test in tests.items():
                for context in (name, *test["fixtures"]):
                    users[context].add(name)
            for file, lines in found["lines"].items():
                for line, contexts in lines.items():
                    self._lines[f"rocbpress/{file}"][int(line)].update(*(users[each] for each in contexts))

    def tests(self, mutant: Mutant, limit: float) -> dict[str, float]:
        """The tests that run a mutant's lines, or its module where these run on import; with seconds.

        The cheapest come first, and none once `limit` seconds are spent. What a fixture of a wider scope
        costs is paid once, by the first test that uses it.
        """
        lines = self._lines[mutant.file]
        wanted = mutant.lines if mutant.in_function else lines
        covering = {name for line in wanted for name in lines.get(line, ())}
        spent, ready, chosen = 0.0, set[str](), {}
        for name in sorted(covering, key=lambda name: (self._cost(name), name)):
            chosen[name] = self._cost(name)
            spent += self._cost(name, ready)
            ready |= set(self._tests[name]["fixtures"])
            if spent > limit:
                break
        return chosen

    def version(self, tests: Iterable[str]) -> str:
        """A digest of tests and of the files they stand in."""
        files = sorted(tests), sorted(self._folders[Path(name.partition("::")[0]).stem] for name in tests)
        return sha256(repr(files).encode()).hexdigest()[:12]

    def _cost(self, name: str, ready: Set[str] = frozenset()) -> float:
        test = self._tests[name]
        return max(test["seconds"], 0) + sum(self._fixtures.get(each, 0) for each in test["fixtures"]
                                             if each not in ready)


def attempt(coverage: Coverage, results: Path, limit: float, mutant: Mutant, copy: Path) -> None:
    """Change the copy, run the tests, and keep what came of it."""
    seconds = coverage.tests(mutant, limit)
    path, told, outcome = copy / mutant.file, copy.parent / "failed.txt", "passed"
    began = time.monotonic()
    if seconds:
        _write(path, mutant.after)
        try:
            outcome = run_tests(copy, ["-x", *sorted({name.partition("::")[0] for name in seconds})],
                                partial(Quickest, seconds, told), seconds=120 + 10 * sum(seconds.values()))
        finally:
            _write(path, mutant.before)
    killer = told.read_text() if seconds else ""
    result = {"passed": "survived", "failed": "killed" if killer else "broken"}.get(outcome, outcome)
    with results.open("a", encoding="utf-8") as stream:
        stream.write(json.dumps({"name": mutant.name, "result": result, "by": killer,
                                 "tests": coverage.version(seconds)}) + "\n")
    print(f"{result} {killer} ({len(seconds)} tests, {time.monotonic() - began:.0f} s)\n{mutant.diff}",
          flush=True)


def _write(path: Path, text: str) -> None:
    """Python takes compiled code for fresh by size and by the second of the change: each has its own."""
    later = int(path.stat().st_mtime) + 1
    path.write_text(text, "utf-8")
    os.utime(path, (later, later))


def sample(seed: int, count: int) -> list[Mutant]:
    """So many mutants of the rooms, drawn by what they change: those of other code stay as they are."""
    sources = [Source(file.relative_to(ROOT).as_posix(), text, ast.parse(text)) for room in ROOMS
               for file in sorted((ROOT / "rocbpress" / room).rglob("*.py"))
                for text in [file.read_text("utf-8")]]
    changes = [(source, change) for source in sources for change in source.changes()]
    seen = Counter[str]()
    drawn = []
    for source, change in changes:
        name = "\n".join((source.file, ast.unparse(change.old), ast.unparse(change.new)))
        seen[name] += 1
        drawn.append((sha256(f"{seed}\n{seen[name]}\n{name}".encode()).digest(), source, change))
    made = (source.mutant(change) for _, source, change in sorted(drawn, key=itemgetter(0)))
    return [mutant for mutant, _ in zip(filter(None, made), range(count), strict=False)]


def report(mutants: Sequence[Mutant], results: dict[str, str], folder: Path) -> int:
    """Print the figures, write the survivors; 0 where enough were killed and few called equivalent."""
    known = _unplaced(EQUIVALENT.read_text("utf-8"))
    alike = [each for each in mutants if results[each.name] == "survived" and _unplaced(each.diff) in known]
    alive = [each for each in mutants if results[each.name] == "survived" and each not in alike]
    (folder / "survivors.diff").write_text("\n".join(each.diff for each in alive), "utf-8")
    late = sum(results[each.name] == "timeout" for each in mutants)
    if broken := [each.diff for each in mutants if results[each.name] == "broken"]:
        raise SystemExit("pytest ended without a word:\n" + "\n".join(broken))
    killed = (len(mutants) - len(alike) - len(alive)) / max(len(mutants) - len(alike), 1)
    print(f"{len(mutants)} mutants: {len(alive)} survived ({folder / 'survivors.diff'}), "
          f"{len(alike)} equivalent, "
          f"{len(mutants) - len(alive) - len(alike)} killed, {late} of these by the clock: {killed:.1%}")
    return int(killed < KILLED or len(alike) > ALIKE * len(mutants))


def _unplaced(diff: str) -> str:
    """A patch without numbers of lines, which other changes of the file move."""
    return re.sub(r"^@@.*\n", "", diff, flags=re.MULTILINE)


def main() -> int:
    """Contexts and results are kept under build/mutants until the program changes; survivors of changed tests
    run again."""
    words = argparse.ArgumentParser(prog="nox -s mutants --")
    for name, default in (("seed", 1), ("count", 100), ("processes", 2), ("seconds", 60)):
        words.add_argument(f"--{name}", type=int, default=default)
    asked = words.parse_args()
    sources = sorted((ROOT / "rocbpress").rglob("*.py"))
    digest = sha256(b"".join(file.read_bytes() for file in sources)).hexdigest()[:12]
    kept = ROOT / "build" / "mutants" / digest
    kept.mkdir(parents=True, exist_ok=True)
    files = [*sorted((ROOT / "tests").glob("test_*.py")), ROOT / "tests/broken/test_broken.py"]
    missing = [file for file in files if not (_kept(kept, file) / "lines.json").exists()]
    share(ROOT, missing, asked.processes, partial(collect, kept))
    coverage = Coverage([lines for file in files if (lines := _kept(kept, file) / "lines.json").exists()])
    mutants, file = sample(asked.seed, asked.count), kept / "results.jsonl"
    known = _results(file)
    left = [mutant for mutant in mutants if mutant.name not in known or (
        known[mutant.name]["result"] == "survived"
        and known[mutant.name]["tests"] != coverage.version(coverage.tests(mutant, asked.seconds)))]
    share(ROOT, left, asked.processes, partial(attempt, coverage, file, asked.seconds))
    return report(mutants, {name: result["result"] for name, result in _results(file).items()}, kept)


def _results(file: Path) -> dict[str, dict[str, str]]:
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return {each["name"]: each for each in map(json.loads, lines)}


if __name__ == "__main__":
    sys.exit(main())
