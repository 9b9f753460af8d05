"""The corpus: each case is a small sound issue with one change, and the finding that it must end in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import normpath
from typing import Any

from tests.broken.articles import BODIES, HEADS
from tests.broken.fences import FENCES, TABLES, fenced
from tests.broken.manifests import MANIFESTS
from tests.small_issue import HEAD, ISSUE, make

WARNINGS = frozenset({"alt-long"})  # an issue of these alone goes on to its layout
SECRET = "the words of a file outside"
MAP = fenced("map", "title: x\ndata: data/x.csv\n")
PORT = "![A port](images/port.jpg)\n"


@dataclass(frozen=True, slots=True)
class Case:
    """`parts` go to `make`, `links` are names in the issue's folder, each leading to a file outside."""

    name: str
    code: str
    file: str = "articles/one.md"
    line: int | None = None
    column: int | None = None
    exit_code: int = 3
    parts: dict[str, Any] = field(default_factory=dict)
    links: tuple[str, ...] = ()
    spoil: Callable[[Path], object] | None = None

    def build(self, root: Path) -> None:
        """Write the issue under `root`, with its change."""
        workspace = make(root / "workspace", **self.parts)
        folder = workspace.issues / "5"
        for name in self.links:
            _lead_out(folder / name, root)
        if self.spoil:
            self.spoil(folder)

    def matches(self, found: dict[str, Any]) -> bool:
        """Whether a finding of `check --json` is the one expected, at its place."""
        own = normpath(f"issues/5/{self.file}") if self.file else ""
        return (found["code"] == self.code and found["file"] == own
                and self.line in (None, found["line"]) and self.column in (None, found["column"]))


def _lead_out(path: Path, root: Path) -> None:
    outside = root / "outside"
    if path.is_dir():
        for inner in path.iterdir():
            inner.unlink()
        path.rmdir()
        (outside / "deeper").mkdir(parents=True)
        (outside / "port.jpg").write_text(SECRET)
    else:
        text = path.read_bytes() if path.is_file() else SECRET.encode()
        path.unlink(missing_ok=True)
        path.parent.mkdir(exist_ok=True)
        outside.write_bytes(text)
    path.symlink_to(outside)


def cases() -> Iterator[Case]:
    """The tables of single modules first, then what only a whole workspace can have wrong with it."""
    line: int | None
    column: int | None
    for name, issue, code, line, column in MANIFESTS:
        yield Case(f"manifest-{name}", code, "issue.yaml", line, column, parts={"issue": issue})
    for name, head, code, line, column in HEADS:
        file = "articles/one.md" if line else "issue.yaml"
        yield Case(f"head-{name}", code, file, line, column, parts={"head": head})
    for name, body, code, line, column in BODIES:
        if code not in WARNINGS:
            yield Case(f"body-{name}", code, line=None if line is None else line + 4,
                       column=column, parts={"body": body})
    for name, kind, text, code, line, column in FENCES:
        yield Case(f"fence-{name}", code, line=line + 7, column=column, parts={
            "body": "Words.\n\n" + fenced(kind, text), "files": {"data/x.csv": "Italy,1\n"}})
    for name, kind, table, code, line, column in TABLES:
        yield Case(f"table-{name}", code, "data/x.csv", line, column, parts={
            "body": fenced(kind, "title: x\ndata: data/x.csv\n"), "files": {"data/x.csv": table}})
    yield from _PLACES
    yield from _PUBLISHERS


