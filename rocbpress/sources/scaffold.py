"""What a new issue is filled with: an example of each kind of article, whose words are to be replaced."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

_FOLDER = Path(__file__).with_name("scaffold")
KINDS = ("essay", "report", "message")
PUBLISHER = "Name of the publisher"
COVERS = "The period that this issue covers"
# What the examples say in earnest.
_KEPT = frozenset({"Foreword", "Imprint", "Staff", "Dear colleagues and friends,", "Dear readers,",
                   "With kind regards,", "report", "essay", "message", "letter", "imprint"})


def example(name: str) -> tuple[dict[str, object], str]:
    """The head and the text of an example: `essay`, `report`, `message`, `foreword` or `imprint`."""
    _, head, text = (_FOLDER / f"{name}.md").read_text("utf-8").split("---\n", 2)
    return yaml.safe_load(head), text


@cache
def placeholders() -> frozenset[str]:
    """The texts of the examples, a paragraph or a value each, that an issue must not be printed with."""
    said = {PUBLISHER, COVERS}
    for path in _FOLDER.glob("*.md"):
        head, text = example(path.stem)
        parts = (" ".join(part.split()) for part in text.split("\n\n"))
        said |= {*_strings(head), *(re.sub("^#+ ", "", part) for part in parts)}
    return frozenset(said - _KEPT)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _strings(each)
