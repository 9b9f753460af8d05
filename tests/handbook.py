"""The pages of the documentation as tests read them: running text, tables, examples."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = ("README.md", "CONTRIBUTING.md",
         *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").glob("*.md")))
_CELL = re.compile(r"(?<!\\)\|")
_CODE = re.compile(r"`([^`]+)`")


@cache
def page(name: str) -> str:
    """A page as it is written."""
    return (ROOT / name).read_text("utf-8")


@cache
def running(name: str) -> str:
    """A page with single spaces, so that a sentence is found wherever its lines break."""
    return " ".join(page(name).split())


def tables(name: str, under: str = "") -> list[list[list[str]]]:
    """The cells of each table of a page, or of the part under a heading."""
    text = page(name)
    if under:
        [text] = re.findall(rf"^#+ {re.escape(under)}\n(.*?)(?=^#|\Z)", text, flags=re.MULTILINE | re.DOTALL)
    found = re.findall(r"(?:^\|.*\n)+", text, flags=re.MULTILINE)
    return [[_cells(line) for line in table.splitlines() if not re.fullmatch(r"[|\s:-]+", line)]
            for table in found]


def code(text: str) -> list[str]:
    """What stands between backticks."""
    return _CODE.findall(text)


def fences(name: str, language: str = "") -> list[str]:
    """The fenced examples of a page; fences within them stay."""
    found = re.findall(rf"^(````?){language}\n(.*?)^\1$", page(name), flags=re.MULTILINE | re.DOTALL)
    return [text for _, text in found]


def _cells(line: str) -> list[str]:
    inner = _CODE.sub(lambda found: found[0].replace("|", "\0"), line.strip().strip("|"))
    return [cell.strip().replace("\0", "|") for cell in _CELL.split(inner)]
