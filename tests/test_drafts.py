"""Drafts of articles come back from the cache as they were read."""

import subprocess
import sys

import pytest

from rocbpress.findings.diagnostics import Diagnostics
from rocbpress.sources.articles import Pages, read_article
from rocbpress.sources.manuscript import read_manuscript
from rocbpress.workspace.cache import Cache
from rocbpress.workspace.codec import decode, encode
from rocbpress.workspace.workspace import Workspace
from tests.changes import small_workspace
from tests.workspaces import ROOT

ARTICLES = sorted(ROOT.glob("issues/*/articles/*.md"))


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_a_draft_comes_back_as_it_was(path):
    """Each kind of block, figure and front matter, with what was found."""
    folder = path.parent.parent
    diagnostics = Diagnostics(path.name)
    draft = read_article(path.stem, Pages(folder, folder.name, "en"), diagnostics)

    assert draft is not None
    assert decode(encode((draft, tuple(diagnostics.found)))) == (draft, tuple(diagnostics.found))


def test_a_damaged_draft_is_read_again(tmp_path):
    """Whatever byte of it changed."""
    root, kept = small_workspace(tmp_path / "desk"), Cache(tmp_path / "kept")
    anew = read_manuscript(Workspace(root), 5)
    read_manuscript(Workspace(root), 5, kept)
    for entry in filter(lambda path: path.is_file(), (tmp_path / "kept").rglob("*")):
        data = bytearray(entry.read_bytes())
        data[-2] ^= 1
        entry.write_bytes(data)

    assert read_manuscript(Workspace(root), 5, kept) == anew


def test_a_change_of_the_issue_alone_makes_no_draft_anew(tmp_path):
    """What issue.yaml says is no part of a draft; a picture of the issue may be."""
    root, kept = small_workspace(tmp_path / "desk"), Cache(tmp_path / "kept")
    folder = root / "issues" / "5"
    first = read_manuscript(Workspace(root), 5, kept)
    drafts = kept.usage()["drafts"][0]
    issue = (folder / "issue.yaml").read_text("utf-8")
    (folder / "issue.yaml").write_text(issue.replace(first.issue.title, "Another Title"), "utf-8")

    assert read_manuscript(Workspace(root), 5, kept).issue.title == "Another Title"
    assert kept.usage()["drafts"][0] == drafts
    (folder / "images" / "another.png").write_bytes(b"another")
    read_manuscript(Workspace(root), 5, kept)
    assert kept.usage()["drafts"][0] == 2 * drafts


def test_seldom_used_modules_are_loaded_when_they_are_used():
    """WeasyPrint is given stand-ins for them; whoever imports them afterwards gets the real ones."""
    code = ("import sys\n"
            "import rocbpress.typeset.typeset\n"
            "assert 'fontTools.subset' not in sys.modules\n"
            "from weasyprint.pdf import fonts\n"
            "made = fonts.subset.Options()\n"
            "from fontTools import subset\n"
            "assert type(made) is subset.Options and subset.__spec__\n")

    subprocess.run([sys.executable, "-c", code], check=True)
