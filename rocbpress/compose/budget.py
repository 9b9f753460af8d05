"""How much a template may do: counted in steps, not by the clock, so that every run ends alike."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from jinja2 import Undefined
from jinja2.exceptions import TemplateRuntimeError

STEPS = 32_000_000  # a letter read is one, a value 16, a turn of a loop 32: some seconds of work at most
LETTERS = 8_000_000  # that one template may print: a document of a thousand pages has a quarter of it
VALUE, TURN = 16, 32
DEEPEST = 20  # lists within lists
_T = TypeVar("_T")
_left: ContextVar[dict[str, int]] = ContextVar("left")


class LimitError(TemplateRuntimeError):
    """A template that does more than is allowed; the message says of what."""


@contextmanager
def limited() -> Iterator[None]:
    """Within, templates have the whole of what they may do."""
    token = _left.set({"steps": STEPS, "letters": LETTERS})
    try:
        yield
    finally:
        _left.reset(token)


def spend(steps: int) -> None:
    """Take so many steps; LimitError if there are no more."""
    left = _left.get()
    left["steps"] -= steps
    if left["steps"] < 0:
        raise LimitError(f"it takes more than {STEPS:,} steps: a loop, a list or a text grows too long")


def print_letters(count: int) -> None:
    """Take so many letters of output, each of them a step."""
    left = _left.get()
    left["letters"] -= count
    if left["letters"] < 0:
        raise LimitError(f"it prints more than {LETTERS:,} letters")
    spend(count)


def pay(value: _T, depth: int = 0) -> _T:
    """Take steps for the whole size of a value, and give it back.

    What is in it twice counts twice, so that lists of lists cannot double for nothing.
    """
    if depth > DEEPEST:
        raise LimitError(f"its lists are nested deeper than {DEEPEST}")
    spend(VALUE)
    if isinstance(value, str):
        spend(len(value))
    elif isinstance(value, range):
        spend(VALUE * len(value))
    elif isinstance(value, Mapping):
        for key, each in value.items():
            pay(key, depth + 1)
            pay(each, depth + 1)
    elif isinstance(value, Collection) and not isinstance(value, Undefined):
        for each in value:
            pay(each, depth + 1)
    return value


def counted(values: Iterable[_T]) -> Iterable[_T]:
    """What a loop goes through, paid for; a list of what a filter gives bit by bit."""
    if not isinstance(values, Iterator):
        return pay(values)
    found = []
    for each in values:
        spend(VALUE)
        found.append(each)
    return found
