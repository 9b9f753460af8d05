"""What gave way in a locked issue, so that its pages break as they did whatever chooses today."""

import json
from hashlib import sha256

from rocbpress.copyfit.fit import Fits, decode_fits
from rocbpress.layout.locked import LOCK, unreadable
from rocbpress.workspace.workspace import Workspace

_TEXTS = (".md", ".yaml", ".csv")


def locked_fits(workspace: Workspace, number: int) -> Fits | None:
    """The fits of the issue's lock; None where the words of the issue are not those that were locked.

    LayoutError where the lock cannot be read.
    """
    folder = workspace.issue(number)
    try:
        lock = json.loads((folder / LOCK).read_text("utf-8"))
        own = {workspace.root / path: digest for path, digest in lock["inputs"].items()
               if path.startswith(f"{workspace.relative(folder)}/") and path.endswith(_TEXTS)}
        fits = decode_fits(lock.get("fits", {}))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise unreadable(workspace, number) from error
    same = all(path.is_file() and sha256(path.read_bytes()).hexdigest() == digest
               for path, digest in own.items())
    return fits if same else None
