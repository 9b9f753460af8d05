"""Files are opened inside their folder, or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rocbpress.workspace import contained
from rocbpress.workspace.contained import OutsideError, read_inside

LEAVING = {
    "absolute": "/etc/passwd", "upwards": "../secret.txt", "folder": "../outside",
    "chain": "again", "deep": "below/../../secret.txt",
}


@pytest.fixture(params=["openat", "resolve"])
def way(request, monkeypatch):
    """Both ways of opening, of which a system has one."""
    monkeypatch.setattr(contained, "_SAFE", request.param == "openat")


@pytest.fixture
def folder(tmp_path):
    """A folder with a file, a file below, and secrets around it."""
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "inner.txt").write_text("secret")
    inside = tmp_path / "inside"
    (inside / "below").mkdir(parents=True)
    (inside / "own.txt").write_text("own")
    (inside / "below" / "deep.txt").write_text("deep")
    (inside / "again").symlink_to("../secret.txt")
    return inside


@pytest.mark.usefixtures("way")
def test_files_below_are_read(folder):
    """By name, through links that stay inside, and where the folder itself is a link."""
    (folder / "link.txt").symlink_to("below/deep.txt")
    (folder / "below" / "up.txt").symlink_to("../own.txt")
    (folder / "whole.txt").symlink_to(folder / "own.txt")
    (folder / "below" / "round").symlink_to("../below")
    (folder.parent / "alias").symlink_to(folder)

    assert [read_inside(folder / name, folder) for name in (
        "own.txt", "below/deep.txt", "link.txt", "below/up.txt", "whole.txt", "below/round/round/deep.txt",
    )] == [b"own", b"deep", b"deep", b"own", b"own", b"deep"]
    alias = folder.parent / "alias"
    assert read_inside(alias / "link.txt", alias) == b"deep"


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("name", LEAVING)
def test_what_leads_out_is_refused(folder, name):
    """As a link, as a link to a folder on the way, and written as it is."""
    (folder / "leaving").symlink_to(LEAVING[name])
    for path in (folder / "leaving", folder / "leaving" / "inner.txt", folder / LEAVING[name]):
        with pytest.raises(OSError) as told:
            read_inside(path, folder)
        assert isinstance(told.value, OutsideError | NotADirectoryError | IsADirectoryError)


@pytest.mark.usefixtures("way")
def test_what_is_no_file_is_refused(folder):
    """A folder, a circle of links, and a file that is larger than asked for."""
    (folder / "circle").symlink_to("circle")
    for name in ("below", "circle", "."):
        with pytest.raises((OSError, RuntimeError)):
            read_inside(folder / name, folder)
    with pytest.raises(OutsideError, match="larger than 2 bytes"):
        read_inside(folder / "own.txt", folder, most=2)
    with pytest.raises(FileNotFoundError):
        read_inside(folder / "missing.txt", folder)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
def test_a_fifo_is_not_waited_for(folder):
    """Opening one for reading would wait for a writer."""
    os.mkfifo(folder / "pipe")
    with pytest.raises(OutsideError, match="not a regular file"):
        read_inside(folder / "pipe", folder)


@pytest.mark.skipif(not contained._SAFE, reason="no openat here")
def test_no_descriptor_is_left(folder):
    """Neither after reading nor after a refusal."""
    before = _descriptors()
    read_inside(folder / "below" / "deep.txt", folder)
    with pytest.raises(OutsideError):
        read_inside(folder / "again", folder)
    assert before == _descriptors()


def _descriptors() -> int:
    there = Path("/proc/self/fd")
    return len(list(there.iterdir())) if there.is_dir() else 0
