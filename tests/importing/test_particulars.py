"""Days, places, people and facts at the head of a report: read, or left as they are, but never lost."""

from __future__ import annotations

import pytest

from tests.importing.kept import Arrived, arrive
from tests.importing.word_xml import p, package, r, row, table

TITLE = p("Report of the mission", "Title")
TEXT = p("The workshop brought together twenty-four officers, who worked in three sessions.")
STYLES = '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'


def reported(tmp_path, *body: str) -> Arrived:
    path = tmp_path / "sent.docx"
    path.write_bytes(package({"document": f"<w:body>{TITLE}{''.join(body)}</w:body>", "styles": STYLES}))
    arrived = arrive(path, tmp_path / "issue")
    assert "word-lost" not in {each.code for each in arrived.imported.findings}
    return arrived


@pytest.mark.parametrize("label", ["Event", "Subject", "Activity", "Title of event"])
@pytest.mark.parametrize("form", ["line", "bold", "row"])
def test_a_second_title_is_a_fact(tmp_path, label, form):
    """Where the report has a title of its own, the line or row that names another stays in the article."""
    said = "Regional Workshop on Valuation"
    line = {"line": p(f"{label}: {said}"), "bold": p(r(f"{label}: ", "<w:b/>") + r(said)),
            "row": table(row(label, said), row("Date", "3 July 2023"))}[form]

    arrived = reported(tmp_path, line, TEXT)

    assert f"facts: {{{label}: {said}}}" in arrived.head and "title: Report of the mission" in arrived.head


@pytest.mark.parametrize("rows", [
    (("Date", "3 July 2023"), ("Venue", "Suva, Fiji"), ("Sponsor", "Japan"), ("Sponsor", "Korea")),
    (("Date", "3 July 2023"), ("Event", "A workshop"), ("Event", "A seminar")),
    (("Date", "3 July 2023"), ("Venue", "Suva, Fiji"), ("Sponsor", ""))])
def test_a_table_that_no_facts_can_hold_stays(tmp_path, rows):
    """Two rows of one label, or a label without words: the table is set as it is."""
    arrived = reported(tmp_path, table(*(row(*each) for each in rows)), TEXT)

    assert "facts:" not in arrived.head
    assert all(f"| {label} | {said} |" in arrived.text for label, said in rows)


def test_facts_of_two_tables_stand_side_by_side(tmp_path):
    """The second table stays where it says another thing of the same label."""
    arrived = reported(
        tmp_path,
        table(row("Date", "3 July 2023"), row("", ""), row("Venue", "Suva, Fiji"), row("Participants", "24")),
        table(row("Event", "A workshop"), row("Subject", "Valuation"), row("Participants", "25")), TEXT)

    assert 'Participants: "24"' in arrived.head and "| Participants | 25 |" in arrived.text


@pytest.mark.parametrize("said", [
    "By working together, we keep our borders safe and our trade moving.", "By Friday afternoon, all agreed",
    "by sea and by air", "By Friday afternoon, all participants had agreed on the plan.",
    "By Regional Cooperation, customs keeps borders safe.", "By the Pacific Ocean, all agreed",
    "Where: as we all know, the sun rises.", "Place: as we all know the sun rises",
    "Author: nobody knows who did it", "Subject: the rest of the story is told below."])
@pytest.mark.parametrize("last", [False, True])
def test_a_sentence_names_nobody_and_no_place(tmp_path, said, last):
    """One that begins like a byline or a label, at the top or the end, stays text."""
    arrived = reported(tmp_path, *([TEXT, p(said)] if last else [p(said), TEXT]))

    assert said in arrived.said and "authors:" not in arrived.head and "place:" not in arrived.head
    assert "facts:" not in arrived.head


@pytest.mark.parametrize(("said", "head"), [
    ("By Ana de Silva", "{name: Ana de Silva}"), ("by Lê Hoa, Officer", "{name: Lê Hoa, role: Officer}"),
    ("Written by: Øyvind Berg", "{name: Øyvind Berg}"), ("By: Sun Yat-sen", "{name: Sun Yat-sen}"),
    ("Venue: online via Zoom", "place: online via Zoom"), ("Venue: Washington D.C.", "Washington D.C."),
    ("Place: Suva, Fiji.", "Suva, Fiji.")])
def test_names_and_places_are_read(tmp_path, said, head):
    """With the small words within names, in any script that has capitals."""
    assert head in reported(tmp_path, p(said), TEXT).head


@pytest.mark.parametrize(("said", "people"), [
    ("By Dr. Kim Min-ju, Korea Customs Service (KCS), Seoul, Republic of Korea",
     [("Dr. Kim Min-ju", "Korea Customs Service (KCS), Seoul, Republic of Korea")]),
    ("By Ana Lee (Head of Trade (Imports)), Suva", [("Ana Lee", "Head of Trade (Imports), Suva")]),
    ("By Ana Lee - Officer (KCS)", [("Ana Lee", "Officer (KCS)")]),
    ("By Mere Tavola, Fiji Revenue & Customs Service", [("Mere Tavola", "Fiji Revenue & Customs Service")]),
    ("By Fiji Revenue & Customs Service", [("Fiji Revenue & Customs Service", "")]),
    ("Written by: Ministry of Finance and Economic Planning",
     [("Ministry of Finance and Economic Planning", "")]),
    ("Authors: Ana Lee, Fiji Customs Service", [("Ana Lee", "Fiji Customs Service")]),
    ("Authors: Ana Lee, Jonas Weber and Mere Tavola",
     [("Ana Lee", ""), ("Jonas Weber", ""), ("Mere Tavola", "")]),
    ("By Ana Lee (KCS) and Jonas Weber (WCO)", [("Ana Lee", "KCS"), ("Jonas Weber", "WCO")]),
    ("By Ana Lee, Ministry of Finance, and Jonas Weber",
     [("Ana Lee", "Ministry of Finance"), ("Jonas Weber", "")]),
    ("By Ana Lee, Customs Service and Dr. Jonas Weber, Academy",
     [("Ana Lee", "Customs Service"), ("Dr. Jonas Weber", "Academy")])])
def test_people_are_parted_from_their_administrations(tmp_path, said, people):
    """A bracket keeps its words, and an *and* within the name of an administration parts nobody."""
    authors = reported(tmp_path, p(said), TEXT).article.head.authors

    assert [(each.name, each.role or "") for each in authors] == people
