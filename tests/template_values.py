"""Every value that reaches a template, walked: what is no plain value and no view is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import MappingProxyType

import pytest
from markupsafe import Markup

from rocbpress.compose import templates
from rocbpress.compose.views import LISTED, Call, MarkupView, View, kind_of, viewed

ALLOWED = frozenset({
    str, int, float, bool, type(None), Markup, tuple, MappingProxyType, View, MarkupView, Call})


def live(value: object, where: str, seen: set[str]) -> Iterator[str]:
    """The places of values that no template may have, in a value and in all that can be read of it.

    `seen` takes the kinds of views that were met.
    """
    if type(value) not in ALLOWED:
        yield f"{where}: {type(value).__name__}"
    elif isinstance(value, View):
        seen.add(kind_of(value))
        for name in LISTED[kind_of(value)]:
            plain = name.removesuffix("()")
            if hasattr(value, plain):
                yield from live(getattr(value, plain), f"{where}.{plain}", seen)
    elif isinstance(value, MappingProxyType):
        for key, each in value.items():
            yield from live(key, f"{where} key", seen)
            yield from live(each, f"{where}[{key!r}]", seen)
    elif isinstance(value, tuple):
        for at, each in enumerate(value):
            yield from live(each, f"{where}[{at}]", seen)


@contextmanager
def watched() -> Iterator[tuple[list[str], set[str]]]:
    """Within, all that templates are given and all that functions give them is walked: faults, and kinds."""
    faults: list[str] = []
    seen: set[str] = set()

    def watching(value: object) -> object:
        made = viewed(value)
        faults.extend(live(made, type(value).__name__, seen))
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(templates, "viewed", watching)
        yield faults, seen


