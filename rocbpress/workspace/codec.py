"""Copy as JSON and back, so that what was read or composed once is not read or composed again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

_KIND = ""  # the key that tells what a JSON object stands for
_PLAIN = (str, int, float, bool, type(None))
_VALUES: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {"Path": Path, "date": date.fromisoformat, "frozenset": frozenset, "dict": dict})


@dataclass(frozen=True, slots=True)
class Codec:
    """JSON in which objects of a few classes stand by their names.

    They are made of their fields alone: whatever the text says, nothing of it is run.
    """

    makers: Mapping[str, Callable[..., Any]]

    def encode(self, value: object) -> bytes:
        """Objects of these classes, tuples, mappings, frozen sets, paths, days and scalars as JSON.

        TypeError for anything else.
        """
        return json.dumps(self._plain(value), ensure_ascii=False, separators=(",", ":")).encode()

    def decode(self, text: bytes) -> Any:
        """What `encode` was given, equal to it in all its parts."""
        return self._made(json.loads(text))

    def _plain(self, value: Any) -> Any:
        kind = type(value)
        if kind in _PLAIN:
            return value
        if kind is tuple:
            return [self._plain(each) for each in value]
        if kind.__name__ in self.makers:
            return {_KIND: kind.__name__} | (
                {"is": value.value} if isinstance(value, Enum) else
                {name: self._plain(getattr(value, name)) for name in _fields(value)})
        if isinstance(value, Path | date):
            return {_KIND: "Path" if isinstance(value, Path) else "date", "is": str(value)}
        if isinstance(value, Mapping):
            return {_KIND: "dict", "is": [[self._plain(name), self._plain(value[name])] for name in value]}
        if isinstance(value, frozenset):
            return {_KIND: "frozenset", "is": [self._plain(each) for each in sorted(value)]}
        raise TypeError(f"{kind.__name__} has no notation")

    def _made(self, node: Any) -> Any:
        if isinstance(node, list):
            return tuple([self._made(each) for each in node])
        if not isinstance(node, dict):
            return node
        kind = node.pop(_KIND)
        if "is" in node:
            return (_VALUES.get(kind) or self.makers[kind])(self._made(node["is"]))
        return self.makers[kind](**{name: self._made(each) for name, each in node.items()})


def codec(*classes: type[Any]) -> Codec:
    """The notation for dataclasses, models and enumerations, whose names differ.

    A model comes back as it was validated; it is not validated again.
    """
    return Codec(MappingProxyType({
        each.__name__: each.model_construct if issubclass(each, BaseModel) else each for each in classes}))


def _fields(value: Any) -> list[str]:
    """Those that make the value: of a model the ones that were given, the rest are its defaults."""
    if isinstance(value, BaseModel):
        return sorted(value.model_fields_set)
    return [each.name for each in fields(value)] if is_dataclass(value) else []
