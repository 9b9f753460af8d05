"""Locks, snapshots and archives of strangers: told at their file, and nothing outside is opened."""

from __future__ import annotations

import copy
import json
import os
import shutil
import zipfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from rocbpress.archive.listing import list_issues
from rocbpress.archive.lock import read_lock, read_snapshot
from rocbpress.archive.restore import restore
from rocbpress.archive.snapshot import unpack
from rocbpress.archive.verify import verify_anyhow, worst
from rocbpress.copyfit.locked import locked_fits
from rocbpress.findings.errors import LayoutError, UsageError
from rocbpress.layout.locked import LOCK, locked_layout
from rocbpress.workspace.workspace import Workspace

PLACES = ("schema", "issue", "engines", "engines python", "layout", "layout name", "layout sha256", "inputs",
          "inputs issues/7/issue.yaml", "editions", "editions mail", "editions mail sha256",
          "editions mail portrait", "editions mail pages", "fits", "fits ports", "code")
VALUES: dict[str, Any] = {
    "none": None, "number": 7e300, "text": "../../../../etc/passwd", "list": [], "object": {},
    "list of lists": [[[]]], "objects": {"/etc/passwd": {"scale": 1e300}, "../x": {"moves": 3}}, "flag": True}
SHAPES = [(place, name) for place in PLACES for name in VALUES]


@pytest.fixture
def workspace(locked_archive, tmp_path) -> Workspace:
    """A copy of the locked issue."""
    shutil.copytree(locked_archive.root, tmp_path / "copy", symlinks=True)
    return Workspace(tmp_path / "copy")


def changed(workspace, place, value):
    """The lock with another value somewhere."""
    path = workspace.issue(7) / LOCK
    lock = json.loads(path.read_text("utf-8"))
    inner = lock
    *way, last = place.split()
    for key in way:
        inner = inner.setdefault(key, {})
    inner[last] = copy.deepcopy(value)
    path.write_text(json.dumps(lock), "utf-8")


def attempts(workspace):
    """All that reads a lock; what each says of it."""
    for reading in (lambda: read_lock(workspace, 7), lambda: locked_layout(workspace, 7, "rocb"),
                    lambda: locked_fits(workspace, 7), lambda: list_issues(workspace)):
        try:
            reading()
        except (UsageError, LayoutError) as error:
            yield error.findings[0]


@pytest.mark.parametrize(("place", "name"), SHAPES, ids=lambda each: str(each).replace(" ", "."))
def test_a_lock_of_any_shape_is_told(workspace, place, name):
    """Nothing but a finding with the lock's name stops what reads it."""
    changed(workspace, place, VALUES[name])
    codes = {each.code for each in attempts(workspace)}
    found = list(attempts(workspace))

    assert codes <= {"lock-unreadable", "lock-foreign", "layout-frozen"}
    assert all("issues/7/" in str(each) for each in found)


NO_LOCKS = {"lists": "[" * 100_000, "objects": '{"a":' * 100_000, "zero": "\x00", "mark": "\ufeff{}",
            "size": "{" + " " * 21_000_000 + "}"}


@pytest.mark.parametrize("text", NO_LOCKS.values(), ids=NO_LOCKS)
def test_a_lock_that_is_no_lock_is_told(workspace, text):
    """Too deep, too large, or no JSON."""
    (workspace.issue(7) / LOCK).write_text(text, "utf-8")

    assert [each.code for each in attempts(workspace)] == ["lock-unreadable"] * 3


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
@pytest.mark.parametrize("kind", ["fifo", "folder", "link", "device"])
def test_what_is_no_file_is_told(workspace, kind, tmp_path):
    """In the place of a lock, or of a snapshot."""
    path = workspace.issue(7) / LOCK
    kept = path.read_bytes()
    (tmp_path / "outside.lock").write_bytes(kept)
    makings: dict[str, Any] = {
        "fifo": os.mkfifo, "folder": Path.mkdir, "device": lambda at: at.symlink_to("/dev/zero"),
        "link": lambda at: at.symlink_to(tmp_path / "outside.lock")}
    path.unlink()
    makings[kind](path)
    assert "lock-unreadable" in {each.code for each in attempts(workspace)}

    shutil.rmtree(path) if kind == "folder" else path.unlink()
    path.write_bytes(kept)
    digest = read_lock(workspace, 7)["editions"]["mail"]["portrait"]
    snapshot = next((workspace.issue(7) / ".lock").glob(f"{digest[:16]}*"))
    snapshot.unlink()
    makings[kind](snapshot)
    with pytest.raises(UsageError, match="lock-portrait"):
        read_snapshot(workspace, 7, digest)


