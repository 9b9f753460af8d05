"""Tables that fit in no column, and letters that no page can print."""

from __future__ import annotations

import pytest

from rocbpress.importing.blocks import Cell, Document, Figures, Paragraph, Picture, Run, Table
from rocbpress.importing.fitting import fitted
from rocbpress.importing.printable import printable
from rocbpress.importing.told import Teller
from rocbpress.sources.reading import forbidden_character
from tests.importing.kept import arrive, lost
from tests.importing.raw_words import passages
from tests.importing.word_xml import cell, p, package, row, table


def rows(*words):
    return Table(tuple(tuple(Cell((Paragraph((Run(each),)),)) for each in line) for line in words), head=1)


@pytest.mark.parametrize(("cells", "wide"), [
    (("Port", "Cases"), False), (("Port", "Cases", "Seizures", "Weight"), False),
    (tuple("abcdefghijkl"), False), (tuple("abcdefghijklmnopqrst"), True),
    (("Administration", "Interconnection", "Identification"), True),
    (("Verwaltungszusammenarbeit" * 3, "b"), True), (("数" * 90, "b"), False)])
def test_a_table_that_fits_in_no_column_is_wide(cells, wide):
    """By its columns and its longest words; letters of East Asia break anywhere."""
    teller = Teller("sent.docx")

    (found,) = fitted([rows(cells, cells)], teller)

    assert found.wide is wide and not teller.told


@pytest.mark.parametrize(("cells", "fits"), [
    (("short", "some words " * 100), "column"), (("short", "some words " * 300), "wide"),
    (("short", "some words " * 700), "apart"), (("some words " * 300, *["some words " * 300] * 3), "apart"),
    (("短", "税関は国境を守る。" * 200), "wide"), (("短", "税関は国境を守る。" * 400), "apart"),
    (("short", "line\n" * 50), "column"), (("short", "line\n" * 70), "apart")])
def test_a_row_taller_than_a_page_is_taken_apart(cells, fits):
    """By how its columns share the width: first across the page, then as text, told."""
    teller = Teller("sent.docx")

    found = fitted([rows(("Head",) * len(cells), cells)], teller)

    tables = [each for each in found if isinstance(each, Table)]
    assert ("apart" if not tables else "wide" if tables[0].wide else "column") == fits
    assert [each.finding.message for each in teller.told] == (
        ["a table has a row that is taller than a page: its rows are set as text"] if fits == "apart" else [])


@pytest.mark.parametrize("cells", [tuple(f"column{at}" for at in range(20)), ("A", "long words " * 1500),
                                   ("A", "long words " * 700)])
def test_a_table_that_fits_nowhere_is_taken_apart(tmp_path, cells):
    """Row by row, each cell after its head; all its words are there, and the article can be read."""
    path = tmp_path / "sent.docx"
    heads = [f"Head{at}" for at in range(len(cells))]
    xml = p("A title") + p("Some words.") + table(row(*heads), row(*cells))
    path.write_bytes(package({"document": f"<w:body>{xml}</w:body>"}))

    arrived = arrive(path, tmp_path / "issue")

    assert lost(passages(path), arrived) == [] and arrived.faults == ()
    assert "word-table-apart" in {each.code for each in arrived.imported.findings}
    assert f"**Head0:** {cells[0]}" in arrived.text and "|---|" not in arrived.text


@pytest.mark.parametrize("sign", ["\ufffd", "\x07", "\ue123", "\U000f0001", "\ufffe", "\u202e"])
def test_letters_that_cannot_be_printed_are_left_out_and_told(sign):
    """In text, tables, alternative texts, figures, notes, the head and data of an article."""
    said = f"be{sign}fore"
    document = Document(
        (Paragraph((Run(said),)), rows((said,)), Picture(b"", alt=said, title=said),
         Figures("bars", said, (said,), ((said, (1.0,)),))), {"f1": (Paragraph((Run(said),)),)},
        head={"title": said}, files={"data/a.csv": said.encode()})
    teller = Teller("letter.eml")

    cleaned = printable(document, teller)

    assert repr(sign)[1:-1] not in repr(cleaned)
    assert cleaned.blocks[0].words == "before" and cleaned.head == {"title": "before"}
    assert forbidden_character(cleaned.files["data/a.csv"].decode()) is None
    assert bool(teller.told) is (sign != "\u202e")


def test_a_lost_letter_of_a_word_file_is_told(tmp_path):
    """U+FFFD stands where a letter was lost before; the article is read without it."""
    path = tmp_path / "sent.docx"
    text = p("A title") + p("Caf\ufffd in Mary\x92s port")
    path.write_bytes(package({"document": f"<w:body>{text}</w:body>"}))

    arrived = arrive(path, tmp_path / "issue")

    assert arrived.faults == () and "Caf in Mary’s port" in arrived.said
    assert "word-symbol" in {each.code for each in arrived.imported.findings}


def test_empty_cells_add_no_signs(tmp_path):
    """Of a table in a cell: no semicolon stands for a cell without words."""
    path = tmp_path / "sent.docx"
    inner = table(row("09:00", "Open", ""), row("", "", ""), row("10:00", "", "Room 2"), row("", "", "End"))
    body = table(row("Day", "Work"), row("Mon", cell(inner)))
    path.write_bytes(package({"document": f"<w:body>{p('A title')}{p('Some words.')}{body}</w:body>"}))

    arrived = arrive(path, tmp_path / "issue")

    assert "| Mon | 09:00; Open \\ 10:00; Room 2 \\ End |" in arrived.text and arrived.faults == ()


def test_a_tall_table_in_a_cell_is_taken_apart_too(tmp_path):
    """As the table around it, each by how it fits."""
    path = tmp_path / "sent.docx"
    inner = table(row("09:00", "Open"), row("10:00", "long words " * 1500))
    body = table(row("Day", "Work"), row("Mon", cell(inner)))
    path.write_bytes(package({"document": f"<w:body>{p('A title')}{p('Some words.')}{body}</w:body>"}))

    arrived = arrive(path, tmp_path / "issue")

    assert "|---|" not in arrived.text and lost(passages(path), arrived) == [] and arrived.faults == ()
