"""An archive edition becomes the workspace that made it, and never writes anywhere else."""

import hashlib
import random
import subprocess
import sys
import zlib
from contextlib import suppress
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from rocbpress.archive.restore import made_with_others, restore
from rocbpress.findings.errors import UsageError
from rocbpress.workspace.workspace import Workspace
from tests.archived import lock, make_archive, printed
from tests.systems import POSIX
from tests.workspaces import run


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
    "issues/7/a:stream", "issues/7/com¹.txt", "issues/7/aux .md", "issues/7/conin$", "issues/7/\x85.md",
    "issues/7/" + "x" * 241, "issues/" + "x/" * 500 + "x", "issues/7/images/->/etc/passwd"])
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


def test_a_name_is_told_as_a_terminal_may_show_it(tmp_path):
    """A name that would clear the screen or fill it is written out, and cut."""
    with pytest.raises(UsageError) as told:
        restore(carrying("issues/\x1b[2J\u202e" + "x" * 5000), tmp_path / "desk")

    message = told.value.findings[0].message
    assert r"\x1b[2J\u202e" in message and message.isprintable() and len(message) < 250


@pytest.mark.parametrize(("data", "code"), [
    (b"", "archive-unreadable"), (b"%PDF-1.7\nnothing", "archive-unreadable"),
    (b"\xff\xd8\xff\xe0 a photograph", "archive-unreadable")])
def test_what_is_no_archive_is_refused(data, code, tmp_path):
    """In words, with exit code 2."""
    (tmp_path / "file.pdf").write_bytes(data)

    done = run(tmp_path, "restore", "file.pdf", "desk")

    assert done.returncode == 2 and code in done.stderr and not (tmp_path / "desk").exists()


@pytest.mark.parametrize("installed", [True, False], ids=["cryptography", "none"])
@pytest.mark.parametrize(("revision", "password"), [(3, ""), (4, ""), (6, ""), (6, "secret")])
def test_an_encrypted_archive_is_refused_alike(archive, revision, password, installed, tmp_path, monkeypatch):
    """In the same words, whether or not a package is there with which pypdf could read it."""
    with pikepdf.open(BytesIO(archive)) as pdf:
        pdf.save(tmp_path / "file.pdf", encryption=pikepdf.Encryption(
            owner="owner", user=password, R=revision, aes=revision >= 4, metadata=revision >= 4))
    (tmp_path / "sitecustomize.py").write_text(
        "" if installed else "import sys\nsys.modules.update(cryptography=None, Crypto=None)\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    done = run(tmp_path, "restore", "file.pdf", "desk")

    assert done.returncode == 2 and "archive-encrypted" in done.stderr and "password" in done.stderr
    assert "cryptography" not in done.stderr and not (tmp_path / "desk").exists()


def test_a_truncated_archive_is_refused(archive, tmp_path):
    """Wherever it ends: a download that broke off writes no half workspace."""
    for part in range(1, 20):
        with pytest.raises(UsageError, match="archive-unreadable"):
            restore(archive[:len(archive) * part // 20], tmp_path / "desk")

    assert not (tmp_path / "desk").exists()


def test_a_damaged_archive_is_refused_or_restored(archive, tmp_path):
    """Whatever its bytes have become, it ends in words, and never writes elsewhere."""
    noise = random.Random(7)
    for turn in range(30):
        spoilt = bytearray(archive)
        for _ in range(200):
            spoilt[noise.randrange(len(spoilt) * 3 // 4, len(spoilt))] = noise.randrange(256)
        with suppress(UsageError):
            restore(bytes(spoilt), tmp_path / f"desk-{turn}")

    assert {path.name.partition("-")[0] for path in tmp_path.iterdir()} <= {"desk"}


def bomb(size: int, files: int) -> bytes:
    """A few kilobytes that unpack to `files` times `size`, packed twice over."""
    data = zlib.compress(zlib.compress(bytes(size), 9), 9)
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pairs = Array()
    for at in range(files):
        stream = pdf.make_indirect(pikepdf.Stream(pdf, b""))
        stream.write(data, filter=Array([Name.FlateDecode, Name.FlateDecode]))
        pairs.extend((String(f"{at:04}"), pdf.make_indirect(
            Dictionary(Type=Name.Filespec, UF=String(f"issues/7/{at}.md"), EF=Dictionary(F=stream)))))
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=pairs))
    out = BytesIO()
    pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    return out.getvalue()


@POSIX
@pytest.mark.parametrize(("size", "files"), [(30_000_000, 40), (300_000_000, 1)])
def test_an_attachment_bomb_is_refused(size, files, tmp_path):
    """A gigabyte in many files, or much in one: bounded in memory and time, and nothing is written."""
    data = bomb(size, files)
    (tmp_path / "bomb.pdf").write_bytes(data)
    bounded = ("import resource, sys; from rocbpress.cli.app import main; "
               "resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000)); main()")

    done = subprocess.run([sys.executable, "-c", bounded, "restore", "bomb.pdf", "desk"], cwd=tmp_path,
                          capture_output=True, text=True, timeout=20, check=False)

    assert len(data) < 20_000
    assert done.returncode == 2 and "archive-swollen" in done.stderr and not (tmp_path / "desk").exists()


def test_a_name_tree_that_hangs_from_itself_ends(tmp_path):
    """Twice from itself: read as it stands, it would have no end."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    node = pdf.make_indirect(Dictionary(Names=Array()))
    node.Kids = Array([node, node])
    pdf.Root.Names = Dictionary(EmbeddedFiles=node)
    out = BytesIO()
    pdf.save(out)

    with pytest.raises(UsageError, match="archive-empty"):
        restore(out.getvalue(), tmp_path / "desk")


FULL_DISK = """
import resource, signal
from pathlib import Path
from rocbpress.archive.restore import restore
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4, 4))
restore(Path("x.pdf").read_bytes(), Path("desk"))
"""


@POSIX
def test_a_disk_that_refuses_leaves_no_half_workspace(tmp_path):
    """What was written before goes again, so that the folder is empty as it was."""
    (tmp_path / "desk").mkdir()
    (tmp_path / "x.pdf").write_bytes(carrying("issues/7/issue.yaml", "fonts/x.ttf"))

    done = subprocess.run([sys.executable, "-c", FULL_DISK], cwd=tmp_path, capture_output=True, text=True,
                          check=False)

    assert "write-refused" in done.stderr and list((tmp_path / "desk").iterdir()) == []


def test_other_engines_are_told(archive, tmp_path):
    """A workspace that was made with another WeasyPrint may come out otherwise: that is said at once."""
    restore(archive, tmp_path)
    assert made_with_others(tmp_path) == ()
    record = tmp_path / "rocbpress.json"
    said = record.read_text("utf-8").replace('"weasyprint": "70.0"', '"weasyprint": "69.0"')
    record.write_text(said, "utf-8")

    assert made_with_others(tmp_path) == ("weasyprint is 70.0, was 69.0",)

def test_the_mail_edition_cannot_be_restored(workspace, tmp_path):
    """It carries nothing, and says which one does."""
    with pytest.raises(UsageError, match="archive-empty"):
        restore(printed(workspace), tmp_path / "desk")
