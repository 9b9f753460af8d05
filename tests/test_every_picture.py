"""Every picture that an issue names is shown, with caption and credit, or a finding names it."""

from __future__ import annotations

import re
from itertools import product

import pytest
from PIL import Image

from rocbpress.compose.context import Context
from rocbpress.compose.flows import compose, compose_contents
from rocbpress.layout.editions import EDITIONS
from rocbpress.layout.layout import read_layout
from rocbpress.sources.manuscript import read_manuscript
from tests.other_layout import LAYOUTS
from tests.photo_issue import PHOTO_ISSUE, photo_issue
from tests.proofs.sampling import some

KINDS = ("report", "message", "letter", "essay", "imprint")
SHAPES = {"wide": (60, 40), "tall": (30, 40), "square": (40, 40), "ribbon": (200, 20)}
WORDS = "Words of a paragraph.\n\n"
HEADS = {
    "no writer": "", "a writer": "authors: [{name: A B}]\n",
    "a photo": "authors: [{name: A B, photo: images/photo.png, alt: A B}, "
               "{name: C, photo: images/second.png, alt: C}]\n",
}
# Where a picture may stand; {0} to {3} are pictures with caption and credit, {g0} to {g3} without a caption.
PLACES = {
    "first": "{0}\n\nWords.\n", "after words": WORDS + "{0}\n\nWords.\n", "second": "{0}\n\nWords.\n\n{1}\n",
    "last": WORDS * 2 + "{0}\n", "alone": "{0}\n", "many": "{0}\n\n{1}\n\n{2}\n\n{3}\n",
    "row": WORDS + "{0}\n{1}\n", "row and one": "{0}\n{1}\n\n{2}\n", "long row": "{0}\n{1}\n{2}\n{3}\n",
    "box": WORDS + '::: box "Title"\n{0}\n\nWords.\n\n{1}\n{2}\n:::\n',
    "gallery": '::: gallery "Said of all."\n{g0}\n{g1}\n{g2}\n{g3}\n:::\n',
    "gallery with captions": '::: gallery "Said of all."\n{0}\n{1}\n:::\n',
    "gallery in a box": '::: box "Title"\nWords.\n:::\n\n::: gallery "All."\n{g0}\n\n{g1}\n:::\n',
    "line": "Words, {0} and words.\n", "small in a line": "Words, {g0} and words.\n",
    "list": "- Words\n- {0}\n", "quotation": "> {0}\n", "pull": "> Words {0}\n{{.pull}}\n",
    "table": "| a | b |\n|---|---|\n| {0} | {1} |\n", "definition": "Term\n: {0}\n",
    "note": "Words.[^n]\n\n[^n]: Said with {0}.\n", "heading": WORDS + "## Part with {g0}\n\nWords.\n",
    "small heading": WORDS + "## Part\n\nWords.\n\n### Small {g0}\n\nWords.\n",
    "part": WORDS + "## Part\n\n{0}\n\nWords.\n\n## Next\n\nWords.\n\n{1}\n",
    "wide": WORDS + "{0}{{.wide}}\n",
    "nested list": "1. Words\n\n    {0}\n",
}


@pytest.fixture(scope="module")
def pictures(tmp_path_factory):
    """Small pictures: p0 to p3 in each shape, two portraits."""
    folder = tmp_path_factory.mktemp("pictures")
    for shape, size in SHAPES.items():
        for number in range(4):
            Image.new("RGB", size, (number * 60, 90, 90)).save(folder / f"{shape}{number}.png")
    for name in ("photo", "second", "cover"):
        Image.new("RGB", (30, 40), "navy").save(folder / f"{name}.png")
    return folder


def article(kind: str, place: str, shape: str, head: str) -> str:
    """An article with pictures of that shape in that place."""
    full = [f'![Shown {n}](images/{shape}{n}.png "Caption {n} here"){{credit="Name {n} Credit"}}'
            for n in range(4)]
    bare = {f"g{n}": f'![Shown {n}](images/{shape}{n}.png)' for n in range(4)}
    return f"---\ntitle: One\nkind: {kind}\n{HEADS[head]}---\n" + PLACES[place].format(*full, **bare)


