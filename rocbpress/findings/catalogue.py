"""Every code that a finding may carry: what it means, an example, and its cure."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

from rocbpress.findings.finding import Finding, Severity

FAMILIES = (
    "importing", "sources", "words", "pictures", "layout", "pages", "typesetting", "assembly", "structure",
    "print", "web", "mailing", "archive",
)


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """A code as it is explained; `severities` are those that it comes with, the gravest first."""

    code: str
    severities: tuple[Severity, ...]
    meaning: str
    example: str
    cure: str


@dataclass(frozen=True, slots=True)
class Family:
    """Codes that are found at the same stage, those of errors first."""

    title: str
    about: str
    entries: tuple[CodeEntry, ...]


@cache
def families() -> tuple[Family, ...]:
    """All codes, in the order of the stages."""
    return tuple(_read(Path(__file__).with_name(f"{name}.toml")) for name in FAMILIES)


@cache
def catalogue() -> Mapping[str, CodeEntry]:
    """The entry of each code."""
    return MappingProxyType({entry.code: entry for family in families() for entry in family.entries})


def with_cure(finding: Finding) -> Finding:
    """The finding, with the cure for its code as the hint where it has none; a note asks for nothing."""
    entry = catalogue().get(finding.code)
    if finding.hint or finding.severity is Severity.NOTE or entry is None:
        return finding
    cure = entry.cure.replace("`", "").removesuffix(".")
    return replace(finding, hint=cure[:1].lower() + cure[1:])


def _read(path: Path) -> Family:
    """A family's file: a table for each severity (`error or warning` is one), of codes with meaning,
    example, cure; a code without a cure of its own has the family's.
    """
    said = tomllib.loads(path.read_text("utf-8"))
    own = (said.pop("cure"),) if "cure" in said else ()
    title, about = said.pop("title"), said.pop("about")
    entries = tuple(CodeEntry(code, tuple(map(Severity, grade.split(" or "))),
                          *(words if words[2:] else (*words, *own)))
                    for grade, codes in said.items() for code, words in codes.items())
    return Family(title, about, entries)
