"""What commands share: options, messages on standard error, a line of progress, the log."""

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

Number = Annotated[int, typer.Argument(help="the issue number, which is its folder in issues/", min=0)]
Root = Annotated[Path | None, typer.Option(
    help="the workspace (else $ROCBPRESS_ROOT, else this folder or one above it)", file_okay=False)]
Jobs = Annotated[int, typer.Option(help="how many processes to use (0: one per processor)", min=0)]
Json = Annotated[bool, typer.Option("--json", help="print the result as JSON")]


def attempt(work: Callable[[], object]) -> int:
    """Run a command; its exit code, after a message for whatever stops it."""
    try:
        work()
    except PressError as error:
        print_findings(error.findings)
        return error.exit_code
    except Exception:  # the last resort: an officer is never shown a traceback
        say(f"internal error in rocbpress {__version__}: please report it, with the file {_crash_report()}")
        return PressError.exit_code
    return 0


def _crash_report() -> Path:
    """Write the current exception, versions and system to a new file; its path."""
    import platform
    import tempfile
    import traceback

    from rocbpress.workspace.fingerprint import engines

    text = "\n".join((f"rocbpress {__version__}", platform.platform(), engines(), traceback.format_exc()))
    with tempfile.NamedTemporaryFile("w", prefix="rocbpress-fault-", suffix=".txt", encoding="utf-8",
                                     delete=False) as file:
        file.write(text)
    return Path(file.name)


@contextmanager
def bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A line of progress on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return

    def tick(done: int, total: int) -> None:
        print(f"\r{label} {done}/{total} ", end="", file=sys.stderr, flush=True)

    yield tick
    print("\r\033[K", end="", file=sys.stderr, flush=True)


def say(text: str) -> None:
    """Print a message on standard error: standard output is for results alone."""
    print(text, file=sys.stderr)


def print_findings(findings: Iterable[Finding]) -> None:
    """A line a finding."""
    for finding in findings:
        say(str(finding))


def shown(path: Path, workspace: Workspace) -> str:
    """A file's name within the workspace."""
    return workspace.relative(path.resolve())
