"""Every article of every issue is found by date, section, place and person."""

import json
import shutil

import pypdfium2
import pytest

from rocbpress.preflight.tagged.rules import check_structure
from rocbpress.workspace.workspace import Workspace
from tests.archived import edit, make_archive, own_layout
from tests.workspaces import run


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Workspace:
    """Issue 7, and issue 8 that is the same but for a person, a place and a title."""
    workspace = make_archive(tmp_path_factory.mktemp("archive"))
    shutil.copytree(workspace.issues / "7", workspace.issues / "8")
    later = workspace.issues / "8"
    for name, old, new in (("issue.yaml", "number: 7", "number: 8"),
                           ("articles/ports.md", "Ms Writer", "Mr Andrew ÇELIK"),
                           ("articles/ports.md", "place: Melaka", "place: MELAKA"),
                           ("articles/ports.md", "2024-01-15", "2025-02-03/2025-02-05"),
                           ("articles/ports.md", "About ports", "About *every* port")):
        text = (later / name).read_text("utf-8")
        assert text.count(old) == 1
        (later / name).write_text(text.replace(old, new), "utf-8")
    done = run(workspace.root, "index")
    assert done.returncode == 0, done.stderr
    return workspace


@pytest.fixture(scope="module")
def said(archive):
    return json.loads((archive.build / "index.json").read_text("utf-8"))


def test_every_article_is_there_with_issue_and_page(said):
    """By issue and in reading order, each with what its front matter says."""
    assert list(said["articles"]) == ["7/ports", "7/ships", "8/ports", "8/ships"]
    port = said["articles"]["8/ports"]
    assert (port["issue"], port["page"], port["title"]) == (8, "1", "About every port")
    assert (port["first"], port["last"], port["country"]) == ("2025-02-03", "2025-02-05", "MYS")
    assert said["articles"]["7/ships"]["page"] == "2"


def test_the_heads_lead_to_the_articles(said):
    """The newest year first; one place, however it is written; persons by surname."""
    assert said["date"] == {"2025": ["8/ports"], "2024": ["7/ships", "8/ships", "7/ports"]}
    assert said["section"] == {"Reports": ["7/ports", "7/ships", "8/ports", "8/ships"]}
    assert said["place"] == {"Melaka, Malaysia": ["7/ports", "8/ports"]}
    assert list(said["person"].items()) == [("Mr Andrew ÇELIK", ["8/ports"]), ("Ms Writer", ["7/ports"])]


def test_the_index_is_typeset_and_accessible(archive):
    """With each list and each article in it, and nothing against its claim."""
    data = (archive.build / "index.pdf").read_bytes()
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    text = "".join(pages)

    assert check_structure(data) == () and b"pdfuaid" in data
    for words in ("By date", "By section", "By place", "By person", "About every port", "Mr Andrew ÇELIK",
                  "3–5 February 2025, MELAKA, Malaysia, issue 8, page 1", "31 January 2024, issue 7, page 2"):
        assert words in text
    assert all({str(at), "Office"} <= set(page.splitlines()[-1].split()) for at, page in enumerate(pages, 1))


def test_it_comes_out_the_same_again(archive):
    """JSON and PDF, byte for byte."""
    before = [(archive.build / name).read_bytes() for name in ("index.json", "index.pdf")]

    run(archive.root, "index")

    assert [(archive.build / name).read_bytes() for name in ("index.json", "index.pdf")] == before


def test_an_issue_that_cannot_be_read_is_told_and_passed_over(tmp_path):
    """The others are listed all the same; the exit code says that one is missing."""
    workspace = make_archive(tmp_path)
    shutil.copytree(workspace.issues / "7", workspace.issues / "9")
    edit(workspace, "articles/ports.md", "kind: report", "kind: repport")
    text = (workspace.issues / "9" / "issue.yaml").read_text("utf-8")
    (workspace.issues / "9" / "issue.yaml").write_text(text.replace("number: 7", "number: 9"), "utf-8")

    done = run(tmp_path, "index")

    assert done.returncode == 3 and "issues/7/articles/ports.md:3" in done.stderr
    listed = json.loads((workspace.build / "index.json").read_text("utf-8"))["articles"]
    assert list(listed) == ["9/ports", "9/ships"]


def test_a_workspace_without_issues_has_no_index(tmp_path):
    """Which is said, with exit code 2."""
    (tmp_path / "issues").mkdir()
    (tmp_path / "layouts").mkdir()

    done = run(tmp_path, "index")

    assert done.returncode == 2 and "index-empty" in done.stderr


def test_a_layout_without_the_words_of_an_index_is_told(tmp_path):
    """Nothing is printed in a language that the newsletter is not in."""
    workspace = make_archive(tmp_path)
    own = own_layout(workspace) / "layout.toml"
    own.write_text(own.read_text("utf-8").replace('by-place = "By place"\n', ""), "utf-8")

    done = run(tmp_path, "index")

    assert done.returncode == 4 and "by-place (add them to [languages.en.words])" in done.stderr
