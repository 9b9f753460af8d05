"""YAML in which every key and value knows its line and column.

All scalars stay text: `no` is a word and 010 is not eight; Pydantic reads numbers and days.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from rocbpress.sources.diagnostics import Diagnostics
from rocbpress.sources.reading import forbidden_character

YAML_LIMIT = 200_000
_DEPTH = 12
_EMPTY = frozenset({"", "~", "null"})


@dataclass(frozen=True, slots=True)
class SourceMark:
    """Where a value stands, and its key if it has one; `block` for text after | or >."""

    line: int
    column: int
    key: tuple[int, int] | None = None
    block: bool = False
    parts: Mapping[str, SourceMark] | tuple[SourceMark, ...] | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """Plain dicts, lists, texts and None, and where each of them stands."""

    value: Any
    mark: SourceMark

    def mark_at(self, path: tuple[str | int, ...]) -> SourceMark:
        """The mark of what `path` leads to; steps that are not in the text (type names) are passed over."""
        mark = self.mark
        for step in path:
            mark = _part(mark, step) or mark
        return mark


def read_yaml(text: str, diagnostics: Diagnostics, line: int = 1, column: int = 1) -> Placed | None:
    """The one document in `text`, whose first letter stands at `line` and `column` of the file.

    None where it cannot be read; what is wrong is then among the errata.
    """
    shift = (line, column)
    if len(text) > YAML_LIMIT:
        diagnostics.add("yaml-too-large", f"more than {YAML_LIMIT // 1000} kB of YAML", *shift)
        return None
    try:
        return _Reader(yaml.parse(text, Loader=yaml.BaseLoader), diagnostics, shift).document()
    except _UnreadableError:
        return None
    except yaml.MarkedYAMLError as error:
        spot = error.problem_mark or error.context_mark
        where = _shifted(spot, shift) if spot else shift
        diagnostics.add("yaml-syntax", _in_words(error), *where, hint=_cure(error.problem or ""))
    except (yaml.YAMLError, ValueError, OverflowError):
        # PyYAML hands code points straight to chr(), which refuses those beyond Unicode.
        diagnostics.add("yaml-syntax", "an escape names a character that does not exist", *shift)
    return None


class _UnreadableError(Exception):
    """Raised once the fault is among the errata, to leave a document that must not be read on."""


def _part(mark: SourceMark, step: str | int) -> SourceMark | None:
    if isinstance(mark.parts, Mapping):
        if isinstance(step, str):
            return mark.parts.get(step)
        return list(mark.parts.values())[step] if step < len(mark.parts) else None
    if isinstance(mark.parts, tuple) and isinstance(step, int) and step < len(mark.parts):
        return mark.parts[step]
    return None


def _shifted(mark: Any, shift: tuple[int, int]) -> tuple[int, int]:
    return mark.line + shift[0], mark.column + shift[1]


def _in_words(error: yaml.MarkedYAMLError) -> str:
    return ", ".join(part for part in (error.context, error.problem) if part)


def _cure(problem: str) -> str:
    if "mapping values are not allowed" in problem:
        return "a text with a colon and a space in it stands in quotes"
    if "cannot start any token" in problem:
        return "indent with spaces, and put a text that begins with a sign in quotes"
    return ""


@dataclass(slots=True)
class _Reader:
    """Composes from events: PyYAML's own composer drops second keys and follows aliases without end."""

    events: Iterator[Any]
    diagnostics: Diagnostics
    shift: tuple[int, int]

    def document(self) -> Placed:
        next(self.events)
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            return Placed(None, SourceMark(*self.shift))
        placed = self._node(next(self.events), 0, None)
        next(self.events)
        if not isinstance(event := next(self.events), yaml.StreamEndEvent):
            self._refuse("yaml-documents", "a second document begins here", event)
        return placed

    def _node(self, event: Any, depth: int, key: tuple[int, int] | None) -> Placed:
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            self._refuse("yaml-alias", "anchors and aliases (& and *) are not read", event,
                         hint="write it out; a text that begins with & or * stands in quotes")
        if event.tag:
            self._refuse("yaml-tag", f"tags are not read: {event.tag}", event,
                         hint="a text that begins with ! stands in quotes")
        if depth > _DEPTH:
            self._refuse("yaml-too-deep", f"more than {_DEPTH} levels", event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, depth, key)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, depth, key)
        return self._scalar(event, key)

    def _mapping(self, start: Any, depth: int, key: tuple[int, int] | None) -> Placed:
        value: dict[str, Any] = {}
        parts: dict[str, SourceMark] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._refuse("yaml-key", "a key is a word or a text", event)
            name = str(self._node(event, depth + 1, None).value or "")
            where = _shifted(event.start_mark, self.shift)
            if name in parts:
                first = parts[name].key or where
                self.diagnostics.add("key-twice", f"{name} stands here a second time", *where,
                                hint=f"first in line {first[0]}")
            part = self._node(next(self.events), depth + 1, where)
            value[name], parts[name] = part.value, part.mark
        return Placed(value, SourceMark(*_shifted(start.start_mark, self.shift), key, parts=parts))

    def _sequence(self, start: Any, depth: int, key: tuple[int, int] | None) -> Placed:
        items = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1, None))
        marks = tuple(item.mark for item in items)
        return Placed([item.value for item in items],
                      SourceMark(*_shifted(start.start_mark, self.shift), key, parts=marks))

    def _scalar(self, event: Any, key: tuple[int, int] | None) -> Placed:
        if bad := forbidden_character(event.value):
            self._refuse(bad[1], bad[2], event)
        value = None if event.style is None and event.value in _EMPTY else event.value
        where = _shifted(event.start_mark, self.shift)
        return Placed(value, SourceMark(*where, key, block=event.style in ("|", ">")))

    def _refuse(self, code: str, words: str, event: Any, hint: str = "") -> None:
        self.diagnostics.add(code, words, *_shifted(event.start_mark, self.shift), hint=hint)
        raise _UnreadableError
