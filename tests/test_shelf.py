"""What is kept comes back whole or not at all, and takes no more room than it may."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from rocbpress.workspace.cache import Cache

KEYS = [f"{n:02x}" * 32 for n in range(8)]
KEEP_AND_FIND = """
import sys
from pathlib import Path
from rocbpress.workspace.cache import Cache
shelf = Cache(Path(sys.argv[1]))
for turn in range(100):
    key = f"{turn % 7:02x}" * 32
    shelf.keep(key, key.encode() * 500)
    found = shelf.find(key)
    assert found in (None, key.encode() * 500)
    shelf.clear(limit=200_000)
"""


@pytest.mark.parametrize("body", [b"", b"\n", b"one\ntwo\x00\xff", b"rocbpress 1\n"])
def test_bytes_come_back_as_they_were_kept(tmp_path, body):
    """Whatever the bytes; nothing is found under another key."""
    shelf = Cache(tmp_path)
    shelf.keep(KEYS[0], body)

    assert shelf.find(KEYS[0]) == body
    assert shelf.find(KEYS[1]) is None


@pytest.mark.parametrize("damage", [
    lambda data: data[:-1], lambda data: data + b" ", lambda _: b"", lambda data: data[1:],
    lambda data: data.replace(b"w", b"v"), lambda data: data.replace(b"\n", b"\r\n")])
def test_a_damaged_entry_is_none(tmp_path, damage):
    """Truncated, lengthened or altered entries are not found; keeping them once more mends them."""
    shelf = Cache(tmp_path)
    shelf.keep(KEYS[0], b"words")
    [entry] = tmp_path.glob("*/*")
    entry.write_bytes(damage(entry.read_bytes()))

    assert shelf.find(KEYS[0]) is None
    shelf.keep(KEYS[0], b"words")
    assert shelf.find(KEYS[0]) == b"words"


def test_what_was_not_asked_for_longest_goes_first(tmp_path):
    """Of eight entries four have room: the two youngest, and two that were found since."""
    shelf = Cache(tmp_path)
    for age, key in enumerate(KEYS):
        shelf.keep(key, b"x" * 1000)
        [entry] = tmp_path.glob(f"{key[:2]}/*")
        os.utime(entry, ns=(age, age))
    size = entry.stat().st_size
    shelf.find(KEYS[1])
    shelf.find(KEYS[3])
    shelf.clear(limit=4 * size)

    assert [key for key in KEYS if shelf.find(key)] == [KEYS[1], KEYS[3], KEYS[6], KEYS[7]]


def test_a_shelf_within_its_limit_keeps_all(tmp_path):
    """Clearing a shelf that is not full, or not there, throws nothing away."""
    Cache(tmp_path / "none").clear(limit=0)
    shelf = Cache(tmp_path)
    shelf.keep(KEYS[0], b"words")
    shelf.clear(limit=1000)

    assert shelf.find(KEYS[0]) == b"words"


def test_two_runs_share_a_shelf(tmp_path):
    """Two processes that keep, find and clear the same entries meet neither half a file nor an error."""
    runs = [subprocess.Popen([sys.executable, "-c", KEEP_AND_FIND, tmp_path], stderr=subprocess.PIPE)
            for _ in range(2)]
    said = [run.communicate()[1].decode() for run in runs]

    assert [run.returncode for run in runs] == [0, 0], said
