"""Where the parts of a text of keys and values stand: line and column, from 1."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Keys = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class SourceMark:
    """Where a value stands, and its key if it has one; `block` for text after | or > in YAML."""

    line: int
    column: int
    key: tuple[int, int] | None = None
    block: bool = False

    @property
    def spot(self) -> tuple[int, int]:
        """Line and column of the value."""
        return self.line, self.column


@dataclass(frozen=True, slots=True)
class Placed:
    """Dicts, lists and scalars as read; `marks` finds where each stands, by the keys that lead to it."""

    value: object
    marks: Callable[[], Mapping[Keys, SourceMark]]

    def mark_at(self, path: Keys) -> SourceMark:
        """The mark of what `path` leads to; steps that are not in the text (type names) are passed over."""
        marks = self.marks()
        found: Keys = ()
        for step in path:
            if (*found, step) in marks:
                found = (*found, step)
            elif isinstance(step, int):  # a mapping that is validated as a list of pairs
                below = [each for each in marks if each and each[:-1] == found]
                found = below[step] if step < len(below) else found
        return marks[found]

    def spot(self, *path: str | int) -> tuple[int, int]:
        """Line and column of the value that `path` leads to."""
        return self.mark_at(path).spot


def place_of(before: str) -> tuple[int, int]:
    """Line and column of what follows `before`."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")
