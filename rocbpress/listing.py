"""The issues at hand, as rows of facts."""

from __future__ import annotations

from typing import Any

from rocbpress.editions import EDITIONS
from rocbpress.errors import SourceError
from rocbpress.sources.manifest import read_issue
from rocbpress.workspace import Workspace


def list_rows(workspace: Workspace) -> list[dict[str, Any]]:
    """A row an issue, by number: number, date, title, covers, editions present, whether it reads."""
    return [_row(workspace, number) for number in workspace.numbers()]


def _row(workspace: Workspace, number: int) -> dict[str, Any]:
    folder = workspace.build / str(number)
    editions = [e.name for e in EDITIONS.values() if (folder / f"rocb-{number}{e.suffix}.pdf").is_file()]
    try:
        issue = read_issue(workspace, number)
    except SourceError as error:
        return {"number": number, "date": "", "title": str(error.findings[0]), "covers": "",
                "editions": editions}
    return {"number": number, "date": issue.date.isoformat(), "title": issue.title,
            "covers": issue.covers, "editions": editions}
