"""A whole issue in a few lines, to be broken in one place."""

from dataclasses import replace
from pathlib import Path

from PIL import Image

from rocbpress.findings.errors import SourceError
from rocbpress.sources.manuscript import read_manuscript
from rocbpress.workspace.workspace import Workspace

ISSUE = """\
number: 5
title: E-Newsletter
publisher: office
date: 2023-10-31
language: en
layout: rocb
sections:
  - articles: [one]
"""
HEAD = "---\ntitle: One\nkind: report\n---\n"
PUBLISHERS = "office: {name: The Office, short: Office}\n"


def make(root, *, issue=ISSUE, body="Words.\n", head=HEAD, files=None):
    """A workspace with issue 5, whose one article ends with `body`; `files` are further texts by name."""
    workspace = Workspace(Path(root))
    folder = workspace.issues / "5"
    (workspace.layouts).mkdir(parents=True, exist_ok=True)
    texts = {"issue.yaml": issue, "articles/one.md": head + body, "../publishers.yaml": PUBLISHERS,
             **(files or {})}
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    (folder / "images").mkdir(exist_ok=True)
    for name in ("opening.jpg", "chan.jpg"):
        Image.new("RGB", (4, 3)).save(folder / "images" / name)
    return workspace


def read(root, **parts):
    """The manuscript of the issue that `make` makes."""
    return read_manuscript(make(root, **parts), 5)


def blocks(root, body, **parts):
    """The blocks of its one article."""
    return read(root, body=body, **parts).article("one").blocks


def html(root, body, **parts):
    """The HTML of its one block, without the block's id."""
    (block,) = blocks(root, body, **parts)
    return block.html.replace(' data-block="one#b1"', "")


def faults(root, **parts):
    """Everything that is wrong with it, but pictures that nothing shows: file, line, column, code."""
    try:
        found = read(root, **parts).findings
    except SourceError as error:
        found = error.findings
    return [(f.where.file.removeprefix("issues/5/"), f.where.line, f.where.column, f.code)
            for f in found if f.code != "file-unused"]


def messages(root, **parts):
    """The same, as an officer reads them."""
    try:
        found = read(root, **parts).findings
    except SourceError as error:
        found = error.findings
    return [str(replace(f)) for f in found if f.code != "file-unused"]
