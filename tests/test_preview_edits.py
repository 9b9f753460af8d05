"""What preview writes into sources is what an officer would type, and nothing else changes."""

from __future__ import annotations

import json

import pytest

from rocbpress.findings.errors import UsageError
from rocbpress.preview.comments import kept_comments
from rocbpress.preview.edits import Edits
from rocbpress.review.numbering import read_review
from tests.small_issue import HEAD, ISSUE, make

FILE = "issues/5/articles/one.md"


def edits(root, **parts):
    workspace = make(root, **parts)
    return workspace, Edits(workspace, 5)


@pytest.mark.parametrize(("written", "then"), [
    ("![A](images/chan.jpg)", '![A](images/chan.jpg){focus="40,25"}'),
    ('![A](images/chan.jpg "B"){.wide}', '![A](images/chan.jpg "B"){.wide focus="40,25"}'),
    ('![A](images/chan.jpg){focus="1,2" credit="C D"}', '![A](images/chan.jpg){credit="C D" focus="40,25"}'),
    ("![A [1] b](images/chan.jpg){focus='1,2'}", '![A [1] b](images/chan.jpg){focus="40,25"}'),
    ("![A](images/opening.jpg)", None),
    ("Text ![A](<images/chan.jpg> 'B') more", "Text ![A](<images/chan.jpg> 'B'){focus=\"40,25\"} more"),
])
def test_a_focus_stands_after_its_picture(tmp_path, written, then):
    """Other attributes stay, a former focus goes; a picture before the block is not meant."""
    before = "![Other](images/chan.jpg)\n\n"
    workspace, own = edits(tmp_path, body=f"{before}{written}\n\nWords.\n")
    line = HEAD.count("\n") + 3
    path = workspace.root / FILE
    if then is None:
        with pytest.raises(UsageError, match="preview-picture"):
            own.set_focus(FILE, line, "images/chan.jpg", (40, 25))
        return
    own.set_focus(FILE, line, "images/chan.jpg", (40, 25))

    assert path.read_text("utf-8") == f"{HEAD}{before}{then}\n\nWords.\n"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("former", ["", "focus: [1, 2]\n"])
def test_a_focus_in_the_head(tmp_path, end, former):
    """It is written before the head ends, or in the place of the former one, with the file's line ends."""
    head = HEAD.replace("kind:", f"{former}kind:").replace("\n", end)
    workspace, own = edits(tmp_path, head=head, body=f"Words.{end}")
    undo = own.set_focus(FILE, 1, "", (40, 25))
    text = (workspace.root / FILE).read_bytes().decode()
    own.undo(undo)

    assert text.split(end).count("focus: [40, 25]") == 1 and "[1, 2]" not in text
    assert [line for line in text.split(end) if not line.startswith("focus")] == [
        line for line in f"{head}Words.{end}".split(end) if not line.startswith("focus")]
    assert (workspace.root / FILE).read_bytes().decode() == f"{head}Words.{end}"


@pytest.mark.parametrize(("tail", "then"), [
    ("", "lower: [column-short]\n"),
    ("lower: [page-thin]\n", "lower: [page-thin, column-short]\n"),
    ("lower: []\n", "lower: [column-short]\n"),
    ("lower:\n  - page-thin\n", "lower:\n  - column-short\n  - page-thin\n"),
])
def test_a_warning_is_lowered(tmp_path, tail, then):
    """The code joins those that issue.yaml lists already."""
    workspace, own = edits(tmp_path, issue=ISSUE + tail)
    own.lower("column-short")

    assert (workspace.issues / "5" / "issue.yaml").read_text("utf-8") == ISSUE + then


def test_only_articles_of_the_issue_are_written(tmp_path):
    """No other file, and none that a link leads to from among the articles."""
    workspace, own = edits(tmp_path / "work")
    outside = tmp_path / "outside.md"
    outside.write_text(HEAD, "utf-8")
    (workspace.issues / "5" / "articles" / "two.md").symlink_to(outside)
    for name in ("issues/5/articles/two.md", "issues/5/issue.yaml", "issues/5/articles/../articles/one.md",
                 "../outside.md", str(outside), "issues/5/articles/none.md"):
        with pytest.raises(UsageError) as stop:
            own.set_focus(name, 1, "", (40, 25))
        assert [finding.code for finding in stop.value.findings] == ["preview-file"]

    assert outside.read_text("utf-8") == HEAD


def test_what_has_changed_since_is_not_undone(tmp_path):
    """Words typed after a click are not lost."""
    workspace, own = edits(tmp_path)
    undo = own.set_focus(FILE, 1, "", (40, 25))
    path = workspace.root / FILE
    path.write_text(path.read_text("utf-8") + "More.\n", "utf-8")
    with pytest.raises(UsageError, match="preview-undo"):
        own.undo(undo)

    assert path.read_text("utf-8").endswith("More.\n")


def test_a_comment_is_ticked_off_and_back(tmp_path):
    """In review.json, beside the drafts; undoing puts the file back as it was."""
    workspace, own = edits(tmp_path)
    path = workspace.issue(5) / "review.json"
    first = own.tick("0123456789abcdef", done=True)
    assert read_review(workspace, 5).done == ("0123456789abcdef",)
    own.tick("0123456789abcdef", done=False)
    assert read_review(workspace, 5).done == ()
    with pytest.raises(UsageError, match="preview-undo"):
        own.undo(first)
    again = own.tick("fedcba9876543210", done=True)
    before = path.read_bytes()
    own.undo(again)

    assert b"fedcba" in before and read_review(workspace, 5).done == ()


def test_comments_stand_at_the_lines_of_today(tmp_path):
    """Those that are done, here or in a viewer, come last; what cannot be read is passed over."""
    workspace, own = edits(tmp_path, body="New.\n\nWords.\n")
    kept = [{"id": name, "said": name, "state": state, "file": FILE, "line": 5, "text": "Words.", "page": "1",
             "more": 1} for name, state in (("a" * 16, "accepted"), ("b" * 16, ""), ("c" * 16, ""))]
    folder = workspace.build / "5" / "comments"
    folder.mkdir(parents=True)
    (folder / "reviewed.json").write_text(json.dumps(kept), "utf-8")
    (folder / "broken.json").write_text("[{}]", "utf-8")
    own.tick("b" * 16, done=True)

    assert [(each.id[0], each.line, done) for each, done in kept_comments(workspace, 5)] == [
        ("c", 7, False), ("a", 7, True), ("b", 7, True)]
