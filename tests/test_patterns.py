"""Regular expressions that match alike under every Python that the program runs on."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import rocbpress
from rocbpress.assemble.operators import operations
from rocbpress.preflight.content_streams import content_fault

parser = importlib.import_module("re._parser")


def patterns() -> Iterator[tuple[str, re.Pattern]]:
    for module in pkgutil.walk_packages(rocbpress.__path__, "rocbpress."):
        if not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, re.Pattern):
                    yield f"{module.name}.{name}", value


def possessive_groups(parsed: object) -> Iterator[str]:
    """What is repeated possessively, or atomic, and is more than one letter."""
    if isinstance(parsed, parser.SubPattern):
        parsed = list(parsed)
    if not isinstance(parsed, (list, tuple)):
        return
    for each in parsed:
        if isinstance(each, tuple) and each and str(each[0]) == "ATOMIC_GROUP":
            yield repr(each)
        elif isinstance(each, tuple) and each and str(each[0]) == "POSSESSIVE_REPEAT":
            (kind, _), *more = list(each[1][2])
            if more or str(kind) not in ("IN", "LITERAL", "NOT_LITERAL", "ANY"):
                yield repr(each)
        yield from possessive_groups(each)


@pytest.mark.parametrize("pattern", [r"(?:ab)++", r"(?>ab)", r"x(?:[a]|bc)*+", r"(?:(?:a|bc)?+d)*"])
def test_a_possessive_group_is_found(pattern):
    assert list(possessive_groups(parser.parse(pattern)))


def test_no_group_is_possessive():
    """Python before 3.11.5 loses its place where such a group steps back (CPython issue 106052)."""
    found = dict(patterns())

    assert len(found) > 100
    assert [name for name, pattern in found.items()
            if list(possessive_groups(parser.parse(pattern.pattern, pattern.flags)))] == []


def test_a_long_path_is_read_in_pieces():
    """What is read in one go is bounded, so that what is longer is read on."""
    path = b"0 0 m " + b"1.5 2 l 1 2 3 4 5 6 c h\n" * 20_000 + b"S\n(a) Tj "

    assert content_fault(b"q BT " + path + b"ET Q") == ""
    assert content_fault(b"q BT " + path + b"nan 9 l ET Q") == "“nan 9 l ET Q” is no operation"
    assert [operation.operator for operation in operations(path)] == [b"S", b"Tj"]
