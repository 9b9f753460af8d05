"""Nothing that is kept is taken for what it no longer is."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rocbpress.compose.cache import open_group_cache
from rocbpress.compose.context import Context
from rocbpress.compose.flows import compose_contents, compose_groups
from rocbpress.layout.editions import EDITIONS
from rocbpress.layout.layout import read_layout
from rocbpress.layout.locked import locked_layout
from rocbpress.press.job import Job, Result
from rocbpress.press.results import is_new, is_there, open_results
from rocbpress.sources.manuscript import read_manuscript
from rocbpress.typeset.cache import galley_entry
from rocbpress.workspace.cache import Cache
from rocbpress.workspace.fingerprint import PACKAGES, digest_files
from rocbpress.workspace.workspace import Workspace
from tests.changes import CHANGES, small_workspace
from tests.workspaces import ROOT

OUTCOME = Result(8, 4, "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", ())
# A process that says the keys under versions that are not installed: {package: [results, galleys]}.
VERSIONS = """
import json, sys
from pathlib import Path
from rocbpress.workspace import fingerprint as engines
from rocbpress.typeset import cache as galleys
from rocbpress.press.results import environment_digest
from rocbpress.workspace.workspace import Workspace
said = {}
for name in ["nothing", *sys.argv[2:]]:
    folder = Path(sys.argv[1]) / f"other-{name}"
    info = folder / f"{name.replace('-', '_')}-99.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\\nName: {name}\\nVersion: 99\\n")
    sys.path.insert(0, str(folder))
    engines._installed.cache_clear()
    engines.package_versions.cache_clear()
    galleys.typesetter_fingerprint.cache_clear()
    said[name] = [environment_digest(Workspace(Path(sys.argv[1]))), galleys.typesetter_fingerprint()]
    sys.path.remove(str(folder))
print(json.dumps(said))
"""
# The same after one byte more in each of some files of the program.
CODE = """
import json, sys
from pathlib import Path
import rocbpress
from rocbpress.workspace import fingerprint as engines
from rocbpress.typeset import cache as galleys
from rocbpress.press.results import environment_digest
from rocbpress.workspace.workspace import Workspace
package, said = Path(rocbpress.__file__).parent, {}
for name in ["", *sys.argv[2:]]:
    if name:
        before = (package / name).read_bytes()
        (package / name).write_bytes(before + b"\\n")
    galleys.typesetter_fingerprint.cache_clear()
    engines.own_code.cache_clear()
    said[name] = [environment_digest(Workspace(Path(sys.argv[1]))), galleys.typesetter_fingerprint()]
    if name:
        (package / name).write_bytes(before)
print(json.dumps(said))
"""
SETS_TYPE = ("typeset/checks/geometry.py", "typeset/engine/sealed.conf", "typeset/engine/thai/thbrk.tri",
             "typeset/flow.py", "figures/asset.py", "findings/finding.py")
SETS_NONE = ("compose/covers.py", "layout/profiles/FOGRA39L_coated.icc", "figures/maps/countries.csv",
             "assemble/write.py")


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    return small_workspace(tmp_path_factory.mktemp("original"))


@pytest.fixture
def workspace(original, tmp_path):
    return shutil.copytree(original, tmp_path / "copy")


def order_in(root, edition="mail", **more):
    return Job(Workspace(root), 5, EDITIONS[edition], 1, root / "build" / ".cache", **more)


def galley_keys(root, edition="mail"):
    """The keys of all flows, by their names."""
    workspace = Workspace(root)
    manuscript = read_manuscript(workspace, 5)
    name = manuscript.issue.layout
    layout = read_layout(workspace, name, locked_layout(workspace, 5, name))
    context = Context(manuscript, layout, EDITIONS[edition], {}, workspace.cache)
    takes, contents = compose_groups(context), compose_contents(context)
    faces = digest_files(workspace.fonts)
    return {flow.name: galley_entry(Cache(workspace.cache), faces, flow).path
            for flow in (*(f for take in takes for f in take.flows), contents)}


def copy_of(root, kept=None):
    """What is composed of the issue: read anew, or from the folder `kept` what stands there."""
    workspace = Workspace(root)
    manuscript = read_manuscript(workspace, 5, Cache(kept))
    name = manuscript.issue.layout
    layout = read_layout(workspace, name, locked_layout(workspace, 5, name))
    groups = open_group_cache(Cache(kept), manuscript, layout, workspace.cache, workspace.fonts)
    return manuscript, *(
        compose_groups(Context(manuscript, layout, EDITIONS["mail"], pages, workspace.cache, kept=groups))
        for pages in ({}, {"two": "17"}))


@pytest.mark.parametrize("kind", CHANGES)
def test_no_change_of_an_input_leaves_standing_copy(workspace, kind, tmp_path):
    """What is kept of articles from before a change is what would be made anew after it."""
    change, _ = CHANGES[kind]
    kept = tmp_path / "kept"
    assert copy_of(workspace, kept) == copy_of(workspace, kept) == copy_of(workspace)
    change(workspace)

    assert copy_of(workspace, kept) == copy_of(workspace)


@pytest.mark.parametrize("kind", CHANGES)
def test_each_change_of_an_input_is_a_miss(workspace, kind):
    """The edition is made anew for every kind, a galley for those that it is set from, and for no other."""
    change, expected = CHANGES[kind]
    memo, galleys = open_results(order_in(workspace)).entry, galley_keys(workspace)
    change(workspace)
    changed = {name for name, key in galley_keys(workspace).items() if key != galleys[name]}

    assert open_results(order_in(workspace)).entry != memo
    assert changed & {"one", "two"} == expected


def test_each_order_has_its_own_memo(original):
    """Editions, drafts, the layout of today and another number are never taken for one another."""
    orders = [*(order_in(original, name) for name in EDITIONS), order_in(original, draft=True),
              order_in(original, layout="current")]
    keys = {name: galley_keys(original, name) for name in ("mail", "print")}

    assert len({open_results(order).entry for order in orders}) == len(orders)
    assert not set(keys["mail"].values()) & set(keys["print"].values())


def test_a_link_that_leads_elsewhere_is_a_miss(workspace, tmp_path):
    """A layout that is a link counts by what lies there; a folder's link, by where it leads."""
    shutil.copytree(workspace / "layouts" / "rocb", tmp_path / "first")
    (workspace / "layouts" / "linked").symlink_to(tmp_path / "first")
    (workspace / "issues" / "5" / "more").symlink_to(workspace / "issues" / "5" / "images")
    before = open_results(order_in(workspace)).entry
    (tmp_path / "first" / "report.css").write_text("p { color: red }")
    within = open_results(order_in(workspace)).entry
    (workspace / "issues" / "5" / "more").unlink()
    (workspace / "issues" / "5" / "more").symlink_to(workspace / "issues" / "5" / "data")

    assert len({before, within, open_results(order_in(workspace)).entry}) == 3


