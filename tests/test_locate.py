"""A finding names the line of the source, and the page as it is printed."""

from rocbpress.assemble.pagination import paginate
from rocbpress.findings.finding import Finding, Place
from rocbpress.preflight.locate import in_sources, on_pages, page_labels
from rocbpress.typeset.flow import Flow, Matter
from rocbpress.typeset.galley import Galley, GalleyPage, page_of
from tests.small_issue import read


def flow(name, section="", *, article="", matter=Matter.BODY):
    return Flow(name, (article or name,), matter, section, "", "")


def galley(of, *fills, page="report"):
    return Galley(of.name, b"", tuple(GalleyPage(page, 595, 842, fill) for fill in fills), ())


def test_blocks_become_lines(tmp_path):
    """A block, one within a side box, and an article without a block lead to their file and line."""
    manuscript = read(tmp_path, body='Words.\n\n::: box "Aside"\n\nMore words.\n\n:::\n')
    inner = manuscript.article("one").blocks[1].spec.blocks[0].id

    found = in_sources([Finding("x", "", Place(block=name)) for name in ("one#b1", inner, "one", "two#b1")],
                       manuscript)

    assert [str(finding.where) for finding in found] == [
        "issues/5/articles/one.md:5", "issues/5/articles/one.md:9", "issues/5/articles/one.md", "two#b1"]


def test_pages_of_flows_become_printed_pages():
    """The second page of the first report is page 2, that of the foreword ii; other places stay."""
    flows = [flow("foreword", matter=Matter.FRONT), flow("one"), flow("two")]
    galleys = [galley(flows[0], 1, 1), galley(flows[1], 1, 1), galley(flows[2], 1)]
    labels = page_labels(galleys, paginate(flows, galleys))
    pages = [page_of("foreword", 1), page_of("one", 1), page_of("two", 0), "7"]

    found = on_pages([Finding("x", "", Place(page=page, block="b")) for page in pages], labels)

    assert [finding.where for finding in found] == [Place(page=p, block="b") for p in ("ii", "2", "3", "7")]
