"""Pages that are hardly filled are reported, where the writer could fill them."""

from dataclasses import replace

import pytest

from rocbpress.assemble.pagination import paginate
from rocbpress.preflight.thin_pages import thin_pages, words_at_end
from rocbpress.typeset.flow import Flow, Matter
from rocbpress.typeset.galley import Galley, GalleyPage, VerticalItem
from tests.flow_documents import make_flow, set_body, some_words


def flow(name, section="", *, article="", matter=Matter.BODY):
    return Flow(name, (article or name,), matter, section, "", "")


def galley(of, *fills, page="report"):
    return Galley(of.name, b"", tuple(GalleyPage(page, 595, 842, fill) for fill in fills), ())


def thin(*set_flows):
    """Labels of the pages found thin, of flows each with the fill of its pages."""
    flows = [each for each, *_ in set_flows]
    galleys = [galley(each, *fills) for each, *fills in set_flows]
    found = thin_pages(flows, galleys, paginate(flows, galleys))
    return [finding.where.page for finding in found]


@pytest.mark.parametrize(("flows", "pages"), [
    ([(flow("one", "A"), 1, 0.32), (flow("two", "A"), 1)], ["2"]),
    ([(flow("one", "A"), 1, 0.34), (flow("two", "A"), 1)], []),
    ([(flow("one", "A"), 1, 0.1, 1), (flow("two", "B"), 1)], ["2"]),
    ([(flow("one", "A"), 0.1), (flow("two", "A"), 1)], ["1"]),
    ([(flow("one", "A"), 0.1, 1), (flow("two", "A"), 1)], []),
    ([(flow("one", "A"), 1, 0.1), (flow("two", "B"), 1)], ["2"]),
    ([(flow("one", "A"), 1), (flow("two", "A"), 1, 0.1), (flow("three", "B"), 1)], ["3"]),
    ([(flow("one", "A"), 1), (flow("two", "A"), 1), (flow("three", "A"), 1, 0.1), (flow("four", "B"), 1)],
     []),
    ([(flow("one", "A"), 1, 0.1), (flow("two", "A"), 1), (flow("three", "A"), 1)], ["2"]),
    ([(flow("contents", matter=Matter.FRONT), 0.1), (flow("one"), 1)], []),
    ([(flow("one", "A"), 1, 0.1), (flow("one.1", "A", article="one"), 1)], ["2"]),
    ([(flow("one", "A"), 1), (flow("blank", "A"), 1), (flow("two", "A"), 1)], []),
])
def test_thin_pages(flows, pages):
    """Less than a third is thin, but where an article opens, or a section of three articles ends."""
    assert thin(*flows) == pages


def test_words_at_the_end_are_counted():
    """So many words as there is room for fit the last page, a tenth of a page more or less; so many as would
    save it do, when they are cut."""
    def pages_of(words):
        made = replace(make_flow(f"<p>{some_words(words)}</p>"), articles=("one",), words=words)
        return made, set_body(f"<p>{some_words(words)}</p>")

    made, set_so = pages_of(1200)
    room, over = words_at_end(made, set_so)
    count, each = len(set_so.pages), 1200 / (len(set_so.pages) - 1 + set_so.pages[-1].fill)

    assert len(pages_of(int(1200 + room - each / 10))[1].pages) == count
    assert len(pages_of(int(1200 + room + each / 10))[1].pages) == count + 1
    assert len(pages_of(int(1200 - over - each / 10))[1].pages) == count - 1


def test_a_blank_page_is_meant():
    """What fills a signature is blank on purpose."""
    flows = [flow("one", "A"), flow("blank", "A"), flow("two", "A")]
    galleys = [galley(flows[0], 1), galley(flows[1], 0, page="blank"), galley(flows[2], 1)]

    assert not list(thin_pages(flows, galleys, paginate(flows, galleys)))


def cures(*pages, words=300):
    """What is said of each thin page of a flow, whose pages have each a fill and the heights of its lines."""
    of = replace(flow("one", "A"), words=words)
    items = [VerticalItem("line", "one", "one#b1", "", page, 0, 1, sum(heights[:at]), height)
             for page, (_, heights) in enumerate(pages) for at, height in enumerate(heights)]
    made = Galley(of.name, b"", tuple(
        GalleyPage("report", 595, 842, fill, (400, 600)) for fill, _ in pages), (), items=tuple(items))
    return [finding.hint for finding in thin_pages([of], [made], paginate([of], [made]))]


FULL = (1, [12] * 50)


@pytest.mark.parametrize(("pages", "hints"), [
    ([FULL, (0.2, [12] * 10)], ["cut about 50 words to save the page, or add about 45 to fill it"]),
    ([FULL, (0.2, [12] * 10), FULL], ["add about 25 words to the article"]),
    ([(0.2, [12] * 10)], ["add about 260 words to the article"]),
    ([FULL, (0.1, [])], ["add some words to the article"]),
    ([FULL, (0.3, [60, *[6] * 20])], ["cut about 90 words to save the page, or add some to fill it"]),
])
def test_a_thin_page_is_told_with_its_cure(pages, hints):
    """The last page may be saved; another is only filled, by as many words as its lines tell."""
    assert cures(*pages) == hints
