"""Articles become whole documents in reading order; an edition changes their dress, never their words."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from io import BytesIO

import pdfplumber
import pytest
from PIL import Image

from rocbpress.compose.context import Context
from rocbpress.compose.flows import compose, compose_contents
from rocbpress.compose.links import short_address
from rocbpress.compose.measure import balanced, line_count, text_width
from rocbpress.compose.templates import render
from rocbpress.compose.words import dates, monogram
from rocbpress.figures.numbers import number
from rocbpress.findings.errors import LayoutError, SourceError
from rocbpress.sources.manuscript import BlockKind, Section
from rocbpress.sources.markdown.figures import KeyFigure, Picture
from rocbpress.sources.yaml.manifest import Cover
from rocbpress.typeset.flow import Matter
from rocbpress.typeset.typeset import typeset
from tests.composed import (
    LAYOUT,
    MAIL,
    NOTE,
    PRINT,
    REFERENCE,
    WORKSPACE,
    article,
    essay,
    figure,
    flows,
    manuscript,
    message,
    only,
    report,
    text_of,
)
from tests.flow_documents import set_body
from tests.trees import shown, tree

MONTHS = LAYOUT.languages["en"].months


@pytest.fixture(scope="module")
def mail(tmp_path_factory):
    """All flows of the mail edition, contents included."""
    store = tmp_path_factory.mktemp("pictures")
    contents = compose_contents(Context(manuscript(), LAYOUT, MAIL, {}, store))
    return (*compose(manuscript(), LAYOUT, MAIL, {}, pictures=store), contents)


@pytest.mark.parametrize(("language", "words"), [
    ("de", ["5. September 2023", "3.–7. Juli 2023", "30. August – 2. September 2023",
            "30. Dezember 2023 – 2. Januar 2024"]),
    ("es", ["5 de septiembre de 2023", "3–7 de julio de 2023", "30 de agosto – 2 de septiembre de 2023",
            "30 de diciembre de 2023 – 2 de enero de 2024"]),
    ("ja", ["2023年9月5日", "2023年7月3日–7日", "2023年8月30日 – 9月2日", "2023年12月30日 – 2024年1月2日"]),
])
def test_dates_are_worded_as_each_language_writes_them(language, words):
    """The same days as below."""
    spoken = LAYOUT.languages[language]
    days = [((2023, 9, 5), (2023, 9, 5)), ((2023, 7, 3), (2023, 7, 7)), ((2023, 8, 30), (2023, 9, 2)),
            ((2023, 12, 30), (2024, 1, 2))]

    assert [dates(date(*first), date(*last), spoken.months, spoken.date).replace("\u00a0", " ")
            for first, last in days] == words


@pytest.mark.parametrize(("first", "last", "words"), [
    ((2023, 9, 5), (2023, 9, 5), "5 September 2023"),
    ((2023, 7, 3), (2023, 7, 7), "3–7 July 2023"),
    ((2023, 8, 30), (2023, 9, 2), "30 August – 2 September 2023"),
    ((2023, 12, 30), (2024, 1, 2), "30 December 2023 – 2 January 2024"),
])
def test_dates_are_worded(first, last, words):
    """A day, days of a month, of two months, of two years."""
    form = LAYOUT.languages["en"].date

    assert dates(date(*first), date(*last), MONTHS, form).replace("\u00a0", " ") == words


@pytest.mark.parametrize(("name", "initials"), [
    ("Mr. Norikazu KURAMOTO", "NK"), ("Mr Louis CHAN", "LC"), ("Ms. Jate-Arpa BENJAPHONG", "JB"),
    ("Dr.\u00a0Kunio Mikuriya", "KM"), ("Amm", "A"), ("Datuk Seri Hj. Ahmad Bin Maslan", "DM"), ("", ""),
])
def test_initials_of_a_person(name, initials):
    """First and last word, without the title."""
    assert monogram(name) == initials


@pytest.mark.parametrize(("value", "printed"), [
    (4311.0, "4,311"), (57.9, "57.9"), (0.0, "0"), (1234567.25, "1,234,567.25"),
    (0.004, "0.004"), (0.125, "0.125"), (-1234.5678, "-1,234.5678"), (0.1 + 0.2, "0.3"), (100.0, "100"),
    (0.0000001, "0.0000001"), (1e15, "1,000,000,000,000,000")])
def test_figures_are_printed(value, printed):
    """Commas for thousands, all digits that were given, no idle noughts."""
    assert number(value) == printed


@pytest.mark.parametrize("measure", [200.0, 322.0, 448.0])
@pytest.mark.parametrize("text", [
    "Guide for the Illicit Trade Report 2022", "Drugs",
    "Anti-Money Laundering and Counter-Terrorism Financing",
    "ROCB A/\u2060P Engages in a Productive Online Meeting with Cambodia Customs",
])
def test_titles_are_balanced(text, measure):
    """A title keeps its number of lines and is no wider than it must be."""
    title = LAYOUT.titles["middle"]

    width = balanced(text, title, measure)

    lines = line_count(text, title, measure)
    assert line_count(text, title, width) == lines
    assert width <= measure
    longest = max(text_width(word, title) for word in text.split())
    assert width - 4 < longest or line_count(text, title, width - 4) > lines


@pytest.mark.parametrize("title", [
    "Report on the second phase of the programme in\u00a02023", "Anti-Money-Laundering and Counter-Terrorism",
    "Export/import and single-window", "A long–lasting co-operation of customs",
])
@pytest.mark.parametrize("measure", [150.0, 200.0, 322.0])
def test_titles_are_measured_as_they_are_set(title, measure):
    """A no-break space ends no line, a hyphen in a compound may: the page has the lines that were counted."""
    middle = LAYOUT.titles["middle"]
    width = balanced(title, middle, measure)

    style = ("@page { size: 400pt } "
             "h1 { font: 700 22pt/28pt 'Source Sans 3'; letter-spacing: -.006em; margin: 0 }")
    galley = set_body(f'<h1 style="width: {width}pt">{title}</h1><p>Words.</p>', style=style)
    with pdfplumber.open(BytesIO(galley.pdf)) as pdf:
        tops = {round(char["top"]) for char in pdf.pages[0].chars if char["size"] > 20}
    assert len(tops) == line_count(title, middle, measure)


def test_widths_come_from_the_face():
    """Twice the size is twice the width."""
    title = LAYOUT.titles["quote"]

    assert text_width("Bangkok", title.model_copy(update={"size": 44})) == pytest.approx(
        2 * text_width("Bangkok", title)
    )


def test_live_links_stay_and_references_are_filled():
    """On a screen only the number of a page reference is new."""
    html = shown(REFERENCE, MAIL, {"report": "19"})

    assert 'data-page="report">19</a>' in html
    assert '<a href="https://example.org/a/">an address</a>' in html


def test_links_on_paper_are_words():
    """Print has no link, but the address or the page that it leads to."""
    html = shown(NOTE + REFERENCE, PRINT, {"report": "19"})

    assert "<a" not in html
    assert 'an address <span class="address">(example.org/a)</span>' in html
    assert 'there (page\u00a0<span class="page-ref" data-page="report">19</span>)' in html
    assert short_address("mailto:rocb@rocbap.org") == "rocb@rocbap.org"


def test_an_address_is_not_printed_twice():
    """A link whose words are its address stays as it is."""
    assert shown('<a href="https://example.org/">example.org</a>', PRINT, {}) == "example.org"


def test_flows_stand_in_reading_order(mail):
    """Cover, foreword, essay by parts, report, messages together, back cover, and the contents."""
    assert [(flow.name, flow.matter, flow.articles) for flow in mail] == [
        ("cover", Matter.FRONT, ()), ("foreword", Matter.FRONT, ("foreword",)),
        ("essay", Matter.BODY, ("essay",)), ("essay.1", Matter.BODY, ("essay",)),
        ("essay.2", Matter.BODY, ("essay",)), ("report", Matter.BODY, ("report",)),
        ("tajima", Matter.BODY, ("tajima", "aksara")), ("back", Matter.BACK, ("imprint",)),
        ("contents", Matter.FRONT, ())]


def test_running_titles_name_section_or_essay(mail):
    """Section and issue on reports and messages, the title and the issue on an essay."""
    running = {flow.name: flow.running for flow in mail}

    assert running["report"] == "Meetings\u2003ROCB A/P E-Newsletter 7"
    assert running["essay.1"].startswith("A long essay on what the officers of many ports have seen\u2003")
    assert running["cover"] == ""


def test_every_id_is_unique_in_the_issue(mail):
    """Names lead to one place only, whichever flow they are in."""
    names = [name for flow in mail for name in re.findall(r'\sid="([^"]+)"', flow.html)]

    assert len(names) == len(set(names))
    assert {"essay", "essay--first-part", "report", "tajima", "aksara", "imprint", "contents"} <= set(names)


def test_bookmarks_of_parts_have_their_numbers(mail):
    """Level 2 for articles, level 3 for the numbered parts of an essay."""
    whole = "".join(flow.html for flow in mail)

    assert re.search(r'id="essay--first-part"[^>]*data-bookmark="1 First part" data-level="3"', whole)
    assert re.search(r'data-bookmark="A message from tajima" data-level="2"', whole)


def test_contents_link_titles_only_and_print_the_pages(tmp_path):
    """A line is title, date and place, page; the link holds the title."""
    pages = {"essay": "1", "report": "19", "tajima": "29", "aksara": "30"}

    html = compose_contents(Context(manuscript(), LAYOUT, MAIL, pages, tmp_path)).html

    entries = re.findall(r'<div class="entry[^"]*" data-tag="TOCI">(.*?)</div>', html, re.DOTALL)
    assert [re.search(r'class="page">(\w+)<', entry)[1] for entry in entries] == ["1", "19", "29", "30"]
    assert '<a href="article:report">A title of some words</a></p>' in entries[1]
    assert "3–7\u00a0July 2023, Melaka, Malaysia" in entries[1]
    assert html.count('data-tag="TOC"') == 3


def test_page_references_are_inputs_of_their_flow_alone(tmp_path):
    """When a number moves, only the flow that prints it changes."""
    before, after = flows(tmp_path, pages={"report": "19"}), flows(tmp_path, pages={"report": "20"})

    changed = [old.name for old, new in zip(before, after, strict=True) if old.digest() != new.digest()]
    assert changed == ["essay.1"]


def test_flows_are_the_same_every_time(tmp_path):
    """Nothing but the sources goes into a document."""
    first = [flow.digest() for flow in flows(tmp_path)]

    assert [flow.digest() for flow in flows(tmp_path)] == first


def test_print_is_in_the_colours_of_the_press(tmp_path):
    """Every colour is device-cmyk, there is bleed and no link; the mail edition has neither."""
    for flow in flows(tmp_path, PRINT):
        assert "@page{bleed:3mm}" in flow.html
        assert not re.search(r"<a[\s>]", flow.html)
        assert not re.findall(r"#[0-9a-fA-F]{6}\b", flow.html)
    for flow in flows(tmp_path, MAIL):
        assert "@page{bleed" not in flow.html
        assert "device-cmyk" not in flow.html


def test_figures_are_numbered_in_essays(mail):
    """Number and title of a figure stand together, values and source below."""
    parts = {flow.name: flow.html for flow in mail}

    assert "Figure\u00a01. Where from" in parts["essay.1"]
    assert "Italy" in parts["essay.1"]
    assert "Source: A report." in parts["essay.1"]
    assert "Figure\u00a02. Shares" in parts["essay.2"]
    assert re.search(r'<th scope="row"[^>]* rowspan="2">Beer</th>', parts["essay.2"])
    assert "For position only" in parts["essay.2"]


@pytest.mark.parametrize("made", [essay(), report(), message("tajima")], ids=["essay", "report", "message"])
def test_key_figures_of_the_head_are_set(tmp_path, made):
    """Figures given in front matter are printed, whatever the kind of article."""
    figures = (KeyFigure(value="65.1", label="billion US dollars"),)
    told = replace(made, head=made.head.model_copy(update={"figures": figures}))

    flow = flows(tmp_path, **only([told]))[2]

    assert '<p class="value">65.1</p>' in flow.html


def test_pull_quotes_are_balanced(mail):
    """A pull quote has the width that its lines want, and hangs beside the text."""
    html = next(flow.html for flow in mail if flow.name == "essay.2")

    width = float(re.search(r'<blockquote style="width:([\d.]+)pt" class="pull"', html)[1])
    assert 17 + text_width("The routes were alike.", LAYOUT.titles["pull"]) <= width < 406


def test_longer_bars_for_greater_values(mail):
    """Bars are in proportion to the greatest value of their figure."""
    html = next(flow.html for flow in mail if flow.name == "essay.2")

    assert re.findall(r'class="bar series-(\d)"[^>]*width:([\d.]+)%', html) == [
        ("1", "3.75"), ("2", "100.0"), ("1", "50.0"), ("2", "22.5")]


def photograph(folder, name, width):
    Image.new("RGB", (width, width * 2 // 3), (120, 130, 140)).save(folder / name)
    return Picture(
        src=name, path=folder / name, alt="The hall", caption_html=tree("A caption"), credit="ROCB"
    )


@pytest.mark.parametrize(("pixels", "place", "width"), [
    (2000, "pictured", "612.28pt"), (1200, "framed", "420.0pt"), (600, "framed", "322.0pt")])
def test_a_lead_picture_is_as_wide_as_its_pixels_carry(tmp_path, pixels, place, width):
    """To the edges, within the margins, or on eight columns; and the same in each edition."""
    lead = figure("led", 9, BlockKind.PICTURE, photograph(tmp_path, "hall.png", pixels))
    led = replace(report("led"), blocks=(lead, *report("led").blocks))

    for edition in (MAIL, PRINT):
        flow = flows(tmp_path, edition, **only([led]))[2]
        assert f'class="report {place}"' in flow.html
        assert f"width:{width}" in flow.html
        assert len(flow.assets) == 1


def test_pictures_and_portraits_are_assets(tmp_path):
    """A cover's photograph, a portrait and a figure are named by their flow, with their words."""
    photograph(tmp_path, "cover.png", 900)
    photograph(tmp_path, "face.png", 500)
    person = {"name": "Mr. Jun TAJIMA", "photo": "face.png", "alt": "Jun Tajima"}
    issue = manuscript().issue.model_copy(update={
        "cover": Cover(image="cover.png", alt="A harbour"),
        "highlights": ()})
    jun = article("jun", "message", text_of("jun", 2), authors=[person])
    sections = (Section("Staff", tree("Staff"), (), (jun,)),)

    cover, _, jun, _ = compose(manuscript(tmp_path, issue=issue, sections=sections), LAYOUT, MAIL, {},
                               pictures=tmp_path)

    assert 'alt="A harbour"' in cover.html
    assert "<svg" not in cover.html
    assert 'alt="Jun Tajima"' in jun.html
    assert all(asset.path.is_file() for flow in (cover, jun) for asset in flow.assets)
    assert len(cover.assets) == len(jun.assets) == 1


