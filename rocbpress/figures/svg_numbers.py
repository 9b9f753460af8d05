"""Numbers of drawings: each finite, and within what every viewer of PDFs can place (ISO 32000-1, annex C)."""

import re
from collections.abc import Iterator
from math import isfinite

LARGEST = 1e8  # PowerPoint counts in English Metric Units, of which a hundred inches are 91,440,000
SMALLEST = 1e-3  # of what is repeated, or scaled up to a page
_LONGEST = 200_000  # characters between two letters of a path: WeasyPrint's time grows with their square
# What holds names, and values that may look like numbers.
_NAMES = frozenset(("class", "font-family", "href", "id", "in", "in2", "lang", "result", "space", "version"))
_PATHS = frozenset(("d", "points"))
_REPEATED = frozenset((("pattern", "width"), ("pattern", "height")))
_APART = re.compile(r"#[-\w]*|url\([^)]*\)|\"[^\"]*\"|'[^']*'", re.IGNORECASE)
# Most drawings have none of these, and only numbers of these forms can be too large.
_SUSPECT = re.compile(r"\d[\d_]{8}|[\d.]e\+?\d|nan|inf", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[-+]?\d[\d_]*)?", re.IGNORECASE)
_NO_NUMBER = re.compile(r"(?<![\w-])[-+]?(?:nan|inf|infinity)(?:%|[a-z]{1,3})?(?![\w-])", re.IGNORECASE)
_NO_NUMBER_OF_PATH = re.compile(r"nan|inf(?:inity)?", re.IGNORECASE)


def number_faults(tag: str, key: str, value: str) -> Iterator[str]:
    """The numbers of an attribute that cannot be drawn, as they are written; `value` may be a style sheet."""
    if key in _NAMES or key.startswith(("data-", "aria-")):
        return
    if _SUSPECT.search(value):
        bare = value if key in _PATHS else _APART.sub(" ", value)
        yield from (_NO_NUMBER_OF_PATH if key in _PATHS else _NO_NUMBER).findall(bare)
        yield from (number for number in _NUMBER.findall(bare) if not _is_drawable(number))
    if key == "viewBox" or (tag, key) in _REPEATED or key == "stroke-dasharray":
        numbers = _NUMBER.findall(value)[2 if key == "viewBox" else 0:]
        yield from (number for number in numbers
                    if _is_drawable(number) and 0 < abs(float(number)) < SMALLEST)


def is_endless(key: str, value: str) -> bool:
    """Whether a path goes on for too long without a letter."""
    return key in _PATHS and len(value) > _LONGEST and max(map(len, re.split("[A-Za-z]", value))) > _LONGEST


def _is_drawable(number: str) -> bool:
    try:
        value = float(number)
    except ValueError:
        return False
    return isfinite(value) and abs(value) <= LARGEST
