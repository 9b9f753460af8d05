"""What commands share: options, messages on standard error, a line of progress, the log."""

import errno
import json
import os
import re
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event
from types import FrameType
from typing import Annotated

import typer

from rocbpress import __version__
from rocbpress.cli.streams import clear_line, coloured, out, say, takes_unicode
from rocbpress.findings.errors import PressError, UsageError
from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.workspace.workspace import Workspace, find_workspace

INTERRUPTED = 130  # as shells expect
_ENDING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
_interrupted = Event()
_by: list[int] = []  # the signal that was the first
_COLOURS = {Severity.ERROR: 31, Severity.WARNING: 33}
_MOST_ALIKE = 20  # findings of one code in one file that are printed
_ISSUE = re.compile(r"(?:^|/)issues/(\d+)/")


def catch_interrupts() -> None:
    """Let Ctrl-C, and whatever else ends a process kindly, take down what was set up.

    None is lost, as it is where a library calls back into Python: `bar` raises it again.
    """
    def interrupt(number: int, _frame: FrameType | None) -> None:
        _by.append(number)
        _interrupted.set()
        raise KeyboardInterrupt

    for number in _ENDING:
        if number == signal.SIGINT or signal.getsignal(number) != signal.SIG_IGN:  # as nohup has SIGHUP
            signal.signal(number, interrupt)


def issue_number(word: str) -> int:
    """The number of an issue, as 82, issues/82 or issues\\82\\issue.yaml; UsageError for another word."""
    named = re.fullmatch(r"(?:.*[/\\])?(\d{1,9})(?:[/\\](?:issue\.yaml)?)?", word, flags=re.ASCII)
    if not named:
        raise UsageError(Finding("issue-number", f"{word!r} is not the number of an issue",
                                 hint="give a number, for example: rocbpress render 82"))
    return int(named[1])


def known_numbers(incomplete: str) -> list[str]:
    """What the shell completes a number with."""
    try:
        return [word for word in map(str, find_workspace().numbers()) if word.startswith(incomplete)]
    except UsageError:
        return []


def known_layouts(incomplete: str) -> list[str]:
    """What the shell completes --layout with."""
    try:
        found = [path.parent.name for path in find_workspace().layouts.glob("*/layout.toml")]
    except UsageError:
        found = []
    return [word for word in ("kept", "current", *sorted(found)) if word.startswith(incomplete)]


Number = Annotated[int, typer.Argument(
    help="the issue number, which is its folder in issues/", metavar="N", parser=issue_number,
    autocompletion=known_numbers)]
Root = Annotated[Path | None, typer.Option(
    help="the workspace (else $ROCBPRESS_ROOT, else this folder or one above it)", file_okay=False)]
Jobs = Annotated[int, typer.Option(help="how many processes to use (0: one per processor)", min=0)]
LayoutOption = Annotated[str, typer.Option(
    metavar="NAME", autocompletion=known_layouts,
    help="kept: for a locked issue its copy; current: today's layout; or the name of another")]
Json = Annotated[bool, typer.Option("--json", help="print the result as JSON")]


def attempt(work: Callable[[], object]) -> int:
    """Run a command; its exit code, after a message for whatever stops it."""
    try:
        work()
    except PressError as error:
        print_findings(error.findings)
        return error.exit_code
    except SystemExit as stop:
        if stop.code == INTERRUPTED:  # what Typer makes of Ctrl-C
            say("interrupted")
            raise SystemExit(128 + _by[0] if _by else INTERRUPTED) from None
        raise
    except Exception as error:  # the last resort: an officer is never shown a traceback
        if _by:  # a library took Ctrl-C for a fault of its own
            say("interrupted")
            raise SystemExit(128 + _by[0]) from None
        if _lacks_descriptors(error):
            print_findings([Finding("descriptors-few", f"the system allows too few open files: {error}")])
            return UsageError.exit_code
        say(f"internal error in rocbpress {__version__}: please report it, with {_crash_report()}")
        return PressError.exit_code
    return 0


def _lacks_descriptors(error: BaseException | None) -> bool:
    """Whether that is what led to it; the linker says so in words alone."""
    told = [os.strerror(number) for number in (errno.EMFILE, errno.ENFILE)]
    while error is not None:
        if any(words in str(error) for words in told):
            return True
        error = error.__cause__ or error.__context__
    return False


def _crash_report() -> str:
    """Write the current exception, versions and system to a new file; what to send."""
    import platform
    import tempfile
    import traceback

    from rocbpress.workspace.fingerprint import engines

    text = "\n".join((f"rocbpress {__version__}", platform.platform(), engines(), traceback.format_exc()))
    try:
        with tempfile.NamedTemporaryFile("w", prefix="rocbpress-fault-", suffix=".txt", encoding="utf-8",
                                         delete=False) as file:
            file.write(text)
    except OSError:  # nothing can be written
        return f"this: {text.splitlines()[-1]}"
    return f"the file {file.name}"


@contextmanager
def bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A line of progress on a terminal, from the start; nothing elsewhere."""
    shown = sys.stderr.isatty()

    def tick(done: int, total: int) -> None:
        if _interrupted.is_set():
            raise KeyboardInterrupt
        if shown:
            say(f"\r{label} {done}/{total} ", end="")

    if shown:
        say(f"\r{label} ", end="")
    try:
        yield tick
        if _interrupted.is_set():
            raise KeyboardInterrupt
    finally:
        clear_line()


def print_findings(findings: Iterable[Finding]) -> None:
    """A line a finding, with its cure; on a terminal the code has the colour of its severity.

    Of many with one code in one file, the first are printed, and how many more there are.
    """
    from rocbpress.findings.catalogue import with_cure  # loaded for findings alone

    told = tuple(findings)
    counts = Counter(map(_kind, told))
    printed = Counter[tuple[str, Severity, str]]()
    for finding in told:
        kind = _kind(finding)
        printed[kind] += 1
        if printed[kind] <= _MOST_ALIKE:
            _print_finding(with_cure(finding))
        if printed[kind] == counts[kind] > _MOST_ALIKE:
            issue = _ISSUE.search(finding.where.file)
            _print_finding(replace(finding, where=Place(finding.where.file),
                                   hint=f"rocbpress check {issue[1] if issue else 'N'} --json lists them all",
                                   message=f"and {counts[kind] - _MOST_ALIKE:,} more"))


def _kind(finding: Finding) -> tuple[str, Severity, str]:
    return finding.code, finding.severity, finding.where.file


def _print_finding(finding: Finding) -> None:
    colour = _COLOURS.get(finding.severity)
    say(str(finding).replace(finding.code, coloured(finding.code, colour), 1) if colour else str(finding))


def print_json(value: object) -> None:
    """The result for programs, in characters that standard output can hold."""
    out(json.dumps(value, ensure_ascii=not takes_unicode(), indent=2))


def as_typed(path: Path) -> str:
    """A path as it can be pasted into the command line of any system."""
    return f'"{path}"' if re.search(r"[^\w./\\:~-]", str(path)) else str(path)


def shown(path: Path, workspace: Workspace) -> str:
    """A file's name within the workspace."""
    return workspace.relative(path.resolve())