_PLACES = (
    Case("no-issue", "issue-unknown", "", exit_code=2, spoil=lambda f: (f / "issue.yaml").unlink()),
    Case("issue-is-a-folder", "issue-unknown", "", exit_code=2,
         spoil=lambda f: ((f / "issue.yaml").unlink(), (f / "issue.yaml").mkdir())),
    Case("no-layout", "layout-unknown", "issue.yaml", 6, 9, exit_code=4),
    Case("issue-link", "file-outside", "issue.yaml", 1, links=("issue.yaml",)),
    Case("publishers-link", "file-outside", "../publishers.yaml", 1, links=("../publishers.yaml",)),
    Case("article-link", "article-outside", line=1, links=("articles/one.md",)),
    Case("article-link-unnamed", "article-outside", "articles/two.md", 1, parts={"issue": "- x\n"},
         links=("articles/two.md",)),
    Case("picture-link", "image-outside", line=5, column=1, parts={"body": PORT}, links=("images/port.jpg",)),
    Case("pictures-link", "image-outside", line=5, column=1, parts={"body": PORT}, links=("images",)),
    Case("table-link", "data-outside", line=7, column=7, parts={"body": MAP}, links=("data/x.csv",)),
    Case("cover-link", "image-outside", "issue.yaml", 9, 16, links=("images/port.jpg",),
         parts={"issue": ISSUE + "cover: {image: images/port.jpg, alt: A port}\n"}),
    Case("portrait-link", "image-outside", line=4, column=28, links=("images/port.jpg",),
         parts={"head": HEAD[:-4] + "authors: [{name: x, photo: images/port.jpg, alt: y}]\n---\n"}),
    Case("link-loop", "image-outside", line=5, column=1, parts={"body": PORT},
         spoil=lambda f: (f / "images/port.jpg").symlink_to("port.jpg")),
    Case("link-nowhere", "image-missing", line=5, column=1, parts={"body": PORT},
         spoil=lambda f: (f / "images/port.jpg").symlink_to("none.jpg")),
    Case("picture-is-a-folder", "image-missing", line=5, column=1, parts={"body": PORT},
         spoil=lambda f: (f / "images/port.jpg").mkdir()),
    Case("article-is-a-folder", "article-missing", "issue.yaml", 8, 16,
         spoil=lambda f: ((f / "articles/one.md").unlink(), (f / "articles/one.md").mkdir())),
    Case("article-link-nowhere", "article-missing", "issue.yaml", 8, 16,
         spoil=lambda f: ((f / "articles/one.md").unlink(), (f / "articles/one.md").symlink_to("none.md"))),
    Case("article-of-100-MB", "file-too-large", line=1,
         spoil=lambda f: _grow(f / "articles/one.md")),
    Case("table-of-100-MB", "file-too-large", "data/x.csv", 1, parts={
        "body": MAP, "files": {"data/x.csv": "Italy,1\n"}}, spoil=lambda f: _grow(f / "data/x.csv")),
    Case("picture-name-endless", "image-outside", line=5, column=1,
         parts={"body": f"![A port](images/{'x' * 300}.jpg)\n"}),
    Case("table-outside-by-name", "data-outside", line=7, column=7,
         parts={"body": fenced("map", "title: x\ndata: /etc/passwd.csv\n")}),
    Case("lists-deep", "nesting-too-deep", line=19, parts={
        "body": "".join(" " * 2 * level + "- a\n" for level in range(40))}),
    Case("quotations-deep", "nesting-too-deep", line=5, parts={"body": "> " * 40 + "a\n"}),
    Case("footnotes-by-the-thousand", "notes-too-many", parts={"body": "a^[b]\n\n" * 2_000}),
    Case("footnotes-line-upon-line", "notes-crowded", line=5, parts={
        "body": "".join(f"Words.^[Note {n}.]\n\n" for n in range(100))}),
    Case("footnotes-in-a-paragraph", "notes-crowded", line=7, parts={
        "body": "Words.\n\n" + "".join(f"Words^[Note {n}.] " for n in range(100)) + "\n"}),
    Case("footnotes-below", "notes-too-many", line=1207, parts={
        "body": "".join(f"a[^{n}]\n\n[^{n}]: b\n\n" for n in range(2_000))}),
    Case("utf-16", "text-encoding", line=1, column=1, parts={
        "files": {"articles/one.md": (HEAD + "Words.\n").encode("utf-16")}}),
    Case("override-in-title", "text-direction", line=2, column=11,
         parts={"head": HEAD.replace("One", "One\u202e")}),
    Case("isolate-in-table", "text-direction", "data/x.csv", 1, 6, parts={
        "body": MAP, "files": {"data/x.csv": "Italy\u2067,1\n"}}),
)
_PUBLISHERS = tuple(
    Case(f"publishers-{name}", code, "../publishers.yaml", line, column,
         parts={"files": {"../publishers.yaml": text}})
    for name, text, code, line, column in (
        ("key", "office: {name: x, short: y, fax: 1}\n", "key-unknown", 1, 29),
        ("gone", "office: {short: y}\n", "key-missing", 1, 9),
        ("list", "office: [x]\n", "value-shape", 1, 9),
        ("alias", "office: &a {name: x}\nother: *a\n", "yaml-alias", 1, 9),
        ("nul", "office: {name: x\0}\n", "text-control", 1, 17),
        ("bytes", b"office: {name: \xff}\n", "text-encoding", 1, 16),
        ("open", "office: {name: x\n", "yaml-syntax", 1, 9)))


def _grow(path: Path) -> None:
    with path.open("ab") as file:
        file.truncate(100_000_000)
