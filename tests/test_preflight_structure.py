"""The structural check passes a right document, and finds each fault made in it by one change."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pikepdf import Array, Name, Pdf, String

from rocbpress.findings.finding import Place
from rocbpress.preflight.tagged.rules import check_structure
from tests.structure_faults import (
    FAULTS,
    broken,
    drop_a_link,
    notes,
    without,
)
from tests.tagged_document import good_document


def test_a_right_document_has_no_findings():
    """What the validators pass, and we wrote right, is not complained of."""
    assert check_structure(good_document()) == ()


@pytest.mark.parametrize(("code", "page", "change"), FAULTS, ids=[
    f"{number}-{code}" for number, (code, _, _) in enumerate(FAULTS)])
def test_one_change_is_found_where_it_was_made(code: str, page: str, change: Callable[[Pdf], object]):
    """Each fault is reported under its code, on its page."""
    found = check_structure(broken(change))

    assert page in {finding.where.page for finding in found if finding.code == code}, found


def test_a_finding_names_the_article():
    """A fault inside an article leads an officer to the file it came from."""
    finding, = check_structure(broken(without("Figure", "/Alt")))

    assert finding.where == Place(page="i", block="one")


def test_a_link_outside_the_structure_is_in_no_article():
    """Only its page is known, whatever text is near it."""
    found = {finding.code: finding.where for finding in check_structure(broken(drop_a_link))}

    assert found["link-untagged"] == Place(page="i")


@pytest.mark.parametrize(("target", "shown"), [
    (String("three"), "“three”"), (Array([5, Name.XYZ, 20, 75, 0]), "a page (5 operands)")])
def test_a_link_that_leads_nowhere_says_where_it_should(target, shown):
    """A destination by its name, a page by what its address is made of."""
    [found] = check_structure(broken(lambda pdf: setattr(notes(pdf)[0], "Dest", target)))

    assert (found.code, found.message.partition("leads to ")[2]) == (
        "link-dangling", f"{shown}, which is not in this file")


def test_a_file_that_is_no_pdf_is_a_finding():
    """Bytes that are no PDF are reported, not raised."""
    assert [finding.code for finding in check_structure(b"%PDF-1.7 and no more")] == ["pdf-unreadable"]
