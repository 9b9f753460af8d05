"""What preview shows of a page is what is printed, and its digest tells it from others."""

from __future__ import annotations

import hashlib

import pytest
from PIL import Image

from rocbpress.assemble.pagination import paginate
from rocbpress.assemble.slips import make_slip
from rocbpress.figures.asset import Asset
from rocbpress.layout.editions import EDITIONS
from tests.flow_documents import FONTS
from tests.page_pictures import pages_shown_otherwise
from tests.printed import PRINTER
from tests.small_proof import article, flow, layout, set_all


@pytest.mark.parametrize(("number", "edition"), [(0, "print"), (82, "mail")])
def test_a_slip_shows_what_the_file_shows(newsletter, number, edition):
    """Each page of it has the same picture as in the assembled file, to the pixel."""
    assert pages_shown_otherwise(newsletter, number, edition) == []


def digests(body, *, edition="mail", assets=()):
    """Of the pages of an article."""
    flows = [flow("one", article("one", body), assets=assets)]
    [galley] = galleys = set_all(flows)
    pages = paginate(flows, galleys).pages
    return make_slip(galley, pages, layout(), EDITIONS[edition], PRINTER, FONTS).digests


def with_picture(folder, colour):
    """The digest of a page with a picture of one colour, under the same name each time."""
    path = folder / f"{hashlib.sha256(repr(colour).encode()).hexdigest()}.png"
    Image.new("RGB", (60, 40), colour).save(path)
    asset = Asset("picture:one.png", hashlib.sha256(path.read_bytes()).hexdigest(), path)
    [digest] = digests(f'<p><img src="{asset.url}" alt="One"></p>', assets=(asset,))
    return digest


def test_a_page_with_another_picture_has_another_digest(tmp_path):
    """Of the same size, at the same place; and the same picture gives the same digest."""
    blue, red = with_picture(tmp_path, (30, 90, 160)), with_picture(tmp_path, (160, 90, 30))

    assert blue != red
    assert blue == with_picture(tmp_path, (30, 90, 160))


@pytest.mark.parametrize("edition", ["mail", "print"])
def test_what_changes_on_one_page_leaves_the_others(edition):
    """Also where new letters change the faces that all pages share."""
    pages = '<p>First.</p><p style="break-before: page">{}</p><p style="break-before: page">Last.</p>'
    before, after = (digests(pages.format(words), edition=edition) for words in ("Second.", "Quixotic jazz."))

    assert [one == other for one, other in zip(before, after, strict=True)] == [True, False, True]
