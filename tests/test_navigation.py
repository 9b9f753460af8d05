"""Bookmarks, page labels, destinations and links."""

import pytest

from rocbpress.assemble.pagination import paginate
from rocbpress.findings.errors import AssemblyError
from rocbpress.typeset.flow import Matter
from tests.flow_documents import opened, some_words
from tests.small_proof import article, bind, flow, set_all


def part(slug, name, title, text):
    return f'<h2 id="{slug}--{name}" data-bookmark="{title}" data-level="3">{title}</h2><p>{text}</p>'


OPENING = f"<p>{some_words(500)}</p>"
ESSAY = article("essay", OPENING + part("essay", "one", "1 First", some_words(20)), "An Essay")
ON = f'<article data-article="essay">{part("essay", "two", "2 Second", "End.")}</article>'
LINKS = """
<p>See <a href="article:essay#essay--two">the second part</a>, page
<a class="page-ref" href="article:essay">0</a>, <a href="#visit">above</a>,
<a href="https://www.wcoomd.org/">the WCO</a>.</p>"""
FLOWS = [
    flow("cover", article("cover", "<p>Issue</p>", "Cover"), page="cover", matter=Matter.FRONT),
    flow("letter", article("letter", "<p>Dear members</p>", "Foreword"), page="letter", matter=Matter.FRONT),
    flow("essay", ESSAY, section="An Essay"),
    flow("essay-2", ON, section="An Essay"),
    flow("visit", article("visit", LINKS, "A Visit"), section="Workshops"),
    flow("talk", article("talk", "<p>Talk</p>", "A Talk"), section="Workshops"),
    flow("back", article("imprint", "<p>Office</p>", "Imprint"), page="back", matter=Matter.BACK),
]


@pytest.fixture(scope="module")
def pdf():
    return opened(bind(FLOWS).write(()))


def tree(pdf, item, depth=0):
    """The outline below an item: depth, title, printed number of the page, and the count if it has kids."""
    rows = []
    while item is not None:
        page = next(n for n, page in enumerate(pdf.pages) if page.obj.objgen == item.Dest[0].objgen)
        rows.append((depth, str(item.Title), pdf.pages[page].label, int(item.get("/Count", 0))))
        if "/First" in item:
            rows += tree(pdf, item.First, depth + 1)
        item = item.get("/Next")
    return rows


def test_bookmarks_go_from_sections_to_parts(pdf):
    """All closed, each on its page; a section that is one article of its name is not announced twice."""
    assert tree(pdf, pdf.Root.Outlines.First) == [
        (0, "Cover", "i", 0), (0, "Foreword", "ii", 0),
        (0, "An Essay", "1", -2), (1, "1 First", "3", 0), (1, "2 Second", "4", 0),
        (0, "Workshops", "5", -2), (1, "A Visit", "5", 0), (1, "A Talk", "6", 0),
        (0, "Imprint", "7", 0)]
    assert pdf.Root.Outlines.Count == 5


def test_bookmarks_are_linked_both_ways(pdf):
    """Next and Prev, First and Last agree, below an outline that says what it is (ISO 32000-1, 12.3.3)."""
    assert str(pdf.Root.Outlines.Type) == "/Outlines"
    todo = [pdf.Root.Outlines]
    while todo:
        holder = todo.pop()
        item, before = holder.get("/First"), None
        while item is not None:
            assert item.Parent.objgen == holder.objgen
            assert (item.get("/Prev").objgen if before else item.get("/Prev")) == (before and before.objgen)
            todo.append(item)
            item, before = item.get("/Next"), item
        assert before is None or holder.Last.objgen == before.objgen


def test_labels_are_those_of_the_pagination(pdf):
    """Viewers show the numbers that are printed."""
    pagination = paginate(FLOWS, set_all(FLOWS))

    assert [page.label for page in pdf.pages] == [page.label for page in pagination.pages]


def destinations(pdf):
    names = pdf.Root.Names.Dests.Names
    return list(zip(names[::2], names[1::2], strict=True))


def test_every_landmark_is_a_destination(pdf):
    """By its own name, on its page and at its place; sorted as bytes, so that readers find it."""
    landmarks = {mark.name: mark for galley in set_all(FLOWS) for mark in galley.landmarks}
    places = paginate(FLOWS, set_all(FLOWS)).places
    found = destinations(pdf)

    assert [bytes(name) for name, _ in found] == sorted(bytes(name) for name, _ in found)
    assert {str(name) for name, _ in found} == set(landmarks)
    for name, (page, kind, x, y, _) in ((str(name), list(place)) for name, place in found):
        assert page.objgen == pdf.pages[places[name]].obj.objgen and kind == "/XYZ"
        assert (float(x), float(y)) == pytest.approx((landmarks[name].x, landmarks[name].y), abs=0.01)


def links(pdf):
    return [note for page in pdf.pages for note in page.get("/Annots", [])]


def test_links_between_articles_become_destinations(pdf):
    """Across galleys and within one; outside addresses stay as they are."""
    second, essay, above, outside = links(pdf)

    assert [str(link.Dest) for link in (second, essay, above)] == ["essay--two", "essay", "visit"]
    assert not any("/A" in link for link in (second, essay, above))
    assert str(outside.A.URI) == "https://www.wcoomd.org/" and "/Dest" not in outside


def test_a_link_says_where_it_goes(pdf):
    """With its own words, or, where these are a bare number, with the title it leads to."""
    assert [str(link.Contents) for link in links(pdf)] == [
        "the second part", "Go to An Essay, page 1", "above", "the WCO"]


def test_a_number_that_leads_within_its_article_says_where_it_goes():
    """As one that leads to another article does."""
    body = '<p>See page <a class="page-ref" href="#visit">0</a>.</p>'
    made = opened(bind([flow("visit", article("visit", body, "A Visit"))]).write(()))

    assert [str(link.Contents) for link in links(made)] == ["Go to A Visit, page 1"]


def test_dead_links_are_all_named():
    """Each with its page, and with the name that was perhaps meant."""
    dead = '<p>See <a href="article:esay">one</a> and <a href="article:essay#essay--three">two</a>.</p>'
    flows = [*FLOWS[:4], flow("visit", article("visit", dead))]

    with pytest.raises(AssemblyError) as refused:
        bind(flows)

    found = refused.value.findings
    assert [(f.code, f.where.page) for f in found] == [("link-dead", "5")] * 2
    assert "esay" in found[0].message and found[0].hint == "did you mean essay?"


def test_names_in_other_scripts_sort_as_bytes():
    """A destination named in UTF-16 stands where its bytes belong (ISO 32000-1, 7.9.6)."""
    body = '<h2 id="a--ไทย">Thai</h2><h2 id="a--zulu">Z</h2><p><a href="article:a#a--ไทย">Thai</a></p>'
    made = opened(bind([flow("a", article("a", body))]).write(()))

    names = [bytes(name) for name, _ in destinations(made)]
    assert names == sorted(names) and len(names) == 3
    assert bytes(links(made)[0].Dest) in names
