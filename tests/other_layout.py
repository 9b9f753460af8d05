"""An issue in another layout: a workspace in which one word of its manifest is changed, and nothing else."""

from __future__ import annotations

import re
import shutil
from itertools import zip_longest
from pathlib import Path

from rocbpress.layout.editions import EDITIONS
from rocbpress.preflight.tagged.transcript import transcript
from rocbpress.press.job import Job, processors
from rocbpress.press.pipeline import press
from rocbpress.workspace.workspace import Workspace
from tests.reading import letters
from tests.shared_cache import shared_cache

ROOT = Path(__file__).parent.parent
LAYOUTS = ("rocb", "plain")


def in_layout(folder: Path, number: int, layout: str) -> Workspace:
    """A workspace in `folder` with the issue as it stands, but for the name of its layout."""
    for name in ("layouts", "fonts"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "issues" / str(number), folder / "issues" / str(number))
    shutil.copy(ROOT / "issues" / "publishers.yaml", folder / "issues")
    manifest = folder / "issues" / str(number) / "issue.yaml"
    text = manifest.read_text("utf-8")
    assert text.count("\nlayout: rocb\n") == 1
    manifest.write_text(text.replace("\nlayout: rocb\n", f"\nlayout: {layout}\n"), "utf-8")
    return Workspace(folder)


def press_issue(workspace: Workspace, number: int, edition: str = "mail", *,
                cache: Path | None = None) -> tuple[bytes, tuple[str, ...]]:
    """The edition, and the codes of all that is said of it."""
    job = Job(workspace, number, EDITIONS[edition], processors(), cache or shared_cache())
    made = press(job, lambda _done, _total: None)
    return made.data, tuple(finding.code for finding in made.result.findings)


def differences(one: bytes, other: bytes) -> tuple[str, ...]:
    """What is heard of one file and not at the same place of the other, the first ten.

    Pages may turn elsewhere, and a picture may stand before or after a title; a map of a venue shows
    and names the neighbours it has room for.
    """
    heard = [_lines(pdf) for pdf in (one, other)]
    words = [[line for line in lines if not _is_picture(line)] for lines in heard]
    pictures = [sorted(filter(_is_picture, lines)) for lines in heard]
    pairs = (pair for lists in (words, pictures) for pair in zip_longest(*lists, fillvalue=""))
    return tuple(f"{ours} | {theirs}" for ours, theirs in pairs if letters(ours) != letters(theirs))[:10]


def _lines(pdf: bytes) -> list[str]:
    """The transcript without the pages on which things stand, nor the numbers of those referred to."""
    lines = (line.strip() for line in transcript(pdf).splitlines())
    return [re.sub(r"\d+|Hatched: status undetermined.", "", line) for line in lines
            if line and not line.startswith(("page ", "[page", "picture: Map: "))]


def _is_picture(line: str) -> bool:
    return line.startswith(("picture: ", "caption: "))
