"""Where keys and values stand in TOML, which tomllib does not say."""

import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass, field

from rocbpress.findings.marks import Keys, SourceMark

_BLANK = re.compile(r"(?:\s|#[^\n]*)*")
_QUOTED = r'"(?:\\.|[^"\\])*"|\'[^\']*\''
_KEY = re.compile(rf"{_QUOTED}|[\w-]+")
# Texts in three quotes may end in up to five; a day and a time may have a space between them.
_SCALAR = re.compile(
    rf'"""(?:\\.|[^\\])*?"{{3,5}}|\'\'\'.*?\'{{3,5}}|{_QUOTED}|[^\s,\]}}#]+(?: \d\d:[^\s,\]}}#]+)?',
    re.DOTALL)


def find_marks(text: str) -> dict[Keys, SourceMark]:
    """The mark of each key, value and table of a text that is valid TOML."""
    finder = _Finder(text)
    finder.document()
    return finder.marks


@dataclass(slots=True)
class _Finder:
    """Reads from `at` on; `lengths` counts the tables of each array of tables."""

    text: str
    at: int = 0
    marks: dict[Keys, SourceMark] = field(default_factory=lambda: {(): SourceMark(1, 1)})
    lengths: dict[Keys, int] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Find where lines begin."""
        self.starts = [0, *(found.end() for found in re.finditer("\n", self.text))]

    def document(self) -> None:
        table: Keys = ()
        spot = self._spot()
        while self.at < len(self.text):
            if self._takes("[["):
                array = self._keys(())
                number = self.lengths[array] = self.lengths.get(array, 0) + 1
                table = (*array, number - 1)
                self.marks[table] = SourceMark(*spot)
                self._takes("]]")
            elif self._takes("["):
                table = self._keys(())
                self.marks[table] = SourceMark(*spot, spot)
                self._takes("]")
            else:
                self._pair(table)
            spot = self._spot()

    def _pair(self, table: Keys) -> None:
        spot = self._spot()
        path = self._keys(table)
        self._takes("=")
        self._value(path, spot)

    def _keys(self, path: Keys) -> Keys:
        """The path that a key leads to, dotted or not; within an array of tables it is the last one's."""
        while True:
            spot = self._spot()
            name = self._match(_KEY)
            if path in self.lengths:
                path = (*path, self.lengths[path] - 1)
            path = (*path, name if name[0] not in "\"'" else tomllib.loads(f"key = {name}")["key"])
            self.marks.setdefault(path, SourceMark(*spot, spot))
            if not self._takes("."):
                return path

    def _value(self, path: Keys, key: tuple[int, int] | None = None) -> None:
        self.marks[path] = SourceMark(*self._spot(), key)
        if self._takes("["):
            count = 0
            while not self._takes("]"):
                self._value((*path, count))
                self._takes(",")
                count += 1
        elif self._takes("{"):
            while not self._takes("}"):
                self._pair(path)
                self._takes(",")
        else:
            self._match(_SCALAR)

    def _spot(self) -> tuple[int, int]:
        """Line and column of what comes next."""
        self._match(_BLANK)
        line = bisect_right(self.starts, self.at)
        return line, self.at - self.starts[line - 1] + 1

    def _takes(self, sign: str) -> bool:
        self._match(_BLANK)
        taken = self.text.startswith(sign, self.at)
        self.at += len(sign) * taken
        return taken

    def _match(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        assert found  # the text is valid
        self.at = found.end()
        return found[0]
