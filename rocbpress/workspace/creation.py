"""A workspace that appears whole or not at all: restored from a file, or the one to begin with."""

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from rocbpress.findings.errors import UsageError, WriteError
from rocbpress.findings.finding import Finding
from rocbpress.workspace.files import publish

FOLDERS = ("issues", "layouts", "fonts")
_PACKAGE = Path(__file__).parents[1]
_STARTER = ("layouts", "fonts", "issues/0", "issues/publishers.yaml")


def create_workspace(files: Iterable[tuple[str, bytes]], folder: Path) -> None:
    """Write files by their names into an empty or new folder; WriteError says what the system refused."""
    aside = folder.absolute().with_name(f".{folder.absolute().name}.{os.urandom(6).hex()}")
    try:
        for name, data in files:
            publish(data, aside / name)
        for name in FOLDERS:
            (aside / name).mkdir(exist_ok=True)
        _put_in_place(aside, folder)
    except OSError as error:
        raise WriteError(Finding("write-refused", f"{folder.name} cannot be written: {error.strerror}",
                                 hint="free some space, or name another folder")) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def is_free(folder: Path) -> bool:
    """Whether a workspace can be created there: nothing is, or an empty folder."""
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


def init_workspace(folder: Path) -> None:
    """A workspace with the layouts, the fonts, the publishers and the specimen that come with the program."""
    if not is_free(folder):
        raise UsageError(Finding("init-occupied", f"{folder.resolve().name} is not an empty folder",
                                 hint="name a new or empty folder: rocbpress init newsletter"))
    create_workspace(_starter_files(), folder)


def starter() -> Path:
    """The folder of what comes with the program: in the package of a wheel, beside that of a clone."""
    held = _PACKAGE / "starter"
    return held if held.is_dir() else _PACKAGE.parent


def _starter_files() -> Iterator[tuple[str, bytes]]:
    root = starter()
    for name in _STARTER:
        place = root / name
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file() and "__pycache__" not in path.parts:
                yield path.relative_to(root).as_posix(), path.read_bytes()


def _put_in_place(aside: Path, folder: Path) -> None:
    if folder.exists() and folder.resolve() == Path.cwd():
        for path in sorted(aside.iterdir(), key=lambda path: path.name == "issues"):
            path.rename(folder / path.name)  # without issues/ it is no workspace
        return
    if folder.is_dir():
        folder.rmdir()
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside.rename(folder)
