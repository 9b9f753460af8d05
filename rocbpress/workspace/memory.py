"""Values of the cache that a process which stays holds in memory, so that it need not read them again."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

_Values: TypeAlias = dict[Path, Any]


@dataclass(slots=True)
class Memory:
    """The values that were asked for since the turn before the last, by the place of their entry.

    What is new is written only when it is taken by `unwritten`.
    """

    _now: _Values = field(default_factory=dict)
    _before: _Values = field(default_factory=dict)
    _new: _Values = field(default_factory=dict)

    def find(self, path: Path) -> Any:
        """The value; None for one that is not held."""
        value = self._now.get(path)
        if value is None and (value := self._before.get(path)) is not None:
            self._now[path] = value
        return value

    def hold(self, path: Path, value: object, *, unwritten: bool = False) -> None:
        """Hold a value; where `unwritten`, it is not in the folder yet."""
        self._now[path] = value
        if unwritten:
            self._new[path] = value

    def unwritten(self) -> _Values:
        """What is not in the folder yet; it counts as written from now on."""
        new, self._new = self._new, {}
        return new

    def turn(self) -> None:
        """Begin another turn: what the last one did not ask for is let go."""
        self._before, self._now = self._now, {}