def test_each_version_makes_another_key(original):
    """Of WeasyPrint and of every other package that can change a page."""
    said = keys_said(VERSIONS, original, PACKAGES)

    assert all(len({keys[level] for keys in said.values()}) == len(said) == len(PACKAGES) + 1
               for level in (0, 1))


def test_each_byte_of_our_code_makes_another_key(original, tmp_path):
    """All of it for an edition; for a galley what sets type, with its data."""
    shutil.copytree(ROOT / "rocbpress", tmp_path / "rocbpress", ignore=shutil.ignore_patterns("__pycache__"))
    said = keys_said(CODE, original, (*SETS_TYPE, *SETS_NONE), path=tmp_path)

    assert len({keys[0] for keys in said.values()}) == len(said)
    assert len({said[name][1] for name in ("", *SETS_TYPE)}) == 1 + len(SETS_TYPE)
    assert {said[name][1] for name in SETS_NONE} == {said[""][1]}


def test_what_is_saved_while_an_edition_is_made_is_not_remembered(workspace):
    """Nobody knows which of two texts was read, so neither's outcome is kept."""
    article = workspace / "issues" / "5" / "articles" / "one.md"
    memo, before = open_results(order_in(workspace)), article.read_text()
    article.write_text(f"{before}More.\n")
    memo.keep(OUTCOME)
    during = open_results(order_in(workspace)).find()
    article.write_text(before)

    assert during is None and open_results(order_in(workspace)).find() is None


def test_all_that_is_known_of_an_edition_is_counted_and_can_go(workspace):
    """Its result, and that there was one: no file of the cache takes room that nobody sees."""
    order = order_in(workspace)
    open_results(order).keep(OUTCOME)
    kept = [path.stat().st_size for path in order.cache.rglob("*") if path.is_file()]

    assert not is_new(order)
    assert sum(size for _, size in order.kept.usage().values()) == sum(kept)
    order.kept.trim(0)
    assert is_new(order) and open_results(order).find() is None


@pytest.mark.parametrize("damage", [
    lambda data: data[:-3], lambda _: b"", lambda data: data.replace(b"8", b"9"), lambda data: data + b"\n"])
def test_a_damaged_result_is_none(workspace, damage):
    """Truncated or altered results are made again; sound ones come back whole."""
    memo = open_results(order_in(workspace))
    memo.keep(OUTCOME)
    whole = memo.find()
    [entry] = (workspace / "build" / ".cache" / "results").glob("*/*")
    entry.write_bytes(damage(entry.read_bytes()))

    assert whole == OUTCOME and memo.find() is None


def test_a_file_that_was_altered_is_not_there(tmp_path):
    """One byte is enough."""
    (tmp_path / "a.pdf").write_bytes(b"test")
    (tmp_path / "b.pdf").write_bytes(b"tesT")

    assert is_there(OUTCOME, tmp_path / "a.pdf")
    assert not is_there(OUTCOME, tmp_path / "b.pdf") and not is_there(OUTCOME, tmp_path / "c.pdf")


def keys_said(code: str, root: Path, names: tuple[str, ...], path: Path = ROOT) -> dict[str, list[str]]:
    done = subprocess.run([sys.executable, "-c", code, str(root), *names], capture_output=True, text=True,
                          check=True, cwd=path, env={"PYTHONPATH": str(path)})
    return dict(json.loads(done.stdout))
