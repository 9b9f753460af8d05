"""Pages with much on them: no words overlap or are lost; what stands first in a column is at its head."""

from __future__ import annotations

import pytest

from tests.flow_documents import set_body, some_words
from tests.set_articles import WORDS, set_article, words

ROLE = "Deputy Director of the International Cooperation Division of the General Department of Customs"


def people(count):
    return "authors:\n" + "".join(
        f'  - {{name: "Ms. Name{at} LONGER-SURNAME", role: "{ROLE}, no {at}"}}\n' for at in range(count))


@pytest.mark.parametrize("layout", ["rocb", "plain"])
@pytest.mark.parametrize("count", [3, 8])
def test_an_essay_shows_all_its_authors(tmp_path, layout, count):
    """Each with a long office: the panel grows with them, in rows of three."""
    [opening] = set_article(tmp_path, "essay", WORDS * 3, head=people(count), layout=layout)

    assert not opening.findings
    assert {f"{at}" for at in range(count)} <= {word["text"] for word in words(opening, 0)}


def test_a_report_sets_many_writers_side_by_side(tmp_path):
    """Three stand on a line, not eight below one another."""
    [report] = set_article(tmp_path, "report", WORDS * 3, head=people(8))

    rows = {round(word["top"]) for word in words(report, 0) if word["text"].startswith("Name")}
    assert not report.findings and len(rows) == 3


@pytest.mark.parametrize("layout", ["rocb", "plain"])
def test_a_report_closes_in_rows_of_a_few_columns(tmp_path, layout):
    """Writers with long offices, contact, links, sponsors and a code: none is wider than its column."""
    more = (f'contact: "{ROLE}"\nlinks: [{{title: World Customs Organization, url: "https://www.wcoomd.org"}}]\n'
            "sponsors: [Customs Cooperation Fund]\nqr: https://example.org/a\n")
    [report] = set_article(tmp_path, "report", WORDS * 3, head=people(2) + more, layout=layout)

    placed = {word["text"]: word for word in words(report, 0)}
    assert not report.findings
    assert placed["Cooperation"]["x1"] - placed["Cooperation"]["x0"] < 90
    assert placed["Fund"]["top"] > placed["Ms."]["bottom"]


def test_a_caption_of_two_lines_pushes_the_title_down(tmp_path):
    body = f'![A hall](images/shown.jpg "{" ".join(["officers of many ports"] * 8)}")\n\n{WORDS * 3}'
    [report] = set_article(tmp_path, "report", body, head="dates: 2023-07-03\n", picture=(1800, 1200))

    assert not report.findings


def test_a_letter_has_a_title_of_any_length(tmp_path):
    title = "A word to all members of the region on what the office has done for them in the quarter"
    [letter] = set_article(tmp_path, "letter", f"Dear readers,\n\n{WORDS * 3}", head=people(1), title=title)

    assert not letter.findings


@pytest.mark.parametrize("layout", ["rocb", "plain"])
def test_a_wide_table_of_a_report_is_as_wide_as_its_page(tmp_path, layout):
    """It stands across the columns."""
    rows = "".join(f"| Malaysia | Melaka | {at} | {some_words(9)} |\n" for at in range(9))
    head = '{.wide caption="Seizures"}\n| Country | Port | Number | Remarks |\n|---|---|--:|---|\n'
    [report] = set_article(tmp_path, "report", f"{WORDS * 3}{head}{rows}\n{WORDS * 3}", layout=layout)

    caption = next(word for word in words(report, 0) if word["text"] == "Seizures")
    assert not report.findings and caption["x0"] == pytest.approx(52.63 if layout == "rocb" else 59.13, abs=2)


def test_a_standfirst_is_not_torn_by_a_picture_that_follows(tmp_path):
    """Nor do the lead and the words go to the next page apart from their title."""
    shown = '![A hall](images/shown.jpg "A hall")\n\n'
    body = shown + WORDS.strip() * 2 + "\n\n" + shown.replace("A hall](", "Once more](") + WORDS * 9
    [report] = set_article(tmp_path, "report", body, picture=(1800, 2700))

    text = " ".join(word["text"] for word in words(report, 0))
    assert not report.findings and " ".join((WORDS.strip() * 2).split()) in text


