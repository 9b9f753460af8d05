"""Drafts for approval: numbered by what changes, marked, the same pages; and what changed since another."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from rocbpress.archive.embedded import read_embedded
from rocbpress.findings.errors import UsageError
from rocbpress.layout.editions import EDITIONS
from rocbpress.press.checks import open_checks
from rocbpress.press.job import Job
from rocbpress.press.read import read
from rocbpress.review.changes import compare, reordered, tokens
from rocbpress.review.numbering import NumberedDraft, Review
from rocbpress.review.record import read_draft
from rocbpress.review.since import find_former
from rocbpress.review.stamp import label
from rocbpress.workspace.workspace import Workspace
from tests.changes import DRAWING, small_workspace
from tests.workspaces import ROOT, run

EPOCH = {"SOURCE_DATE_EPOCH": "1795815600"}  # 27 November 2026, 21:40 UTC
ARTICLE = "issues/5/articles/two.md"
HEADED = "Draft 1, 27 November 2026, 21:40"


def build(root, name):
    return (root / "build" / "5" / name).read_bytes()


def texts(pdf):
    """The words of each page, without the line in its head margin."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return [re.sub(r"Draft \d+, \d+ \w+ \d{4}, \d\d:\d\d", "", page).split() for page in pages]


def changed(root, old, new):
    path = root / ARTICLE
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """Issue 5 in git, with its mail and archive editions and its first draft; then one word is changed."""
    root = small_workspace(tmp_path_factory.mktemp("drafts"))
    git = ["git", "-C", str(root), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "First"]):
        subprocess.run([*git, *words], check=True)
    for words in (["--edition", "mail"], ["--edition", "archive"], ["--draft"], ["--line-numbers"]):
        done = run(root, "render", "5", *words, environment=EPOCH)
        assert done.returncode == 0, done.stderr
    changed(root, "Other words", "Second words")
    return root


def test_a_draft_has_the_pages_of_the_edition(workspace):
    """Text and breaks are the same; number and time stand on every page; numbers of lines change nothing."""
    edition, draft = build(workspace, "rocb-5.pdf"), build(workspace, "rocb-5-draft-1.pdf")
    lines = build(workspace, "rocb-5-draft-1-lines.pdf")

    assert texts(edition) == texts(draft) == texts(lines)
    with pypdfium2.PdfDocument(draft) as document:
        assert all(HEADED in page.get_textpage().get_text_range() for page in document)
    assert label(NumberedDraft(3, "2026-11-27T21:40", "")) == "Draft 3, 27 November 2026, 21:40"


def test_a_draft_claims_no_standard(workspace):
    """Neither in its metadata nor by its marks, which are artifacts."""
    with pikepdf.open(BytesIO(build(workspace, "rocb-5-draft-1.pdf"))) as pdf:
        said = pdf.Root.Metadata.read_bytes()
        last = pdf.pages[1].Contents[-1].read_bytes()

    assert b"pdfaid" not in said and b"pdfuaid" not in said and b"GTS_PDFX" not in said
    assert last.startswith(b"Q\n/Artifact <</Type /Page>> BDC") and last.endswith(b"EMC")


def test_a_draft_carries_what_it_was_made_of(workspace):
    """The text of its sources, the digests of all, and the places of its blocks with their words."""
    draft = read_draft(build(workspace, "rocb-5-draft-1.pdf"), "x")
    areas = [area for page in draft.record.pages for area in page.areas]

    assert {"issues/5/issue.yaml", ARTICLE, "issues/5/data/letters.csv"} <= set(draft.texts)
    assert set(draft.record.files) > set(draft.texts) and "issues/5/images/square.png" in draft.record.files
    assert any(area.file == ARTICLE and area.words[:2] == ("Other", "words,") for area in areas)
    assert all(0 <= edge <= 842 for area in areas for edge in area.spots)


@pytest.mark.parametrize("words", ["Dear \U0001f642 reader of news", "این \U0001f642 یک متن است"])
def test_characters_of_two_code_units_are_whole(tmp_path, words):
    """As pdfium tells them halved, in a text from right to left the second half first."""
    root = small_workspace(tmp_path)
    shutil.rmtree(root / "fonts")
    (root / "fonts").symlink_to(ROOT / "fonts")
    changed(root, "Other words", f"{words}\n\nOther words")
    done = run(root, "render", "5", "--draft", environment=EPOCH)
    assert done.returncode == 0, done.stderr

    draft = read_draft(build(root, "rocb-5-draft-1.pdf"), "x")
    areas = [area for page in draft.record.pages for area in page.areas]
    assert any("\U0001f642" in word for area in areas if area.file == ARTICLE for word in area.words)


