"""A checkout whose text files end their lines as Windows does."""

from __future__ import annotations

import json
import shutil

import pytest

from rocbpress.layout.editions import EDITIONS
from rocbpress.press.job import Job, processors
from rocbpress.press.pipeline import press
from rocbpress.workspace.workspace import Workspace
from tests.changes import small_workspace
from tests.shared_cache import shared_cache
from tests.workspaces import ROOT, run

TEXTS = {".yaml", ".md", ".toml", ".j2", ".css", ".csv", ".svg", ".json", ".txt"}
SLIPS = """
Teh words.

![A port](images/none.jpg)

```bars
title: Letters
data: data/letters.csv
unit: letters
```
"""


def with_carriage_returns(root):
    """End each line of each text file as Windows does; how many files were changed."""
    found = [path for place in ("issues", "layouts") for path in (root / place).rglob("*")
             if path.suffix in TEXTS and path.is_file()]
    for path in found:
        path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    return len(found)


def test_issue_82_has_the_same_bytes(issue_82, tmp_path):
    """Articles, manifest, publishers, templates, style sheets, layout and tables."""
    for name in ("layouts", "issues/82"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "issues/publishers.yaml", tmp_path / "issues")
    shutil.copytree(ROOT / "fonts", tmp_path / "fonts")
    assert with_carriage_returns(tmp_path) > 60

    made = press(Job(Workspace(tmp_path), 82, EDITIONS["mail"], max(2, processors()), shared_cache()),
                 lambda _done, _total: None)

    assert made.result.findings == () and made.data == issue_82.read_bytes()


@pytest.mark.parametrize("slips", ["", SLIPS])
def test_findings_stand_in_the_same_lines(tmp_path, slips):
    """Of text, YAML, tables and what is written beside them."""
    root = small_workspace(tmp_path)
    with (root / "issues/5/articles/one.md").open("a", encoding="utf-8", newline="") as article:
        article.write(slips)
    with (root / "issues/5/data/letters.csv").open("a", encoding="utf-8", newline="") as table:
        table.write("Tonga,x\n" if slips else "Tonga,6\n")
    before = json.loads(run(root, "check", "5", "--json").stdout)
    with_carriage_returns(root)
    after = json.loads(run(root, "check", "5", "--json").stdout)

    assert after["findings"] == before["findings"] and bool(slips) <= len(after["findings"])


def test_what_we_write_ends_its_lines_alike(tmp_path):
    """With a line feed, on each system: issues, schemas and records, also from files that end otherwise."""
    root = small_workspace(tmp_path)
    with_carriage_returns(root)
    before = set((root / "issues").rglob("*"))
    for words in (("new", "6"), ("new", "7", "--from", "5"), ("schema",), ("lock", "5")):
        assert run(root, *words).returncode == 0, words
    written = [path for path in set((root / "issues").rglob("*")) - before
               if path.is_file() and path.suffix in TEXTS | {".lock"} and ".layout" not in path.parts]

    assert len(written) > 8
    assert not [path for path in written if b"\r" in path.read_bytes()]
