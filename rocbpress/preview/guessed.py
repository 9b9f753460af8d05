"""What an import guessed and nobody has changed since, for somebody to confirm."""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.workspace.workspace import Workspace


def guesses(workspace: Workspace, number: int) -> tuple[Finding, ...]:
    """A note for each line of the issue's articles that still stands as it was guessed."""
    folder = workspace.issues / str(number)
    records = sorted((workspace.build / str(number) / "import").glob("*.json"))
    return tuple(note for record in records for note in _notes(record, workspace, folder))


def _notes(record: Path, workspace: Workspace, folder: Path) -> Iterator[Finding]:
    told: list[dict[str, Any]] = []
    path, lines = folder / "articles" / f"{record.stem}.md", []
    with suppress(OSError, ValueError):  # an article that was renamed, a record that was cut
        told = json.loads(record.read_text("utf-8"))
        lines = path.read_text("utf-8").split("\n")
    for each in told:
        if each.get("line") in lines:
            yield Finding(each["code"], each["message"], Place(workspace.relative(path),
                                                               lines.index(each["line"]) + 1),
                          Severity.NOTE, "read so from what was sent: correct it if it is wrong")
