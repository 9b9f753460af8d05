"""Fields by their codes (ECMA-376, 17.16), and figures above and below the line."""

import re
from dataclasses import dataclass

from rocbpress.importing.package import Element, find, number, tag, value

_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")


@dataclass(slots=True)
class Field:
    """A field whose end is still to come: its code, and whether its result has begun."""

    code: str = ""
    result: bool = False
    chosen: str = ""  # of a list, which has no result of its own


def chosen_entry(mark: Element) -> str:
    """Of a list in a form, where a field begins, the entry that Word shows (17.16.9); '' for other fields."""
    given = find(mark, "w:ffData/w:ddList")
    if given is None:
        return ""
    entries = [each.get(tag("w:val"), "") for each in given.iterchildren(tag("w:listEntry"))]
    at = number(value(given, "w:result") or value(given, "w:default"))
    return entries[at] if 0 <= at < len(entries) else ""


def is_contents(code: str) -> bool:
    """Whether a field lists headings, figures or words with their pages."""
    return code.split()[:1] in (["TOC"], ["INDEX"], ["TOA"], ["RD"])


def field_link(code: str) -> str:
    """The address of a link, `#name` within the file; '' for other fields."""
    found = re.match(r'\s*HYPERLINK\s+(?:\\l\s+"?([^"\s]+)|"([^"]*)"|(\S+))', code)
    if not found:
        return ""
    return f"#{found[1]}" if found[1] else found[2] or found[3]


def in_small_figures(words: str, raised: str) -> str:
    """The words above (superscript) or below the line as signs of Unicode; '' where it lacks one."""
    signs = _RAISED if raised == "superscript" else _LOWERED
    return words.translate(signs) if words and all(ord(letter) in signs for letter in words) else ""
