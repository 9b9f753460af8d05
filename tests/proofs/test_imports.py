"""What colleagues send is imported, checked and rendered; and other people's files, if there is a folder of
them."""

from __future__ import annotations

import os
import re
import shutil
import time
from pathlib import Path

import pytest

from rocbpress.findings.errors import PressError
from rocbpress.importing.importing import import_file
from tests.importing.kept import lost, read_back
from tests.importing.raw_words import passages
from tests.importing.word_features import FEATURES
from tests.importing.word_files import draw_file
from tests.photographs import encoded, photograph
from tests.workspaces import ROOT, run

COUNT, LEAST = 50, 47
SECONDS = 20
FOLDER = Path(os.environ.get("ROCBPRESS_IMPORTS", "/nowhere"))
OTHERS = sorted(FOLDER.glob("*.docx"))
FILLED = "images/filled-in.jpg"
ISSUE = """\
number: {}
title: E-Newsletter
publisher: office
date: 2023-10-31
language: en
layout: rocb
lower: [page-thin, title-runt, key-unused]
sections: [{{articles: [sent]}}]
"""


def _workspace(root: Path) -> Path:
    """A workspace without issues."""
    (root / "issues").mkdir(parents=True)
    for name in ("layouts", "fonts"):
        (root / name).symlink_to(ROOT / name)
    (root / "issues" / "publishers.yaml").write_text("office: {name: The Office, short: Office}\n", "utf-8")
    return root


def _render(root: Path, number: int, path: Path) -> tuple[int, str]:
    """Import, fill in what only a person knows, check and render: the code of the last, and what was said."""
    folder = root / "issues" / str(number)
    (folder / "images").mkdir(parents=True)
    (folder / "issue.yaml").write_text(ISSUE.format(number), "utf-8")
    sent = run(root, "import", str(number), str(path), "--as", "sent")
    article = folder / "articles" / "sent.md"
    if not article.exists():
        return sent.returncode or 1, sent.stderr
    text = _filled(article.read_text("utf-8"))
    if FILLED in text:
        (folder / FILLED).write_bytes(_PHOTOGRAPH)
    article.write_text(text, "utf-8")
    checked = run(root, "check", str(number))
    rendered = run(root, "render", str(number))
    return rendered.returncode, checked.stderr + rendered.stderr


_PHOTOGRAPH = encoded(photograph(1))


def _filled(text: str) -> str:
    """The article with alternative texts, and a photograph in each place that is kept for one."""
    text = re.sub(r"^```fpo\n.*?^```$", f"![A photograph]({FILLED})", text, flags=re.DOTALL | re.MULTILINE)
    return text.replace("![](", "![What it shows](")


def _all_rendered(root: Path, paths: list[Path]) -> dict[str, str]:
    """Of the files that did not come through, what was said."""
    _workspace(root)
    came = {path.name: _render(root, number, path) for number, path in enumerate(paths, 1)}
    return {name: said[-1500:] for name, (code, said) in came.items() if code}


def test_fifty_files_come_through(tmp_path):
    """`import`, `check` and `render` in a row: at least 47 exit 0."""
    paths = []
    for seed in range(COUNT):
        paths.append(tmp_path / f"report-{seed}.docx")
        paths[-1].write_bytes(draw_file(seed, direct=seed % 2 == 0, features=seed % len(FEATURES) // 2).data)

    failed = _all_rendered(tmp_path / "work", paths)

    assert len(failed) <= COUNT - LEAST, failed


@pytest.mark.skipif(len(OTHERS) < COUNT, reason="ROCBPRESS_IMPORTS names no folder of Word files")
def test_fifty_files_of_others_come_through(tmp_path):
    """The same of other people's files, drawn evenly from those that can be imported and are no books."""
    fit = [path for path in OTHERS if 12_000 < path.stat().st_size < 1_000_000
           and _words(path) in range(80, 5000)]
    paths = fit[::max(1, len(fit) // COUNT)][:COUNT]

    failed = _all_rendered(tmp_path / "work", paths)

    assert len(failed) <= COUNT - LEAST, failed


def _words(path: Path) -> int:
    """How many words the article of a file would have; none where there is no article."""
    try:
        return len(import_file(path, "sent").files.get("articles/sent.md", b"").split())
    except PressError:
        return 0


@pytest.mark.skipif(not OTHERS, reason="ROCBPRESS_IMPORTS names no folder of Word files")
def test_no_word_of_others_is_lost(tmp_path):
    """Every word of other people's files is printed or told, in a time that nobody minds; none ends in a
    traceback."""
    gone, slow, seconds = {}, [], 0.0
    for number, path in enumerate(OTHERS):
        began = time.process_time()
        try:
            imported = import_file(path, "sent")
        except PressError:
            continue
        taken = time.process_time() - began
        seconds += taken
        slow += [path.name] if taken > SECONDS else []
        folder = tmp_path / str(number)
        if missing := lost(passages(path), read_back(imported, folder)):
            gone[path.name] = missing[:5]
        shutil.rmtree(folder, ignore_errors=True)

    assert gone == {}
    assert slow == []
    assert seconds / len(OTHERS) < 1

