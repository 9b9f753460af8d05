"""The kinds of values that people write in YAML, each read from its text."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from rocbpress.findings.validation import written

# As an English text names them.
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Two hyphens separate an article's name from its heading's in `slug--heading`.
_SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_DAY = r"^\d{4}-\d{2}-\d{2}$"
_LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(kB|MB|GB|KiB|MiB|GiB)")
_FACTORS = {"kB": 10**3, "MB": 10**6, "GB": 10**9, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30}


class Strict(BaseModel):
    """A mapping that a person wrote: frozen, and no key passes unnoticed."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, str_strip_whitespace=True)


def _iso_day(given: object) -> object:
    # Pydantic would read a bare number as seconds since 1970.
    if isinstance(given, str) and not re.match(_DAY, given.strip()):
        raise PydanticCustomError("value-date", "write a day like 2023-10-31")
    return given.strip() if isinstance(given, str) else given


def _bytes(given: object) -> object:
    if isinstance(given, str):
        read = _SIZE.fullmatch(given.strip())
        if not read:
            raise PydanticCustomError("value-size", "write a size like 5 MB")
        return round(float(read[1]) * _FACTORS[read[2]])
    return given


def _day_or_words(given: object) -> object:
    if isinstance(given, str) and re.match(_DAY, given.strip()):
        try:
            return date.fromisoformat(given.strip())
        except ValueError as error:
            raise PydanticCustomError("value-date", "this day is not in the calendar") from error
    return given


def _interval(given: object) -> object:
    """`first/last`, or one day, which is both."""
    if not isinstance(given, str):
        return given
    days = given.split("/")
    if len(days) > 2:
        raise PydanticCustomError("value-date", "write an interval like 2023-07-03/2023-07-07")
    return {"first": days[0], "last": days[-1]}


def _in_order(interval: Interval) -> Interval:
    if interval.last < interval.first:
        raise PydanticCustomError("value-date", "the interval ends before it begins")
    return interval


_is_slug = written(r"(?=.{1,80}$)" + _SLUG[1:], "value-slug", "use only a-z, 0-9 and single hyphens")
_is_language = written(_LANGUAGE, "value-language", "write a language like en, th or zh-Hant (BCP 47)")
Words = Annotated[str, StringConstraints(min_length=1)]
# An editor reads `Participants: 25` as a number before we read it as text.
Said = Annotated[str, StringConstraints(min_length=1), WithJsonSchema({"type": ["string", "number"]})]
Slug = Annotated[str, _is_slug, WithJsonSchema({"type": "string", "pattern": _SLUG})]
Language = Annotated[str, _is_language, WithJsonSchema({"type": "string", "pattern": _LANGUAGE})]
Day = Annotated[date, BeforeValidator(_iso_day)]
DayOrWords = Annotated[date | str, BeforeValidator(_day_or_words)]
Bytes = Annotated[int, BeforeValidator(_bytes), WithJsonSchema(
    {"type": "string", "pattern": r"^\d+(\.\d+)? *(kB|MB|GB|KiB|MiB|GiB)$"})]


def _focus(given: object) -> object:
    """`50,30` as an attribute says it, or a list."""
    parts = given.split(",") if isinstance(given, str) else given
    if not isinstance(parts, list | tuple) or len(parts) != 2:
        raise PydanticCustomError(
            "value-focus", "write a focus like [50, 30]: percent from the left, and from the top")
    return tuple(parts)


_Percent = Annotated[float, Field(ge=0, le=100)]
Focus = Annotated[tuple[_Percent, _Percent], BeforeValidator(_focus), WithJsonSchema(
    {"type": "array", "items": {"type": "number", "minimum": 0, "maximum": 100},
     "minItems": 2, "maxItems": 2})]


class Interval(Strict):
    """Both days count: 2023-07-03/2023-07-07 is five days."""

    first: Day
    last: Day


DayOrInterval = Annotated[Interval, BeforeValidator(_interval), AfterValidator(_in_order), WithJsonSchema(
    {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}(/\d{4}-\d{2}-\d{2})?$"})]


def is_language(text: str) -> bool:
    """Whether it has the form of a language tag (BCP 47)."""
    return bool(re.match(_LANGUAGE, text))
