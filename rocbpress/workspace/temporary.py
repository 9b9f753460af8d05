"""Temporary folders that leave nothing behind, whatever ends the process that made them."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path

_PREFIX = "rocbpress-"


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A new folder of this process, removed in the end; those of processes that were killed go with it."""
    folder = make_temporary()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@cache
def process_folder() -> Path:
    """The temporary folder of this process, removed when it ends, by multiprocessing's own rules too."""
    folder = make_temporary()
    Finalize(None, shutil.rmtree, args=(folder, True), exitpriority=-100)
    return folder


def make_temporary() -> Path:
    """A new folder that its maker removes, or the next run if that is killed before."""
    _clear(Path(tempfile.gettempdir()))
    return Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))


def _clear(place: Path) -> None:
    """Remove what processes left that live no more; what belongs to other people cannot be removed."""
    if os.name != "posix":
        return  # there `os.kill` would end the process that it is to ask for
    for folder in place.glob(f"{_PREFIX}[0-9]*-*"):
        number = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if number.isdecimal() and not folder.is_symlink() and not _lives(int(number)):
            with suppress(OSError):
                shutil.rmtree(folder)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        pass
    return True
