"""Page numbers as they are printed."""

from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rocbpress.assemble.pagination import paginate, roman
from rocbpress.findings.errors import AssemblyError
from rocbpress.typeset.flow import Matter
from rocbpress.typeset.galley import Galley, GalleyPage, Landmark
from tests.small_proof import flow

FRONT, BODY, BACK = Matter.FRONT, Matter.BODY, Matter.BACK


def issue(*parts):
    """Flows and galleys from pairs of matter and number of pages, each with a landmark on its last page."""
    flows = [flow(f"f{n}", "", matter=matter) for n, (matter, _) in enumerate(parts)]
    galleys = [
        Galley(f"f{n}", b"", (GalleyPage("report", 400, 600),) * count,
               (Landmark(f"mark-{n}", count - 1, 0, 600),))
        for n, (_, count) in enumerate(parts)]
    return flows, galleys


def labels(pagination):
    return [page.label for page in pagination.pages]


def test_front_matter_is_roman_and_the_back_goes_on():
    """The first article opens page 1, whatever stands before it."""
    pagination = paginate(*issue((FRONT, 1), (FRONT, 3), (BODY, 2), (BODY, 1), (BACK, 1)))

    assert labels(pagination) == ["i", "ii", "iii", "iv", "1", "2", "3", "4"]


def test_the_length_of_the_front_matter_moves_no_number_of_the_body():
    """So the contents can be typeset last."""
    short, long = (paginate(*issue((FRONT, n), (BODY, 5))) for n in (1, 4))

    assert labels(short)[-5:] == labels(long)[-5:]


def test_a_landmark_has_the_label_of_its_page():
    """What the contents print is what stands on the page."""
    pagination = paginate(*issue((FRONT, 2), (BODY, 3), (BODY, 4)))

    assert dict(pagination.labels) == {"mark-0": "ii", "mark-1": "3", "mark-2": "7"}
    assert [labels(pagination)[place] for place in pagination.places.values()] == ["ii", "3", "7"]


def test_sides_go_by_the_sheet():
    """The cover is a right-hand page, and sides alternate whatever the numbers do."""
    pagination = paginate(*issue((FRONT, 1), (BODY, 3)))

    assert [page.recto for page in pagination.pages] == [True, False, True, False]


@settings(deadline=None)
@given(st.lists(st.integers(1, 5)), st.lists(st.integers(1, 5)), st.integers(0, 1))
def test_numberings_say_every_label(front, body, back):
    """What /PageLabels will count is what is printed."""
    parts = chain(((FRONT, n) for n in front), ((BODY, n) for n in body), ((BACK, n) for n in [1] * back))
    pagination = paginate(*issue(*parts))

    counted = [""] * len(pagination.pages)
    for run in pagination.numberings():
        for at in range(run.first, len(counted)):
            number = run.start + at - run.first
            counted[at] = roman(number) if run.style == "r" else str(number)
    assert counted == labels(pagination)


def test_two_places_of_one_name_are_refused():
    """A link to that name could lead to either."""
    flows, galleys = issue((BODY, 1), (BODY, 1))

    with pytest.raises(AssemblyError) as refused:
        paginate(flows, [galleys[0], galleys[0]])

    assert [(f.code, "mark-0" in f.message) for f in refused.value.findings] == [("landmark-twice", True)]


@pytest.mark.parametrize("number,text", [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (40, "xl"), (90, "xc"),
                                         (399, "cccxcix"), (1994, "mcmxciv")])
def test_roman_numerals(number, text):
    """As printers write them."""
    assert roman(number) == text
