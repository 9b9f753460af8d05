"""The archive as rows of facts, each read once for as long as its issue stays as it is."""

from hashlib import sha256
from pathlib import Path
from typing import TypedDict

from rocbpress.archive.history import VerifiedIssue, last_entry
from rocbpress.layout.editions import EDITIONS
from rocbpress.layout.locked import LOCK, read_lock_file
from rocbpress.workspace.cache import Cache
from rocbpress.workspace.fingerprint import digest_files, package_versions
from rocbpress.workspace.workspace import Workspace


class Head(TypedDict):
    """What issue.yaml says of an issue; the title says what is wrong where it cannot be read."""

    date: str
    title: str
    covers: str


class Verified(TypedDict):
    """What was found when an issue was verified last, when (ISO 8601, UTC), under which versions."""

    verdict: str
    when: str
    engines: dict[str, str]


class Row(Head):
    """An issue by its number: its editions that are there, pages (0: not known), and its lock."""

    number: int
    editions: list[str]
    pages: int
    locked: bool
    verified: Verified | None


def list_issues(workspace: Workspace) -> list[Row]:
    """A row an issue, by number."""
    return [_row(workspace, number) for number in workspace.numbers()]


def _row(workspace: Workspace, number: int) -> Row:
    folder = workspace.build / str(number)
    files = {each.name: folder / f"rocb-{number}{each.suffix}.pdf" for each in EDITIONS.values()}
    there = [name for name, path in files.items() if path.is_file()]
    entry = last_entry(workspace, number)
    return {
        "number": number, **_head(workspace, number), "editions": there,
        "pages": _pages(workspace, number, files[there[0]] if there else None),
        "locked": (workspace.issue(number) / LOCK).is_file(),
        "verified": _verified(entry) if entry else None}


def _verified(entry: VerifiedIssue) -> Verified:
    return {"verdict": entry.verdict, "when": entry.when,
            "engines": dict(each.split("=", 1) for each in entry.engines.split())}


def _pages(workspace: Workspace, number: int, path: Path | None) -> int:
    """From the lock, else from an edition at hand; 0 where there is neither."""
    try:
        lock = read_lock_file(workspace.issue(number))
        return max(len(each["pages"]) for each in lock["editions"].values())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        data = path.read_bytes() if path else b""
        return Cache(workspace.cache).remember(
            "lists", lambda: _counted(data), pdf=sha256(data).hexdigest()) if path else 0


def _head(workspace: Workspace, number: int) -> Head:
    """Read once, by all that it depends on: of pictures only whether they are there."""
    folder = workspace.issues / str(number)
    there = sorted(path.relative_to(workspace.issues).as_posix()
                   for place in (folder.rglob("*"), workspace.issues.glob("*.*")) for path in place)
    texts = [path.read_bytes() for path in (folder / "issue.yaml", workspace.issues / "publishers.yaml")
             if path.is_file()]
    return Cache(workspace.cache).remember(
        "lists", lambda: _read(workspace, number), number=number, there=there, texts=texts,
        code=digest_files(Path(__file__).parents[1] / "sources"), versions=package_versions())


def _read(workspace: Workspace, number: int) -> Head:
    from rocbpress.findings.errors import SourceError
    from rocbpress.sources.yaml.manifest import read_issue

    try:
        issue = read_issue(workspace, number)
    except SourceError as error:
        return {"date": "", "title": str(error.findings[0]), "covers": ""}
    return {"date": issue.date.isoformat(), "title": issue.title, "covers": issue.covers}


def _counted(data: bytes) -> int:
    """How many pages a file has; 0 for what is no PDF."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        return len(PdfDocument(data))
    except PdfiumError:
        return 0