def issue_of(tmp_path, pictures, kind, texts, layout, issue=PHOTO_ISSUE):
    """The manuscript and layout of an issue in which each text has its place."""
    plain = "---\ntitle: One\nkind: report\n---\nWords.\n"
    if kind == "imprint":
        (text,) = texts.values()
        workspace = photo_issue(tmp_path, {"a": plain}, pictures, layout=layout, issue=issue,
                                tail="imprint: end\n")
        (workspace.issues / "5/articles/end.md").write_text(text, "utf-8")
    else:
        workspace = photo_issue(tmp_path, texts, pictures, layout=layout, issue=issue)
    return read_manuscript(workspace, 5), read_layout(workspace, layout), workspace


def lost(manuscript, layout, workspace, tmp_path):
    """The pictures, captions and credits that are named in the sources and neither shown nor reported."""
    context = Context(manuscript, layout, EDITIONS["mail"], {}, tmp_path / "store")
    flows = (*compose(manuscript, layout, EDITIONS["mail"], {}, pictures=tmp_path / "store"),
             compose_contents(context))
    said = dict[str, str]()
    for finding in manuscript.findings:
        said[finding.where.file] = said.get(finding.where.file, "") + finding.message + "\n"
    for path in sorted((workspace.issues / "5").rglob("*.*")):
        if path.suffix not in (".md", ".yaml"):
            continue
        text, own = path.read_text("utf-8"), said.get(workspace.relative(path), "")
        mine = [flow for flow in flows if path.stem in flow.articles or path.suffix == ".yaml"]
        html = "".join(flow.html for flow in mine)
        for name in re.findall(r"images/(\w+\.png)", text):
            urls = [asset.url for flow in mine for asset in flow.assets
                    if asset.origin and asset.origin.source.name == name and asset.url in flow.html]
            if not urls and name not in own:
                yield path.stem, name
        for name, what, credit in re.findall(r'images/(\w+\.png) "([^"]*)"\)\{credit="([^"]*)"', text):
            yield from ((path.stem, words) for words, kind in ((what, "caption"), (credit, "credit"))
                        if words not in html and f"the {kind} of images/{name}" not in own)


@pytest.mark.parametrize(("kind", "shape", "layout_name"), some(product(KINDS[:-1], SHAPES, LAYOUTS), 3))
def test_nothing_is_lost_in_any_place(tmp_path, pictures, kind, shape, layout_name):
    """Each kind of article, each place, with a writer, with none, with portraits of their own."""
    texts = {f"{place} {head}": article(kind, place, shape, head) for place in PLACES for head in HEADS}

    manuscript, layout, workspace = issue_of(tmp_path, pictures, kind, texts, layout_name)

    assert not list(lost(manuscript, layout, workspace, tmp_path))


@pytest.mark.parametrize("place", PLACES)
def test_nothing_is_lost_in_an_imprint(tmp_path, pictures, place):
    """Of the back cover, too."""
    text = article("imprint", place, "wide", "a photo")

    manuscript, layout, workspace = issue_of(tmp_path, pictures, "imprint", {"end": text}, "rocb")

    assert not list(lost(manuscript, layout, workspace, tmp_path))


@pytest.mark.parametrize("design", ["", *(f"design: {{cover: {form}}}\n"
                                          for form in ("map", "band", "full"))])
def test_nothing_is_lost_of_the_issue_itself(tmp_path, pictures, design):
    """Cover, credit of the cover, and a picture in the lead of a section."""
    issue = (PHOTO_ISSUE + design + "cover: {image: images/cover.png, alt: A hall, credit: Somebody}\n")
    workspace = photo_issue(
        tmp_path, {"a": article("report", "first", "wide", "a photo")}, pictures, issue=issue)
    path = workspace.issues / "5" / "issue.yaml"
    path.write_text(path.read_text("utf-8").replace(
        "title: All,", 'title: All, lead: "A lead with ![a sign](images/tall3.png) in it.",'), "utf-8")
    manuscript, layout = read_manuscript(workspace, 5), read_layout(workspace, "rocb")

    assert not list(lost(manuscript, layout, workspace, tmp_path))
    if not design:
        cover = compose(manuscript, layout, EDITIONS["mail"], {}, pictures=tmp_path / "store")[0]
        assert "Photo: Somebody" in cover.html
