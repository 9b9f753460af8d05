"""Prove finished editions: `python -m tests.conformance FILE…`; exit 0 if no validator objects, else 1."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.conformance.proofs import complaints, edition_of


def main(names: list[str]) -> int:
    if not names:
        print(__doc__, file=sys.stderr)
        return 2
    refused = 0
    for path in map(Path, names):
        found = complaints(path)
        refused += bool(found)
        print(f"{path.name}: {edition_of(path).name}: {'refused' if found else 'proven'}")
        print(*(f"    {line}" for line in found), sep="\n", end="\n" if found else "")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
