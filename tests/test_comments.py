"""Comments that come back in a draft are told at their lines, whichever viewer wrote them."""

from __future__ import annotations

import json
import shutil
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from rocbpress.archive.embedded import read_embedded
from rocbpress.findings.errors import UsageError
from rocbpress.review.annotations import read_annotations
from rocbpress.review.comments import draft_number, place_comments
from rocbpress.review.record import draft_in, read_draft
from rocbpress.workspace.workspace import Workspace
from tests.changes import small_workspace
from tests.reviewed import Reviewing, acrobat, firefox, foxit, preview, rect, reply, state
from tests.workspaces import run, run_here

MARKED = """\
---
title: One
kind: report
---
The first paragraph speaks of harbours.

The second paragraph speaks of bridges, and of a river
that runs below them to the sea.

## A heading

The third paragraph speaks of roads.

![A red square](images/square.png "A square in red")
"""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """Issue 5 with a draft of it."""
    root = small_workspace(tmp_path_factory.mktemp("comments"))
    (root / "issues" / "5" / "articles" / "one.md").write_text(MARKED, "utf-8")
    done = run(root, "render", "5", "--draft")
    assert done.returncode == 0, done.stderr
    return Workspace(root)


@pytest.fixture(scope="module")
def sent(workspace):
    return (workspace.build / "5" / "rocb-5-draft-1.pdf").read_bytes()


@pytest.fixture
def comments(workspace, monkeypatch, capsys):
    """The command on a file, in this process: exit code, standard output, standard error."""
    monkeypatch.setenv("ROCBPRESS_ROOT", str(workspace.root))
    return lambda number, path, *words: run_here(
        monkeypatch, capsys, "comments", str(number), str(path), *words)


@pytest.fixture
def file(sent):
    return Reviewing(sent)


def spot(sent, *words):
    """The page of the first of these words that follow each other, and a box round each."""
    record = read_draft(sent, "x").record
    for at, page in enumerate(record.pages):
        for area in page.areas:
            for start in range(len(area.words)):
                if area.words[start:start + len(words)] == words:
                    return at, [area.spot(start + step) for step in range(len(words))]
    raise AssertionError(words)


def told(file, workspace):
    """The comments as they are found."""
    pdf = file.saved()
    draft = draft_in(read_embedded(pdf, strict=False))
    assert draft
    return place_comments(read_annotations(pdf).annotations, draft, workspace)


def test_words_that_are_marked_lead_to_their_line(file, sent, workspace):
    """In each viewer's way; where a block has several lines, the one with the words."""
    page, boxes = spot(sent, "of", "bridges,")
    further, others = spot(sent, "them", "to", "the", "sea.")
    acrobat(file, page, "Highlight", *boxes, words="Which ones?")
    preview(file, page, "Highlight", *boxes, words="All of them?")
    firefox(file, page, "Highlight", *boxes)
    foxit(file, further, "StrikeOut", *others, words="Delete")

    first, second, third, fourth = told(file, workspace)
    assert [each.line for each in (first, second, third, fourth)] == [7, 7, 7, 8]
    assert {each.file for each in (first, second, third)} == {"issues/5/articles/one.md"}
    assert first.said() == "highlight by Ana on “of bridges,”: “Which ones?”"
    assert second.said() == "highlight by somebody on “of bridges,”: “All of them?”"
    assert third.said() == "highlight by somebody on “of bridges,”"
    assert fourth.said() == "deletion by Chi on “them to the sea.”: “Delete”"


