"""Findings as an officer meets them: lines, printed pages, thin pages, lowered warnings."""

from dataclasses import replace
from pathlib import Path

import pytest

from rocbpress.assemble.pagination import paginate
from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.layout.layout import read_layout
from rocbpress.preflight.locate import in_sources, on_pages, page_labels
from rocbpress.preflight.lowering import check_lowered, lowered
from rocbpress.preflight.thin_pages import thin_pages
from rocbpress.typeset.flow import Flow, Matter
from rocbpress.typeset.galley import Galley, GalleyPage, page_of
from rocbpress.workspace.workspace import Workspace
from tests.small_issue import ISSUE, read


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


@pytest.mark.parametrize(("flows", "pages"), [
    ([(flow("one", "A"), 1, 0.32), (flow("two", "A"), 1)], ["2"]),
    ([(flow("one", "A"), 1, 0.34), (flow("two", "A"), 1)], []),
    ([(flow("one", "A"), 1, 0.1, 1), (flow("two", "B"), 1)], ["2"]),
    ([(flow("one", "A"), 0.1), (flow("two", "A"), 1)], ["1"]),
    ([(flow("one", "A"), 0.1, 1), (flow("two", "A"), 1)], []),
    ([(flow("one", "A"), 1, 0.1), (flow("two", "B"), 1)], []),
    ([(flow("contents", matter=Matter.FRONT), 0.1), (flow("one"), 1)], []),
    ([(flow("one", "A"), 1), (flow("two", "A"), 1, 0.1)], []),
    ([(flow("one", "A"), 1, 0.1), (flow("one.1", "A", article="one"), 1)], []),
    ([(flow("one", "A"), 1), (flow("blank", "A"), 1), (flow("two", "A"), 1)], []),
])
def test_thin_pages(flows, pages):
    """Less than a third is thin, but where an article opens, or a section or part of an essay ends."""
    assert thin(*flows) == pages


def test_a_blank_page_is_meant():
    """What fills a signature is blank on purpose."""
    flows = [flow("one", "A"), flow("blank", "A"), flow("two", "A")]
    galleys = [galley(flows[0], 1), galley(flows[1], 0, page="blank"), galley(flows[2], 1)]

    assert not list(thin_pages(flows, galleys, paginate(flows, galleys)))


def test_lowering_makes_warnings_notes_and_leaves_errors():
    """A lowered code is a note where it was a warning; an error of that code still stops."""
    error, warning, other = (Finding("widow", "x"), Finding("widow", "x", severity=Severity.WARNING),
                             Finding("orphan", "x", severity=Severity.WARNING))

    assert lowered((error, warning, other), {"widow"}) == (
        error, replace(warning, severity=Severity.NOTE), other)


def test_only_warnings_can_be_lowered(tmp_path):
    """A slip in a code, and the code of an error, are told where they stand."""
    layout = replace(read_layout(Workspace(Path(__file__).parents[1]), "rocb"), lowered=frozenset({"orphan"}))
    manuscript = read(tmp_path, issue=ISSUE + "lower: [widow, widows, image-missing]\n")

    found = list(check_lowered(layout, manuscript))

    assert [(finding.code, finding.severity, str(finding.where)) for finding in found] == [
        ("lower-unknown", Severity.WARNING, "issues/5/issue.yaml:9:16"),
        ("lower-unknown", Severity.WARNING, "issues/5/issue.yaml:9:24")]
    assert found[0].hint == "did you mean widow?"
