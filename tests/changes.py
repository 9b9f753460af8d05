"""A small issue of every kind of input, and a change to each of them."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import Image

from rocbpress.layout.locked import copy_of
from rocbpress.workspace.fingerprint import digest_files
from tests.workspaces import ROOT

ISSUE = """\
number: 5
title: E-Newsletter
publisher: office
date: 2023-10-31
language: en
layout: rocb
fit: false
print: {profile: house}
sections:
  - title: Reports
    articles: [one, two]
"""
PASSAGE = "Words that fill a line or two, so that a column shows how wide it is and a face how it runs. " * 6
ONE = f"""\
---
title: One
kind: report
---
Words and a picture.

![A red square](images/square.png "Red")

```bars
title: Letters
data: data/letters.csv
unit: letters
source: counted for this test
```

{PASSAGE}
"""
TWO = ("---\ntitle: Two\nkind: report\n---\n"
       "Other words, and a drawing.\n\n![A triangle](images/drawing.svg \"Triangle\")\n\n"
       f"{PASSAGE}\n")
DRAWING = ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9">'
           '<path d="M0 0H9V9Z"/></svg>')
PUBLISHERS = "office: {name: The Office, short: Office, address: 1 Street, logo: logo.svg}\n"
PROFILE = """\
condition = "FOGRA39"
description = "Coated FOGRA39L"
icc = "house.icc"
total_ink = 300
"""
FACE = "source-serif-4/SourceSerif4_400Regular.ttf"
FAMILIES = ("source-sans-3", "source-serif-4", "source-code-pro")

Change = Callable[[Path], None]


def small_workspace(root: Path, families: tuple[str, ...] = FAMILIES) -> Path:
    """Issue 5, whose two reports have a picture, a drawing and bars, with a printer's profile of its own."""
    shutil.copytree(ROOT / "layouts", root / "layouts")
    for family in families:
        shutil.copytree(ROOT / "fonts" / family, root / "fonts" / family)
    issue, profiles = root / "issues" / "5", root / "layouts" / "rocb" / "profiles"
    texts = {"issue.yaml": ISSUE, "articles/one.md": ONE, "articles/two.md": TWO,
             "data/letters.csv": "name,letters\nFiji,4\nSamoa,5\n", "images/drawing.svg": DRAWING,
             "../publishers.yaml": PUBLISHERS, "../logo.svg": DRAWING}
    for name, text in texts.items():
        (issue / name).parent.mkdir(parents=True, exist_ok=True)
        (issue / name).write_text(text, "utf-8")
    Image.new("RGB", (1500, 1000), "red").save(issue / "images" / "square.png")
    profiles.mkdir()
    (profiles / "house.toml").write_text(PROFILE, "utf-8")
    shutil.copy(ROOT / "rocbpress" / "layout" / "profiles" / "FOGRA39L_coated.icc", profiles / "house.icc")
    return root


def said(file: str, old: str, new: str) -> Change:
    """One passage of a file said otherwise, the file as long as it was or not."""
    def change(root: Path) -> None:
        text = (root / file).read_text("utf-8")
        assert old in text, f"{file} has no {old}"
        (root / file).write_text(text.replace(old, new, 1), "utf-8")
    return change


def same_size_and_time(file: str, old: bytes, new: bytes) -> Change:
    """A change that neither the length nor the time of the file tells of."""
    def change(root: Path) -> None:
        path, data = root / file, (root / file).read_bytes()
        assert len(old) == len(new) and old in data
        state = path.stat()
        path.write_bytes(data.replace(old, new, 1))
        os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    return change


def repainted(root: Path) -> None:
    """Other pixels under the same name."""
    Image.new("RGB", (1500, 1000), "blue").save(root / "issues" / "5" / "images" / "square.png")


def recut(root: Path) -> None:
    """A face whose letters are wider, under the same name."""
    path = root / "fonts" / FACE
    with TTFont(path) as face:
        widths = face["hmtx"].metrics
        for glyph in face.getGlyphNames():
            widths[glyph] = (widths[glyph][0] + 9 * bool(widths[glyph][0]), widths[glyph][1])
        face.save(path)


def profiled(root: Path) -> None:
    """Another profile of the same inks: its description (ICC.1, 9.2.41) says so."""
    path = root / "layouts" / "rocb" / "profiles" / "house.icc"
    path.write_bytes(path.read_bytes().replace(b"FOGRA", b"FOGRB", 1))


def locked(root: Path) -> None:
    """The issue gets a lock, and with it a layout of its time that differs from today's."""
    issue = root / "issues" / "5"
    shutil.copytree(root / "layouts" / "rocb", issue / ".layout" / "aside")
    said("issues/5/.layout/aside/report.css", "2; column-gap: 14pt", "2; column-gap: 13pt")(root)
    digest = digest_files(issue / ".layout" / "aside")
    (issue / ".layout" / "aside").rename(copy_of(issue, "rocb", digest))
    lock = {"layout": {"name": "rocb", "sha256": digest}, "inputs": {}}
    (issue / "issue.lock").write_text(json.dumps(lock))


BOTH = frozenset({"one", "two"})
# Which of the two reports are typeset anew for it; the whole edition is made anew for each.
CHANGES: dict[str, tuple[Change, frozenset[str]]] = {
    "article": (said("issues/5/articles/two.md", "Other words", "Other terms"), frozenset({"two"})),
    "article, neither size nor time": (
        same_size_and_time("issues/5/articles/two.md", b"Other words", b"Other wards"), frozenset({"two"})),
    "front matter": (said("issues/5/articles/two.md", "title: Two", "title: Three"), frozenset({"two"})),
    "data": (said("issues/5/data/letters.csv", "Samoa,5", "Samoa,9"), frozenset({"one"})),
    "picture": (repainted, frozenset({"one"})),
    "drawing": (said("issues/5/images/drawing.svg", "H9V9", "H8V9"), frozenset({"two"})),
    "title of the issue": (said("issues/5/issue.yaml", "E-Newsletter", "Newsletter"), BOTH),
    "section": (said("issues/5/issue.yaml", "title: Reports", "title: Meetings"), frozenset()),
    "order": (said("issues/5/issue.yaml", "[one, two]", "[two, one]"), frozenset()),
    "date": (said("issues/5/issue.yaml", "2023-10-31", "2023-10-30"), frozenset()),
    "publisher": (said("issues/publishers.yaml", "1 Street", "2 Street"), frozenset()),
    "publisher's logo": (said("issues/logo.svg", "H9V9", "H8V9"), frozenset()),
    "template": (said("layouts/rocb/report.html.j2", "{{ intro }}", "{{ intro }} …"), BOTH),
    "style sheet": (said("layouts/rocb/report.css", "2; column-gap: 14pt", "2; column-gap: 15pt"), BOTH),
    "measure": (said("layouts/rocb/layout.toml", "column = 238", "column = 224"), frozenset({"one", "two"})),
    "palette": (said("layouts/rocb/layout.toml", "#043564", "#053564"), BOTH),
    "furniture": (said("layouts/rocb/layout.toml", "size = 8.5", "size = 9"), frozenset()),
    "face": (recut, BOTH),
    "printer's profile": (
        said("layouts/rocb/profiles/house.toml", "total_ink", "marks = false\ntotal_ink"), frozenset()),
    "profile of inks": (profiled, frozenset()),
    "lock": (locked, BOTH),
}
