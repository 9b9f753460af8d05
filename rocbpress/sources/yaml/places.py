"""YAML in which every key and value knows its line and column.

All scalars stay text: `no` is a word and 010 is not eight; Pydantic reads numbers and days.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn, Protocol

import yaml

from rocbpress.findings.diagnostics import Diagnostics
from rocbpress.findings.marks import Keys, Placed, SourceMark
from rocbpress.sources.reading import forbidden_character
from rocbpress.sources.yaml.slips import Slip, find_slip, quoted, unspaced

YAML_LIMIT = 200_000
_DEPTH = 12
_EMPTY = frozenset({"", "~", "null"})


def read_yaml(text: str, diagnostics: Diagnostics, line: int = 1, column: int = 1) -> Placed | None:
    """The one document in `text`, whose first character is at `line` and `column` of the file.

    None where it cannot be read; the diagnostics then say why.
    """
    if len(text) > YAML_LIMIT:
        diagnostics.add("yaml-too-large", f"more than {YAML_LIMIT // 1000} kB of YAML", line, column)
        return None
    reader = _Reader(yaml.parse(text, Loader=yaml.BaseLoader), text, diagnostics, line, column)
    try:
        return reader.document()
    except _UnreadableError:
        return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reader.add_slip(find_slip(text, mark.line if mark else 0, error.problem or ""))
    except (yaml.YAMLError, ValueError, OverflowError):
        # PyYAML hands code points straight to chr(), which refuses those beyond Unicode.
        diagnostics.add("yaml-syntax", "an escape sequence names no character", line, column,
                        hint="write a backslash between single quotation marks")
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
    text: str
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
        if isinstance(value, str) and (slip := unspaced(self.text)):
            self.add_slip(slip)
            raise _UnreadableError
        next(self.events)
        if not isinstance(event := next(self.events), yaml.StreamEndEvent):
            self._refuse("yaml-documents", "--- begins another text of keys here", event)
        return Placed(value, lambda: self.marks)

    def spot(self, mark: _YamlMark | None) -> tuple[int, int]:
        return (mark.line + self.line, mark.column + self.column) if mark else (self.line, self.column)

    def add_slip(self, slip: Slip) -> None:
        """Note what cannot be read."""
        self.diagnostics.add("yaml-syntax", slip.message, slip.line + self.line, slip.column + self.column,
                             hint=slip.hint)

    def _node(self, event: yaml.Event, path: Keys, key: tuple[int, int] | None = None) -> object:
        self._check(event, len(path))
        block = isinstance(event, yaml.ScalarEvent) and event.style in ("|", ">")
        self.marks[path] = SourceMark(*self.spot(event.start_mark), key, block)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        assert isinstance(event, yaml.ScalarEvent)
        text = self._text(event)
        return self._with_comment(text, event, path) if event.style in (None, "'", '"') else text

    def _mapping(self, path: Keys) -> dict[str, object]:
        value: dict[str, object] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._refuse("yaml-key", "a key must be one word", event)
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

    def _with_comment(self, text: str | None, event: yaml.ScalarEvent, path: Keys) -> str | None:
        """The value, with an error where `#` and a letter behind a space cut it off: `title: Report #3`."""
        mark = event.end_mark
        assert mark is not None
        end = self.text.find("\n", mark.index)
        cut = re.match(r"\s*(#[^\s#].*)", self.text[mark.index:end if end >= 0 else None])
        if cut is None:
            return text
        whole = f"{text or ''} {cut[1]}".strip()
        key = f"{path[-1]}: " if path and isinstance(path[-1], str) else ""
        self.diagnostics.add("yaml-comment", f"{cut[1][:60]} is read as a comment, and is not printed",
                             mark.line + self.line, mark.column + cut.start(1) + self.column,
                             hint=f"write {key}{quoted(whole)}, or # and a space before a comment")
        return whole

    def _check(self, event: yaml.Event, depth: int) -> None:
        if getattr(event, "anchor", None):  # an alias has one too
            self._refuse_sign("yaml-alias", event)
        if getattr(event, "tag", None):
            self._refuse_sign("yaml-tag", event)
        if depth > _DEPTH:
            self._refuse("yaml-too-deep", f"more than {_DEPTH} lists inside one another", event)

    def _refuse_sign(self, code: str, event: yaml.Event) -> NoReturn:
        """A value that begins with &, * or !, signs of YAML that we do not read."""
        assert event.start_mark is not None
        line = self.text.split("\n")[event.start_mark.line]
        before, given = line[:event.start_mark.column], line[event.start_mark.column:].strip()
        key = before.strip(" -[{")
        self._refuse(code, f"a value cannot begin with {given[:1]}: {given[:60]}", event,
                     hint=f"write {key} {quoted(given)}".replace("  ", " "))

    def _refuse(self, code: str, message: str, event: yaml.Event, hint: str = "") -> NoReturn:
        self.diagnostics.add(code, message, *self.spot(event.start_mark), hint=hint)
        raise _UnreadableError
