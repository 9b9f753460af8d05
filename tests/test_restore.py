"""An archive edition becomes the workspace that made it, and never writes anywhere else."""

import hashlib
from io import BytesIO

import pikepdf
import pytest
from archived import lock, make_archive, printed
from pikepdf import Array, Dictionary, Name, String
from workshop import run

from rocbpress.archive.restore import restore
from rocbpress.errors import UsageError
from rocbpress.workspace import Workspace


@pytest.fixture(scope="module")
def workspace(tmp_path_factory) -> Workspace:
    return make_archive(tmp_path_factory.mktemp("workspace"))


@pytest.fixture(scope="module")
def archive(workspace) -> bytes:
    return printed(workspace, "archive")


def carrying(*names: str, entry: str = "/UF") -> bytes:
    """A file that carries others under these names."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pairs = Array()
    for at, name in enumerate(names):
        stream = pdf.make_indirect(pikepdf.Stream(pdf, b"bytes", Type=Name.EmbeddedFile))
        specification = Dictionary(Type=Name.Filespec, EF=Dictionary(F=stream))
        specification[entry] = String(name)
        pairs.extend((String(f"{at:04}"), pdf.make_indirect(specification)))
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=pairs))
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def test_it_renders_to_the_same_bytes(archive, tmp_path):
    """Restored by the command into a new folder, rendered there: one file."""
    (tmp_path / "kept.pdf").write_bytes(archive)
    desk = tmp_path / "desk"

    assert run(tmp_path, "restore", "kept.pdf", "desk").returncode == 0
    done = run(desk, "render", "7", "--edition", "archive")

    assert done.returncode == 0
    made = (desk / "build" / "7" / "rocb-7-archive.pdf").read_bytes()
    assert hashlib.sha256(made).hexdigest() == hashlib.sha256(archive).hexdigest()


def test_the_archive_of_a_locked_issue_renders_to_the_same_bytes(archive, tmp_path):
    """The layout of its time comes back as the layout."""
    own = make_archive(tmp_path / "own")
    lock(own)

    assert printed(own, "archive") == archive
    written = restore(archive, tmp_path / "desk")
    assert tmp_path / "desk" / "layouts" / "rocb" / "layout.toml" in written


def test_names_in_every_script_come_back(tmp_path):
    """As they were in the workspace, not as the name tree spells them."""
    restore(carrying("issues/7/images/écran.jpg", "issues/7/articles/倉本.md"), tmp_path / "desk")

    assert (tmp_path / "desk" / "issues" / "7" / "articles" / "倉本.md").read_bytes() == b"bytes"
    assert (tmp_path / "desk" / "issues" / "7" / "images" / "écran.jpg").is_file()


@pytest.mark.parametrize("name", [
    "../../x", "issues/../../x", "/etc/x", "//server/x", "C:/x", "C:x", "issues/C:x", "issues\\..\\..\\x",
    "..\\x", "issues/7/", "issues//x", "issues/./x", "issues/x\0.md", "issues/x\n", "issues/7/nul",
    "issues/7/CON.md", "issues/7/end.", "issues/7/end ", "x.md", "build/x", ".git/config", "",
    "issues/7/a:stream"])
@pytest.mark.parametrize("entry", ["/UF", "/F"])
def test_a_name_that_leads_elsewhere_is_refused(name, entry, tmp_path):
    """Whatever the system it is restored on; the good file beside it is not written either."""
    desk = tmp_path / "in" / "desk"
    with pytest.raises(UsageError) as told:
        restore(carrying("issues/7/issue.yaml", name, entry=entry), desk)

    assert {finding.code for finding in told.value.findings} == {"restore-name"}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("twin", [
    "issues/7/écran.md", "ISSUES/7/ÉCRAN.MD", "issues/7/e\u0301cran.md"])
def test_two_files_of_one_name_are_refused(twin, tmp_path):
    """Or of names that some disks take for one."""
    with pytest.raises(UsageError, match="restore-twice"):
        restore(carrying("issues/7/écran.md", twin), tmp_path / "desk")

    assert not (tmp_path / "desk").exists()


def test_a_file_inside_of_a_file_is_refused(tmp_path):
    """Before the first of the two is written."""
    with pytest.raises(UsageError, match="restore-within"):
        restore(carrying("issues/7", "issues/7/x.md"), tmp_path / "desk")

    assert not (tmp_path / "desk").exists()


def test_a_link_in_the_way_is_not_followed(tmp_path):
    """Nothing is restored into a folder that holds anything."""
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "issues").symlink_to(tmp_path)

    with pytest.raises(UsageError, match="restore-occupied"):
        restore(carrying("issues/x.md"), tmp_path / "desk")
    assert not (tmp_path / "x.md").exists()


@pytest.mark.parametrize(("data", "code"), [
    (b"", "archive-unreadable"), (b"%PDF-1.7\nnothing", "archive-unreadable")])
def test_what_is_no_archive_is_refused(data, code, tmp_path):
    """In words, with exit code 2."""
    (tmp_path / "file.pdf").write_bytes(data)

    done = run(tmp_path, "restore", "file.pdf", "desk")

    assert done.returncode == 2 and code in done.stderr and not (tmp_path / "desk").exists()


def test_the_mail_edition_cannot_be_restored(workspace, tmp_path):
    """It carries nothing, and says which one does."""
    with pytest.raises(UsageError, match="archive-empty"):
        restore(printed(workspace), tmp_path / "desk")
