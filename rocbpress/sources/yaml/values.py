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
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from rocbpress.findings.validation import written
from rocbpress.sources.mailboxes import MailboxError, read_mailbox
from rocbpress.sources.yaml.dates import DateError, read_days, written_days

# As an English text names them.
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Two hyphens separate an article's name from its heading's in `slug--heading`.
_BREAKS = re.compile(r"[ \t]*[\r\n\v\f\x85\u2028\u2029]+[ \t]*")
_SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_DAY = r"^\d{4}-\d{2}-\d{2}$"
_INTERVAL = r"\d{4}-\d{2}-\d{2}( ?/ ?\d{4}-\d{2}-\d{2})?"
_LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmg]i?b)", re.IGNORECASE)
_FACTORS = {"kb": 10**3, "mb": 10**6, "gb": 10**9, "kib": 2**10, "mib": 2**20, "gib": 2**30}


# Names of languages as people write them for their codes.
_CODES = {name: pair.split()[0] for pair in (
    "ar arabic", "bn bengali bangla", "de german deutsch", "en english", "es spanish español",
    "fa persian farsi", "fr french français", "hi hindi", "id indonesian", "it italian",
    "ja japanese", "km khmer", "ko korean",
    "lo lao", "mn mongolian", "ms malay", "my burmese myanmar", "ne nepali", "pt portuguese português",
    "ru russian", "si sinhala", "ta tamil", "th thai", "tr turkish", "ur urdu", "vi vietnamese",
    "zh-Hans chinese") for name in pair.split()[1:]}


class Strict(BaseModel):
    """A mapping that a person wrote: frozen, and no key passes unnoticed."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, str_strip_whitespace=True)


def _date_error(error: DateError) -> PydanticCustomError:
    return PydanticCustomError("value-date", "{words}", {"words": str(error), "hint": error.hint})


def _days(given: str, info: ValidationInfo, *, single: bool) -> tuple[date, date]:
    """First and last day; what was read from another form than ours is noted in the context, a dict."""
    try:
        first, last = read_days(given.strip(), single=single)
    except DateError as error:
        raise _date_error(error) from error
    if not re.fullmatch(_INTERVAL, given.strip()) and isinstance(info.context, dict):
        info.context[given] = written_days(first, last)
    return first, last


def _as_day(given: object, info: ValidationInfo) -> object:
    # Pydantic would read a bare number as seconds since 1970.
    return _days(given, info, single=True)[0] if isinstance(given, str) else given


def _bytes(given: object) -> object:
    if not isinstance(given, str):
        return given
    size = _SIZE.fullmatch(given.strip())
    if not size:
        number = re.match(r"\d+(?:[.,]\d+)?", given.strip())
        hint = f"{number[0].replace(',', '.')} MB" if number else "a number and kB or MB, such as 5 MB"
        raise PydanticCustomError("value-size", "“{given}” is not the size of a file",
                                  {"given": given, "hint": f"write {hint}"})
    return round(float(size[1]) * _FACTORS[size[2].lower()])


def _day_or_words(given: object) -> object:
    """A day, or words that name none; a day that is not in the calendar is an error."""
    if not isinstance(given, str):
        return given
    try:
        return read_days(given, single=True)[0] if re.match(_DAY, given.strip()) else given
    except DateError as error:
        raise _date_error(error) from error


def _interval(given: object, info: ValidationInfo) -> object:
    """`first/last`, or one day, which is both."""
    if not isinstance(given, str):
        return given
    first, last = _days(given, info, single=False)
    return Interval(first=first, last=last)


def _as_slug(given: str) -> str:
    """The hint for a name with other signs: what to write, and that the file is named so too."""
    name = re.sub("[^a-z0-9]+", "-", given.rpartition("/")[2].removesuffix(".md").casefold()).strip("-")
    return f"write {name}, as the file or folder must be named too" if name else "rename it, such as itr-2023"


def language_hint(given: str) -> str:
    """The code of a language that is written as a name, or in another form."""
    code = _CODES.get(given.casefold(), "") or given.replace("_", "-")
    code = code[:2].lower() + code[2:]
    return f"write {code}" if re.match(_LANGUAGE, code) and code[2:3] in ("", "-") else (
        "write its code of two letters, such as en for English or th for Thai")


def _as_mailbox(given: str) -> str:
    try:
        read_mailbox(given)
    except MailboxError as error:
        raise PydanticCustomError("value-mailbox", "{words}",
                                  {"words": str(error), "hint": error.hint}) from error
    return given


def _in_one_line(given: str) -> str:
    """A text in which a break, which an editor or a folded value of YAML leaves, is a space."""
    return _BREAKS.sub(" ", given).strip()


_is_slug = written(r"(?=.{1,80}$)" + _SLUG[1:], "value-slug",
                   "“{given}” may have only small letters from a to z, digits and single hyphens", _as_slug)
_is_language = written(_LANGUAGE, "value-language", "“{given}” is not the code of a language", language_hint)
Line = Annotated[str, AfterValidator(_in_one_line)]
Words = Annotated[str, StringConstraints(min_length=1), AfterValidator(_in_one_line)]
# A folder of a web server: below it each issue has a folder of its number.
Web = Annotated[str, written(r"(?:https?://[^\s/?#@\"<>]+(?:/[^\s?#\"<>]*)?)?", "value-web",
                             "“{given}” is not the address of a folder on the web",
                             lambda _: "write it like https://example.org/newsletter")]
# An editor reads `Participants: 25` as a number before we read it as text.
Said = Annotated[str, StringConstraints(min_length=1), WithJsonSchema({"type": ["string", "number"]})]
Slug = Annotated[str, _is_slug, WithJsonSchema({"type": "string", "pattern": _SLUG})]
Language = Annotated[str, _is_language, WithJsonSchema({"type": "string", "pattern": _LANGUAGE})]
MailboxText = Annotated[str, AfterValidator(_as_mailbox)]
Day = Annotated[date, BeforeValidator(_as_day)]
DayOrWords = Annotated[date | str, BeforeValidator(_day_or_words)]
Bytes = Annotated[int, BeforeValidator(_bytes), WithJsonSchema(
    {"type": "string", "pattern": r"^\d+(\.\d+)? *(kB|MB|GB|KiB|MiB|GiB)$"})]


def _focus(given: object) -> object:
    """`50,30` as an attribute says it, or a list; signs of percent are passed over."""
    parts = re.split(r"[\s,;/%]+", given.strip("[]% ")) if isinstance(given, str) else given
    if not isinstance(parts, list | tuple):
        return given
    if len(parts) != 2:
        raise PydanticCustomError(
            "value-focus", "“{given}” is not two numbers",
            {"given": given if isinstance(given, str) else ", ".join(map(str, parts)),
             "hint": "write [50, 30]: percent from the left, and from the top"})
    return tuple(part.rstrip("% ") if isinstance(part, str) else part for part in parts)


_Percent = Annotated[float, Field(ge=0, le=100)]
Focus = Annotated[tuple[_Percent, _Percent], BeforeValidator(_focus), WithJsonSchema(
    {"type": "array", "items": {"type": "number", "minimum": 0, "maximum": 100},
     "minItems": 2, "maxItems": 2})]


class Interval(Strict):
    """Both days count: 2023-07-03/2023-07-07 is five days."""

    first: Day
    last: Day


DayOrInterval = Annotated[Interval, BeforeValidator(_interval), WithJsonSchema(
    {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}(/\d{4}-\d{2}-\d{2})?$"})]


def is_language(text: str) -> bool:
    """Whether it has the form of a language tag (BCP 47)."""
    return bool(re.match(_LANGUAGE, text))
