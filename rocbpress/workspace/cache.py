"""A shelf: what can be made again, kept by the digest of all that it was made from."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from rocbpress.workspace.files import put

_MAGIC = b"rocbpress 1\n"


@dataclass(frozen=True, slots=True)
class Cache:
    """Entries in a folder, named by hexadecimal digests; several runs may share it.

    Each says the digest of its own bytes, so that a damaged one is never taken for good. An entry
    that is asked for becomes the youngest.
    """

    folder: Path

    def find(self, key: str) -> bytes | None:
        """The bytes as they were kept; None where there are none, or where they were damaged since."""
        path = self._path(key)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        head, _, body = data.removeprefix(_MAGIC).partition(b"\n")
        if not data.startswith(_MAGIC) or hashlib.sha256(body).hexdigest().encode() != head:
            return None
        with suppress(OSError):  # another run may have cleared it, or the folder is only to be read
            os.utime(path)
        return body

    def keep(self, key: str, body: bytes) -> None:
        """Keep the bytes; two runs that keep the same ones do each other no harm."""
        put(_MAGIC + hashlib.sha256(body).hexdigest().encode() + b"\n" + body, self._path(key))

    def clear(self, *, limit: int) -> None:
        """Throw away what was not asked for longest, until the entries have at most `limit` bytes.

        A run that misses an entry of its own thereby makes it again.
        """
        found = []
        for path in self.folder.glob("??/[!.]*"):  # a name with a dot is still being written aside
            with suppress(FileNotFoundError):
                state = path.stat()
                found.append((state.st_mtime_ns, state.st_size, path))
        left = sum(size for _, size, _ in found)
        for _, size, path in sorted(found):
            if left <= limit:
                return
            path.unlink(missing_ok=True)
            left -= size

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key