def test_the_number_counts_what_changes(tmp_path):
    """The same files: the same number, and the same bytes, also after the build folder is gone."""
    root = small_workspace(tmp_path)
    first = run(root, "render", "5", "--draft", environment={"SOURCE_DATE_EPOCH": "1"})
    before = build(root, "rocb-5-draft-1.pdf")
    shutil.rmtree(root / "build")
    again = run(root, "render", "5", "--draft")
    same = build(root, "rocb-5-draft-1.pdf")
    changed(root, "Other words", "Second words")
    second = run(root, "render", "5", "--draft")

    assert [done.returncode for done in (first, again, second)] == [0, 0, 0]
    assert before == same and "rocb-5-draft-1.pdf" in again.stderr
    assert "rocb-5-draft-2.pdf" in second.stderr


@pytest.mark.parametrize("since", ["1", "HEAD", "build/5/rocb-5-archive.pdf"])
def test_one_word_is_told_on_its_page_and_no_other(workspace, since):
    """Since a draft, a revision of git or an archive edition; the list comes first, nothing else moves."""
    done = run(workspace, "render", "5", "--since", since, environment=EPOCH)
    assert done.returncode == 0, done.stderr
    [name] = re.findall(r"build/5/(rocb-5-draft-2-since-\S+\.pdf): ", done.stderr)
    marked, page = build(workspace, name), build(workspace, name.replace(".pdf", ".html")).decode()

    assert page.count("<li>") == 1 and "<s>Other</s> <span class=\"new\">Second</span> words" in page
    assert "articles/two.md:5" in page
    listed, *pages = texts(marked)
    former = texts(build(workspace, "rocb-5-draft-1.pdf"))
    assert [["Other" if word == "Second" else word for word in each] for each in pages] == former
    assert {"Other", "Second", "Changes"} <= set(listed)
    assert drawn_on(marked) == [at for at, each in enumerate([listed, *pages]) if "Second" in each][1:]


def drawn_on(pdf):
    """The pages with an underline of new words."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return [at for at, page in enumerate(opened.pages)
                if b"0 0.47 0.25 RG" in page.Contents[-1].read_bytes()]


def test_a_draft_since_it_has_no_changes(workspace):
    """And says so."""
    assert run(workspace, "render", "5", "--draft").returncode == 0
    done = run(workspace, "render", "5", "--since", "2")

    assert done.returncode == 0
    assert "Draft 2 has the same words." in build(workspace, "rocb-5-draft-2-since-2.html").decode()


@pytest.mark.parametrize(("since", "code"), [
    ("9", "since-unknown"), ("nowhere", "since-unknown"), ("none.pdf", "since-unknown"),
    ("--output=x", "since-unknown"), ("broken.pdf", "archive-unreadable"), ("six.pdf", "since-another"),
    ("bad.pdf", "since-unreadable")])
def test_what_is_not_there_is_told(workspace, since, code):
    """In words, with what may be given."""
    (workspace / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    archive = build(workspace, "rocb-5-archive.pdf")
    (workspace / "six.pdf").write_bytes(renamed(archive, "issues/5/", "issues/6/"))
    (workspace / "bad.pdf").write_bytes(renamed(archive, "issue.yaml", "issue.yaml", b"number: five\n"))
    with pytest.raises(UsageError, match=f"{code}: "):
        find_former(Workspace(workspace), 5, str(workspace / since) if since.endswith(".pdf") else since,
                    workspace / "build" / "5")


def renamed(pdf, old, new, instead=None):
    """An archive edition with other names of its files, or other contents of one."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        names = opened.Root.Names.EmbeddedFiles.Names
        for specification in names[1::2]:
            if old in str(specification.UF):
                specification.UF = pikepdf.String(str(specification.UF).replace(old, new))
                if instead and str(specification.UF).endswith("issues/5/issue.yaml"):
                    specification.EF.F = opened.make_stream(instead)
        out = BytesIO()
        opened.save(out)
    return out.getvalue()


def passages(*words):
    return {ARTICLE: tuple(enumerate(words, 1))}


@pytest.mark.parametrize(("old", "new", "told"), [
    (("One two three.",), ("One two three.",), []),
    (("One two three.",), ("One too three.",), [("two", "too")]),
    (("One two three.",), ("One three.",), [("two", "")]),
    (("One.", "Two."), ("One.", "And more.", "Two."), [("", "And more.")]),
    (("One.", "Two.", "Three."), ("One.", "Three."), [("Two.", "")]),
    (("One two.",), ("One", "two."), []),
    (("日本の港",), ("日本の橋",), [("港", "橋")]),
    (("ท่าเรือ",), ("ท่าเรื",), [("อ", "")])])
