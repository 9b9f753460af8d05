"""Temporary folders that leave nothing behind, whatever ends the process that made them."""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path

from rocbpress.findings.errors import WriteError
from rocbpress.findings.finding import Finding

_PREFIX = "rocbpress-"
_TRIES, _PAUSE = 50, 0.02  # seconds between
_SYNCHRONIZE = 0x0010_0000  # the least right to a process that Windows gives


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A new folder of this process, removed in the end; those of processes that were killed go with it."""
    folder = _name()
    try:  # before it is there: a signal may come at any moment
        _make(folder)
        yield folder
    finally:
        _remove(folder)


@cache
def process_folder() -> Path:
    """The temporary folder of this process, removed when it ends, by multiprocessing's own rules too."""
    folder = _name()
    Finalize(None, _remove, args=(folder,), exitpriority=-100)
    _make(folder)
    return folder


def _name() -> Path:
    """A name that nobody can guess; the next run knows by it whose folder it was."""
    try:
        home = Path(tempfile.gettempdir())
    except FileNotFoundError as error:  # of all that there may be, none can be written
        raise _refused("there is none that can be written") from error
    clear_temporary()
    return home / f"{_PREFIX}{os.getpid()}-{os.urandom(4).hex()}"


def _make(folder: Path) -> None:
    try:
        folder.mkdir(0o700)
    except OSError as error:
        raise _refused(str(error.strerror)) from error


def _remove(folder: Path) -> None:
    """A process that was starting when its parent was ended may still write into it, for a moment."""
    for _ in range(_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            break
        time.sleep(_PAUSE)


def _refused(words: str) -> WriteError:
    return WriteError(Finding("write-refused", f"no folder for temporary files: {words}",
                              hint="free some space, or set TMPDIR to a folder that can be written"))


def clear_own() -> None:
    """Remove the folders of this process, for one that ends at once."""
    clear_temporary(os.getpid())


def clear_temporary(*ended: int) -> None:
    """Remove what processes left that live no more, and those of the processes `ended`.

    What belongs to other people cannot be removed.
    """
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}[0-9]*-*"):
        number = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if number.isdecimal() and not folder.is_symlink() and (
                int(number) in ended or not _lives(int(number))):
            with suppress(OSError):
                shutil.rmtree(folder)


def _lives(process: int) -> bool:
    if sys.platform == "win32":  # where `os.kill` would end the process that it is to ask for
        import ctypes

        handle = ctypes.windll.kernel32.OpenProcess(_SYNCHRONIZE, False, process)
        ctypes.windll.kernel32.CloseHandle(handle)
        return bool(handle)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        pass
    return True
