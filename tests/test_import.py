"""`rocbpress import`: a file that was sent becomes an article, whole or not at all."""

from __future__ import annotations

import json
import os
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from rocbpress.importing.importing import import_file, slug_of
from tests.changes import small_workspace
from tests.workspaces import run_here

CHANGED = (f'<w:p {nsdecls("w")}><w:r><w:t xml:space="preserve">It was </w:t></w:r><w:del w:author="A"><w:r>'
           '<w:delText>never </w:delText></w:r></w:del><w:ins w:author="A"><w:r><w:t>often</w:t></w:r>'
           '</w:ins></w:p>')


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A small workspace, which is the current one."""
    root = small_workspace(tmp_path / "desk")
    monkeypatch.setenv("ROCBPRESS_ROOT", str(root))
    return root


def picture(form="PNG"):
    data = BytesIO()
    Image.new("RGB", (400, 300), "navy").save(data, form)
    return BytesIO(data.getvalue())


def sent(path, *, xml="", form="PNG"):
    """A report with a title, a paragraph and a described picture, saved by Word's rules."""
    document = Document()
    document.add_paragraph("Regional workshop", style="Title")
    document.add_paragraph("The workshop had 25 participants.")
    document.add_picture(picture(form))
    document.element.body.xpath(".//wp:docPr")[0].set("descr", "Participants in a hall")
    if xml:
        document.element.body.insert(1, parse_xml(xml))
    document.save(path)
    return path


def imported(monkeypatch, capsys, *words):
    return run_here(monkeypatch, capsys, "import", "5", *map(str, words))


def test_a_report_becomes_an_article(root, tmp_path, monkeypatch, capsys):
    """Its file, its pictures and the record are written; the last line says what to add to issue.yaml."""
    code, _, said = imported(monkeypatch, capsys, sent(tmp_path / "Melaka Report (final).docx"))

    article = (root / "issues/5/articles/melaka-report-final.md").read_text("utf-8")
    assert code == 0 and "title: Regional workshop" in article and "25 participants" in article
    assert "![Participants in a hall](images/melaka-report-final-1.png)" in article
    assert (root / "issues/5/images/melaka-report-final-1.png").read_bytes() == picture().getvalue()
    assert "issues/5/issue.yaml" in said.splitlines()[-1] and "melaka-report-final" in said.splitlines()[-1]
    record = json.loads((root / "build/5/import/melaka-report-final.json").read_text("utf-8"))
    assert [each["code"] for each in record] == ["kind-guessed"]


def test_what_is_there_stays(root, tmp_path, monkeypatch, capsys):
    """Without --replace nothing is written over, and of several files none is written."""
    path = sent(tmp_path / "report.docx")
    imported(monkeypatch, capsys, path)
    article = root / "issues/5/articles/report.md"
    article.write_text("mine", "utf-8")

    code, _, said = imported(monkeypatch, capsys, path, sent(tmp_path / "other.docx"))
    assert code == 2 and "import-exists" in said and article.read_text("utf-8") == "mine"
    assert not (root / "issues/5/articles/other.md").exists()

    assert imported(monkeypatch, capsys, path, "--replace")[0] == 0
    assert "Regional workshop" in article.read_text("utf-8")


def test_what_was_written_by_hand_is_never_replaced(root, tmp_path, monkeypatch, capsys):
    """An article that no import has made is not one to be imported again."""
    article = root / "issues/5/articles/report.md"
    article.write_text("mine", "utf-8")

    code, _, said = imported(monkeypatch, capsys, sent(tmp_path / "report.docx"), "--replace")

    assert code == 2 and "issues/5/articles/report.md: import-exists: the file was not imported" in said
    assert article.read_text("utf-8") == "mine"


def test_one_bad_file_keeps_the_others_out(root, tmp_path, monkeypatch, capsys):
    """All files of a command appear, or none."""
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"PK\3\4 and no more")

    code, _, said = imported(monkeypatch, capsys, sent(tmp_path / "good.docx"), bad)

    assert code == 3 and "word-damaged" in said
    assert not list((root / "issues/5").rglob("good*"))


def test_a_refused_write_leaves_nothing(root, tmp_path, monkeypatch, capsys):
    """Where one of the files cannot be written, those before it are taken back."""
    (root / "build").mkdir(exist_ok=True)
    (root / "build/5").write_text("in the way", "utf-8")

    code, _, said = imported(monkeypatch, capsys, sent(tmp_path / "report.docx"))

    assert code == 8 and "write-refused" in said
    assert not (root / "issues/5/articles/report.md").exists()


@pytest.mark.usefixtures("root")
def test_changes_can_be_refused(tmp_path, monkeypatch, capsys):
    """Taken over, each is told; refused, they stop the command."""
    path = sent(tmp_path / "report.docx", xml=CHANGED)

    article = import_file(path, "report").files["articles/report.md"].decode()
    assert "It was often" in article and "never" not in article
    code, _, said = imported(monkeypatch, capsys, path, "--changes", "refuse")
    assert code == 3 and "word-deleted" in said and "word-inserted" in said
    assert imported(monkeypatch, capsys, path)[0] == 0


