"""Pydantic's errors in plain words, each at the key or value that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, LiteralString, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, ValidationError
from pydantic_core import PydanticCustomError

from rocbpress.findings.diagnostics import Diagnostics
from rocbpress.findings.finding import did_you_mean
from rocbpress.findings.marks import Keys, Placed, SourceMark

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

Model = TypeVar("Model", bound=BaseModel)

# Pydantic's type of error: our code and message. `given` is the value, other names are Pydantic's limits.
_WORDS = {
    "missing": ("key-missing", "missing key: {name}"),
    "extra_forbidden": ("key-unknown", "unknown key: {name}"),
    "literal_error": ("value-unknown", "{name} is {given}, not {expected}"),
    "string_too_short": ("value-empty", "{name} is empty"),
    "greater_than": ("value-range", "{name} must be more than {gt:g}"),
    "greater_than_equal": ("value-range", "{name} must be {ge:g} or more"),
    "less_than_equal": ("value-range", "{name} must be {le:g} or less"),
    "too_short": ("value-range", "{name} must have {min_length} values, not {actual_length}"),
    "too_long": ("value-range", "{name} must have {max_length} values, not {actual_length}"),
    **dict.fromkeys(("int_parsing", "int_from_float", "int_type"),
                    ("value-number", "{name} is {given}, not a whole number")),
    **dict.fromkeys(("float_parsing", "finite_number", "float_type"),
                    ("value-number", "{name} is {given}, not a number")),
    **dict.fromkeys(("bool_parsing", "bool_type"), ("value-switch", "{name} is {given}, not true or false")),
    **dict.fromkeys(("date_parsing", "date_from_datetime_parsing"),
                    ("value-date", "{name} is {given}, not a day of the calendar")),
    **dict.fromkeys(("string_type", "path_type"), ("value-shape", "{name} must be a text")),
    **dict.fromkeys(("tuple_type", "frozen_set_type"), ("value-shape", "{name} must be a list")),
    **dict.fromkeys(("dict_type", "model_type", "model_attributes_type", "named_tuple_type"),
                    ("value-shape", "{name} must be a mapping of keys and values")),
}


def validate(model: type[Model], placed: Placed, diagnostics: Diagnostics, *, family: str = "",
             hint: str = "", context: object = None) -> Model | None:
    """The model, or None with one error for each thing wrong with it.

    With a `family`, all codes are `<family>-invalid` but those of its own, `<family>-…`. `hint` stands
    where there is no better one. Validators of the model are given `context`.
    """
    try:
        return model.model_validate(placed.value, context=context)
    except ValidationError as error:
        for details in error.errors(include_url=False):
            path = tuple(step for step in details["loc"] if step != "[key]")
            mark = placed.mark_at(path)
            if said := _in_words(path, details):
                code, message = said
                if family and not code.startswith(f"{family}-"):
                    code = f"{family}-invalid"
                diagnostics.add(code, message, *_spot(mark, details),
                                hint=_hint(model, path, details) or hint)
        return None


def written(pattern: str, code: LiteralString, message: LiteralString) -> AfterValidator:
    """A validator of texts that must match the whole of `pattern`."""
    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise PydanticCustomError(code, message)
        return text

    return AfterValidator(check)


def _in_words(path: Keys, details: ErrorDetails) -> tuple[str, str] | None:
    """Code and message; None where each item of a list has an error of its own."""
    kind, limits, given = details["type"], details.get("ctx", {}), details["input"]
    name = next((step for step in reversed(path) if isinstance(step, str)), "this")
    if kind == "too_short" and not limits["actual_length"]:
        return None if given else ("value-empty", f"{name} is empty")
    if kind == "missing" and isinstance(path[-1], int):
        return "value-range", f"{name} has too few values"
    if kind != "missing" and given is None:
        return "value-missing", f"{name} has no value"
    if "-" in kind:  # ours, with a message of its own
        return kind, f"{name}: {details['msg']}"
    code, template = _WORDS.get(kind, ("value-wrong", "{name} is not valid: {reason}"))
    return code, template.format(name=name, given=_short(given), reason=details["msg"], **limits)


def _spot(mark: SourceMark, details: ErrorDetails) -> tuple[int, int]:
    """The key where the key is wrong, or has no value; else the value."""
    at_key = (details["type"] == "extra_forbidden" or "[key]" in details["loc"]
              or (details["input"] is None and details["type"] != "missing"))
    return mark.key if at_key and mark.key else mark.spot


def _hint(model: type[BaseModel], path: Keys, details: ErrorDetails) -> str:
    limits, given = details.get("ctx", {}), str(details["input"])
    match details["type"]:
        case "extra_forbidden":
            return did_you_mean(str(path[-1]), _keys(model, path[:-1]))
        case "literal_error":
            options = str(limits["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
            near = did_you_mean(given, options)
            return near if near.startswith("did you mean") else ""
        case "int_parsing" | "float_parsing" if "," in given:
            return "write it without commas"
    return str(limits.get("hint", ""))


def _keys(model: type, path: Keys) -> list[str]:
    """The keys of the mapping that `path` leads to."""
    for step in path:
        field = next((f for name, f in _fields(model).items() if step in (name, f.alias)), None)
        model = next(_tables(field.annotation), model) if field else model
    return list(getattr(model, "_fields", [field.alias or name for name, field in _fields(model).items()]))


def _fields(model: type) -> Mapping[str, FieldInfo]:
    return model.model_fields if issubclass(model, BaseModel) else {}


def _tables(annotation: object) -> Iterator[type]:
    """The models and named tuples in a type."""
    if isinstance(annotation, type) and (issubclass(annotation, BaseModel) or hasattr(annotation, "_fields")):
        yield annotation
    for part in get_args(annotation):
        yield from _tables(part)


def _short(given: object) -> str:
    text = str(given)
    return text if len(text) <= 40 else f"{text[:39]}…"