def test_a_long_list_of_parts_goes_on_at_the_head_of_its_second_page(tmp_path):
    parts = "".join(f"## Part {at} on what the officers have seen\n\n{WORDS}" for at in range(20))
    opening, *_ = set_article(tmp_path, "essay", WORDS * 30 + parts, head=people(1))

    first = min(word["top"] for word in words(opening, 1) if word["text"] == "Part")
    assert first == pytest.approx(min(word["top"] for word in words(opening, 1)), abs=3)


@pytest.mark.parametrize("first", [
    '<figure id="b" style="margin: 14pt 0"><svg width="90" height="60" role="img" aria-label="A"></svg>',
    '<blockquote id="b" style="margin: 28pt 0"><p>Words.</p>',
    '<table id="b" style="margin: 14pt 0"><tr><td>a</table>'])
def test_what_stands_first_in_a_column_is_at_its_head(first):
    """No margin is kept above a figure, a pull quote or a table there."""
    galley = set_body(f'<p>Words.</p><div class="columns" style="--column-heads: flush">'
                      f'<div id="a">{some_words(30)}</div>'
                      f'<div style="break-before: column; margin: 0"></div>{first}</div>')
    [a] = [mark for mark in galley.landmarks if mark.name == "a"]
    [b] = [mark for mark in galley.landmarks if mark.name == "b"]

    assert b.x > a.x and b.y == pytest.approx(a.y, abs=0.1)


STRIPS = {
    "in the text": ("", "{words}\n\n```figures\n{figures}\n```\n\n{words}\n"),
    "of the head": ("figures:\n{figures}\n", "{words}\n"),
    "in a box": ("", "{words}\n\n::: box \"Title\"\n```figures\n{figures}\n```\n:::\n"),
}


@pytest.mark.parametrize("layout", ["rocb", "plain"])
@pytest.mark.parametrize("kind", ["message", "letter", "report"])
@pytest.mark.parametrize("values", [("65.1", "12"), ("1,234,567", "2,345,678", "3,456,789", "12")])
@pytest.mark.parametrize("place", STRIPS)
def test_key_figures_keep_clear_of_what_stands_beside_them(tmp_path, layout, kind, values, place):
    """The sender of a message, the second column of a report, the edge of a box, and one another."""
    figures = "\n".join(f'- {{value: "{value}", label: members}}' for value in values)
    head, body = (text.format(figures=figures, words=WORDS * 4) for text in STRIPS[place])
    head += "authors: [{name: Karma, role: Officer}]\n"

    galleys = set_article(tmp_path, kind, body, head=head, layout=layout)

    shown = [word for galley in galleys for page in range(len(galley.pages)) for word in words(galley, page)]
    assert [word["text"] for word in shown if word["text"] in values] == list(values)


@pytest.mark.parametrize("layout", ["rocb", "plain"])
@pytest.mark.parametrize("kind", ["report", "essay"])
@pytest.mark.parametrize("before", range(2))
def test_a_term_stands_with_its_definition(tmp_path, layout, kind, before):
    """At the foot of a column or page, wherever it comes to stand."""
    terms = "".join(f"Term{at}\n:   Definition{at} {some_words(8)}\n\n" for at in range(50))
    galleys = set_article(tmp_path, kind, f"Words.\n\n{'Line.  ' + chr(10) * 2}" * before + terms,
                          layout=layout)

    placed: dict[str, tuple[int, dict]] = {}
    for galley in galleys:
        for page in range(len(galley.pages)):
            placed |= {word["text"]: (page, word) for word in words(galley, page)}
    for at in range(50):
        (page, term), (other, definition) = placed[f"Term{at}"], placed[f"Definition{at}"]
        assert page == other and 0 < definition["top"] - term["top"] < 30, f"Term{at}"
