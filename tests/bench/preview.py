"""`python -m tests.bench.preview [ROUNDS]`: from a save to the pixels of `rocbpress preview` in Chromium."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

from PIL import Image, ImageEnhance

from tests.bench.measuring import descendants, memory_of
from tests.preview.events import wait_until
from tests.previewing import PATIENCE, Preview, started
from tests.workspaces import copy_workspace, multiply

ROUNDS = 15
SAVES = 200
TENFOLD = 92
MOST = 450  # MB of all processes together
_NEW = count(101)  # of three figures, none of them used twice: nothing that is saved was saved before
# Notes the time, in milliseconds, at which a picture other than this one, or a state, was painted.
_PICTURE = """key => {
    const sheet = document.querySelector(`[data-key='${key}'] .sheet`), before = sheet.dataset.shown;
    window.painted = 0;
    window.watch?.disconnect();
    window.watch = new MutationObserver(() => sheet.dataset.shown !== before && !window.painted &&
        requestAnimationFrame(() => setTimeout(() => {
            window.painted ||= performance.timeOrigin + performance.now(); })));
    window.watch.observe(sheet, { attributes: true });
}"""
_STATE = """words => {
    const state = document.querySelector("#state");
    window.painted = 0;
    window.watch?.disconnect();
    window.watch = new MutationObserver(() => words.includes(state.textContent) && (
        window.painted ||= performance.timeOrigin + performance.now()));
    window.watch.observe(state, { childList: true, characterData: true, subtree: true });
}"""


@dataclass(frozen=True, slots=True)
class Kind:
    """A change that `save` makes, never the same twice, and the page whose picture is waited for.

    Or a state is: `page` is then ''. `most` is in milliseconds of the clock, `spends` what the prototype took
    of the processor.
    """

    name: str
    save: Callable[[], None]
    page: str
    most: int
    spends: int = 0
    state: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """A preview and a window of Chromium that shows it."""

    preview: Preview
    page: Any

    def measure(self, kind: Kind) -> tuple[float, float]:
        """Milliseconds from the save until its pixels are there: of the clock, and of the processors."""
        key = kind.page or "rpsg:0"
        self.page.evaluate("key => document.querySelector(`[data-key='${key}']`).scrollIntoView()", key)
        self.settle()
        self.page.evaluate(_STATE if kind.state else _PICTURE, list(kind.state) or key)
        processes = [self.preview.process.pid, *descendants(self.preview.process.pid)]
        spent, saved = _spent(processes), time.time()
        kind.save()
        wait_until(lambda: self.page.evaluate("() => window.painted"), PATIENCE)
        done = _spent(processes)
        return self.page.evaluate("() => window.painted") - 1000 * saved, 1000 * (done - spent)

    def settle(self) -> None:
        """Wait until all is checked, and no more is asked for."""
        wait_until(lambda: self.page.locator("#state").inner_text() in ("checked", "has errors"), PATIENCE)
        self.page.wait_for_timeout(500)

    def memory(self) -> float:
        """MB of the preview with its processes, shared pages counted once."""
        processes = [self.preview.process.pid, *descendants(self.preview.process.pid)]
        return sum(map(memory_of, processes)) / 1e6


def main(rounds: int = ROUNDS) -> int:
    """Print a table; 1 where a figure is more than it may be."""
    with tempfile.TemporaryDirectory() as folder:
        root = copy_workspace(Path(folder), ("0", "82"))
        multiply(root, TENFOLD, 10)
        lines = [*_first(root), *_kinds(root, 82, _of_82(root), rounds), *_memory(root)]
        lines += _kinds(root, 0, [_picture(root)], rounds)
        lines += _kinds(root, TENFOLD, _of_tenfold(root), rounds)
    print("| | ms | most | processor, ms | prototype |\n|---|--:|--:|--:|--:|", *lines, sep="\n")
    return int(any("**" in line for line in lines))


@contextmanager
def _window(root: Path, number: int) -> Iterator[Window]:
    from playwright.sync_api import sync_playwright

    with started(root, "preview", str(number), "--no-browser", "--draft") as preview, (
            sync_playwright()) as engine:
        browser = engine.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.goto(preview.address)
        window = Window(preview, page)
        window.settle()
        yield window
        browser.close()


def _kinds(root: Path, number: int, kinds: list[Kind], rounds: int) -> Iterator[str]:
    with _window(root, number) as window:
        for kind in kinds:
            window.measure(kind)  # what it needs is loaded
            runs = [window.measure(kind) for _ in range(rounds)]
            wall, spent = (median(run[at] for run in runs) for at in (0, 1))
            print(f"{kind.name}: {wall:.0f} ms", file=sys.stderr)
            yield _line(kind.name, wall, kind.most, spent, kind.spends)


def _line(name: str, wall: float, most: float, spent: float = 0, spends: float = 0) -> str:
    shown = f"**{wall:.0f}**" if wall > most else f"{wall:.0f}"
    return f"| {name} | {shown} | {most:.0f} | {f'{spent:.0f}' if spent else ''} | {spends or ''} |"


def _first(root: Path) -> Iterator[str]:
    """From the start to the first pages, with galleys kept and without."""
    times = []
    for _ in range(2):
        start = time.monotonic()
        with started(root, "preview", "82", "--no-browser") as preview:
            preview.until("shown")
            times.append(1000 * (time.monotonic() - start))
            preview.until_state("checked")
    yield _line("all pages after the first start", times[0], 30_000)
    yield _line("first pages, galleys kept", times[1], 1000)


def _memory(root: Path) -> Iterator[str]:
    """After twenty saves, and after two hundred."""
    save = _last_sentence(_article(root, 82, "rpsg"))
    with _window(root, 82) as window:
        for turn in range(SAVES):
            save()
            window.page.wait_for_timeout(300)
            if turn + 1 in (20, SAVES):
                window.page.wait_for_timeout(3000)
                window.settle()
                yield _line(f"MB after {turn + 1} saves", window.memory(), MOST)


def _of_82(root: Path) -> list[Kind]:
    rpsg, essay = _article(root, 82, "rpsg"), _article(root, 82, "itr-2022")
    title = _reworded(rpsg, "participated", "participated {} times")
    restyled = _reworded(root / "layouts" / "rocb" / "report.css", "", "p {{ color: #111{} }}\n")
    order = _reordered(root / "issues" / "82" / "issue.yaml")
    return [
        Kind("report", _last_sentence(rpsg), "rpsg:0", 300, 169),
        Kind("part of an essay", _last_sentence(essay), "itr-2022.8:0", 350, 234),
        Kind("title, its own page", title, "rpsg:0", 400, 266),
        Kind("title, contents", title, "contents:0", 600, 256),
        Kind("order", order, "rpsg:0", 400, 137),
        Kind("style sheet, page in view", restyled, "rpsg:0", 400, 168),
        Kind("style sheet, all", restyled, "", 2500, state=("shown", "checking…", "checked")),
        Kind("checked", _last_sentence(rpsg), "", 1000, 450, state=("checked",))]


def _picture(root: Path) -> Kind:
    path = root / "issues" / "0" / "images" / "gradient.jpg"
    with Image.open(path) as opened:
        picture = opened.copy()
        facts = opened.getexif()

    def repainted() -> None:
        ImageEnhance.Brightness(picture).enhance(1 + next(_NEW) / 5000).save(path, quality=92, exif=facts)

    return Kind("picture replaced", repainted, "framed-report:0", 500, 528)


def _of_tenfold(root: Path) -> list[Kind]:
    report = _last_sentence(_article(root, TENFOLD, "rpsg"))
    return [Kind("tenfold, report", report, "rpsg:0", 350, 194),
            Kind("tenfold, checked", report, "", 4000, 2950, state=("checked",))]


def _article(root: Path, number: int, slug: str) -> Path:
    return root / "issues" / str(number) / "articles" / f"{slug}.md"


def _last_sentence(path: Path) -> Callable[[], None]:
    """Another number at the end of the text."""
    return _reworded(path, path.read_text("utf-8").rstrip()[-20:], "in {}.")


def _reworded(path: Path, old: str, new: str) -> Callable[[], None]:
    text = path.read_text("utf-8")
    assert old in text

    def save() -> None:
        before, _, after = text.rpartition(old) if old else (text, "", "")
        path.write_text(before + new.format(next(_NEW)) + after, "utf-8")
    return save


def _reordered(path: Path) -> Callable[[], None]:
    """Another place for the report that is looked at, and another order of those around it."""
    text = path.read_text("utf-8")
    found = re.search(r"(?:^      - [\w-]+\n)+", text, re.MULTILINE)
    assert found
    lines = [line for line in found[0].splitlines(keepends=True) if "rpsg" not in line]

    def save() -> None:
        turn = next(_NEW)
        rest = lines[turn % 5:] + lines[:turn % 5]
        rest.insert(turn % (len(lines) + 1), "      - rpsg\n")
        path.write_text(text.replace(found[0], "".join(rest)), "utf-8")
    return save


def _spent(processes: list[int]) -> float:
    """Seconds of the processor that processes have taken (proc(5): utime and stime of stat)."""
    total = 0
    for process in processes:
        with suppress(OSError):
            words = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            total += int(words[11]) + int(words[12])
    return total / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
