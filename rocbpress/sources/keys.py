"""Where keys stand, for findings that come after reading: the file is read again for them alone."""

from itertools import takewhile
from pathlib import Path

from rocbpress.findings.diagnostics import Diagnostics
from rocbpress.findings.finding import Place
from rocbpress.sources.reading import read_text
from rocbpress.sources.yaml.places import read_yaml


def key_place(path: Path, file: str, *keys: str | int) -> Place:
    """The value that `keys` lead to in issue.yaml or an article's head; `file` is its name in messages."""
    lines = (read_text(path, path.parent, Diagnostics(file)) or "").split("\n")
    first = 1 if path.suffix == ".md" else 0
    head = takewhile(lambda line: not first or line.rstrip() != "---", lines[first:])
    placed = read_yaml("\n".join(head), Diagnostics(file), 1 + first)
    return Place(file, *placed.spot(*keys)) if placed else Place(file)