def swollen(name, size):
    """A ZIP of a file that unpacks to so many bytes."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("particulars.json", "[]")
        with archive.open(name, "w") as inner:
            for _ in range(size >> 20):
                inner.write(bytes(1 << 20))
    return out.getvalue()


def claiming(size):
    """A snapshot whose picture is larger than any page."""
    picture, out = BytesIO(), BytesIO()
    Image.new("RGB", (size, 10)).save(picture, "WEBP", lossless=True)
    page = {"label": "1", "text": "", "spots": [], "inks": [], "shapes": [], "structure": [],
            "alternatives": [], "links": []}
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("particulars.json", "[]")
        archive.writestr("0001.json", json.dumps(page))
        archive.writestr("0001.webp", picture.getvalue())
    return out.getvalue()


BROKEN = {
    "bomb": lambda: swollen("0001.json", 1 << 30), "picture bomb": lambda: swollen("0001.webp", 1 << 30),
    "large": lambda: claiming(10_000), "empty": lambda: b"", "text": lambda: b"PK\x03\x04 nothing",
    "no picture": lambda: swollen("0001.json", 0), "cut": lambda: claiming(100)[:-30],
    "damaged": lambda: claiming(100).replace(b"RIFF", b"RIFX")}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_snapshot_that_is_none_is_refused(kind):
    """Before it is unpacked, where it would fill the memory."""
    assert unpack(claiming(500)).pages
    with pytest.raises(ValueError, match=r"."):
        unpack(BROKEN[kind]())


def test_a_snapshot_of_a_stranger_is_told_by_verify(workspace):
    """Its digest stands in the lock: that edition alone cannot be compared."""
    data = swollen("0001.json", 1 << 30)
    digest = sha256(data).hexdigest()
    (workspace.issue(7) / ".lock" / f"{digest[:16]}.zip").write_bytes(data)
    changed(workspace, "editions mail portrait", digest)
    (workspace.issue(7) / "articles" / "ships.md").unlink()  # so that nothing is set
    examined = verify_anyhow(workspace, 7, 1, lambda *_: None)

    assert worst(examined).value == "not comparable"
    assert any("snapshot of the locked pages is missing or damaged" in str(each.reasons) for each in examined)


@pytest.mark.parametrize("name", ["/etc/passwd", "../../../../../../etc/passwd", "issues/../../secret.txt",
                                  "issues/7/link", "build/secret.txt", "issues/7/pipe"])
def test_what_a_lock_names_outside_is_not_opened(workspace, name, tmp_path):
    """It is missing, whatever it is."""
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    (workspace.issue(7) / "link").symlink_to(secret)
    os.mkfifo(workspace.issue(7) / "pipe")
    changed(workspace, "inputs", {name: sha256(b"secret").hexdigest()})
    (workspace.issue(7) / "articles" / "ships.md").unlink()
    told = [reason for each in verify_anyhow(workspace, 7, 1, lambda *_: None) for reason in each.reasons]

    assert f"{name} is missing" in told


def test_a_workspace_is_restored_whole_or_not_at_all(locked_archive, tmp_path, monkeypatch):
    """Whoever is stopped in between leaves no folder of that name."""
    from tests.archived import printed

    data = printed(locked_archive, "archive")
    written = []

    def stop(payload, path):
        written.append(path)
        if len(written) == 3:
            raise KeyboardInterrupt
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(payload)

    monkeypatch.setattr("rocbpress.workspace.creation.publish", stop)
    with pytest.raises(KeyboardInterrupt):
        restore(data, tmp_path / "new")
    assert list(tmp_path.iterdir()) == []

    monkeypatch.undo()
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    for folder in (tmp_path / "deep" / "new", tmp_path / "here"):
        assert all(path.is_file() for path in restore(data, folder))
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]
