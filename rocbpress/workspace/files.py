"""Files appear whole or not at all."""

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from rocbpress.findings.errors import WriteError
from rocbpress.findings.finding import Finding


def publish(data: bytes, path: Path) -> None:
    """Write `data` aside, then put it in the place of `path` in one step.

    Whoever is killed in between leaves the former file untouched. WriteError says what the
    system refused.
    """
    _replace(data, path, lasting=True)


def publish_all(files: Mapping[Path, bytes]) -> None:
    """As `publish`, for several files: all appear, or none, and then the former ones are as they were."""
    former: dict[Path, bytes | None] = {}
    try:
        for path, data in files.items():
            former[path] = path.read_bytes() if path.exists() else None
            publish(data, path)
    except (OSError, WriteError):
        for path, kept in former.items():
            with suppress(OSError, WriteError):
                if kept is None:
                    path.unlink(missing_ok=True)
                else:
                    publish(kept, path)
        raise


def publish_folder(files: Mapping[str, bytes], folder: Path) -> None:
    """As `publish`, for a folder of files by their names below it: it appears whole, or not at all.

    Nothing else is left in it. Whoever is killed between the two steps of the exchange leaves no folder.
    """
    aside, former = (folder.with_name(f".{folder.name}.{os.urandom(6).hex()}") for _ in range(2))
    try:
        for name, data in files.items():
            put(data, aside / name)
        if folder.exists():
            folder.rename(former)
        aside.rename(folder)
    except OSError as error:
        if former.exists() and not folder.exists():
            former.rename(folder)
        raise _refused(folder, error) from error
    finally:
        for left in (aside, former):
            shutil.rmtree(left, ignore_errors=True)


def put(data: bytes, path: Path) -> None:
    """As `publish`, but without waiting for the disk: for what can be made again if power fails."""
    _replace(data, path, lasting=False)


def _replace(data: bytes, path: Path, *, lasting: bool) -> None:
    aside = path.with_name(f".{path.name}.{os.urandom(6).hex()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    except OSError as error:
        raise _refused(path, error) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        raise _refused(path, error) from error
    finally:
        with suppress(FileNotFoundError):
            aside.unlink()


def _refused(path: Path, error: OSError) -> WriteError:
    cure = "free some space"
    if isinstance(error, PermissionError) and path.exists():  # Windows replaces nothing that is open
        cure = f"close {'the files in ' * path.is_dir()}{path.name} in the viewer"
    return WriteError(Finding("write-refused", f"{path.name} cannot be written: {error.strerror}",
                              hint=f"{cure}, or name another folder with --output"))
