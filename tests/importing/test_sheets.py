"""Workbooks become CSVs and the figures that show them; what is left out is told."""

from __future__ import annotations

import io
from datetime import date, datetime
from zipfile import ZipFile

import pytest
from openpyxl.comments import Comment

from rocbpress.findings.errors import SourceError
from rocbpress.importing.blocks import Figures, Paragraph, Table
from rocbpress.importing.sheets import sheets_document
from tests.importing.kept import ALT_MISSING, arrive
from tests.importing.word_xml import zipped
from tests.importing.workbooks import PORTS, workbook

YEARS = [["Year", "Letters", "Parcels"], [2020, 5, 9], [2021, 6, 8], [2022, 7, 12]]


def read(*sheets, **more):
    return sheets_document(workbook(*sheets, **more), "Port figures.xlsx")


def test_labels_and_numbers_become_bars():
    """With a CSV in data/ that holds the values as they are."""
    document = read(PORTS)

    assert document.blocks == (Figures("bars", "Tonnes", (), (("Malacca", (12.5,)), ("Lautoka", (7.0,)),
                                       ("Suva", (3.25,))), "sheet Sheet1", "", "data/port-figures.csv"),)
    assert document.files == {"data/port-figures.csv": b"Port,Tonnes\nMalacca,12.5\nLautoka,7\nSuva,3.25\n"}


def test_years_become_lines():
    """Of several series, by their names."""
    figures, = read(YEARS).blocks

    assert (figures.kind, figures.series) == ("lines", ("Letters", "Parcels"))
    assert [label for label, _ in figures.rows] == ["2020", "2021", "2022"]


@pytest.mark.parametrize("rows", [
    [["Port", "Tonnes"], ["Malacca", 12.5], ["Total", 12.5]],
    [["Port", "Officer"], ["Malacca", "Ann Lee"], ["Suva", "Ben Ali"]],
    [["Port", "Tonnes"], ["Malacca", 12.5], ["Suva", None]],
    [["Port", 3.5], ["Malacca", 12.5], ["Suva", 7]],
    [["Port", "Tonnes"], ["Suva", 12.5], ["Suva", 7]]], ids=["total", "words", "gap", "head", "twice"])
def test_other_rows_become_a_table(rows):
    """A sum, words, a gap, a number for a head, or a label that stands twice: nothing is drawn."""
    table, = read(rows).blocks

    assert isinstance(table, Table)
    assert [["".join(block.words for block in cell.blocks) for cell in row] for row in table.rows] == [
        ["" if each is None else str(each) for each in row] for row in rows]


def test_values_are_shown_as_the_sheet_shows_them():
    """Dates as dates, percent as percent, thousands and decimals by their format."""
    def prepare(book):
        sheet = book.worksheets[0]
        for row, form in ((2, "0.0%"), (3, "#,##0"), (4, "0.00"), (5, "dd/mm/yyyy")):
            sheet.cell(row, 2).number_format = form

    table, = read([["What", "Value", "Note"], ["share", 0.1256, "x"], ["tons", 1234567, "x"],
                   ["mean", 2.5, "x"],
                   ["day", date(2023, 7, 3), "x"], ["hour", datetime(2023, 7, 3, 9, 30), "x"],
                   ["so", True, "x"]], prepare=prepare).blocks

    assert [row[1].blocks[0].words for row in table.rows[1:]] == [
        "12.6%", "1,234,567", "2.50", "2023-07-03", "2023-07-03 09:30", "TRUE"]


def test_percent_are_drawn_as_percent():
    """0.125 shown as 12.5 % is a bar of 12.5 with the unit %."""
    def prepare(book):
        for row in (2, 3):
            book.worksheets[0].cell(row, 2).number_format = "0.0%"

    figures, = read([["Port", "Share"], ["Suva", 0.125], ["Nadi", 0.5]], prepare=prepare).blocks

    assert (figures.unit, figures.rows) == ("%", (("Suva", (12.5,)), ("Nadi", (50.0,))))


