"""The files of an issue watched: a call after each change, as soon as the system tells of it."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from watchfiles import Change, awatch

from rocbpress.workspace.workspace import Workspace

_QUIET = 10  # milliseconds without a change, after which what has changed is told
_LONGEST = 200  # milliseconds, while changes go on coming


async def watch(workspace: Workspace, number: int, changed: Callable[[], None], stop: asyncio.Event) -> None:
    """Call `changed` whenever a file that the issue may be made of is saved, renamed or removed."""
    folder = workspace.issue(number)

    def matters(_change: Change, path: str) -> bool:
        file = Path(path)
        if any(part.startswith(".") or part.endswith("~") for part in file.relative_to(workspace.root).parts):
            return False  # a file that an editor keeps aside
        return file.is_relative_to(folder) or not file.is_relative_to(workspace.issues) or (
            file.parent == workspace.issues)

    folders = (workspace.issues, workspace.layouts, workspace.fonts)
    async for _ in awatch(*filter(Path.is_dir, folders), watch_filter=matters, step=_QUIET, debounce=_LONGEST,
                          stop_event=stop, rust_timeout=200):
        changed()