def test_a_country_that_is_none_is_told_with_its_article(tmp_path):
    """What only drawing finds out has a place all the same."""
    wrong = report(venue={"latitude": 1, "longitude": 2, "country": "Ruritania", "name": "Strelsau"})

    with pytest.raises(SourceError) as caught:
        flows(tmp_path, **only([wrong]))

    assert caught.value.findings[0].where.file == "issues/7/articles/report.md"


def test_a_layout_without_words_in_the_language_says_so(tmp_path):
    """No label is ever printed in a language other than the issue's."""
    issue = manuscript().issue.model_copy(update={"language": "th"})

    with pytest.raises(LayoutError) as caught:
        flows(tmp_path, issue=issue)

    [found] = caught.value.findings
    assert found.code == "layout-language" and "de, en, es" in found.hint
    assert "add [languages.th], as [languages.en] is, to layouts/rocb/layout.toml" in found.hint


@pytest.mark.parametrize(("text", "said"), [
    ("{{ nothing.at.all }}", "nothing"), ("{% if %}", "expression"),
    ('{% include "../outside.html.j2" %}', "outside"),
    ("{{ ''.__class__ }}", "__class__"), ('{% include "linked.html.j2" %}', "linked"),
])
def test_faults_of_templates_are_told(tmp_path, text, said):
    """A misspelt value, bad syntax, a way out of the folder: each names the template."""
    folder = tmp_path / "layouts" / "rocb"
    shutil.copytree(LAYOUT.folder, folder)
    (folder / "spoilt.html.j2").write_text(text, "utf-8")
    (folder.parent / "outside.html.j2").write_text("words from elsewhere", "utf-8")
    (folder / "linked.html.j2").symlink_to(LAYOUT.folder / "cover.html.j2")

    with pytest.raises(LayoutError) as caught:
        render(LAYOUT.model_copy(update={"folder": folder}), "spoilt")

    assert caught.value.findings[0].where.file == "layouts/rocb/spoilt.html.j2"
    assert said in caught.value.findings[0].message


