"""What gave way in a locked issue, so that its pages break as they did whatever chooses today."""

import json
from hashlib import sha256

from rocbpress.copyfit.fit import Fits, decode_fits
from rocbpress.layout.locked import LOCK
from rocbpress.workspace.workspace import Workspace

_TEXTS = (".md", ".yaml", ".csv")


def locked_fits(workspace: Workspace, number: int) -> Fits | None:
    """The fits of the issue's lock; None where the words of the issue are not those that were locked."""
    folder = workspace.issue(number)
    try:
        lock = json.loads((folder / LOCK).read_text("utf-8"))
        own = {path: digest for path, digest in lock["inputs"].items()
               if path.startswith(f"{workspace.relative(folder)}/") and path.endswith(_TEXTS)}
        if any(sha256((workspace.root / path).read_bytes()).hexdigest() != own[path] for path in own):
            return None
        return decode_fits(lock.get("fits", {}))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
