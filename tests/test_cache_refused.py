"""A cache that cannot be used costs time, and a line that says so; never a page."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from rocbpress.findings.errors import WriteError
from rocbpress.workspace.cache import Cache, note_refusal, take_refusal
from rocbpress.workspace.files import put
from tests.archived import make_archive
from tests.systems import POSIX
from tests.workspaces import run

KINDS = ("file", "results", "galleys")


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """A small issue, and its mail edition made with a cache that works."""
    workspace = make_archive(tmp_path_factory.mktemp("archive"))
    run(workspace.root, "render", "7")
    return workspace.root, (workspace.build / "7" / "rocb-7.pdf").read_bytes()


@pytest.mark.parametrize("kind", KINDS)
def test_a_cache_that_cannot_be_written_is_told_once(archive, tmp_path, kind):
    """The same file comes of it."""
    root, whole = archive
    place = tmp_path / "cache"
    if kind != "file":
        place.mkdir()
        place /= kind
    place.write_text("in the way")
    done = run(root, "render", "7", "--cache", str(tmp_path / "cache"), "--output", str(tmp_path / "out"))

    assert done.returncode == 0 and done.stderr.count("cache-refused") == 1, done.stderr
    assert (tmp_path / "out" / "rocb-7.pdf").read_bytes() == whole


@POSIX
@pytest.mark.parametrize("making", [
    lambda path: os.mkfifo(path), Path.mkdir, lambda path: path.symlink_to("/dev/zero")],
    ids=["fifo", "folder", "device"])
def test_what_is_in_the_place_of_an_entry_is_a_miss(tmp_path, making):
    """It is neither waited for nor read."""
    kept = Cache(tmp_path)
    assert kept.remember("lists", lambda: "made", name="a") == "made"
    path = kept.entry("lists", name="a").path
    path.unlink()
    making(path)

    assert kept.remember("lists", lambda: "made again", name="a") == "made again"
    take_refusal()


def test_a_refusal_is_taken_once(tmp_path):
    """Whatever else was refused in the same run."""
    (tmp_path / "file").touch()
    for name in ("one", "two"):
        try:
            put(b"", tmp_path / "file" / name)
        except WriteError as error:
            note_refusal(error)
    first, second = take_refusal(), take_refusal()

    assert first and first.code == "cache-refused" and second is None


def test_entries_exchanged_are_misses(tmp_path):
    """Every pair of sixty: an entry tells by what key it was kept."""
    kept = Cache(tmp_path)
    entries = [kept.entry("lists", number=number) for number in range(60)]
    for number, entry in enumerate(entries):
        entry.keep(number)
    whole = [entry.path.read_bytes() for entry in entries]
    for one, entry in enumerate(entries):
        for other, data in enumerate(whole):
            entry.path.write_bytes(data)
            assert entry.find() == (one if one == other else None)
        entry.path.write_bytes(whole[one])


def test_entries_exchanged_change_no_page(archive, tmp_path):
    """Sixty pairs of a real cache exchanged, and the issue rendered from it."""
    root, whole = archive
    place = tmp_path / "cache"
    call = ("render", "7", "--cache", str(place), "--output", str(tmp_path / "out"))
    run(root, *call)
    for kind in sorted(path for path in place.iterdir() if path.name != "pictures"):
        entries = sorted(path for path in kind.glob("??/*") if path.is_file())
        for one, other in zip(entries, entries[1:] + entries[:1], strict=True):
            shutil.copy(one, tmp_path / f"{other.name}.moved")
        for entry in entries:
            shutil.move(tmp_path / f"{entry.name}.moved", entry)
    done = run(root, *call)

    assert done.returncode == 0 and (tmp_path / "out" / "rocb-7.pdf").read_bytes() == whole
