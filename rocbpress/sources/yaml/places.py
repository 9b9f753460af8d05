"""YAML in which every key and value knows its line and column.

All scalars stay text: `no` is a word and 010 is not eight; Pydantic reads numbers and days.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn, Protocol

import yaml

from rocbpress.findings.diagnostics import Diagnostics
from rocbpress.findings.marks import Keys, Placed, SourceMark
from rocbpress.sources.reading import forbidden_character

YAML_LIMIT = 200_000
_DEPTH = 12
_EMPTY = frozenset({"", "~", "null"})
_CURES = {
    "mapping values are not allowed": "put a text with a colon and a space in quotes",
    "cannot start any token": "indent with spaces, and put a text that begins with a sign in quotes",
}


def read_yaml(text: str, diagnostics: Diagnostics, line: int = 1, column: int = 1) -> Placed | None:
    """The one document in `text`, whose first character is at `line` and `column` of the file.

    None where it cannot be read; the diagnostics then say why.
    """
    if len(text) > YAML_LIMIT:
        diagnostics.add("yaml-too-large", f"more than {YAML_LIMIT // 1000} kB of YAML", line, column)
        return None
    reader = _Reader(yaml.parse(text, Loader=yaml.BaseLoader), diagnostics, line, column)
    try:
        return reader.document()
    except _UnreadableError:
        return None
    except yaml.MarkedYAMLError as error:
        words = ", ".join(part for part in (error.context, error.problem) if part)
        cure = next((cure for part, cure in _CURES.items() if part in (error.problem or "")), "")
        spot = reader.spot(error.problem_mark or error.context_mark)
        diagnostics.add("yaml-syntax", words, *spot, hint=cure)
    except (yaml.YAMLError, ValueError, OverflowError):
        # PyYAML hands code points straight to chr(), which refuses those beyond Unicode.
        diagnostics.add("yaml-syntax", "an escape sequence names no character", line, column)
    return None


class _YamlMark(Protocol):
    """PyYAML's marks, of either of its parsers; both count from 0."""

    line: int
    column: int


class _UnreadableError(Exception):
    """The error is noted; the document cannot be read on."""


@dataclass(slots=True)
class _Reader:
    """Composes from events: PyYAML's own composer drops duplicate keys and follows aliases without end."""

    events: Iterator[yaml.Event]
    diagnostics: Diagnostics
    line: int
    column: int
    marks: dict[Keys, SourceMark] = field(default_factory=dict)

    def document(self) -> Placed:
        next(self.events)
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            return Placed(None, lambda: {(): SourceMark(self.line, self.column)})
        value = self._node(next(self.events), ())
        next(self.events)
        if not isinstance(event := next(self.events), yaml.StreamEndEvent):
            self._refuse("yaml-documents", "a second document begins here", event)
        return Placed(value, lambda: self.marks)

    def spot(self, mark: _YamlMark | None) -> tuple[int, int]:
        return (mark.line + self.line, mark.column + self.column) if mark else (self.line, self.column)

    def _node(self, event: yaml.Event, path: Keys, key: tuple[int, int] | None = None) -> object:
        self._check(event, len(path))
        block = isinstance(event, yaml.ScalarEvent) and event.style in ("|", ">")
        self.marks[path] = SourceMark(*self.spot(event.start_mark), key, block)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        assert isinstance(event, yaml.ScalarEvent)
        return self._text(event)

    def _mapping(self, path: Keys) -> dict[str, object]:
        value: dict[str, object] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._refuse("yaml-key", "a key must be a word or a text", event)
            self._check(event, len(path) + 1)
            name, key = self._text(event) or "", self.spot(event.start_mark)
            if name in value:
                first = self.marks[*path, name].key or key
                self.diagnostics.add("key-twice", f"duplicate key: {name}", *key,
                                     hint=f"first in line {first[0]}")
            value[name] = self._node(next(self.events), (*path, name), key)
        return value

    def _sequence(self, path: Keys) -> list[object]:
        items: list[object] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._node(event, (*path, len(items))))
        return items

    def _text(self, event: yaml.ScalarEvent) -> str | None:
        if bad := forbidden_character(event.value):
            self._refuse(bad[1], bad[2], event)
        return None if event.style is None and event.value in _EMPTY else event.value

    def _check(self, event: yaml.Event, depth: int) -> None:
        if getattr(event, "anchor", None):  # an alias has one too
            self._refuse("yaml-alias", "anchors and aliases (& and *) are not supported", event,
                         hint="write it out; put a text that begins with & or * in quotes")
        if tag := getattr(event, "tag", None):
            self._refuse("yaml-tag", f"tags are not supported: {tag}", event,
                         hint="put a text that begins with ! in quotes")
        if depth > _DEPTH:
            self._refuse("yaml-too-deep", f"more than {_DEPTH} levels", event)

    def _refuse(self, code: str, message: str, event: yaml.Event, hint: str = "") -> NoReturn:
        self.diagnostics.add(code, message, *self.spot(event.start_mark), hint=hint)
        raise _UnreadableError
