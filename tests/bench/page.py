"""The figures as a page of the documentation: with machine, versions and date."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rocbpress import __version__
from rocbpress.workspace.fingerprint import library_versions, package_versions
from tests.bench.measuring import Run

_HEAD = """\
# Performance

Written by `nox -s bench`. The measure is a plain WeasyPrint run over the whole issue 82 as one
document with the same styles and pictures (PDF/A-3a, tagged), in turn with rocbpress; medians of
five interleaved rounds of whole processes. Processor time and memory are those of all processes.

| run | wall, s | processor, s | peak, MB | to the one document | must be at most |
|---|---|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A run beside the one it is held to (wall against wall), or a figure of its own."""

    name: str
    run: Run | None
    one: Run | None = None
    limit: float | None = None
    figure: float | None = None

    def __str__(self) -> str:
        figure = self.run.wall / self.one.wall if self.run and self.one else self.figure
        run = ([f"{self.run.wall:.2f}", f"{self.run.processor:.2f}", f"{self.run.peak / 1e6:.0f}"]
               if self.run else ["", "", ""])
        cells = [self.name, *run, "" if figure is None else f"{figure:.2f}",
                 "" if self.limit is None else f"{self.limit:g}"]
        return f"| {' | '.join(cells)} |"


def write_page(path: Path, rows: list[Row]) -> None:
    """Write the page anew but for its sections; no name of a machine or a folder comes into it."""
    _, sections = _parted(path)
    _put(path, _HEAD + "\n".join(map(str, rows)) + f"\n\n{machine()}\n", sections)


def write_section(path: Path, title: str, text: str) -> None:
    """Write a section of the page anew, in its place or last, and nothing else."""
    page, sections = _parted(path)
    _put(path, page, {**sections, title: text})


def _parted(path: Path) -> tuple[str, dict[str, str]]:
    """What stands before the first section, and the sections by their titles."""
    page, *sections = path.read_text("utf-8").split("\n## ")
    parted = (section.partition("\n\n") for section in sections)
    return page, {title: text for title, _, text in parted}


def _put(path: Path, page: str, sections: Mapping[str, str]) -> None:
    told = "".join(f"\n## {title}\n\n{text.strip()}\n" for title, text in sections.items())
    path.write_text(f"{page.strip()}\n{told}", "utf-8")


def machine() -> str:
    """Date, machine and versions, in a line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    engines = {**package_versions(), **library_versions()}
    named = ", ".join(f"{name} {engines[name]}" for name in ("weasyprint", "pypdf", "pango", "harfbuzz"))
    return (f"{time.strftime('%Y-%m-%d')}: {len(os.sched_getaffinity(0))} cores, {memory:.0f} GB, "
            f"{platform.system()} on {platform.machine()}, Python {platform.python_version()}; "
            f"rocbpress {__version__}, {named}.")