def test_places_lead_to_their_block(file, sent, workspace):
    """Notes beside a line, text in the margin with a callout, ink across words, a picture that is circled."""
    page, [harbours] = spot(sent, "harbours.")
    _, [roads] = spot(sent, "roads.")
    left, foot, right, head = roads
    record = read_draft(sent, "x").record
    picture = next(area.box for area in record.pages[page].areas if not area.words and area.line)
    preview(file, page, "Text", (harbours[2] + 20, harbours[1], harbours[2] + 38, harbours[3]), words="Note")
    acrobat(file, page, "FreeText", (500, 20, 560, 40), words="Aside",
            CL=Array([left + 2, foot + 2, 480, 100, 500, 30]), IT=Name.FreeTextCallout)
    firefox(file, page, "Ink", (left, foot, right, head), IT=Name.InkHighlight,
            InkList=Array([Array([left, foot + 4, right, foot + 5])]))
    foxit(file, page, "Circle", picture, words="Brighter?")
    acrobat(file, page, "Caret", (right - 1, foot - 2, right + 3, foot + 3), words="and paths",
            IT=Name("/Insert Text"))

    found = told(file, workspace)
    assert [each.line for each in found] == [5, 12, 12, 14, 12]
    assert [each.annotation.kind for each in found] == ["note", "text", "drawing", "drawing", "insertion"]


def test_replies_and_states_belong_to_their_comment(file, sent, workspace):
    """Also where a reply answers another, and the last state counts; what replaces words is one comment."""
    page, boxes = spot(sent, "of", "bridges,")
    first = acrobat(file, page, "Highlight", *boxes, words="Which?")
    answer = reply(file, page, first, "The two in the north.", RT=Name.R)
    reply(file, page, answer, "Thanks.", "Ana")
    state(file, page, first, "Review", "Rejected", "12")
    state(file, page, first, "Review", "Completed", "13")
    second = acrobat(file, page, "Caret", boxes[1], words="tunnels,", author="Ben")
    file.add(page, Subtype=Name.StrikeOut, IRT=second, RT=Name.Group, IT=Name.StrikeOutTextEdit,
             QuadPoints=file.pdf.pages[page].obj.Annots[0].QuadPoints, Rect=rect(boxes[0]), T=String("Ben"))
    third = acrobat(file, page, "Highlight", *boxes, words="Marked?")
    state(file, page, third, "Marked", "Marked", "12")
    state(file, page, third, "Marked", "Unmarked", "13")

    fourth = acrobat(file, page, "Highlight", *boxes, words="Rewrite?")
    state(file, page, reply(file, page, fourth, "No.", "Ben", RT=Name.R), "Review", "Rejected", "12")
    fifth = acrobat(file, page, "Highlight", *boxes, words="Twice?")
    state(file, page, state(file, page, fifth, "Review", "Accepted", "12"), "Review", "Completed", "13")

    thread, replaced, unmarked, answered, twice = told(file, workspace)
    assert thread.said() == (
        "highlight by Ana on “of bridges,”: “Which?”; reply by Ben: “The two in the north.”; "
        "reply by Ana: “Thanks.” (completed)")
    assert thread.finding().code == "comment-resolved"
    assert replaced.said() == "replacement by Ben on “of bridges,”: “tunnels,”" and replaced.line == 7
    assert not unmarked.annotation.state and unmarked.finding().code == "comment-open"
    assert not answered.annotation.state and twice.annotation.state == "completed"


def test_what_lies_nowhere_is_told_with_its_place(file, workspace):
    """A stamp over the whole page, and words far from all blocks."""
    foxit(file, 1, "Stamp", (0, 0, 595, 842), Name=Name.SBApproved)
    preview(file, 0, "FreeText", (100, 200, 200, 220), words="Fine so far")

    cover, stamp = told(file, workspace)
    assert cover.finding().code == stamp.finding().code == "comment-unplaced"
    assert cover.finding().where.page == "i"
    assert "35 mm from the left, 78 mm from the foot: “Fine so far”" in cover.said()
    assert "Approved" in stamp.said()


