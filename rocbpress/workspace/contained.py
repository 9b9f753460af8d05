"""Files that an issue, a layout, a lock or an archive names: opened inside their folder, or not at all."""

import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path, PurePath
from typing import BinaryIO

_LINKS = 40  # as many as Linux follows in one path
_SAFE = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")  # not on Windows


class OutsideError(OSError):
    """A name that leads out of its folder, or to what is no regular file."""

    def __init__(self, words: str) -> None:
        super().__init__(None, words)


class TooLargeError(OutsideError):
    """A file of more bytes than it may have."""


def read_inside(path: Path, folder: Path, most: int = 1 << 30) -> bytes:
    """The bytes of a regular file below `folder`, whose name and links lead nowhere else.

    OutsideError where they do, or where it is no regular file; TooLargeError where it has more than `most`
    bytes; other OSErrors as the system raises them.
    """
    with open_inside(path, folder) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise TooLargeError(f"it is larger than {most:,} bytes")
    return data


@contextmanager
def open_inside(path: Path, folder: Path) -> Iterator[BinaryIO]:
    """As `read_inside`, for reading in parts.

    `folder` itself is trusted, and may be a link. Each part of the name is opened from the folder before
    it and links are followed here, so that nothing can be exchanged between the check and the use.
    """
    with ExitStack() as opened:
        number = _descend(path, folder, opened) if _SAFE else _resolved(path, folder)
        file = os.fdopen(number, "rb")
        opened.enter_context(file)
        if not stat.S_ISREG(os.fstat(number).st_mode):
            raise OutsideError("it is not a regular file")
        yield file


def is_inside(path: Path, folder: Path) -> bool:
    """Whether `read_inside` would open it."""
    try:
        with open_inside(path, folder):
            return True
    except (OSError, ValueError):  # a name with a null byte
        return False


def leading_out(folder: Path) -> Iterator[Path]:
    """The links below the folder, at any depth, that lead out of it, or nowhere; none is followed."""
    waiting = [folder]
    while waiting:
        with suppress(FileNotFoundError, NotADirectoryError), os.scandir(waiting.pop()) as entries:
            for entry in sorted(entries, key=lambda each: each.name):
                if entry.is_symlink():
                    if not _leads_inside(Path(entry), folder):
                        yield Path(entry)
                elif entry.is_dir():
                    waiting.append(Path(entry))


def _leads_inside(link: Path, folder: Path) -> bool:
    try:
        return link.resolve(strict=True).is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a link to nothing, a circle
        return False


def _descend(path: Path, folder: Path, opened: ExitStack) -> int:
    """A descriptor of the file, for the caller to close."""
    left = list(reversed(_parts(path, folder)))
    above = [os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)]
    opened.callback(os.close, above[0])
    links = 0
    while left:
        part = left.pop()
        if part == "..":
            if len(above) == 1:
                raise OutsideError("it leads out of the folder")
            above.pop()
            continue
        kind = os.stat(part, dir_fd=above[-1], follow_symlinks=False).st_mode
        if stat.S_ISLNK(kind):
            links += 1
            if links > _LINKS:
                raise OutsideError("its links lead in a circle")
            left += _followed(os.readlink(part, dir_fd=above[-1]), folder, above)
        elif left or not stat.S_ISREG(kind):
            if not (left and stat.S_ISDIR(kind)):
                raise OutsideError("it is not a regular file")
            above.append(os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC,
                                 dir_fd=above[-1]))
            opened.callback(os.close, above[-1])
        else:
            return os.open(part, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC,
                           dir_fd=above[-1])
    raise OutsideError("it is not a regular file")


def _followed(target: str, folder: Path, above: list[int]) -> list[str]:
    """The parts that a link adds, the last first; an absolute one starts from `folder` again."""
    pure = PurePath(target)
    if pure.is_absolute():
        homes = [home for home in (folder.absolute(), folder.resolve()) if pure.is_relative_to(home)]
        if not homes:
            raise OutsideError("it leads out of the folder")
        pure = pure.relative_to(homes[0])
        del above[1:]
    return list(reversed(pure.parts))


def _parts(path: Path, folder: Path) -> tuple[str, ...]:
    if not path.is_relative_to(folder):
        raise OutsideError("it leads out of the folder")
    return path.relative_to(folder).parts


def _resolved(path: Path, folder: Path) -> int:
    """For systems without openat: the real place is checked, then opened."""
    _parts(path, folder)
    real = path.resolve(strict=True)
    if not real.is_relative_to(folder.resolve()):
        raise OutsideError("it leads out of the folder")
    return os.open(real, os.O_RDONLY | getattr(os, "O_BINARY", 0))
