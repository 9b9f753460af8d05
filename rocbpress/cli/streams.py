"""Standard streams that can be written to whatever they are: closed, a closed pipe, an old code page."""

import codecs
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

import typer

from rocbpress.findings.errors import WriteError
from rocbpress.findings.finding import Finding

PIPE_CLOSED = 141  # as shells report a program that SIGPIPE has ended
# What our own words have and old code pages lack; of other words each such character is escaped.
_PLAIN = {"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "–": "-", "—": "-", "·": "-", "×": "x",
          "→": "->", "−": "-", "°": " degrees", "\u00a0": " ", "\u202f": " "}


def open_streams() -> None:
    """Give closed standard streams a place to write to, and let no character stop the others."""
    for descriptor in range(3):  # else the next file that is opened would be the program's stdout
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    sys.stdout, sys.stderr = _usable(sys.stdout), _usable(sys.stderr)


def out(text: str, end: str = "\n") -> None:
    """Print a result on standard output; the command ends where nobody reads on, as in `list | head`.

    WriteError where it has no room.
    """
    try:
        print(text, end=end, flush=True)
    except BrokenPipeError:
        _discard(sys.stdout)
        raise typer.Exit(PIPE_CLOSED) from None
    except OSError as error:
        _discard(sys.stdout)
        raise WriteError(Finding("write-refused", f"the output cannot be written: {error.strerror}",
                                 hint="free some space, or send it elsewhere")) from error


def say(text: str, end: str = "\n") -> None:
    """Print a message on standard error, which is lost where nobody reads it: the work goes on."""
    try:
        print(text, end=end, file=sys.stderr, flush=True)
    except OSError:
        _discard(sys.stderr)


def clear_line() -> None:
    """Delete the line of progress from a terminal, so that a message can stand there."""
    if sys.stderr.isatty():
        say("\r\033[K", end="")


def coloured(text: str, colour: int) -> str:
    """The text in a colour of the terminal (31 red, 33 yellow), where it is to have any."""
    return f"\033[{colour}m{text}\033[0m" if has_colour() else text


def has_colour() -> bool:
    """Whether standard error is a terminal with colours, or is said to be one (FORCE_COLOR)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stderr.isatty() or bool(os.environ.get("FORCE_COLOR"))


def takes_unicode() -> bool:
    """Whether standard output can hold every character."""
    return (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")


def _usable(stream: IO[str] | None) -> IO[str]:
    if stream is None:
        return Path(os.devnull).open("w", encoding="utf-8")
    with suppress(AttributeError):  # what a test or a notebook puts in its place
        codecs.register_error("rocbpress", _plainly)
        stream.reconfigure(errors="rocbpress")  # type: ignore[attr-defined]  # io.TextIOWrapper
    return stream


def _plainly(error: UnicodeError) -> tuple[str, int]:
    """The characters that a stream cannot hold, in characters that every one can."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start:error.end]
    return "".join(_PLAIN.get(sign) or ascii(sign)[1:-1] for sign in signs), error.end


def _discard(stream: IO[str]) -> None:
    """What is left in the buffer goes nowhere, also when the interpreter ends."""
    with Path(os.devnull).open("wb") as nowhere, suppress(OSError, ValueError):
        os.dup2(nowhere.fileno(), stream.fileno())
