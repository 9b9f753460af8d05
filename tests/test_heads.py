"""Heads of people are never cut: drawn photographs of every shape, in every place, without a focus."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise, product

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter

from rocbpress.compose.flows import compose
from rocbpress.figures.asset import Asset, AssetOrigin
from rocbpress.figures.images.prepare import Prepared
from rocbpress.layout.editions import EDITIONS
from rocbpress.layout.layout import read_layout
from rocbpress.preflight.pictures import check_pictures
from rocbpress.sources.manuscript import read_manuscript
from tests.crowds import CROWDS
from tests.other_layout import LAYOUTS, press_issue
from tests.photo_issue import PHOTO_ISSUE, photo_issue
from tests.proofs.sampling import some
from tests.shown import shown

KNOWN = {f"{crowd.name}.png": crowd for crowd in CROWDS}
NAMES = tuple(KNOWN)
WORDS = "Words of a paragraph before it, and after.\n\n"


def figure(name: str, more: str = "") -> str:
    return f'![People](images/{name} "A caption"){more}\n'


def essay(body: str) -> str:
    return f"---\ntitle: One\nkind: essay\n---\n{WORDS}\n## Part\n\n{WORDS}{body}\n"


def of_kind(kind: str, body: str, more: str = "") -> str:
    return f"---\ntitle: One\nkind: {kind}\n{more}---\n{WORDS}{body}\n{WORDS}"


WRITER = "authors: [{name: A B}]\n"
PLACES = {
    "lead": lambda: {name: of_kind("report", figure(name, "{.wide}")) for name in NAMES},
    "framed": lambda: {name: of_kind("report", figure(name), "opening: framed\n") for name in NAMES},
    "upright": lambda: {name: of_kind("report", figure(name), "opening: upright\n") for name in NAMES},
    "in its place": lambda: {name: of_kind("report", figure(name), "opening: none\n") for name in NAMES},
    "message": lambda: {name: of_kind("message", figure(name), WRITER) for name in NAMES},
    "no writer": lambda: {name: of_kind("message", figure(name)) for name in NAMES},
    "letter": lambda: {name: of_kind("letter", figure(name), WRITER) for name in NAMES},
    "photo": lambda: {name: essay("").replace(
        "kind: essay\n", f"kind: essay\nauthors: [{{name: A B, photo: images/{name}, alt: A B}}]\n")
        for name in NAMES},
    "essay": lambda: {name: essay(figure(name)) for name in NAMES},
    "wide": lambda: {name: essay(figure(name, "{.wide}")) for name in NAMES},
    "row": lambda: {one: essay(figure(one) + figure(two)) for one, two in pairwise((*NAMES, NAMES[0]))},
    "column row": lambda: {one: of_kind("report", figure(one) + figure(two))
                           for one, two in pairwise((*NAMES, NAMES[0]))},
    "box": lambda: {name: essay(f'::: box "A box"\n{WORDS}{figure(name)}\n:::') for name in NAMES},
    "gallery": lambda: {f"{count}{NAMES[at]}": essay(gallery([*NAMES, *NAMES][at:at + count]))
                        for count in range(2, 13) for at in range(0, 24, 5)},
    "column gallery": lambda: {f"{count}": of_kind("message", gallery(NAMES[count:2 * count]))
                               for count in range(2, 13)},
}


def gallery(names) -> str:
    return '::: gallery "People"\n' + "".join(f"![People](images/{name})\n" for name in names) + ":::\n"


def is_whole(box, size, window) -> bool:
    """Whether a head's box lies in what shows, by a hair."""
    left, top, right, foot = (100 * edge / size[at % 2] for at, edge in enumerate(box))
    return (left > window[0] - 0.1 and top > window[1] - 0.1
            and right < window[2] + 0.1 and foot < window[3] + 0.1)


@pytest.fixture
def unprepared(monkeypatch):
    """Pictures are placed without their pixels, of which nothing here depends."""
    def prepare(source, *, width, height=0.0, **_):
        size = KNOWN[source.name].size
        scale = max(width / size[0], height / size[1])
        origin = AssetOrigin(source, width, height)
        return Prepared(Asset(f"picture:{source.name}{width}{height}", "", source, origin),
                        round(2 * size[0] * scale), round(2 * size[1] * scale), 300.0)

    monkeypatch.setattr("rocbpress.compose.pictures.prepare", prepare)


