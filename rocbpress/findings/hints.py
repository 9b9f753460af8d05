"""What to type instead: the form that a wrong value should have, made from the value itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal, get_args, get_origin

from pydantic import BaseModel

from rocbpress.findings.finding import did_you_mean
from rocbpress.findings.marks import Keys

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

_NUMBER = re.compile(r"[-−]?\d(?:[\d.,'’\s]*\d)?")
_PART = r"(\d+(?:[.,]\d+)?)\s*"
_DEGREES = re.compile(rf"{_PART}°?\s*(?:{_PART}['′’]\s*)?(?:{_PART}[\"″”]\s*)?([NSEW])?", re.IGNORECASE)


def hint_for(model: type[BaseModel], path: Keys, details: ErrorDetails) -> str:
    """The hint for one of Pydantic's errors; '' where there is none."""
    limits, given = details.get("ctx", {}), details["input"]
    name = next((step for step in reversed(path) if isinstance(step, str)), "")
    match details["type"]:
        case "extra_forbidden":
            return _nearest_key(str(path[-1]), keys_of(model, path[:-1]))
        case "literal_error":
            near = did_you_mean(str(given), _options(limits["expected"]))
            return near if near.startswith("did you mean") else ""
        case "int_parsing" | "int_from_float" | "float_parsing":
            return _number(name, str(given))
        case "bool_parsing" | "bool_type":
            return f"write {name}: true, or {name}: false"
        case "less_than_equal" if name == "latitude":
            return "the latitude goes from -90 to 90: are latitude and longitude exchanged?"
        case "string_type" | "path_type" if given is not None:
            return _as_text(name, given)
        case "tuple_type" | "frozen_set_type" if given is not None:
            return _as_list(name, given, _item(model, path))
        case "dict_type" if given is not None:
            return "write lines of a name, a colon, a space and a value"
        case "model_type" | "model_attributes_type" | "named_tuple_type" if given is not None:
            return _as_keys(given, _model_at(model, path))
    return str(limits.get("hint", ""))


def to_add(model: type[BaseModel], path: Keys, missing: list[str]) -> str:
    """How to write keys that are missing, with their values where only a few are allowed."""
    fields = {field.alias or name: field for name, field in _fields(_model_at(model, path)).items()}
    lines = []
    for key in missing:
        values = get_args(fields[key].annotation) if key in fields and (
            get_origin(fields[key].annotation) is Literal) else ()
        lines.append(f"{key}: {', '.join(values[:-1])} or {values[-1]}" if values else f"{key}: …")
    return "add " + " and ".join(lines)


def number_hint(given: str) -> str:
    """How to write the one number in a text; without one, that there are to be digits."""
    found = _NUMBER.findall(given)
    return f"write {_plain_number(found[0])}" if len(found) == 1 else "write digits only"


def keys_of(model: type, path: Keys) -> list[str]:
    """The keys that an author may write in the mapping that `path` leads to."""
    there = _model_at(model, path)
    known = getattr(there, "_fields", [field.alias or name for name, field in _fields(there).items()])
    return [name for name in known if not name.endswith("_html")]


def _nearest_key(given: str, known: list[str]) -> str:
    begun = [key for key in known if len(given) > 2 and key.startswith(given.casefold())]
    return f"did you mean {begun[0]}?" if len(begun) == 1 else did_you_mean(given.casefold(), known)


def _options(expected: object) -> list[str]:
    return str(expected).replace("'", "").replace(" or ", ", ").split(", ")


def _number(name: str, given: str) -> str:
    degrees = _DEGREES.fullmatch(given.strip())
    if degrees and name in ("latitude", "longitude"):
        parts = [float((part or "0").replace(",", ".")) for part in degrees.groups()[:3]]
        value = (parts[0] + parts[1] / 60 + parts[2] / 3600) * (
            -1 if (degrees[4] or "").upper() in ("S", "W") else 1)
        return f"write {value:.4f}".rstrip("0").rstrip(".")
    return number_hint(given)


def _plain_number(text: str) -> str:
    """Without signs between thousands, and with a point before decimals."""
    bare = re.sub(r"['’\s]", "", text).replace("−", "-")
    last = max(bare.rfind("."), bare.rfind(","))
    sign = bare[last:last + 1]
    thousands = last >= 0 and (bare.count(sign) > 1 or (
        sign == "," and "." not in bare and len(bare) - last == 4))
    if last < 0 or thousands:
        return re.sub("[.,]", "", bare)
    return f"{re.sub('[.,]', '', bare[:last])}.{bare[last + 1:]}"


def _as_text(name: str, given: object) -> str:
    if isinstance(given, list) and len(given) == 1 and isinstance(given[0], str):
        return f"write {name}: {given[0]}"
    return f"write one text after {name}:"


def _as_list(name: str, given: object, item: type | None) -> str:
    if isinstance(given, dict):
        first = str(next(iter(given), "")).lstrip("-")
        return f"begin it with a hyphen and a space: - {first}: …"
    if item:
        return f"write {name}: [{_keyed(str(given), item)}]"
    return f"write {name}: [{str(given).strip('[] ')}]"


def _as_keys(given: object, model: type) -> str:
    if isinstance(given, str) and _fields(model):
        return f"write {_keyed(given, model)}"
    return "write lines of a name, a colon, a space and a value"


def _keyed(given: str, model: type) -> str:
    """A text as the value of the first key that a mapping needs."""
    quoted = f'"{given}"' if re.search(r"[,\[\]{}]|: ", given) else given
    needed = [field.alias or name for name, field in _fields(model).items() if field.is_required()]
    pairs = [f"{key}: {quoted if not at else '…'}" for at, key in enumerate(needed)]
    return "{" + ", ".join(pairs) + "}"


def _item(model: type, path: Keys) -> type | None:
    """The model of a list's items, if they have keys."""
    there = _model_at(model, path)
    return there if _fields(there) and there is not _model_at(model, path[:-1]) else None


def _model_at(model: type, path: Keys) -> type:
    for step in path:
        field = next((f for name, f in _fields(model).items() if step in (name, f.alias)), None)
        model = next(_tables(field.annotation), model) if field else model
    return model


def _fields(model: type) -> Mapping[str, FieldInfo]:
    return model.model_fields if issubclass(model, BaseModel) else {}


def _tables(annotation: object) -> Iterator[type]:
    """The models and named tuples in a type."""
    if isinstance(annotation, type) and (issubclass(annotation, BaseModel) or hasattr(annotation, "_fields")):
        yield annotation
    for part in get_args(annotation):
        yield from _tables(part)
