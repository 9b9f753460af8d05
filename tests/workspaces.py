"""Workspaces made for a test, and the command line run in them as an officer runs it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from rocbpress.cli.app import main

ROCBPRESS = Path(sys.executable).with_name("rocbpress")
ROOT = Path(__file__).parent.parent


def copy_workspace(folder: Path, issues: tuple[str, ...] = ("82",)) -> Path:
    """The newsletter's layouts, faces and some issues, in another folder."""
    for name in ("layouts", "fonts", *(f"issues/{number}" for number in issues)):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "issues" / "publishers.yaml", folder / "issues")
    return folder


def run(root: Path, *words: str, environment: Mapping[str, str] | None = None,
        ) -> subprocess.CompletedProcess[str]:
    """The command in a workspace; its exit code, what it printed and what it said."""
    return subprocess.run([ROCBPRESS, *words], cwd=root, capture_output=True, text=True, check=False,
                          env={**os.environ, "ROCBPRESS_ROOT": str(root), **(environment or {})})


def run_here(monkeypatch, capsys, *words: str) -> tuple[int, str, str]:
    """The command line in this process: exit code, standard output, standard error."""
    monkeypatch.setattr(sys, "argv", ["rocbpress", *words])
    with pytest.raises(SystemExit) as stop:
        main()
    said = capsys.readouterr()
    return int(stop.value.code or 0), said.out, said.err


def shorten(root: Path) -> Path:
    """Leave issue 82 a report, two messages and the imprint, for what any issue shows."""
    path = root / "issues" / "82" / "issue.yaml"
    head, rest = path.read_text("utf-8").split("highlights:")
    tail = rest[rest.index("imprint:"):]
    path.write_text(f"{head}sections:\n  - title: Meetings\n    articles: [cambodia-rtc]\n"
                    f"  - title: Staff\n    articles: [welcome-tajima, farewell-tarapoom]\n{tail}", "utf-8")
    kept = {"cambodia-rtc", "welcome-tajima", "farewell-tarapoom", "imprint"}
    for article in (root / "issues" / "82" / "articles").glob("*.md"):
        if article.stem not in kept:
            article.unlink()
    return root


def multiply(root: Path, number: int, times: int) -> None:
    """Write the same articles of issue 82 again and again, under other slugs, as another issue."""
    source, target = root / "issues" / "82", root / "issues" / str(number)
    shutil.copytree(source, target)
    manifest = (source / "issue.yaml").read_text("utf-8").replace("number: 82", f"number: {number}")
    head, sections = manifest.split("sections:\n")
    sections, tail = sections.split("imprint:")
    slugs = [path.stem for path in sorted((source / "articles").glob("*.md"))]
    listed = [slug for slug in slugs if re.search(rf"\b{slug}\b", sections)]
    for turn in range(2, times + 1):
        for slug in listed:
            text = (source / "articles" / f"{slug}.md").read_text("utf-8")
            (target / "articles" / f"{slug}-{turn}.md").write_text(_renamed(text, listed, turn), "utf-8")
    more = "".join(_renamed_list(sections, listed, turn) for turn in range(2, times + 1))
    (target / "issue.yaml").write_text(f"{head}sections:\n{sections}{more}imprint:{tail}", "utf-8")


def _renamed(text: str, slugs: list[str], turn: int) -> str:
    return re.sub(rf"(article|page):({'|'.join(slugs)})\b", rf"\1:\2-{turn}", text)


def _renamed_list(sections: str, slugs: list[str], turn: int) -> str:
    return re.sub(rf"\b({'|'.join(slugs)})\b", rf"\1-{turn}", sections)
