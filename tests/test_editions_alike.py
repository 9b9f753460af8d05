"""Mail and print have the same pages, line by line, however many links the text has."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pypdfium2
import pytest

from rocbpress.layout.editions import EDITIONS
from rocbpress.press.job import Job
from rocbpress.press.pipeline import press
from rocbpress.workspace.workspace import Workspace
from tests.proofs.sampling import some
from tests.small_issue import PUBLISHERS
from tests.workspaces import ROOT

WORDS = re.findall(r"\w+", """
    customs officers from many countries met here and spoke about how goods are valued at the border
    while others asked what can be done so that lawful trade is not held up""")
ISSUE = """\
number: 5
title: Newsletter
publisher: office
date: 2023-10-31
language: en
layout: {layout}
foreword: fore
sections:
  - articles: [long]
  - title: Reports
    articles: [one, two, three, note]
imprint: back
"""
_CLOSING = re.compile(r"Addresses:.*", re.DOTALL)


def article(seed: int, kind: str, length: int, *, links: int, parts: int = 1) -> str:
    """A text of so many words, in which some are links to long addresses, and one leads to an article."""
    draw = random.Random(seed)
    words = draw.choices(WORDS, k=length)
    for at in draw.sample(range(length), links):
        words[at] = f"[{words[at]}](https://example.org/{draw.randrange(10 ** 24)}/{at})"
    words[length // 2] = "[another article](article:two)"
    size = length // (parts * 6)
    blocks = [" ".join(words[at:at + size]).capitalize() + "." for at in range(0, length, size)]
    for part in range(1, parts):
        blocks.insert(part * 7, f"## The part of number {part}")
    head = f"---\ntitle: An article of number {seed}\nkind: {kind}\n"
    head += "authors: [{name: A. Writer}]\n" if kind in ("message", "letter") else ""
    return head + "---\n" + "\n\n".join(blocks) + "\n"


def make(root: Path, layout: str, seed: int) -> Workspace:
    """Issue 5, of every kind of article, with links all over."""
    articles = root / "issues" / "5" / "articles"
    articles.mkdir(parents=True)
    for name in ("layouts", "fonts"):
        (root / name).symlink_to(ROOT / name)
    (root / "issues" / "publishers.yaml").write_text(PUBLISHERS)
    (articles.parent / "issue.yaml").write_text(ISSUE.format(layout=layout))
    draw = random.Random(seed)
    for slug, kind, length in (("fore", "letter", 180), ("long", "essay", 900), ("one", "report", 420),
                               ("two", "report", 700), ("three", "report", 150), ("note", "message", 200)):
        length += draw.randrange(60)
        (articles / f"{slug}.md").write_text(article(
            draw.randrange(999), kind, length, links=length // 25, parts=3 if kind == "essay" else 1))
    (articles / "back.md").write_text("---\ntitle: Imprint\nkind: imprint\n---\n## Staff\n\nThe staff.\n")
    return Workspace(root)


def pages(workspace: Workspace, edition: str) -> list[str]:
    """The letters of each page but for addresses, which are digits below one name."""
    data = press(Job(workspace, 5, EDITIONS[edition], 1, None), lambda _done, _total: None).data
    with pypdfium2.PdfDocument(data) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    return [re.sub(r"exampleorg|page", "", re.sub(r"[\W\d_]", "", _CLOSING.sub("", text))) for text in texts]


@pytest.mark.parametrize(("layout", "seed"), some([("rocb", 1), ("rocb", 2), ("plain", 3)], 2))
def test_print_moves_no_line_to_another_page(tmp_path, layout, seed):
    """Each page has the same words; addresses stand beside theirs, or after them on the last page."""
    workspace = make(tmp_path, layout, seed)
    mail, printed = pages(workspace, "mail"), pages(workspace, "print")
    different = [(at, one, other) for at, (one, other) in enumerate(zip(mail[:-1], printed, strict=False), 1)
                 if not one.startswith(other) or len(one) > len(other) + 60]  # sender and running title

    assert not different
    assert len(mail) <= len(printed)
