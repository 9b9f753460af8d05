"""Web editions as tests look at them: made in this process, their links followed, their words read."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath

from rocbpress.layout.editions import WEB
from rocbpress.press.job import Job, Rendered
from rocbpress.web.addresses import addresses
from rocbpress.web.edition import render
from rocbpress.workspace.workspace import Workspace
from tests.mail_issues import with_words
from tests.shared_cache import shared_cache

ROOT = Path(__file__).parent.parent


def web_edition(workspace: Workspace, number: int, cache: Path | None = None) -> Rendered:
    """The files of the edition, and what is said of it."""
    return render(Job(workspace, number, WEB, 1, cache or shared_cache()), lambda _done, _total: None)


def with_layouts(workspace: Workspace) -> Workspace:
    """The workspace with this project's layouts and faces."""
    for name in ("layouts", "fonts"):
        shutil.rmtree(workspace.root / name, ignore_errors=True)
        (workspace.root / name).symlink_to(ROOT / name)
    return workspace


def with_language(workspace: Workspace, language: str) -> Workspace:
    """The workspace with layouts that know the language; its words are the English ones."""
    shutil.copytree(ROOT / "layouts", workspace.layouts, dirs_exist_ok=True)
    workspace.fonts.symlink_to(ROOT / "fonts")
    for path in workspace.layouts.glob("*/layout.toml"):
        written = path.read_text("utf-8")
        path.write_text(with_words(written, language), "utf-8")
    return workspace


def markup(files: Mapping[str, bytes]) -> dict[str, str]:
    """The pages and fragments by their names."""
    return {name: data.decode() for name, data in files.items() if name.endswith(".html")}


def broken_links(files: Mapping[str, bytes]) -> list[str]:
    """Every address within the edition that leads to no file of it, or to no element of a page."""
    texts, wrong = markup(files), []
    names = {name: set(re.findall(r'\bid="([^"]*)"', text)) for name, text in texts.items()}
    for name, text in texts.items():
        for address in addresses(text):
            if re.match(r"https?:|mailto:", address):
                continue
            file, _, anchor = address.partition("#")
            target = _joined(name, file) if file else name
            if target not in files or (anchor and anchor not in names.get(target, ())):
                wrong.append(f"{name}: {address}")
    return wrong


def _joined(page: str, address: str) -> str:
    parts: list[str] = list(PurePosixPath(page).parent.parts)
    for part in address.split("/"):
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


class Nesting(HTMLParser):
    """The faults of a page's nesting: ends without a start, elements without an end, what is doubled."""

    _VOID = frozenset({"br", "col", "hr", "img", "link", "meta", "source"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        self.faults += [f"<{tag}> without an end" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) > len(set(names)) or any("<" in name for name in names):
            self.faults.append(f"<{tag}> with {names}")
        if tag not in self._VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing: it ends at once."""

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}> without a start")

    def handle_data(self, data: str) -> None:
        if re.search(r"[<>]|=\"", data):
            self.faults.append(f"markup in words: {data[:40]!r}")


class Tags(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
