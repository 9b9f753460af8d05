"""The issues at hand, as rows of facts, read once for as long as they stay as they are."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from rocbpress.layout.editions import EDITIONS
from rocbpress.workspace.cache import Cache
from rocbpress.workspace.workspace import Workspace

LIMIT = 5_000_000  # bytes of rows that are kept

Row = dict[str, Any]


def list_rows(workspace: Workspace) -> list[Row]:
    """A row an issue, by number: number, date, title, covers, editions present, whether it reads."""
    return [_row(workspace, number) for number in workspace.numbers()]


def page_count(workspace: Workspace, path: Path) -> int:
    """How many pages a finished file has."""
    data = path.read_bytes()
    return int(_known(workspace, sha256(b"pages" + data), lambda: {"pages": _counted(data)})["pages"])


def _row(workspace: Workspace, number: int) -> Row:
    folder = workspace.build / str(number)
    editions = [e.name for e in EDITIONS.values() if (folder / f"rocb-{number}{e.suffix}.pdf").is_file()]
    facts = _known(workspace, _inputs(workspace, number), lambda: _read(workspace, number))
    return {"number": number, **facts, "editions": editions}


def _read(workspace: Workspace, number: int) -> Row:
    from rocbpress.findings.errors import SourceError
    from rocbpress.sources.yaml.manifest import read_issue

    try:
        issue = read_issue(workspace, number)
    except SourceError as error:
        return {"date": "", "title": str(error.findings[0]), "covers": ""}
    return {"date": issue.date.isoformat(), "title": issue.title, "covers": issue.covers}


def _counted(data: bytes) -> int:
    from rocbpress.archive.embedded import count_pages

    return count_pages(data)


def _known(workspace: Workspace, key: Any, make: Callable[[], Row]) -> Row:
    shelf = Cache(workspace.build / ".listed")
    if body := shelf.find(key.hexdigest()):
        kept: Row = json.loads(body)
        return kept
    made = make()
    shelf.keep(key.hexdigest(), json.dumps(made).encode())
    shelf.clear(limit=LIMIT)
    return made


def _inputs(workspace: Workspace, number: int) -> Any:
    """All that the particulars of an issue depend on: of pictures only whether they are there."""
    from rocbpress.workspace.fingerprint import digest_files, package_versions

    folder = workspace.issues / str(number)
    there = sorted(path.relative_to(workspace.issues).as_posix()
                   for place in (folder.rglob("*"), workspace.issues.glob("*.*")) for path in place)
    texts = [path.read_bytes() for path in (folder / "issue.yaml", workspace.issues / "publishers.yaml")
             if path.is_file()]
    code = digest_files(Path(__file__).parents[1] / "sources")
    return sha256(json.dumps([number, there, code, package_versions()]).encode() + b"\0".join(texts))
