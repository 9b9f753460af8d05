"""Standing copy: what is kept of articles comes back as it was, and nothing in it is ever run."""

import json
import subprocess
import sys

import pytest

from rocbpress.findings.diagnostics import Diagnostics
from rocbpress.findings.finding import Finding
from rocbpress.sources.articles import Pages, read_article
from rocbpress.sources.cache import COPY
from rocbpress.sources.manuscript import read_manuscript
from rocbpress.workspace.cache import Cache
from rocbpress.workspace.workspace import Workspace
from tests.changes import small_workspace
from tests.workshop import ROOT

ARTICLES = sorted(ROOT.glob("issues/*/articles/*.md"))


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_a_draft_comes_back_as_it_was(path):
    """Each kind of block, figure and front matter, with what was found."""
    folder = path.parent.parent
    diagnostics = Diagnostics(path.name)
    draft = read_article(path.stem, Pages(folder, folder.name, "en"), diagnostics)

    assert draft is not None
    assert COPY.decode(COPY.encode((draft, tuple(diagnostics.found)))) == (draft, tuple(diagnostics.found))


@pytest.mark.parametrize("kind", ["os.system", "eval", "Workspace", "type"])
def test_only_what_is_listed_is_made(kind):
    """An entry that somebody wrote cannot call anything."""
    with pytest.raises(KeyError):
        COPY.decode(json.dumps({"": kind, "is": "touch gone"}).encode())


def test_what_has_no_notation_is_refused():
    """Nothing is kept that would not come back."""
    with pytest.raises(TypeError, match="has no notation"):
        COPY.encode({"a": Finding("a", "b"), "b": object()})


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
