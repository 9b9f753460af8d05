"""Articles that share pages, and what may not be alone at a page's foot."""

from __future__ import annotations

from io import BytesIO

import pdfplumber
import pytest

from rocbpress.layout.layout import read_layout
from rocbpress.typeset.typeset import typeset
from tests.composed import WORKSPACE, article, flows, only, report, text_of
from tests.flow_documents import FONTS
from tests.set_articles import set_article, words

LAYOUTS = pytest.mark.parametrize("layout", ["rocb", "plain"])
WRITER = [{"name": "Ms. A B", "role": "Assistant"}]


def message(slug, count, **head):
    return article(slug, "message", text_of(slug, count), f"Message {slug}", authors=WRITER, **head)


def shared(tmp_path, layout, *articles):
    """The one galley of articles that run in."""
    made = flows(tmp_path, layout=read_layout(WORKSPACE, layout), **only(articles))
    [flow] = [each for each in made if articles[0].slug in each.articles]
    return typeset(flow, FONTS)


def rules(galley):
    """How far below the head of its page each rule above a title is, by page."""
    with pdfplumber.open(BytesIO(galley.pdf)) as pdf:
        return [[round(each["top"], 1) for each in page.rects if each["height"] < 4 and each["width"] > 400]
                for page in pdf.pages]


@LAYOUTS
@pytest.mark.parametrize("kind", ["message", "report"])
def test_what_runs_in_and_turns_the_page_starts_at_its_head(tmp_path, layout, kind):
    """The space that parts it from the article before is not kept there."""
    articles = ((message("first", 9), message("second", 9, start="run-in")) if kind == "message" else
                (report("first", 33 if layout == "rocb" else 28, venue=None, facts={}),
                 report("second", 4, start="run-in", venue=None, facts={})))
    found = rules(shared(tmp_path, layout, *articles))

    first, *_, last = (page for page in found if page)
    assert first == last and found[-1] == last


@LAYOUTS
def test_a_message_after_a_report_is_set_as_ever(tmp_path, layout):
    """Its title has the size of a message's, its text the measure of one."""
    before = report("first", 1, venue=None, facts={})
    mixed = shared(tmp_path, layout, before, message("second", 2, start="run-in"))
    alone = shared(tmp_path, layout, message("second", 2))

    assert not mixed.findings and not alone.findings
    for word in ("Message", "Assistant"):
        sizes = [{(round(each["bottom"] - each["top"], 1), round(each["x0"], 1)) for page in galley.pages[:1]
                  for each in words(galley, 0) if each["text"] == word} for galley in (mixed, alone)]
        assert sizes[0] == sizes[1] != set()


@LAYOUTS
@pytest.mark.parametrize("kind,counts", [("message", (41, 44)), ("report", (40, 43))])
def test_a_caption_goes_with_its_table(tmp_path, layout, kind, counts):
    """It is not alone at the foot of a page or column."""
    rows = "".join(f"| Fiji | Suva {at} |\n" for at in range(8))
    table = f'{{caption="Seizures"}}\n| Country | Port |\n|---|---|\n{rows}\n'
    lines = "x\n\n" * counts[layout == "plain"]
    [galley] = set_article(tmp_path, kind, f"Intro.\n\n{lines}{table}End.\n", layout=layout)

    places = [(page, each["x0"]) for page in range(len(galley.pages)) for each in words(galley, page)
              if each["text"] in ("Seizures", "Country")]
    assert len(places) == 2 and places[0] == places[1]