def test_a_line_above_is_the_title_and_one_below_stays():
    """As sheets are written: a title, an empty row, the figures, their source."""
    title, after = "Seizures by port", "Source: the Office"
    blocks = read([[title], [], *PORTS, [after]]).blocks

    assert blocks[0].title == f"{title}: Tonnes" or [each.words for each in blocks
                                                     if isinstance(each, Paragraph)]
    assert after in [each.words for each in blocks if isinstance(each, Paragraph)]


def test_what_is_hidden_or_noted_is_told_not_shown():
    """Hidden sheets, rows and columns, comments, and heads of pages."""
    def prepare(book):
        first, second = book.worksheets
        second.sheet_state = "hidden"
        first.row_dimensions[3].hidden = True
        first.column_dimensions["C"].hidden = True
        first["A2"].comment = Comment("is this right?", "Omega")
        first.oddHeader.center.text = "Draft &P"

    document = read([["Port", "Tonnes", "Secret"], ["Malacca", 1, "vault"], ["Lautoka", 2, "safe"],
                     ["Suva", 3, "box"]],
                    [["Concealed", "sheet"]], prepare=prepare)
    told = " ".join(each.words for each in document.told)

    assert [label for label, _ in document.blocks[0].rows] == ["Malacca", "Suva"]
    assert all(word in told
               for word in ("Secret", "vault", "Lautoka", "Concealed", "is this right?", "Draft"))
    assert {each.finding.code for each in document.told} >= {"word-hidden", "word-comment", "word-header"}


def test_a_formula_without_a_result_is_an_error():
    """openpyxl writes formulas without results, as some programs do."""
    document = read([["Port", "Tonnes"], ["Suva", 1], ["Nadi", "=B2*2"]])

    assert [each.finding.message for each in document.told if each.finding.code == "sheet-no-result"] == [
        "formulas have no result: B3"]


def test_a_long_table_is_kept_as_a_csv():
    """No page holds 300 rows: the file has them, and an error says so."""
    document = read([["Name", "Place"], *[[f"Officer {at}", "Suva"] for at in range(300)]])

    assert document.blocks == ()
    assert document.files["data/port-figures.csv"].count(b"\n") == 301
    assert [each.finding.code for each in document.told] == ["sheet-too-large"]


def test_a_workbook_becomes_an_article_without_faults(tmp_path):
    """Figures, a table and their titles: read as any article is, with all words."""
    path = tmp_path / "figures.xlsx"
    path.write_bytes(workbook([["Seizures"], *PORTS], YEARS, [["Name", "Office"], ["Ann Lee", "Suva"]]))

    arrived = arrive(path, tmp_path / "issue")

    assert [each for each in arrived.faults if each.code not in ALT_MISSING] == []
    assert [block.kind.value for block in arrived.article.blocks if block.kind.value != "heading"] == [
        "bars", "lines", "table"]
    assert "word-lost" not in {each.code for each in arrived.imported.findings}


@pytest.mark.parametrize(("data", "code"), [
    (b"", "word-damaged"), (b"\xd0\xcf\x11\xe0" + bytes(600), "word-encrypted"),
    (zipped({"xl/workbook.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}), "word-doctype"),
    (zipped({"xl/workbook.xml": b"<x/>"}), "word-damaged"),
    (zipped({"xl/worksheets/sheet1.xml": b" " * 7_000_000}), "word-too-large"),
    (zipped({"xl/workbook.xml": b'<x xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'}),
     "word-damaged")])
def test_what_is_no_workbook_is_refused(data, code):
    """With a hint, and before openpyxl sees what would harm it."""
    with pytest.raises(SourceError) as refused:
        sheets_document(data, "figures.xlsx")

    assert [(each.code, bool(each.hint)) for each in refused.value.findings] == [(code, True)]


@pytest.mark.parametrize("share", (0.3, 0.6, 0.9))
def test_a_damaged_workbook_is_refused(share):
    """A part of it cut short."""
    data = workbook(PORTS)
    with ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"][:int(len(data) * share / 20)]

    with pytest.raises(SourceError) as refused:
        sheets_document(zipped(parts), "figures.xlsx")

    assert refused.value.findings[0].code == "word-damaged"
