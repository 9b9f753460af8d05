"""What commands share: words on standard error, a line of progress, and what one names an issue with."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from rocbpress import __version__
from rocbpress.findings.errors import PressError
from rocbpress.findings.finding import Finding
from rocbpress.workspace.workspace import Workspace

Number = Annotated[int, typer.Argument(help="the issue's number, as its folder in issues/ is named", min=0)]
Root = Annotated[Path | None, typer.Option(
    help="the workspace (else ROCBPRESS_ROOT, else found upwards from here)", file_okay=False)]
Jobs = Annotated[int, typer.Option(help="processes to typeset with (0: one a processor)", min=0)]
Json = Annotated[bool, typer.Option("--json", help="facts as JSON on standard output")]


def attempt(work: Callable[[], object]) -> int:
    """The exit code of some work; what stops it is told in words."""
    try:
        work()
    except PressError as error:
        print_findings(error.findings)
        return error.exit_code
    except Exception:  # the last resort: an officer is never shown a traceback
        from rocbpress.cli.crash_report import keep_report

        say(f"rocbpress {__version__} itself is at fault; what happened is in {keep_report()}")
        return PressError.exit_code
    return 0


@contextmanager
def bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A line of progress on a terminal; silence off one."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return

    def tick(done: int, total: int) -> None:
        print(f"\r{label} {done}/{total} ", end="", file=sys.stderr, flush=True)

    yield tick
    print("\r\033[K", end="", file=sys.stderr, flush=True)


def say(text: str) -> None:
    """Words for whoever sits there: standard output is for facts alone."""
    print(text, file=sys.stderr)


def print_findings(findings: Iterable[Finding]) -> None:
    """A line a finding."""
    for finding in findings:
        say(str(finding))


def shown(path: Path, workspace: Workspace) -> str:
    """A file as an officer knows it."""
    return workspace.relative(path.resolve())