@pytest.mark.usefixtures("root")
def test_findings_for_programs(tmp_path, monkeypatch, capsys):
    """With --json standard output holds the findings with their passages, and the files of each article."""
    code, out, _ = imported(monkeypatch, capsys, sent(tmp_path / "report.docx", xml=CHANGED), "--json")

    said = json.loads(out)
    assert code == 0 and said["articles"] == [
        {"slug": "report", "files": ["articles/report.md", "images/report-1.png"]}]
    deleted = next(each for each in said["findings"] if each["code"] == "word-deleted")
    assert deleted["file"] == "report.docx" and deleted["passage"].startswith("paragraph 2 “It was")


@pytest.mark.parametrize(("words", "code"), [
    (["no.docx"], "import-missing"), (["{}", "--as", "Not A Slug"], "import-slug"),
    (["{}", "{}", "--as", "report"], "import-slug")])
def test_what_was_typed_wrong_is_named(root, tmp_path, monkeypatch, capsys, words, code):
    """With exit code 2, before anything is read."""
    path = sent(tmp_path / "report.docx")

    ended, _, said = imported(monkeypatch, capsys, *(word.format(path) for word in words))

    assert ended == 2 and code in said and not list((root / "issues/5").glob("articles/*report*"))


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize(("make", "what"), [
    (Path.mkdir, "is a folder, not a file"),
    (lambda path: os.mkfifo(path), "is a device or a pipe, not a file"),
    (lambda path: path.symlink_to("/dev/null"), "is a device or a pipe, not a file")])
def test_what_is_there_but_no_file_is_called_so(tmp_path, monkeypatch, capsys, make, what):
    """Not missing, nor another of its own name."""
    make(tmp_path / "report.docx")

    code, _, said = imported(monkeypatch, capsys, tmp_path / "report.docx")

    assert code == 2 and f"report.docx {what}" in said and "import-unreadable" in said
    assert "did you mean" not in said and "does not exist" not in said


@pytest.mark.usefixtures("root")
def test_other_kinds_are_named_with_a_way_out(tmp_path, monkeypatch, capsys):
    """A letter of Outlook's own is not read; the hint says how to save it."""
    path = tmp_path / "letter.msg"
    path.write_bytes(b"\xd0\xcf\x11\xe0")

    code, _, said = imported(monkeypatch, capsys, path)

    assert code == 3 and "import-kind" in said and ".eml" in said


@pytest.mark.parametrize(("form", "suffix"), [("PNG", "png"), ("JPEG", "jpg"), ("GIF", "png"), ("BMP", "png"),
                                              ("TIFF", "tif")])
def test_pictures_have_a_form_that_can_be_printed(tmp_path, form, suffix):
    """Those that can be are kept to the byte; GIF and BMP become PNG, and show the same."""
    files = import_file(sent(tmp_path / "report.docx", form=form), "report").files
    data = files[f"images/report-1.{suffix}"]

    assert data == picture(form).getvalue() or form in ("GIF", "BMP")
    assert Image.open(BytesIO(data)).convert("RGB").getpixel((9, 9)) == (0, 0, 128) or form == "JPEG"


def test_twice_is_the_same(tmp_path):
    """The same file gives the same bytes."""
    path = sent(tmp_path / "report.docx", xml=CHANGED)
    first, second = import_file(path, "report"), import_file(path, "report")

    assert (first.files, first.record) == (second.files, second.record)


@pytest.mark.parametrize(("name", "slug"), [
    ("My Report.docx", "my-report"), ("Café_2023 (1).docx", "cafe-2023-1"), ("รายงาน.docx", "article"),
    ("a--b..docx", "a-b")])
def test_names_become_slugs(name, slug):
    """Small letters, digits and single hyphens, whatever the file is called."""
    assert slug_of(name) == slug


def test_pictures_in_a_table_keep_their_captions(tmp_path):
    """A table that lays pictures out is taken apart; the words below each are its caption, told."""
    document = Document()
    document.add_paragraph("Regional workshop", style="Title")
    document.add_paragraph("It had 25 participants.")
    table = document.add_table(2, 2)
    for column in (0, 1):
        table.cell(0, column).paragraphs[0].add_run().add_picture(picture())
        table.cell(1, column).text = f"Caption {column}"
    document.save(tmp_path / "report.docx")

    done = import_file(tmp_path / "report.docx", "report")

    article = done.files["articles/report.md"].decode()
    assert '(images/report-1.png "Caption 0")\n\n![](images/report-1.png "Caption 1")' in article
    assert [each.code for each in done.findings].count("caption-guessed") == 2
