"""Rules of pictures: each is broken by one picture, and kept by another of the same file name."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from rocbpress.compose.flows import compose
from rocbpress.findings.finding import Severity
from rocbpress.layout.editions import EDITIONS
from rocbpress.layout.layout import read_layout
from rocbpress.preflight import pictures
from rocbpress.preflight.pictures import RULES, check_pictures
from rocbpress.sources.manuscript import read_manuscript
from tests.small_issue import HEAD, ISSUE, make
from tests.workspaces import ROOT

FIGURE = "![A hall](images/lead.png)\n\nWords.\n\n![A port](images/port.png)\n"
PORTRAIT = (HEAD.replace("report", "message")[:-4] +
            "authors: [{name: x, photo: images/port.png, alt: y, focus: [50, 50]}]\n---\n")
BLEED, LEAD = HEAD[:-4] + "opening: bleed\n---\n", "![A port](images/port.png)\n\nWords.\n"
COVER = ISSUE + "cover: {image: images/port.png, alt: A port}\n"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><path d="M0 0h4v3z"/></svg>'
WARNING, ERROR = Severity.WARNING, Severity.ERROR
ARTICLE, MANIFEST = "issues/5/articles/one.md", "issues/5/issue.yaml"


def png(width, height, mode="RGB"):
    """A picture of one colour."""
    out = BytesIO()
    Image.new(mode, (width, height)).save(out, "PNG")
    return out.getvalue()


# Rule, code, edition, severity, parts of the issue, place, the picture at fault, one that is not.
# A column is 238 points wide, the cover's picture 612 by 392, a portrait 112 by 140.
FAULTS = [
    ("pictures_are_sharp", "picture-coarse", "print", ERROR, {"body": FIGURE}, f"{ARTICLE}:9",
     png(490, 300), png(813, 500)),  # at 246 pixels per inch
    ("pictures_are_sharp", "picture-coarse", "print", WARNING, {"body": FIGURE}, f"{ARTICLE}:9",
     png(500, 300), png(830, 500)),
    ("pictures_are_sharp", "picture-coarse", "mail", WARNING, {"body": FIGURE}, f"{ARTICLE}:9",
     png(310, 200), png(330, 200)),
    ("pictures_are_sharp", "picture-coarse", "print", ERROR, {"issue": COVER}, f"{MANIFEST}:9:16",
     png(1270, 900), png(2130, 1364)),
    ("pictures_are_whole", "picture-cut", "mail", WARNING, {"head": PORTRAIT}, f"{ARTICLE}:4:28",
     png(900, 400), png(700, 500)),
    ("pictures_are_whole", "picture-cut", "mail", WARNING, {"head": BLEED, "body": LEAD}, f"{ARTICLE}:6",
     png(1300, 1100), png(1300, 970)),
    ("preparing_lost_nothing", "image-flattened", "print", WARNING, {"body": FIGURE}, f"{ARTICLE}:9",
     png(900, 500, "RGBA"), png(900, 500)),
    ("pictures_weigh_little", "image-heavy", "mail", WARNING, {"body": FIGURE}, f"{ARTICLE}:9",
     png(900, 500) + bytes(20_000_000), png(900, 500)),
]


def check(root, port, edition, **parts):
    """What is said of the pictures of a small issue, one of them at stake."""
    workspace = make(root, files={"images/port.png": port, "images/lead.png": png(2200, 1100),
                                  "images/a.svg": DRAWING}, **parts)
    manuscript = read_manuscript(workspace, 5)
    workspace.layouts.rmdir()
    for name in ("layouts", "fonts"):
        (root / name).symlink_to(ROOT / name)
    layout = read_layout(workspace, "rocb")
    flows = compose(manuscript, layout, EDITIONS[edition], {}, pictures=root / "store")
    return check_pictures(manuscript, flows, EDITIONS[edition])


@pytest.mark.parametrize(("code", "edition", "severity", "parts", "place", "wrong", "right"),
                         [fault[1:] for fault in FAULTS])
def test_each_fault_is_told_at_the_picture(tmp_path, code, edition, severity, parts, place, wrong, right):
    """Code, severity and place; another picture in its stead is passed."""
    found = check(tmp_path / "wrong", wrong, edition, **parts)

    assert [(f.code, f.severity, str(f.where)) for f in found] == [(code, severity, place)]
    assert check(tmp_path / "right", right, edition, **parts) == ()


@pytest.mark.parametrize("rule", RULES, ids=[rule.__name__ for rule in RULES])
def test_without_its_rule_a_fault_is_missed(tmp_path, monkeypatch, rule):
    """No rule could be taken out of the table unseen."""
    monkeypatch.setattr(pictures, "RULES", tuple(other for other in RULES if other is not rule))
    _, code, edition, _, parts, _, wrong, _ = next(f for f in FAULTS if f[0] == rule.__name__)

    assert code not in {finding.code for finding in check(tmp_path, wrong, edition, **parts)}


def test_what_is_small_on_the_page_may_have_few_pixels(tmp_path):
    """A sign in a line of text is judged at the height of its letters; a drawing is always sharp."""
    sign = "Words ![a sign](images/port.png) and ![a drawing](images/a.svg) more.\n"

    assert check(tmp_path, png(32, 32), "print", body=sign) == ()


def test_no_resolution_is_asked_of_the_archive(tmp_path):
    """It keeps what there is; what is printed and mailed was judged."""
    assert check(tmp_path, png(100, 60), "archive", body=FIGURE) == ()
