"""A small issue with something of everything that can change, and its editions."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

from PIL import Image

from rocbpress.archive.lock import lock_issue
from rocbpress.layout.editions import EDITIONS
from rocbpress.press.job import Job
from rocbpress.press.pipeline import press
from rocbpress.workspace.workspace import Workspace
from tests.photographs import encoded, make_issue, photograph
from tests.shared_cache import shared_cache

ARTICLE = """\
---
title: About ports
kind: report
dates: 2024-01-15
place: Melaka, Malaysia
venue: {latitude: 2.19, longitude: 102.25, country: MYS}
authors: [{name: Ms Writer, role: Officer}]
---
Words before, and [an address](https://www.example.org/one) that leads away.

![A field in four colours](images/ports.jpg)

The second paragraph stands alone.

The third paragraph follows it, to be read after it.
"""
SECOND = """\
---
title: About ships
kind: report
---
Ships, boats and rafts were counted by every harbour.

| Ship | Number |
|------|-------:|
| Boat | 12     |
| Raft | 3      |
"""


def make_archive(root: Path) -> Workspace:
    """Issue 7, of two reports on pages 1 and 2; layouts and faces are the newsletter's own."""
    workspace = make_issue(root, {"ports.jpg": encoded(photograph(5, (900, 600)))})
    folder = workspace.issues / "7"
    (folder / "articles" / "ports.md").write_text(ARTICLE, "utf-8")
    (folder / "articles" / "ships.md").write_text(SECOND, "utf-8")
    manifest = folder / "issue.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("[ports]", "[ports, ships]"), "utf-8")
    return workspace


def printed(workspace: Workspace, edition: str = "mail", *, layout: str = "kept") -> bytes:
    """One edition of issue 7; galleys that other tests have had set are not set again."""
    order = Job(workspace, 7, EDITIONS[edition], 1, shared_cache(), layout=layout)
    return press(order, lambda _done, _total: None).data


def lock(workspace: Workspace) -> Path:
    """Issue 7 locked in all editions."""
    return lock_issue(workspace, 7, {name: printed(workspace, name) for name in EDITIONS})


def edit(workspace: Workspace, name: str, old: str, new: str) -> None:
    """Other words in a file of issue 7."""
    path = workspace.issues / "7" / name
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def own_layout(workspace: Workspace) -> Path:
    """The workspace's layout, made a copy that may be edited."""
    target = (workspace.root / "layouts").resolve()
    (workspace.root / "layouts").unlink()
    shutil.copytree(target, workspace.root / "layouts")
    return workspace.root / "layouts" / "rocb"


def repaint(path: Path) -> None:
    """Another picture of the same size."""
    with Image.open(path) as image:
        flipped = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    out = BytesIO()
    flipped.save(out, "JPEG", quality=84)
    path.write_bytes(out.getvalue())