def test_lines_are_those_of_today(file, sent, workspace, tmp_path):
    """Though the article has grown since, or the whole paragraph was moved."""
    page, boxes = spot(sent, "roads.")
    acrobat(file, page, "Highlight", *boxes, words="And paths")
    shutil.copytree(workspace.root / "issues", tmp_path / "issues")
    article = tmp_path / "issues" / "5" / "articles" / "one.md"
    article.write_text(MARKED.replace("The first", "Two\nnew lines.\n\nThe first"), "utf-8")

    [moved] = told(file, Workspace(tmp_path))
    assert moved.line == 15 and moved.text == "The third paragraph speaks of roads."


def test_pages_that_are_sent_back_alone_keep_their_places(file, sent, workspace):
    """A reviewer may delete the others."""
    page, boxes = spot(sent, "roads.")
    acrobat(file, page, "Highlight", *boxes, words="And paths")
    for _ in range(page):
        del file.pdf.pages[0]

    assert [each.line for each in told(file, workspace)] == [12]


def test_the_command_lists_them(file, sent, comments, tmp_path):
    """As findings, with file and line; --json has all of each; a viewer may have dropped what is inside."""
    page, boxes = spot(sent, "of", "bridges,")
    acrobat(file, page, "Highlight", *boxes, words="Which ones?")
    (tmp_path / "reviewed.pdf").write_bytes(file.saved())
    del file.pdf.Root.Names["/EmbeddedFiles"]
    (tmp_path / "bare.pdf").write_bytes(file.saved())
    code, _, said = comments(5, tmp_path / "reviewed.pdf")
    _, bare, _ = comments(5, tmp_path / "bare.pdf", "--json")

    assert code == 0
    assert ("issues/5/articles/one.md:7 page 1: note: comment-open: highlight by Ana on “of bridges,”: "
            "“Which ones?”") in said
    assert "1 comment on draft 1, 0 resolved" in said
    listed = json.loads(bare)
    assert listed["schema"] == 1 and listed["draft"] == 1
    assert listed["findings"][0]["line"] == listed["comments"][0]["line"] == 7
    assert listed["comments"][0] | {"id": ""} == {
        "id": "", "author": "Ana", "kind": "highlight", "words": "Which ones?", "marked": "of bridges,",
        "state": "", "done": False, "replies": [], "said": "highlight by Ana on “of bridges,”: “Which ones?”",
        "file": "issues/5/articles/one.md", "line": 7,
        "text": "The second paragraph speaks of bridges, and of a river", "page": "1", "block": "one#b2",
        "box": listed["comments"][0]["box"]}


def test_too_many_are_told(file, comments, tmp_path):
    """The first of them are read."""
    for at in range(2_100):
        file.add(0, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), Contents=String(str(at)))
    (tmp_path / "many.pdf").write_bytes(file.saved())
    code, _, said = comments(5, tmp_path / "many.pdf")

    assert code == 0 and "warning: comments-many: " in said and "2000 comments on draft 1" in said


def hostile(file):
    """Everything wrong at once, on the first page."""
    page = file.pdf.pages[0].obj
    one = file.add(0, Subtype=Name.Text, Rect=Array([1, 2, 3, 4]), Contents=String("\u202eone\x1b[2J\x07"))
    two = file.add(0, Subtype=Name.Text, IRT=one, Rect=Array([]), T=Name.Nobody, Contents=String("two"))
    one.IRT = two
    file.add(0, Subtype=Name.Text, IRT=String("nowhere"), Contents=Array([1]), QuadPoints=String("x"))
    file.add(0, Subtype=Name.Highlight, QuadPoints=Array([Name.A] * 8), Rect=Array([1e30, 0, -1e30, 9]))
    file.add(0, Subtype=Name.Highlight, QuadPoints=Array([0, 0, 1e9, 0, 0, 1e9, 1e9, 1e9] * 150))
    file.add(0, Subtype=Name.Ink, InkList=Array([Array([1] * 500)] * 60), Rect=String("wide"))
    file.add(0, Subtype=Name.FreeText, CL=Array([True, False]), RC=Array([]), T=String("x" * 100_000))
    for _ in range(50):
        file.add(0, Subtype=Name.Popup, Parent=one, Contents=String("again"))
    last = one
    for _ in range(300):
        last = file.add(0, Subtype=Name.Text, IRT=last, Contents=String("deep"), State=Array([]))
    page.Annots.append(Array([Array([1])]))
    page.Annots.append(Dictionary(Subtype=Name.Highlight))
    page.Annots.append(7)
    file.pdf.Root.Pages.Kids.append(file.pdf.Root.Pages)