def test_changes_are_of_words(old, new, told):
    """Of scripts without spaces, of letters with their marks."""
    found = compare(passages(*old), passages(*new))

    assert [(each.before, each.after) for each in found] == told
    for each in found:
        words = dict(enumerate(new))[each.passage]
        assert "".join(tokens(words)[each.start:each.end]).replace(" ", "") == each.after.replace(" ", "")


def test_articles_come_and_go():
    """As a whole, at their file."""
    gone, come = compare({"b": ((1, "Gone."),)}, {"a": ((1, "Come."),)})[::-1]

    assert (gone.file, gone.before, gone.passage, come.after) == ("b", "Gone.", -1, "Come.")


def test_what_has_no_words_is_told_too(tmp_path):
    """Articles in another order; pictures and tables that are new, gone, or other files."""
    root = small_workspace(tmp_path)
    assert run(root, "render", "5", "--draft").returncode == 0
    issue = root / "issues" / "5"
    for name, old, new in (("issue.yaml", "[one, two]", "[two, one]"),
                           ("articles/one.md", "images/square.png", "images/other.png")):
        text = (issue / name).read_text("utf-8")
        (issue / name).write_text(text.replace(old, new), "utf-8")
    (issue / "images" / "square.png").rename(issue / "images" / "other.png")
    (issue / "images" / "drawing.svg").write_text(DRAWING.replace("0H9", "0H8"), "utf-8")

    done = run(root, "render", "5", "--since", "1")

    assert done.returncode == 0, done.stderr
    page = build(root, "rocb-5-draft-2-since-1.html").decode()
    told = re.findall(r'class="where">(.*?)</span></p>\n<p>(.*?) *</p>', page)
    assert told == [("issues/5/articles/two.md", "now the first article"),
                    ("issues/5/images/drawing.svg", "another file"),
                    ("issues/5/images/other.png", "new"), ("issues/5/images/square.png", "gone")]
    assert "Draft 2 has 4 changes" in page


@pytest.mark.parametrize(("old", "new", "told"), [
    ("abc", "abc", []), ("abc", "cab", [("c", "")]),
    ("abcd", "acbd", [("c", "a")]), ("ab", "xba", [("b", "")]),
    ("abxc", "ab", []), ("abcd", "dbca", [("d", ""), ("a", "c")])])
def test_as_few_articles_as_can_be_have_moved(old, new, told):
    """What came or went moves nothing else."""
    assert reordered(*(dict.fromkeys(order, ()) for order in (old, new))) == tuple(told)


def test_numbers_go_on():
    """From those that are known, or from the files that are there."""
    review = Review().with_draft(NumberedDraft(3, "2026-11-27T21:40", "x"))

    assert review.numbered("x", 1).number == 3 and review.numbered("y", 1).number == 4
    assert review.numbered("y", 9).number == 9 and review.with_draft(review.drafts[0]) is review
    assert review.ticked("a", done=True).ticked("a", done=False) == review


def test_restoring_a_draft_gives_its_texts(workspace):
    """By the names that they had."""
    names = {each.name for each in read_embedded(build(workspace, "rocb-5-draft-1.pdf"))}

    assert names == {"rocbpress.json", "issues/5/issue.yaml", "issues/5/articles/one.md", ARTICLE,
                     "issues/5/data/letters.csv", "issues/publishers.yaml"}


def test_a_layout_may_ask_for_approval(workspace, tmp_path):
    """A warning at issue.yaml until it says who gave it; a draft needs none."""
    shutil.copytree(workspace, tmp_path / "w", ignore=shutil.ignore_patterns(".git", "build"))
    layout, manifest = tmp_path / "w/layouts/rocb/layout.toml", tmp_path / "w/issues/5/issue.yaml"
    layout.write_text("approval = true\n" + layout.read_text("utf-8"), "utf-8")

    def told(*, draft):
        job = Job(Workspace(tmp_path / "w"), 5, EDITIONS["mail"], 1, None, draft)
        return [str(each) for each in open_checks(read(job), job).quick if each.code == "approval-missing"]

    [missing], nothing = told(draft=False), told(draft=True)
    said = manifest.read_text("utf-8")
    manifest.write_text(f"{said}approved: 27 November 2026, the Head of Office\n", "utf-8")

    assert missing.startswith("issues/5/issue.yaml: warning: approval-missing: ")
    assert nothing == told(draft=False) == []
