"""What an import guessed is marked in the preview, until somebody has looked at it."""

from __future__ import annotations

from docx import Document

from rocbpress.preview.guessed import guesses
from rocbpress.workspace.workspace import Workspace
from tests.changes import small_workspace
from tests.workspaces import run_here


def test_a_guess_is_marked_until_it_is_changed(tmp_path, monkeypatch, capsys):
    """At its line, in words that say what was guessed; one that was corrected is none any more."""
    root = small_workspace(tmp_path / "desk")
    document = Document()
    document.add_paragraph().add_run("Workshop on integrity").bold = True
    document.add_paragraph("Melaka, Malaysia, 3-7 July 2023")
    document.add_paragraph("It had 25 participants.")
    document.add_paragraph().add_run("Opening session").bold = True
    document.add_paragraph("The Director opened it.")
    document.save(tmp_path / "report.docx")
    monkeypatch.setenv("ROCBPRESS_ROOT", str(root))
    assert run_here(monkeypatch, capsys, "import", "5", str(tmp_path / "report.docx"))[0] == 0

    article = root / "issues" / "5" / "articles" / "report.md"
    lines = article.read_text("utf-8").split("\n")
    marked = {note.code: lines[note.where.line - 1] for note in guesses(Workspace(root), 5)}
    assert marked == {
        "title-guessed": "title: Workshop on integrity", "dates-guessed": "dates: 2023-07-03/2023-07-07",
        "place-guessed": 'place: "Melaka, Malaysia"', "kind-guessed": "kind: report",
        "heading-guessed": "## Opening session"}

    article.write_text(article.read_text("utf-8").replace("title: Workshop", "title: A workshop"), "utf-8")
    assert {note.code for note in guesses(Workspace(root), 5)} == set(marked) - {"title-guessed"}
