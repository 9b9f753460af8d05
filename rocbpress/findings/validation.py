"""Pydantic's errors in plain words, each at the key or value that it is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING, LiteralString, TypeVar

from pydantic import AfterValidator, BaseModel, ValidationError
from pydantic_core import PydanticCustomError

from rocbpress.findings.diagnostics import Diagnostics
from rocbpress.findings.hints import hint_for, keys_of, to_add
from rocbpress.findings.marks import Keys, Placed, SourceMark

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Model = TypeVar("Model", bound=BaseModel)

# Pydantic's type of error: our code and message. `given` is the value, other names are Pydantic's limits.
_WORDS = {
    "missing": ("key-missing", "missing key{s}: {missing}"),
    "extra_forbidden": ("key-unknown", "unknown key: {name}"),
    "literal_error": ("value-unknown", "{name} is {given}, not {expected}"),
    "string_too_short": ("value-empty", "{name} is empty"),
    "greater_than": ("value-range", "{name} is {given}, but must be more than {gt:g}"),
    "greater_than_equal": ("value-range", "{name} is {given}, but must be {ge:g} or more"),
    "less_than_equal": ("value-range", "{name} is {given}, but must be {le:g} or less"),
    "too_short": ("value-range", "{name} must have {min_length} values, not {actual_length}"),
    "too_long": ("value-range", "{name} must have {max_length} values, not {actual_length}"),
    **dict.fromkeys(("int_parsing", "int_from_float", "int_type"),
                    ("value-number", "{name} is {given}, not a whole number")),
    **dict.fromkeys(("float_parsing", "finite_number", "float_type"),
                    ("value-number", "{name} is {given}, not a number")),
    **dict.fromkeys(("bool_parsing", "bool_type"), ("value-switch", "{name} is {given}, not true or false")),
    **dict.fromkeys(("date_parsing", "date_from_datetime_parsing"),
                    ("value-date", "{name} is {given}, not a day of the calendar")),
    **dict.fromkeys(("string_type", "path_type"),
                    ("value-shape", "{name} must be one text, not a list or “key: value”")),
    **dict.fromkeys(("tuple_type", "frozen_set_type"), ("value-shape", "{name} must be a list")),
    **dict.fromkeys(("dict_type", "model_type", "model_attributes_type", "named_tuple_type"),
                    ("value-shape", "{what} must be “key: value”")),
}


def validate(model: type[Model], placed: Placed, diagnostics: Diagnostics, *, family: str = "",
             hint: str = "", context: object = None) -> Model | None:
    """The model, or None with one error for each thing wrong with it.

    With a `family`, all codes are `<family>-invalid` but those of its own, `<family>-…`. `hint` stands
    where there is no better one. Validators of the model are given `context`.
    """
    read: dict[str, str] = {}  # texts that were read as something else, by validators of dates
    try:
        return model.model_validate(placed.value, context=read if context is None else context)
    except ValidationError as error:
        for details in _once(model, error.errors(include_url=False)):
            path = _path(details)
            if said := _in_words(path, details):
                code, message = said
                if family and not code.startswith(f"{family}-"):
                    code = f"{family}-invalid"
                diagnostics.add(code, message, *_spot(placed.mark_at(path), details),
                                hint=hint_for(model, path, details) or hint)
        return None
    finally:
        for keys, text in _texts(placed.value) if read else ():
            if text in read:
                diagnostics.add("date-read", f"{text} is read as {read[text]}", *placed.spot(*keys),
                                note=True)


def written(pattern: str, code: LiteralString, message: LiteralString,
            cure: Callable[[str], str] = lambda _: "") -> AfterValidator:
    """A validator of texts that must match the whole of `pattern`; `message` may quote the text as {given}.

    `cure` makes the hint from the text.
    """
    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise PydanticCustomError(code, message, {"given": _short(text), "hint": cure(text)})
        return text

    return AfterValidator(check)


def _path(details: ErrorDetails) -> Keys:
    return tuple(step for step in details["loc"] if step != "[key]")


def _once(model: type[BaseModel], found: list[ErrorDetails]) -> Iterator[ErrorDetails]:
    """The errors, all keys that a mapping lacks in one, but those that are there under a misspelt name."""
    absent: dict[Keys, list[str]] = {}
    for details in found:
        *above, key = _path(details) or ("",)
        if details["type"] == "missing" and isinstance(key, str):
            absent.setdefault(tuple(above), []).append(key)
    for details in found:
        *above, key = _path(details) or ("",)
        missing = absent.get(tuple(above), [])
        if details["type"] == "extra_forbidden" and missing:
            near = get_close_matches(str(key).casefold(), keys_of(model, tuple(above)), n=1, cutoff=0.6)
            missing[:] = [each for each in missing if each not in near]
    for details in found:
        *above, key = _path(details) or ("",)
        if details["type"] != "missing" or not isinstance(key, str):
            yield details
        elif missing := absent.pop(tuple(above), []):
            hint = to_add(model, tuple(above), missing)
            said = {"missing": ", ".join(missing), "s": "s" if missing[1:] else "", "hint": hint}
            yield {**details, "ctx": said}


def _texts(value: object, path: Keys = ()) -> Iterator[tuple[Keys, str]]:
    """All texts in dicts and lists, with the keys that lead to them."""
    if isinstance(value, str):
        yield path, value
    for key, part in (value.items() if isinstance(value, dict)
                      else enumerate(value) if isinstance(value, list) else ()):
        yield from _texts(part, (*path, key))


def _in_words(path: Keys, details: ErrorDetails) -> tuple[str, str] | None:
    """Code and message; None where each item of a list has an error of its own."""
    kind, limits, given = details["type"], details.get("ctx", {}), details["input"]
    name = next((step for step in reversed(path) if isinstance(step, str) and step != "items"), "this")
    if kind == "too_short" and not limits["actual_length"]:
        return None if given else ("value-empty", f"{name} is empty")
    if kind == "missing" and isinstance(path[-1], int):
        return "value-range", f"{name} has too few values"
    if kind != "missing" and given is None:
        return "value-missing", f"{name} has no value" if path else "nothing is written here"
    if "-" in kind:  # ours, with a message of its own
        return kind, f"{name}: {details['msg']}" if path else details["msg"]
    code, template = _WORDS.get(kind, ("value-wrong", "{name} is not valid: {reason}"))
    what = f"“{_short(given)}”" if isinstance(given, str) else name
    return code, template.format(name=name, given=_short(given), what=what, reason=details["msg"],
                                 **{**limits, "expected": str(limits.get("expected", "")).replace("'", "")})


def _spot(mark: SourceMark, details: ErrorDetails) -> tuple[int, int]:
    """The key where the key is wrong, or has no value; else the value."""
    at_key = (details["type"] == "extra_forbidden" or "[key]" in details["loc"]
              or (details["input"] is None and details["type"] != "missing"))
    return mark.key if at_key and mark.key else mark.spot


def _short(given: object) -> str:
    text = str(given)
    return text if len(text) <= 40 else f"{text[:39]}…"
