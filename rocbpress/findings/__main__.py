"""docs/findings.md: the catalogue as a page, written to standard output."""

import sys
from collections.abc import Iterator

from rocbpress.findings.catalogue import CodeEntry, Family, families

_HEAD = """\
# What rocbpress can report

`rocbpress check N` reports all of this before anything is printed. An error stops the edition. A warning
does not. A note needs no action. A layout (`lowered` in layout.toml) or an issue (`lower` in issue.yaml)
can turn a warning into a note, but never an error. A code never changes its meaning. This page is generated:
`python -m rocbpress.findings > docs/findings.md`.
"""


def findings_page() -> str:
    """The whole page in Markdown: a table for each family."""
    return "\n".join((_HEAD, *(line for family in families() for line in _family(family))))


def _family(family: Family) -> Iterator[str]:
    yield f"## {family.title}\n"
    yield f"{family.about}\n"
    yield "| code | | meaning | example | what to do |"
    yield "|---|---|---|---|---|"
    yield from (_row(entry) for entry in sorted(family.entries, key=lambda entry: entry.code))
    yield ""


def _row(entry: CodeEntry) -> str:
    cells = (f"`{entry.code}`", " or ".join(entry.severities), entry.meaning, f"*{_plain(entry.example)}*",
             _plain(entry.cure))
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _plain(text: str) -> str:
    """Text that Markdown takes for nothing else."""
    return "".join(f"\\{sign}" if sign in "\\`*_<[]" else sign for sign in text)


if __name__ == "__main__":
    sys.stdout.buffer.write(findings_page().encode())
