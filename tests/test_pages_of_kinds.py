"""Each kind of article shows all that its head gives, in the order in which it is to be read."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from rocbpress.compose.context import Context
from rocbpress.compose.flows import compose_contents
from rocbpress.sources.frontmatter import Link, Person
from rocbpress.typeset.typeset import typeset
from tests.composed import LAYOUT, MAIL, WORKSPACE, compose, essay, flows, manuscript, message, only, report
from tests.flow_documents import read_structure
from tests.trees import tree

BANGKOK = {"latitude": 13.75, "longitude": 100.5, "country": "Thailand", "name": "Bangkok"}
PARTICULARS = {
    "facts": {"Host": "A customs school"}, "contact": "The office", "contact_html": tree("The office"),
    "links": (Link(title="The report", url="https://www.wcoomd.org"),), "sponsors": ("CCF-China",)}


@pytest.mark.parametrize("made", [essay(), report(), message("tajima"), manuscript().foreword],
                         ids=lambda made: made.head.kind)
def test_every_kind_shows_the_particulars_of_its_head(tmp_path, made):
    """Facts, contact, links and sponsors are printed once wherever they are given."""
    told = replace(made, head=made.head.model_copy(update=PARTICULARS))

    html = "".join(flow.html for flow in flows(tmp_path, **only([told]), foreword=None))

    for words in ("<dt>Host</dt><dd>A customs school</dd>", "<p>The office</p>",
                  '<a href="https://www.wcoomd.org">The report</a>', "<p>CCF-China</p>"):
        assert html.count(words) == 1


@pytest.mark.parametrize("made", [essay(), report(), message("tajima"), manuscript().foreword],
                         ids=lambda made: made.head.kind)
def test_every_kind_names_its_writers(tmp_path, made):
    """Whoever wrote an article is printed with it, with the office."""
    writers = (Person(name="A. Writer", role="Office of letters"),)
    told = replace(made, head=made.head.model_copy(update={"authors": writers}))

    html = "".join(flow.html for flow in flows(tmp_path, **only([told]), foreword=None))

    assert "A. Writer</p>" in html and "Office of letters</p>" in html


@pytest.mark.parametrize("made", [report(), message("tajima"), manuscript().foreword],
                         ids=lambda made: made.head.kind)
def test_the_title_is_read_first(tmp_path, made):
    """A reader who listens hears what an article is before who sends it, when and where."""
    html = flows(tmp_path, **only([made]), foreword=None)[1].html

    assert "<h1" in html
    assert all(html.index("<h1") < html.index(later) for later in ("<p ", "<dl>", "<svg") if later in html)


def test_a_place_shown_before_is_shown_smaller(tmp_path):
    """Five meetings in one city: one full map, then strips of the region and the country in turn."""
    made = [report(f"bangkok-{at}", venue=BANGKOK) for at in range(4)]

    pages = [flow.html for flow in flows(tmp_path, **only(made)) if flow.name.startswith("bangkok")]

    heights = [float(re.search(r'lead-bleed map" data-fit="lead" style="height:([\d.]+)pt', html)[1])
               for html in pages]
    drawings = [re.search(r"<svg.*?</svg>", html, re.DOTALL)[0] for html in pages]
    assert heights == [302.5, 190.5, 190.5, 190.5]
    assert drawings[1] == drawings[3] != drawings[2]


def test_another_section_shows_its_place_in_full(tmp_path):
    """What counts is what the reader has just seen."""
    made = [report(f"bangkok-{at}", venue=BANGKOK) for at in range(2)]
    sections = tuple(only([each])["sections"][0] for each in made)

    flow = compose(manuscript(**only(made) | {"sections": sections}), LAYOUT, MAIL, {}, pictures=tmp_path)[3]

    assert 'map" data-fit="lead" style="height:302.5pt' in flow.html


def test_long_contents_turn_between_sections(tmp_path):
    """What does not fit one page is divided before a section, so that no entry stands alone on the second."""
    made = [report(f"report-{at}") for at in range(18)]
    sections = tuple(replace(only([])["sections"][0], articles=tuple(made[at:at + 6])) for at in (0, 6, 12))

    html = compose_contents(Context(
        manuscript(**only(made) | {"sections": sections}), LAYOUT, MAIL, {}, tmp_path)).html

    assert re.findall('class="group( turns)?"', html) == ["", "", " turns"]


def test_contents_do_not_turn_after_a_few_entries(tmp_path):
    """A long section begins below them; it is divided between its entries."""
    made = [report(f"report-{at}") for at in range(19)]
    sections = tuple(replace(only([])["sections"][0], articles=tuple(part)) for part in (made[:1], made[1:]))

    html = compose_contents(Context(
        manuscript(**only(made) | {"sections": sections}), LAYOUT, MAIL, {}, tmp_path)).html

    assert re.findall('class="group( turns)?"', html) == ["", ""]


def test_an_essay_may_have_no_parts(tmp_path):
    """It is one flow, and ends on its opening with the particulars of its head."""
    made = essay()
    whole = replace(made, blocks=made.blocks[:2])

    names = [flow.name for flow in flows(tmp_path, **only([whole]), foreword=None)]

    assert names == ["cover", "essay", "back"]


def test_a_note_called_in_an_introduction_is_kept(tmp_path):
    """The head of a report stands beside its key facts; a note in it goes to the foot all the same."""
    made = report()
    first = replace(made.blocks[0], notes=1, content=tree(made.blocks[0].html.replace(
        "</p>", '<span class="note" data-note="1">Said at the opening.</span></p>')))

    flow = flows(tmp_path, **only([replace(made, blocks=(first, *made.blocks[1:]))]))[2]
    galley = typeset(flow, WORKSPACE.fonts)

    assert galley.findings == ()
    assert any(element.kind == "Note" for element in read_structure(galley.pdf).all())


def test_an_article_says_from_which_side_it_runs(tmp_path):
    """Arabic, Dhivehi and Urdu are set from right to left, titles included."""
    made = report()

    html = flows(tmp_path, **only([replace(made, language="dv")]))[2].html

    assert 'lang="dv" dir="rtl"' in html
