"""What preview writes into the sources, on a click alone, and how it is undone."""

from __future__ import annotations

import re
import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path

from rocbpress.findings.errors import UsageError
from rocbpress.findings.finding import Finding, Place
from rocbpress.review.numbering import read_review, review_path
from rocbpress.sources.files import is_inside
from rocbpress.workspace.files import publish
from rocbpress.workspace.workspace import Workspace

_KEPT = 50  # edits that can be undone
_FOCUS = re.compile(r"\s*\bfocus\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s}]+)")
_KEY = re.compile(r"^focus:.*$", re.MULTILINE)
_LOWER_LIST = re.compile(r"^lower:[ \t]*\[(?P<codes>[^\]]*)\]", re.MULTILINE)
_LOWER_BLOCK = re.compile(r"^lower:[ \t]*(?:#.*)?\n(?P<indent>[ \t]*)- ", re.MULTILINE)


@dataclass(slots=True)
class Edits:
    """Edits of the files of one issue; each can be undone as long as the file is as it was left."""

    workspace: Workspace
    number: int
    _done: OrderedDict[str, tuple[Path, bytes, bytes]] = field(default_factory=OrderedDict)

    def set_focus(self, file: str, line: int, picture: str, focus: tuple[int, int]) -> str:
        """Write what a crop of a picture keeps, in percent from left and top; the name for `undo`.

        It becomes `{focus="x,y"}` after the picture whose block begins in that line, or `focus:` in the head
        of the article where `picture` is ''. UsageError where the picture is not there any more.
        """
        path = self._file(file)
        text = path.read_bytes().decode()
        return self._write(path, _with_focus(text, line, picture, focus, file))

    def lower(self, code: str) -> str:
        """Take warnings of that code as notes, in issue.yaml; the name for `undo`."""
        path = self.workspace.issue(self.number) / "issue.yaml"
        return self._write(path, _with_lowered(path.read_bytes().decode(), code))

    def tick(self, comment: str, *, done: bool) -> str:
        """Note a comment as done, or not any more, in review.json; the name for `undo`."""
        path = review_path(self.workspace, self.number)
        review = read_review(self.workspace, self.number)
        if not path.exists():
            publish(review.text(), path)
        return self._write(path, review.ticked(comment, done=done).text().decode())

    def undo(self, name: str) -> None:
        """Put a file back; UsageError where it has changed since, or the name is not known."""
        path, before, after = self._done.get(name, (None, b"", b""))
        if path is None:
            raise UsageError(Finding("preview-undo", "this change cannot be undone any more"))
        if path.read_bytes() != after:
            raise UsageError(Finding("preview-undo", f"{path.name} has changed since",
                                     hint="undo it in your editor"))
        publish(before, path)
        del self._done[name]

    def _file(self, name: str) -> Path:
        """The article of that name; UsageError for any other file."""
        folder = self.workspace.issue(self.number) / "articles"
        path = self.workspace.root / name
        if path.parent != folder or path.suffix != ".md" or not (
                path.is_file() and is_inside(path, folder.parent)):
            raise UsageError(Finding("preview-file", f"{name} is not an article of this issue"))
        return path

    def _write(self, path: Path, text: str) -> str:
        name, before, after = secrets.token_hex(8), path.read_bytes(), text.encode()
        publish(after, path)
        self._done[name] = path, before, after
        while len(self._done) > _KEPT:
            self._done.popitem(last=False)
        return name


def _with_focus(text: str, line: int, picture: str, focus: tuple[int, int], file: str) -> str:
    lines = text.splitlines(keepends=True)
    if not picture:
        return _with_head_focus(text, focus)
    # The name as Markdown writes it, with an optional title and attributes.
    words = r"(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*"
    title = r"(?:\s+(?:\"[^\"]*\"|'[^']*'))?"
    shown = re.compile(rf"!\[{words}\]\(<?{re.escape(picture)}>?{title}\s*\)"
                       r"(?P<attributes>\{[^}\n]*\})?")
    start = sum(map(len, lines[:max(0, line - 1)]))
    found = shown.search(text, start)
    if not found:
        raise UsageError(Finding("preview-picture", f"{picture} is not in the text any more",
                                 Place(file, line)))
    given = _FOCUS.sub("", (found["attributes"] or "{}")[1:-1]).strip()
    written = f'focus="{focus[0]},{focus[1]}"'
    end = found.start("attributes") if found["attributes"] else found.end()
    return f"{text[:end]}{{{f'{given} ' if given else ''}{written}}}{text[found.end():]}"


def _with_head_focus(text: str, focus: tuple[int, int]) -> str:
    """The text with `focus:` in its front matter."""
    newline = "\r\n" if "\r\n" in text else "\n"
    head, mark, rest = text.partition(f"{newline}---")
    written = f"focus: [{focus[0]}, {focus[1]}]"
    if not mark:
        raise UsageError(Finding("preview-picture", "the article has no front matter"))
    if _KEY.search(head):
        head = _KEY.sub(written + ("\r" if newline == "\r\n" else ""), head, count=1)
        return f"{head.rstrip(chr(13))}{mark}{rest}"
    return f"{head}{newline}{written}{mark}{rest}"


def _with_lowered(text: str, code: str) -> str:
    """issue.yaml with one more code under `lower:`."""
    newline = "\r\n" if "\r\n" in text else "\n"
    if found := _LOWER_LIST.search(text):
        codes = found["codes"].strip().rstrip(",")
        listed = f"{codes}, {code}" if codes else code
        return f"{text[:found.start('codes')]}{listed}{text[found.end('codes'):]}"
    if found := _LOWER_BLOCK.search(text):
        at = found.start("indent")
        return f"{text[:at]}{found['indent']}- {code}{newline}{text[at:]}"
    return f"{text}{'' if text.endswith(newline) else newline}lower: [{code}]{newline}"
