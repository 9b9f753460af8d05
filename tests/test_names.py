"""Names of files: the same ones are found, told and made on every system."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from unicodedata import normalize

import pytest

from rocbpress.findings.errors import SourceError
from rocbpress.importing.importing import slug_of
from rocbpress.sources.manuscript import read_manuscript
from rocbpress.workspace.names import on_disk
from tests.changes import small_workspace
from tests.small_issue import HEAD, ISSUE, faults, make, messages
from tests.workspaces import run

ANY_NAME = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the disk must take any name")
NAMES = ("images/Cérémonie.png", "images/Été/Plan–à.svg", "data/Pays–été.csv", "Clé.svg")


def decomposed(root):
    """Rename the workspace's files as macOS writes their accents; how many were."""
    found = [path for path in sorted((root / "issues").rglob("*"), reverse=True)
             if normalize("NFD", path.name) != path.name]
    for path in found:
        path.rename(path.with_name(normalize("NFD", path.name)))
    return len(found)


@ANY_NAME
def test_accents_may_be_written_in_two_ways(tmp_path):
    """Pictures, tables and a logo whose names macOS has decomposed are found, and the pages are the same."""
    root = small_workspace(tmp_path)
    folder = root / "issues" / "5"
    (folder / "images" / "Été").mkdir()
    for before, after in zip(("images/square.png", "images/drawing.svg", "data/letters.csv"), NAMES[:3],
                             strict=True):
        (folder / before).rename(folder / after)
        for article in (folder / "articles").glob("*.md"):
            article.write_text(article.read_text("utf-8").replace(before, after), "utf-8")
    one = folder / "articles" / "one.md"
    one.write_text(one.read_text("utf-8").replace("kind: report\n", "kind: report\nauthors: [{name: Ana, "
                   f"photo: {NAMES[0]}, alt: Ana at work}}]\n") + f"\nIn line ![a mark]({NAMES[1]}) too.\n",
                   "utf-8")
    with (folder / "issue.yaml").open("a", encoding="utf-8") as manifest:
        manifest.write(f"cover: {{image: {NAMES[0]}, alt: A square}}\n")
    (root / "issues" / "logo.svg").rename(root / "issues" / NAMES[3])
    publishers = root / "issues" / "publishers.yaml"
    publishers.write_text(publishers.read_text("utf-8").replace("logo.svg", NAMES[3]), "utf-8")
    composed = run(root, "render", "5", "--no-cache", "--output", "one")
    assert decomposed(root) == 5
    again = run(root, "render", "5", "--no-cache", "--output", "two")

    assert composed.returncode == again.returncode == 0, again.stderr
    assert (root / "one/rocb-5.pdf").read_bytes() == (root / "two/rocb-5.pdf").read_bytes()


@ANY_NAME
def test_names_are_compared_to_the_letter(tmp_path, monkeypatch):
    """On a disk that ignores case too, where opening the file would succeed."""
    ours, stat = tmp_path / "issues", os.stat

    def ignoring_case(path, **options):
        if isinstance(path, str | os.PathLike) and Path(path).is_relative_to(ours):
            for each in Path(path).parent.iterdir():
                path = each if each.name.casefold() == Path(path).name.casefold() else path
        return stat(path, **options)

    workspace = make(tmp_path, body="![A port](images/Opening.JPG)\n")
    monkeypatch.setattr(os, "stat", ignoring_case)
    assert (workspace.issues / "5/images/Opening.JPG").is_file()

    with pytest.raises(SourceError) as stopped:
        read_manuscript(workspace, 5)

    assert str(stopped.value.findings[0]) == (
        "issues/5/articles/one.md:5:1: image-missing: images/Opening.JPG does not exist "
        "(write images/opening.jpg)")


def test_only_what_is_there_is_found(tmp_path):
    """Each part of a name, in the folder before it."""
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "a.jpg").touch()

    assert on_disk("images/a.jpg", tmp_path) == on_disk("./images//a.jpg", tmp_path)
    assert on_disk("images/a.jpg", tmp_path) == tmp_path / "images" / "a.jpg"
    for name in ("a.jpg", "images/A.jpg", "images/a.jpg/b", "none/a.jpg"):
        assert on_disk(name, tmp_path) is None


@ANY_NAME
@pytest.mark.parametrize("name", [
    "aux.jpg", "CON.png", "nul.tar.jpg", "com1.jpg", "LPT9.jpg", "prn", "a.", "a ", "a:b.jpg", "a?.jpg",
    "a*.jpg", "a<b>.jpg", "a|b.jpg", 'a"b.jpg', "a\\b.jpg", "con/a.jpg"])
def test_what_windows_refuses_is_told(tmp_path, name):
    """An issue that is made on Linux can be kept on Windows."""
    told = [code for *_, code in faults(tmp_path, files={f"images/{name}": b"x"})]

    assert told == ["file-name"]


@pytest.mark.parametrize("name", ["auxiliary.jpg", "con-1.jpg", "com.jpg", "a.b.jpg", "été.jpg", ".hidden"])
def test_other_names_are_not_told(tmp_path, name):
    """Names that only look like those of devices are names like any other."""
    assert faults(tmp_path, files={f"images/{name}": b"x"}) == []


@ANY_NAME
@pytest.mark.parametrize(("one", "other"), [
    ("images/Port.jpg", "images/port.jpg"), ("images/A/port.jpg", "images/a/port.jpg"),
    (normalize("NFD", "data/é.csv"), "data/é.csv"), ("articles/Two.md", "articles/two.md")])
def test_files_of_one_name_are_told(tmp_path, one, other):
    """They cannot be kept beside each other on Windows and macOS."""
    issue = ISSUE.replace("[one]", "[one, two]") if one.startswith("articles") else ISSUE
    text = HEAD + "Words.\n"
    told = [line for line in messages(tmp_path, issue=issue, files={one: text, other: text})
            if "file-alike" in line]

    assert len(told) == (2 if "/A/" in one else 1)
    assert f"Windows and macOS take {one} and {other} for the same file" in told[-1]


@pytest.mark.parametrize(("name", "slug"), [
    ("con.docx", "con-article"), ("AUX.docx", "aux-article"), ("Com1.docx", "com1-article"),
    ("Con 2.docx", "con-2"), ("a:b?.docx", "a-b"), ("trailing. .docx", "trailing"), ("?.docx", "article")])
def test_names_that_we_make_suit_every_system(name, slug):
    """An imported file becomes an article that Windows takes too."""
    assert slug_of(name) == slug