@pytest.mark.usefixtures("unprepared")
@pytest.mark.parametrize(("place", "layout_name"), some(product(PLACES, LAYOUTS), 3))
def test_no_head_is_cut(tmp_path, crowd_pictures, place, layout_name):
    """In no place that a picture may have, and nothing that is said is of a cut."""
    workspace = photo_issue(tmp_path, PLACES[place](), crowd_pictures, layout=layout_name)
    manuscript, layout = read_manuscript(workspace, 5), read_layout(workspace, layout_name)
    flows = compose(manuscript, layout, EDITIONS["mail"], {}, pictures=crowd_pictures / "store")

    seen = [each for flow in flows for each in shown(flow, layout)]

    assert {each.name for each in seen} == (set(NAMES) if "gallery" not in place else
                                            {each.name for each in seen})
    cut = [(each.name, each.window) for each in seen for box in KNOWN[each.name].heads
           if not is_whole(box, KNOWN[each.name].size, each.window)]
    assert not cut
    assert "picture-cut" not in {f.code for f in check_pictures(manuscript, flows, EDITIONS["mail"])}


@pytest.mark.usefixtures("unprepared")
@pytest.mark.parametrize("layout_name", LAYOUTS)
@pytest.mark.parametrize("name", NAMES)
def test_no_head_is_cut_on_the_cover(tmp_path, crowd_pictures, name, layout_name):
    """A photograph of any shape is cropped a little, or stands whole in its place."""
    issue = PHOTO_ISSUE + f"cover: {{image: images/{name}, alt: People}}\n"
    workspace = photo_issue(tmp_path, {"a": of_kind("report", "")}, crowd_pictures, layout=layout_name,
                            issue=issue)
    layout = read_layout(workspace, layout_name)
    (cover, *_) = compose(read_manuscript(workspace, 5), layout, EDITIONS["mail"], {},
                          pictures=crowd_pictures / "store")

    (picture,) = shown(cover, layout)

    assert all(is_whole(box, KNOWN[name].size, picture.window) for box in KNOWN[name].heads)


@pytest.mark.parametrize("layout_name", LAYOUTS)
def test_no_head_is_cut_on_real_pages(tmp_path, crowd_pictures, layout_name):
    """What opens each report, measured by the colours of heads on the pages of the mail edition."""
    names = some(NAMES, 4)
    leads = {name: article for name, article in PLACES["lead"]().items() if name in names}
    workspace = photo_issue(tmp_path, leads, crowd_pictures, layout=layout_name)
    data, _ = press_issue(workspace, 5)
    seen = {}
    with pypdfium2.PdfDocument(BytesIO(data)) as document:
        for page in document:
            text = page.get_textpage().get_text_range()
            for name in names:
                if f"About {name.removesuffix('.png')}." in text:
                    seen[name] = page.render(scale=2).to_pil().convert("RGB")

    assert set(seen) == set(names)
    for name, pixels in seen.items():
        assert not list(cut_on_page(KNOWN[name], pixels)), name


def cut_on_page(crowd, pixels):
    """The heads of which less is on the page than there should be, to the scale of the most whole one."""
    boxes = []
    for number, (left, top, right, foot) in enumerate(crowd.heads):
        colour = crowd.colour(number)
        off = ImageChops.difference(pixels, Image.new("RGB", pixels.size, colour)).split()
        most = ImageChops.lighter(ImageChops.lighter(off[0], off[1]), off[2])
        # Blurred edges of one head may have the colour of another, but are a pixel wide.
        found = most.point(lambda level: 255 if level < 6 else 0).filter(ImageFilter.MinFilter(3)).getbbox()
        if not found:
            yield number
            continue
        boxes.append((number, (found[2] - found[0] + 2) / (right - left),
                      (found[3] - found[1] + 2) / (foot - top)))
    scale = max(min(wide, high) for _, wide, high in boxes)
    slack = 3 / min(right - left for left, _, right, _ in crowd.heads)
    yield from (number for number, wide, high in boxes if min(wide, high) < 0.97 * scale - slack)
