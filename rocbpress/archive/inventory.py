"""The archive as rows of facts."""

from __future__ import annotations

import json
from typing import Any

from rocbpress.archive.history import last_entry
from rocbpress.archive.listing import list_rows, page_count
from rocbpress.layout.editions import EDITIONS
from rocbpress.layout.locked import LOCK
from rocbpress.workspace.workspace import Workspace


def rows(workspace: Workspace) -> list[dict[str, Any]]:
    """A row an issue, as `listing.list_rows` has it, with pages, whether locked, and when verified."""
    return [{**row, **_state(workspace, row["number"], row["editions"])} for row in list_rows(workspace)]


def _state(workspace: Workspace, number: int, editions: list[str]) -> dict[str, Any]:
    entry = last_entry(workspace, number)
    locked = (workspace.issue(number) / LOCK).is_file()
    verified = {"verdict": entry.verdict, "when": entry.when,
                "engines": dict(each.split("=", 1) for each in entry.engines.split())} if entry else None
    return {"pages": _pages(workspace, number, editions), "locked": locked, "verified": verified}


def _pages(workspace: Workspace, number: int, editions: list[str]) -> int:
    """From the lock, else from an edition at hand; 0 where there is neither."""
    try:
        lock = json.loads((workspace.issue(number) / LOCK).read_text("utf-8"))
        return max(len(each["pages"]) for each in lock["editions"].values())
    except (OSError, ValueError, KeyError, TypeError):
        name = f"rocb-{number}{EDITIONS[editions[0]].suffix}.pdf" if editions else ""
        return page_count(workspace, workspace.build / str(number) / name) if name else 0
