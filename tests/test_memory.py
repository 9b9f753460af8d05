"""What a process that stays holds in memory, it holds as long as it is of use."""

from __future__ import annotations

from rocbpress.workspace.cache import Cache, Entry
from rocbpress.workspace.memory import Memory


def test_values_of_the_last_two_turns_are_held(tmp_path):
    """What was asked for is found again, as the very object; what was not, for two turns, is let go."""
    memory = Memory()
    cache = Cache(tmp_path, memory)
    value = ("words",)
    for name in ("one", "two"):
        cache.entry("words", name=name).keep(value)
    memory.turn()
    assert cache.entry("words", name="one").find() is value
    memory.turn()

    assert cache.entry("words", name="one").find() is value
    assert cache.entry("words", name="two").find() is None


def test_nothing_is_written_before_it_is_time(tmp_path):
    """The folder stays empty until what is new is taken; then another process finds it."""
    memory = Memory()
    cache = Cache(tmp_path, memory)
    cache.entry("words", name="one").keep(("words",))
    before = list(tmp_path.rglob("*"))
    for path, value in memory.unwritten().items():
        Entry(path).keep(value)

    assert before == [] and Cache(tmp_path).entry("words", name="one").find() == ("words",)
    assert memory.unwritten() == {}
