"""No word is lost or changed in silence: random articles in twenty scripts, every edition and layout."""

from __future__ import annotations

import os
import shutil
from itertools import product
from pathlib import Path

import pytest

from rocbpress.assemble.reading import open_pdf
from rocbpress.findings.errors import PressError
from rocbpress.layout.editions import EDITIONS
from rocbpress.preflight.tagged.article_text import article_texts
from rocbpress.preflight.words.units import seen
from rocbpress.press.job import Job
from rocbpress.press.pipeline import press
from rocbpress.workspace.workspace import Workspace
from tests.random_articles import draw_article
from tests.workspaces import ROOT

COUNT = int(os.environ.get("ROCBPRESS_WORDS", "120"))
FIRST = int(os.environ.get("ROCBPRESS_SEED", "1"))
WAYS = tuple(product(EDITIONS, ("rocb", "plain")))
GROUP = max(1, min(40, COUNT // len(WAYS)))  # articles of an issue
ISSUES = tuple((WAYS[at % len(WAYS)], range(FIRST + at * GROUP, FIRST + (at + 1) * GROUP))
               for at in range(max(1, COUNT // GROUP)))
MANIFEST = """\
number: 5
title: E-Newsletter
publisher: office
date: 2023-10-31
language: en
layout: {}
sections: [{{articles: [{}]}}]
"""


def set_all(root: Path, edition: str, layout: str, seeds: range,
            ) -> tuple[dict[str, str], dict[str, list[str]]]:
    """What the edition says of each article, and the errors that are told of the others."""
    drawn = {f"a{seed}": draw_article(seed)[0] for seed in seeds}
    told: dict[str, list[str]] = {}
    folder = root / "issues" / "5"
    (folder / "articles").mkdir(parents=True)
    for name in ("layouts", "fonts"):
        (root / name).symlink_to(ROOT / name)
    (root / "issues" / "publishers.yaml").write_text("office: {name: The Office, short: Office}\n", "utf-8")
    while left := [slug for slug in drawn if slug not in told]:
        shutil.rmtree(folder / "articles")
        (folder / "articles").mkdir()
        for slug in left:
            (folder / "articles" / f"{slug}.md").write_text(drawn[slug], "utf-8")
        (folder / "issue.yaml").write_text(MANIFEST.format(layout, ", ".join(left)), "utf-8")
        # In this process, which stays warm: pytest-xdist keeps the processors busy.
        job = Job(Workspace(root), 5, EDITIONS[edition], 1, root / "cache")
        try:
            return dict(article_texts(open_pdf(press(job, lambda *_: None).data))), told
        except PressError as error:
            said = [str(each) for each in error.findings if each.severity == "error"]
            found = {slug: [line for line in said if f"{slug}.md" in line or f"of {slug}" in line]
                     for slug in left}
            if not any(found.values()):  # the whole issue is refused
                return {}, told | dict.fromkeys(left, said)
            told |= {slug: lines for slug, lines in found.items() if lines}
    return {}, told


@pytest.mark.parametrize(("way", "seeds"), ISSUES, ids=[f"{'-'.join(w)}-{s[0]}" for w, s in ISSUES])
def test_no_word_is_lost_in_silence(tmp_path, way, seeds):
    """Each is in the finished file, or its article is refused; the rule itself must find no error of ours."""
    edition, layout = way
    said, told = set_all(tmp_path, edition, layout, seeds)
    lost = {}
    for seed in seeds:
        slug = f"a{seed}"
        text = seen(said.get(slug, ""))
        if slug not in told and (gone := [word for word in draw_article(seed)[1] if seen(word) not in text]):
            lost[slug] = gone

    assert lost == {}
    assert {slug: lines for slug, lines in told.items() if any("words-lost" in line for line in lines)} == {}
