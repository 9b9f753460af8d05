"""The cache: what can be made again, kept by the digest of all that it was made from."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from typing import Any, Literal, TypeVar, get_args

from rocbpress.findings.errors import WriteError
from rocbpress.findings.finding import Finding, Severity
from rocbpress.workspace.files import put
from rocbpress.workspace.memory import Memory

Kind = Literal["contents", "drafts", "galleys", "groups", "layouts", "lists", "maps", "pictures", "rendered",
               "results", "web", "words"]
LIMIT = 5_000_000_000  # bytes of all entries: those of a hundred issues
_MAGIC = b"rocbpress cache 1\n"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cache:
    """Entries of several kinds, a folder each, below `folder`; None keeps nothing.

    Several runs may share the folder. An entry that is asked for becomes the youngest of all. `memory`
    holds values beside the folder.
    """

    folder: Path | None
    memory: Memory | None = None

    def remember(self, kind: Kind, make: Callable[[], T], **inputs: object) -> T:
        """What `make` gives, or gave when all `inputs` were the same: see `entry`."""
        entry = self.entry(kind, **inputs)
        found: T | None = entry.find()
        if found is None:
            found = make()
            entry.keep(found)
        return found

    def entry(self, kind: Kind, **inputs: object) -> Entry:
        """The place of what is made of these inputs, each told by its name and its `repr`."""
        key = sha256(repr((kind, sorted(inputs.items()))).encode()).hexdigest()
        return Entry(self.folder / kind / key[:2] / key if self.folder else None, self.memory)

    def usage(self) -> Mapping[str, tuple[int, int]]:
        """How many files of each kind there are, and their bytes together."""
        sizes: dict[str, list[int]] = defaultdict(list)
        for _, size, path in self._files():
            sizes[path.parts[-3]].append(size)
        return {kind: (len(sizes[kind]), sum(sizes[kind])) for kind in sorted(sizes)}

    def trim(self, limit: int = LIMIT) -> None:
        """Remove what was not asked for longest, until all entries together have at most `limit` bytes.

        A run that misses an entry of its own makes it again.
        """
        files = sorted(self._files())
        left = sum(size for _, size, _ in files)
        for _, size, path in files:
            if left <= limit:
                return
            with suppress(OSError):
                path.unlink()
            left -= size

    def _files(self) -> Iterator[tuple[int, int, Path]]:
        """When each was asked for last, how large it is, and where."""
        # Of the kinds alone: whoever names a folder that holds other things loses none. A dot: being written.
        folders = [self.folder / kind for kind in get_args(Kind)] if self.folder else []
        for path in (path for folder in folders for path in folder.glob("??/[!.]*")):
            with suppress(OSError):  # another run may have removed it
                state = path.stat()
                yield state.st_mtime_ns, state.st_size, path


NO_CACHE = Cache(None)

_refused: list[WriteError] = []


def note_refusal(error: WriteError) -> None:
    """Go on without an entry that cannot be written; `take_refusal` says so once a run."""
    _refused.append(error)


def take_refusal() -> Finding | None:
    """A note if the cache has refused anything since the last call."""
    if not _refused:
        return None
    reason = str(_refused[0].findings[0].message).rpartition(": ")[2]
    _refused.clear()
    return Finding("cache-refused", f"the cache cannot be written: {reason}", severity=Severity.NOTE,
                   hint="the next run starts from scratch; free some space, or name a folder with --cache")


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the cache, named by the digest of what its value was made from.

    It tells that digest and its own once more: one that was damaged, or put in the place of
    another, is a miss. Nothing that is wrong with a file is an error.
    """

    path: Path | None
    memory: Memory | None = field(default=None, compare=False, repr=False)

    def find(self) -> Any:
        """The value as it was kept; None for a miss."""
        if self.path is None:
            return None
        if self.memory is None:
            return self._read(self.path)
        value = self.memory.find(self.path)
        if value is None and (value := self._read(self.path)) is not None:
            self.memory.hold(self.path, value)
        return value

    def _read(self, path: Path) -> Any:
        try:
            if not S_ISREG(os.lstat(path).st_mode):  # a FIFO would be waited for
                return None
            head, _, body = path.read_bytes().partition(b"\n\n")
            if head != self._head(body):
                return None
            with suppress(OSError):  # the folder may be only to be read
                os.utime(path)
            from rocbpress.workspace.codec import decode

            return decode(body)
        except Exception:  # pickle raises anything at all for what it cannot read
            return None

    def keep(self, value: object) -> None:
        """Write the value, of the sorts that `encode` names; two runs that do so do each other no harm."""
        if self.path is None:
            return
        if self.memory is not None:
            self.memory.hold(self.path, value, unwritten=True)
            return
        from rocbpress.workspace.codec import encode

        body = encode(value)
        try:
            put(self._head(body) + b"\n\n" + body, self.path)
        except WriteError as error:
            note_refusal(error)

    def _head(self, body: bytes) -> bytes:
        key = self.path.name.encode() if self.path else b""
        return _MAGIC + key + b" " + sha256(key + body).hexdigest().encode()
