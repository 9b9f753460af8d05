"""What is kept comes back whole or not at all, and takes no more room than it may."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.layout.editions import EDITIONS
from rocbpress.workspace.cache import NO_CACHE, Cache
from rocbpress.workspace.codec import decode, encode

KEEP_AND_FIND = """
import sys
from pathlib import Path
from rocbpress.workspace.cache import Cache
cache = Cache(Path(sys.argv[1]))
for turn in range(100):
    entry, value = cache.entry("galleys", number=turn % 7), bytes([turn % 7]) * 30_000
    entry.keep(value)
    assert entry.find() in (None, value)
    cache.trim(200_000)
"""
FINDING = Finding("runt", "last line", Place(block="rpsg#b3"), Severity.WARNING, "reword")
VALUES = [b"", b"\n\n\xff", "words", 0, (1, (2.5, None)), {"a": [True]}, frozenset({Path("a/b")}),
          date(2023, 10, 31), FINDING, EDITIONS["mail"], {FINDING.severity}]


@pytest.mark.parametrize("value", VALUES)
def test_a_value_comes_back_as_it_was_kept(tmp_path, value):
    """Whatever the value; nothing is found for other inputs, or under another kind."""
    cache = Cache(tmp_path)
    cache.entry("galleys", flow="a").keep(value)

    assert cache.entry("galleys", flow="a").find() == value
    assert cache.entry("galleys", flow="b").find() is None and cache.entry("maps", flow="a").find() is None


def test_an_enumeration_comes_back_whichever_python_kept_it(monkeypatch):
    """Python 3.11.0 to 3.11.3 pickle a member as `getattr` of its class, which no entry may hold."""
    monkeypatch.setattr(Severity, "__reduce_ex__", lambda self, _protocol: (getattr, (Severity, self.name)))

    assert decode(encode((FINDING, Severity.NOTE))) == (FINDING, Severity.NOTE)
    assert b"getattr" not in encode(Severity.NOTE)


def test_names_of_inputs_count():
    """Two inputs that have changed places are other inputs; their order does not count."""
    cache = Cache(Path("kept"))

    assert cache.entry("maps", a="1", b="2") == cache.entry("maps", b="2", a="1")
    assert len({cache.entry("maps", a="1", b="2"), cache.entry("maps", a="2", b="1"),
                cache.entry("maps", a="1"), cache.entry("maps", a="1", b=2)}) == 4


def test_what_is_remembered_is_made_once(tmp_path):
    """As long as the inputs are the same; without a folder it is made each time."""
    made = []

    def make():
        made.append("x")
        return len(made)

    assert [Cache(tmp_path).remember("lists", make, number=n) for n in (1, 1, 2, 1)] == [1, 1, 2, 1]
    assert [NO_CACHE.remember("lists", make, number=n) for n in (1, 1)] == [3, 4]


@pytest.mark.parametrize("damage", [
    lambda data: data[:-1], lambda data: data + b" ", lambda _: b"", lambda data: data[1:],
    lambda data: data.replace(b"w", b"v"), lambda data: data.replace(b"\n", b"\r\n")])
def test_a_damaged_entry_is_a_miss(tmp_path, damage):
    """Truncated, lengthened or altered entries are not found; keeping them once more mends them."""
    entry = Cache(tmp_path).entry("galleys", flow="a")
    entry.keep("words")
    entry.path.write_bytes(damage(entry.path.read_bytes()))

    assert entry.find() is None
    entry.keep("words")
    assert entry.find() == "words"


def test_an_entry_in_the_place_of_another_is_a_miss(tmp_path):
    """A sound file is not enough: it must be this entry's."""
    one, two = (Cache(tmp_path).entry("galleys", flow=name) for name in "ab")
    one.keep("words")
    two.keep("other words")
    assert one.path and two.path
    one.path.replace(two.path)

    assert two.find() is None


def test_what_cannot_be_read_or_written_is_a_miss(tmp_path):
    """A folder in the place of an entry, a file in the place of the folder: neither is an error."""
    entry = Cache(tmp_path).entry("galleys", flow="a")
    entry.path.mkdir(parents=True)
    entry.keep("words")
    (tmp_path / "file").write_bytes(b"")
    barred = Cache(tmp_path / "file")
    barred.entry("galleys", flow="a").keep("words")
    barred.trim(0)

    assert entry.find() is None and barred.entry("galleys", flow="a").find() is None
    assert barred.usage() == {}


@pytest.mark.parametrize("name", ["os.system", "builtins.eval", "rocbpress.workspace.files.publish",
                                  "rocbpress.workspace.files.os.system", "pathlib.Path.cwd"])
def test_nothing_in_an_entry_is_run(name):
    """An entry that somebody wrote can call neither Python nor us."""
    module, _, function = name.rpartition(".")
    if name.startswith("rocbpress.workspace.files.os"):
        module, function = "rocbpress.workspace.files", "os.system"
    text = b"\x80\x04" + b"".join(b"\x8c" + bytes([len(each)]) + each.encode() for each in (module, function))

    with pytest.raises(pickle.UnpicklingError, match="not a plain value"):
        decode(text + b"\x93)R.")


def test_what_would_not_come_back_is_refused():
    """Nothing is kept that is not plain."""
    for value in (print, object(), {"a": FINDING, "b": sys}, [lambda: None]):
        with pytest.raises(TypeError, match="cannot"):
            encode(value)


def test_what_was_not_asked_for_longest_goes_first(tmp_path):
    """Of eight entries of two kinds four have room: the two youngest, and two that were found since."""
    entries = [Cache(tmp_path).entry(("galleys", "maps")[age % 2], number=age) for age in range(8)]
    for age, entry in enumerate(entries):
        entry.keep(b"x" * 1000)
        assert entry.path
        os.utime(entry.path, ns=(age, age))
    size = entries[0].path.stat().st_size
    assert entries[1].find() and entries[4].find()
    Cache(tmp_path).trim(4 * size)

    assert [number for number, entry in enumerate(entries) if entry.find()] == [1, 4, 6, 7]


def test_a_cache_within_its_limit_keeps_all(tmp_path):
    """Trimming a cache that is not full, or not there, removes nothing."""
    Cache(tmp_path / "none").trim(0)
    NO_CACHE.trim(0)
    entry = Cache(tmp_path).entry("galleys", flow="a")
    entry.keep("words")
    Cache(tmp_path).trim(1000)

    assert entry.find() == "words"


def test_usage_counts_by_kind(tmp_path):
    """Files and bytes of each kind."""
    cache = Cache(tmp_path)
    for number in range(3):
        cache.entry("maps" if number else "galleys", number=number).keep(b"")
    size = cache.entry("maps", number=1).path.stat().st_size

    assert cache.usage() == {"galleys": (1, size), "maps": (2, 2 * size)}


def test_two_runs_share_a_cache(tmp_path):
    """Two processes that keep, find and trim the same entries meet neither half a file nor an error."""
    runs = [subprocess.Popen([sys.executable, "-c", KEEP_AND_FIND, tmp_path], stderr=subprocess.PIPE)
            for _ in range(2)]
    said = [run.communicate()[1].decode() for run in runs]

    assert [run.returncode for run in runs] == [0, 0], said
