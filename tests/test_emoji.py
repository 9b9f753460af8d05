"""Emoji in an article and its title: printed in one face, and read as they were typed."""

from __future__ import annotations

import re
import subprocess

import pytest

from rocbpress.layout.layout import read_layout
from rocbpress.sources.markdown.emoji import EMOJI
from rocbpress.sources.markdown.scripts import runs
from rocbpress.workspace.workspace import Workspace
from tests.flow_documents import read_structure
from tests.small_issue import HEAD, make
from tests.workspaces import run

# With and without selector, joined, with a skin, flags of two letters and of tags, keys, signs that text has.
PICTURES = ("🎉", "❤️", "❤", "👨‍👩‍👧", "🇯🇵", "🇫🇯🇼🇸", "🏳️‍🌈", "1️⃣", "#️⃣", "👍🏽", "👩🏽‍💻", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "™️", "☎️", "😮‍💨",
            "☯", "⌛")
BODY = f"""Words 🎉 first.

{' '.join(f'word {picture} word' for picture in PICTURES)}

**Bold 🎉** and *slanted ✈️* and `code 1️⃣`, then ✔ and → and ⌘ and © and ☑.

{{lang=ja}}
税関の職員は🎉、国際貿易を円滑☎️かつ安全にします。

| A 🎂 | B |
|---|---|
| ✅ | 2️⃣ |
"""


@pytest.fixture(scope="module", params=["rocb", "plain"])
def edition(request, newsletter, tmp_path_factory):
    """The mail edition of an issue whose one article has emoji in its title and all its parts."""
    root = tmp_path_factory.mktemp("emoji")
    workspace = make(root, body=BODY, head=HEAD.replace("title: One", "title: One 🎉 and 1️⃣ 🇫🇯"))
    manifest = workspace.issues / "5" / "issue.yaml"
    written = manifest.read_text("utf-8")
    manifest.write_text(written.replace("layout: rocb", f"layout: {request.param}"), "utf-8")
    workspace.layouts.rmdir()
    workspace.layouts.symlink_to(newsletter.layouts)
    workspace.fonts.symlink_to(newsletter.fonts)
    done = run(root, "render", "5")
    assert done.returncode == 0, done.stderr
    (path,) = (root / "build" / "5").glob("*.pdf")
    return path, done.stderr


def test_nothing_is_complained_of(edition):
    """Emoji and signs are printed without an error, a note on their face, or dots where bold fails."""
    _, told = edition

    assert set(re.findall("(?:warning|note): ([a-z-]+):", told)) <= {"file-unused", "page-thin"}


def test_they_are_read_as_typed(edition):
    """By a screen reader and by what finds and copies, in titles, tables, code and other scripts as well."""
    path, _ = edition
    said = " ".join(read_structure(path.read_bytes()).text.split())
    shown = " ".join(subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True,
                                    check=True).stdout.replace("\u200b", "").split())

    for picture in PICTURES:
        assert f"word {picture} word" in said
        assert picture in shown
    assert "A 🎂" in said
    for words in ("One 🎉 and 1️⃣ 🇫🇯", "code 1️⃣", "slanted ✈️", "円滑☎️かつ", "2️⃣"):
        assert words in said
        assert words in shown


def test_one_face_draws_them(edition):
    """Signs that the faces of the text have stay theirs."""
    path, _ = edition
    listed = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout

    assert "NotoEmoji-Regular" in listed
    assert {row.split("+")[-1].split("-")[0] for row in listed.splitlines()[2:]} == {
        "NotoEmoji", "SourceSerif4", "SourceSans3", "SourceCodePro", "NotoSansJP"}


@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_is_one_run(picture):
    """No sequence is cut; figures and signs beside one are none."""
    assert [(run.text, run.code) for run in runs(f"a 1 © {picture} 2", "en")] == [
        ("a 1 © ", ""), (picture, EMOJI), (" 2", "")]


def test_each_layout_has_a_face_for_them(newsletter):
    """It stands in fonts/ with its licence."""
    for name in ("rocb", "plain"):
        face = read_layout(Workspace(newsletter.layouts.parent), name).faces[EMOJI]
        assert face.pictorial
        assert (newsletter.fonts / face.family.lower().replace(" ", "-") / "OFL.txt").is_file()
