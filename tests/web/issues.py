"""Issues for the web edition: in Thai, Japanese and Arabic, and newsletters that others have published."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from rocbpress.workspace.workspace import Workspace
from tests.random_articles import SCRIPTS, draw_article
from tests.rtl_issues import WORDS, issue_in
from tests.web_pages import ROOT

NEWSLETTERS = os.environ.get("ROCBPRESS_NEWSLETTERS", "")
SEED = 20
ISSUE = """\
number: {number}
title: {title}
publisher: {{name: The Office, short: Office, email: office@example.org, web: https://example.org/news}}
date: 2023-10-31
covers: July to September 2023
language: en
layout: {layout}
sections:
  - title: {title}
    articles: [{articles}]
"""
_TITLES = {"th": "จดหมายข่าวศุลกากร", "ja": "税関だより", "ar": "نشرة الجمارك"}


def of_scripts(root: Path) -> dict[str, tuple[Workspace, int]]:
    """An issue of each language, its articles drawn at random, by its name."""
    workspace = _workspace(root)
    found = {}
    for number, (language, title) in enumerate(_TITLES.items(), 1):
        folder = root / "issues" / str(number)
        (folder / "articles").mkdir(parents=True)
        texts = {f"a{at}": draw_article(list(SCRIPTS).index(language) + SEED * at)[0] for at in range(4)}
        for slug, text in texts.items():
            if "\nlanguage:" not in text:
                text = text.replace("---\n", f"---\nlanguage: {language}\n", 1)
            (folder / "articles" / f"{slug}.md").write_text(text, "utf-8")
        manifest = ISSUE.format(number=number, title=title, articles=", ".join(texts),
                                layout=("rocb", "plain")[number % 2])
        (folder / "issue.yaml").write_text(manifest, "utf-8")
        found[language] = workspace, number
    return found


def from_the_right(root: Path) -> dict[str, tuple[Workspace, int]]:
    """An issue in each language of tests/rtl_issues.py, by its name."""
    return {f"rtl-{language}": (issue_in(root / language, language), 5) for language in WORDS}


def newsletters(root: Path) -> dict[str, tuple[Workspace, int]]:
    """The issues of the workspaces that ROCBPRESS_NEWSLETTERS names, in the layouts as they are now."""
    found = {}
    for place in map(Path, filter(None, NEWSLETTERS.split(":"))):
        workspace = _workspace(root / place.name)
        shutil.copytree(place / "issues", workspace.issues, dirs_exist_ok=True)
        for number in workspace.numbers():
            found[f"{place.name}-{number}"] = workspace, number
    return found


def _workspace(root: Path) -> Workspace:
    (root / "issues").mkdir(parents=True)
    for name in ("layouts", "fonts"):
        (root / name).symlink_to(ROOT / name)
    return Workspace(root)
