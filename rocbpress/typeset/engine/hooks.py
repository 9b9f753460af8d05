"""The few functions of WeasyPrint that we replace, pinned by the hashes of their modules."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import weasyprint

from rocbpress.findings.errors import TypesetError
from rocbpress.typeset.engine.pins import PINNED, unsupported

# Makes the replacement from the original.
Replacement = Callable[[Any], object]


@cache
def check_pins() -> None:
    """TypesetError where WeasyPrint is not one that our replacements were written for."""
    pins = PINNED.get(weasyprint.__version__, {})
    changed = [name for name, digest in pins.items() if _source_digest(f"weasyprint.{name}") != digest]
    if changed or not pins:
        raise TypesetError(unsupported(weasyprint.__version__, changed))


@contextmanager
def replaced(replacements: Mapping[str, Replacement]) -> Iterator[None]:
    """Put replacements in the place of what dotted names refer to while the block runs."""
    check_pins()
    originals = {name: getattr(*_owner(name)) for name in replacements}
    try:
        for name, make in replacements.items():
            setattr(*_owner(name), make(originals[name]))
        yield
    finally:
        for name, original in originals.items():
            setattr(*_owner(name), original)


def _source_digest(module: str) -> str:
    path = import_module(module).__file__
    return hashlib.sha256(Path(path).read_bytes()).hexdigest() if path else ""


def _owner(name: str) -> tuple[ModuleType, str]:
    """The module and the attribute that a dotted name refers to."""
    module, _, attribute = name.rpartition(".")
    return import_module(module), attribute
