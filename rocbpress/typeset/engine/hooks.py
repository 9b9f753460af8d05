"""The few functions of WeasyPrint that we replace, pinned by the hashes of their modules."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from importlib import import_module
from inspect import getattr_static
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import weasyprint

from rocbpress.findings.errors import TypesetError
from rocbpress.typeset.engine.pins import PINNED, unsupported


@cache
def check_pins() -> None:
    """TypesetError where WeasyPrint is not one that our replacements were written for."""
    pins = PINNED.get(weasyprint.__version__, {})
    sources = {name: Path(str(import_module(f"weasyprint.{name}").__file__)).read_bytes() for name in pins}
    changed = [name for name, source in sources.items() if sha256(source).hexdigest() != pins[name]]
    if changed or not pins:
        raise TypesetError(unsupported(weasyprint.__version__, changed))


@contextmanager
def replaced(replacements: Mapping[str, Callable[[Any], object]]) -> Iterator[None]:
    """Replace what dotted names refer to, by what is made from each original, while the block runs."""
    check_pins()
    originals = {name: getattr_static(*_owner(name)) for name in replacements}
    try:
        for name, make in replacements.items():
            setattr(*_owner(name), make(originals[name]))
        yield
    finally:
        for name, original in originals.items():
            setattr(*_owner(name), original)


def _owner(name: str) -> tuple[object, str]:
    """The module or class and the attribute that a dotted name refers to."""
    module, _, attribute = name.rpartition(".")
    return resolve_name(module), attribute