def test_what_authors_write_is_never_markup(tmp_path):
    """Text from front matter is escaped."""
    sly = report(facts={"Host": "<script>alert(1)</script>"}, place='"><b>Melaka')

    html = flows(tmp_path, **only([sly]))[2].html

    assert "<script" not in html
    assert "<b>Melaka" not in html


def test_body_text_lies_on_the_grid(mail):
    """The 10 pt serif has its baselines 14 points apart from the head of each page, to 0.2 pt."""
    galleys = [typeset(flow, WORKSPACE.fonts) for flow in mail if flow.articles and flow.name != "back"]

    off, seen = [], 0
    for galley in galleys:
        with pdfplumber.open(BytesIO(galley.pdf)) as document:
            for page in document.pages:
                for char in page.chars:
                    if "Serif" not in char["fontname"] or abs(char["size"] - 10) > 0.1:
                        continue
                    seen += 1
                    depth = float(page.height) - char["matrix"][5] - 70 - 10.505
                    if abs(depth / 14 - round(depth / 14)) * 14 > 0.2:
                        off.append((galley.flow, page.page_number, char["text"], round(depth / 14, 2)))
    assert seen > 3000
    assert off == []


def test_two_messages_share_a_page(mail):
    """Run-in messages stand in the two halves of one page."""
    flow = next(flow for flow in mail if flow.name == "tajima")

    galley = typeset(flow, WORKSPACE.fonts)

    places = {mark.name: mark for mark in galley.landmarks}
    assert len(galley.pages) == 1
    assert places["tajima"].y - places["aksara"].y == pytest.approx(350, abs=1)


@pytest.mark.parametrize("entries", [1, 12, 30])
def test_contents_of_any_length_keep_to_the_page(tmp_path, entries):
    """One entry or thirty: nothing is lost or overset, and thirty take two pages at most."""
    many = only([report(f"report-{at}") for at in range(entries)])
    contents = compose_contents(Context(manuscript(**many), LAYOUT, MAIL, {}, tmp_path))

    galley = typeset(contents, WORKSPACE.fonts)

    assert len(galley.pages) == 1 + (entries > 12)
    assert galley.findings == ()


@pytest.mark.parametrize("paragraphs", [1, 40])
def test_reports_of_any_length(tmp_path, paragraphs):
    """150 words fit one page, 1,500 go on in columns, under the name that has folios."""
    flow = flows(tmp_path, **only([report(paragraphs=paragraphs)]))[2]

    galley = typeset(flow, WORKSPACE.fonts)

    assert {page.name for page in galley.pages} == {"report"}
    assert len(galley.pages) == (1 if paragraphs == 1 else 3)