def test_hostile_annotations_are_harmless(file, workspace):
    """Circles, wrong types, nothing where something must be, numbers beyond all pages, controls."""
    hostile(file)
    found = told(file, workspace)
    said = " ".join(each.said() for each in found)

    assert 4 <= len(found) < 20
    assert all(sign.isprintable() for sign in said) and max(len(each.said()) for each in found) < 120_000
    assert "one[2J" in said


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"no PDF at all"])
def test_what_is_no_pdf_is_refused_in_words(data, comments, tmp_path):
    """Without a traceback."""
    (tmp_path / "x.pdf").write_bytes(data)
    code, _, said = comments(5, tmp_path / "x.pdf")

    assert code == 2 and "archive-unreadable" in said and "Traceback" not in said


def test_a_file_of_countless_objects_is_refused():
    """pypdf would read all objects of a stream, for a minute, to find one of them."""
    pdf, out = pikepdf.new(), BytesIO()
    pdf.add_blank_page()
    pdf.Root.Many = Array([pdf.make_indirect(Dictionary(At=at)) for at in range(20_001)])
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)

    with pytest.raises(UsageError, match="too many objects"):
        read_annotations(out.getvalue())


def test_another_file_is_refused(workspace, sent, comments, tmp_path):
    """One that is no draft, one of another issue, one that is not there."""
    plain = pikepdf.new()
    plain.add_blank_page()
    out = BytesIO()
    plain.save(out)
    (tmp_path / "plain.pdf").write_bytes(out.getvalue())
    (tmp_path / "5.pdf").write_bytes(sent)
    shutil.copytree(workspace.issue(5), workspace.issues / "6", dirs_exist_ok=True)

    assert "draft-none" in comments(5, tmp_path / "plain.pdf")[2]
    assert "draft-none" in comments(5, tmp_path / "plain.pdf", "--draft", tmp_path / "plain.pdf")[2]
    assert "draft-another" in comments(6, tmp_path / "5.pdf")[2]
    assert "comments-file" in comments(5, tmp_path / "none.pdf")[2]
    with pytest.raises(UsageError):
        read_draft(out.getvalue(), "plain.pdf")


def test_a_record_from_a_stranger_is_doubted(sent):
    """One that names files elsewhere, or whose places do not match, is none."""
    files = {each.name: each.data for each in read_embedded(sent)}
    record = json.loads(files["rocbpress.json"])

    def changed(**more):
        return draft_in(tuple(each if each.name != "rocbpress.json" else type(each)(
            each.name, json.dumps({**record, **more}).encode()) for each in read_embedded(sent)))

    assert changed() is not None
    assert changed(schema=2) is None
    area = {"block": "x", "file": "../../etc/passwd", "line": 1, "box": [0, 0, 1, 1]}
    assert changed(pages=[{"label": "1", "areas": [area]}]) is None
    assert changed(pages=[{"label": "1", "areas": [area | {"file": "", "words": ["x"]}]}]) is None
    assert changed(pages=[{"label": "\x1b[2J", "areas": []}]) is None


def test_the_number_stands_in_the_title(sent):
    """So that a draft is known though a viewer dropped what is inside."""
    with pikepdf.open(BytesIO(sent)) as pdf:
        assert draft_number(str(pdf.docinfo["/Title"])) == 1
    assert draft_number("A newsletter: draft ten") == draft_number("") == 0
