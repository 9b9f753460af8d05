"""What gave way in a locked issue, so that its pages break as they did whatever chooses today."""

from hashlib import sha256
from pathlib import Path

from rocbpress.copyfit.fit import Fits, decode_fits
from rocbpress.layout.locked import read_lock_file, unreadable
from rocbpress.workspace.contained import read_inside
from rocbpress.workspace.workspace import Workspace

_TEXTS = (".md", ".yaml", ".csv")


def locked_fits(workspace: Workspace, number: int) -> Fits | None:
    """The fits of the issue's lock; None where the words of the issue are not those that were locked.

    LayoutError where the lock cannot be read.
    """
    folder = workspace.issue(number)
    try:
        lock = read_lock_file(folder)
        own = {workspace.root / path: digest for path, digest in lock["inputs"].items()
               if path.startswith(f"{workspace.relative(folder)}/") and path.endswith(_TEXTS)}
        fits = decode_fits(lock.get("fits", {}))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise unreadable(workspace, number) from error
    return fits if all(_digest(path, folder) == digest for path, digest in own.items()) else None


def _digest(path: Path, folder: Path) -> str:
    try:
        return sha256(read_inside(path, folder)).hexdigest()
    except OSError:
        return ""
