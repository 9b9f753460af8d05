"""Comments of reviewed drafts, as `rocbpress comments` found them, until they are ticked off."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from rocbpress.review.numbering import read_review
from rocbpress.workspace.contained import read_inside
from rocbpress.workspace.workspace import Workspace

_LARGEST = 20_000_000  # bytes of what a command has found


@dataclass(frozen=True, slots=True)
class KeptComment:
    """A comment as it was found: its name, the thread in a sentence, and its line with the words there."""

    id: str
    said: str
    state: str
    file: str
    line: int
    text: str
    page: str


_KEPT = TypeAdapter(list[KeptComment])


def kept_comments(workspace: Workspace, number: int) -> tuple[tuple[KeptComment, bool], ...]:
    """All comments of an issue at the lines of today, those that are done last, and whether they are."""
    done = frozenset(read_review(workspace, number).done)
    folder = workspace.build / str(number) / "comments"
    found = {each.id: each for path in sorted(folder.glob("*.json")) for each in _read(path)}
    listed = [(_moved(each, workspace), each.id in done or bool(each.state)) for each in found.values()]
    return tuple(sorted(listed, key=lambda each: each[1]))


def _read(path: Path) -> Iterator[KeptComment]:
    with suppress(OSError, ValidationError):  # of another version, or cut
        yield from _KEPT.validate_json(read_inside(path, path.parent, _LARGEST))


def _moved(comment: KeptComment, workspace: Workspace) -> KeptComment:
    """At the line that has its words now, the nearest of several."""
    lines: list[str] = []
    with suppress(OSError, ValueError):
        lines = read_inside(workspace.root / comment.file, workspace.issues, _LARGEST).decode().split("\n")
    same = [at for at, line in enumerate(lines, 1) if line == comment.text]
    line = min(same, key=lambda at: abs(at - comment.line), default=comment.line)
    return replace(comment, line=line)
