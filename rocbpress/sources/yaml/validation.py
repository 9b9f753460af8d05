"""Pydantic's complaints in an officer's words, at the key or value they are about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from rocbpress.findings.finding import did_you_mean
from rocbpress.sources.diagnostics import Diagnostics
from rocbpress.sources.yaml.places import Placed

Model = TypeVar("Model", bound=BaseModel)
Details = Mapping[str, Any]

# Pydantic's type of error: our code, and words that follow the key's name.
_WORDS: dict[str, tuple[str, Callable[[Details], str]]] = {
    "missing": ("key-missing", lambda _: "is missing"),
    "extra_forbidden": ("key-unknown", lambda _: "is no key here"),
    "literal_error": ("value-unknown", lambda e: f"is {_short(e['input'])}, not {e['ctx']['expected']}"),
    "int_parsing": ("value-number", lambda e: f"is {_short(e['input'])}, not a whole number"),
    "int_from_float": ("value-number", lambda e: f"is {_short(e['input'])}, not a whole number"),
    "float_parsing": ("value-number", lambda e: f"is {_short(e['input'])}, not a number"),
    "finite_number": ("value-number", lambda e: f"is {_short(e['input'])}, not a number"),
    "bool_parsing": ("value-switch", lambda e: f"is {_short(e['input'])}, neither true nor false"),
    "string_too_short": ("value-empty", lambda _: "is empty"),
    "too_short": ("value-empty", lambda _: "is empty"),
    "string_type": ("value-shape", lambda _: "must be a text"),
    "tuple_type": ("value-shape", lambda _: "must be a list"),
    "dict_type": ("value-shape", lambda _: "must be a mapping"),
    "model_type": ("value-shape", lambda _: "must be a mapping of keys and values"),
    "model_attributes_type": ("value-shape", lambda _: "must be a mapping of keys and values"),
    "greater_than_equal": ("value-range", lambda e: f"must be {e['ctx']['ge']} or more"),
    "less_than_equal": ("value-range", lambda e: f"must be {e['ctx']['le']} or less"),
    "date_from_datetime_parsing": (
        "value-date", lambda e: f"is {_short(e['input'])}, no day of the calendar"),
    "date_parsing": ("value-date", lambda e: f"is {_short(e['input'])}, no day of the calendar"),
}


def validate(model: type[Model], placed: Placed, diagnostics: Diagnostics) -> Model | None:
    """The model, or None with one erratum for each thing wrong with it."""
    try:
        return model.model_validate(placed.value)
    except ValidationError as error:
        for details in error.errors(include_url=False):
            _note(model, placed, details, diagnostics)
        return None


def _note(model: type[BaseModel], placed: Placed, details: Details, diagnostics: Diagnostics) -> None:
    path = tuple(details["loc"])
    kind = details["type"]
    if kind == "too_short" and details["input"]:
        return  # every item has a fault of its own
    mark = placed.mark_at(path)
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), "this")
    if details.get("input") is None and kind != "missing":
        diagnostics.add("value-missing", f"{name} has no value", *(mark.key or (mark.line, mark.column)))
        return
    where = mark.key if kind == "extra_forbidden" and mark.key else (mark.line, mark.column)
    if "-" in kind:  # our own, whose messages stand for themselves
        diagnostics.add(kind, f"{name}: {details['msg']}", *where)
        return
    code, words = _WORDS.get(kind, ("value-wrong", lambda e: f"is not right: {e['msg']}"))
    diagnostics.add(code, f"{name} {words(details)}", *where, hint=_hint(model, path, details))


def _hint(model: type[BaseModel], path: tuple[str | int, ...], details: Details) -> str:
    if details["type"] == "extra_forbidden":
        return did_you_mean(str(path[-1]), _keys(model, path[:-1]))
    if details["type"] == "literal_error":
        options = str(details["ctx"]["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
        near = did_you_mean(str(details["input"]), options)
        return near if near.startswith("did you mean") else ""
    if details["type"] in ("int_parsing", "float_parsing") and "," in str(details["input"]):
        return "write it without commas"
    return ""


def _keys(model: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    """The keys of the mapping that `path` leads to."""
    for step in path:
        field = next((f for name, f in model.model_fields.items() if step in (name, f.alias)), None)
        inner = next(_models(field.annotation), None) if field else None
        model = inner or model
    return [field.alias or name for name, field in model.model_fields.items()]


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def _short(given: Any) -> str:
    text = str(given)
    return text if len(text) <= 40 else f"{text[:39]}…"
