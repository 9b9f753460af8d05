"""The modules of the program, the order of their folders, and what each imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "rocbpress"
# Each module may import from its own rank and from lower ones; the lower, the less it knows.
RANKS = {name: rank for rank, name in enumerate((
    "findings", "workspace", "layout", "sources", "figures", "typeset", "copyfit", "compose", "assemble",
    "preflight", "press", "web", "archive", "review", "preview", "mailing", "importing", "cli", "__main__"))}


def modules() -> list[Path]:
    """Every file of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    """The names of all modules that a file imports, wherever in it; of packages also what may be modules."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
