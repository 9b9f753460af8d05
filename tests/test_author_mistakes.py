"""Sixty mistakes of authors: each is told at its line, or set as it is typed."""

from __future__ import annotations

import pytest

from rocbpress.findings.errors import SourceError
from rocbpress.preflight.words.rules import check_words
from tests.small_issue import HEAD, ISSUE, read

PORT = "![A port](images/opening.jpg)"

# Body, line in it, code.
BODIES = [
    ("Words.\n\n# A heading", 3, "heading-level"),
    ("Words.\n\n#### Too low", 3, "heading-skip"),
    ("## Twice {#a}\n\nWords.\n\n## Again {#a}\n\nWords.", 5, "anchor-twice"),
    ("## One {#My Heading}\n\nWords [there](#my-heading).", 3, "link-heading"),
    ("A [link](htps://example.org).", 1, "link-scheme"),
    ("A [link](https://).", 1, "link-address"),
    ("Write to [us](mailto:office@).", 1, "link-address"),
    ("A [link]().", 1, "link-scheme"),
    ("An [](https://example.org) address.", 1, "link-empty"),
    ("See [it](article:two).", 1, "link-article"),
    ("See page [of it](page:one).", 1, "page-words"),
    ("A [link](https://example.org/a b).", 1, "link-broken"),
    ("A [link] (https://example.org).", 1, "link-unread"),
    ("A note[^1].", 1, "note-unknown"),
    ("Words.\n\n[^1]: Never called.", 3, "note-unused"),
    ("A[^1].\n\n[^1]: One.\n\n[^1]: Two.", 5, "note-twice"),
    ("## Head[^1]\n\n[^1]: A note.", 1, "note-in-heading"),
    ("Words^[a note ^[in a note]].", 1, "note-in-note"),
    ("![A port](images/opening.JPG)", 1, "image-missing"),
    ("![A port](opening.jpg)", 1, "image-missing"),
    ("![A port](images/opening.jpeg)", 1, "image-missing"),
    ("![](images/opening.jpg)", 1, "alt-missing"),
    ("![opening](images/opening.jpg)", 1, "alt-file-name"),
    ("![A port](images\\opening.jpg)", 1, "image-outside"),
    (f"{PORT}{{widht=3}}", 1, "attribute-unknown"),
    (f"{PORT}{{focus=\"left\"}}", 1, "value-focus"),
    (f"{PORT} {{.wide}}", 1, "attribute-loose"),
    ("A word{.wide} here.", 1, "attribute-loose"),
    ("Words.\n{.pull}", 1, "class-misplaced"),
    ("Line<br>break.", 1, "html-raw"),
    ("<center>Words</center>", 1, "html-raw"),
    ("Words &nbsp; words.", 1, "space-double"),
    ("<!-- to do -->\n\nWords.", 1, "html-raw"),
    ("::: box Title\nWords.\n:::", 1, "box-title"),
    ("::: box \"Title\"\nWords.", 1, "box-open"),
    ("::: bax \"Title\"\nWords.\n:::", 1, "fence-unknown"),
    ("```\ncode", 1, "fence-open"),
    ("```mpa\ntitle: x\n```", 1, "fence-unknown"),
    ("```map\ntitle: x\nrows: {Italy: 1}\nbreaks: [5, 1]\n```", 4, "figure-breaks"),
    ("```bars\ntitle: x\nrows: {a: one}\n```", 3, "value-number"),
    ("```bars\nrows: {a: 1}\n```", 2, "key-missing"),
    ("::: gallery \"x\"\n![A port](images/opening.jpg)\n:::", 1, "gallery-count"),
    ("- a\n\n  ## Inside", 3, "heading-nested"),
    ("The 22th of July.", 1, "ordinal"),
    ("Members recieve it.", 1, "spelling"),
    ("## 3. Third\n\nWords.", 0, ""),
    ("Words\u200e and \u202ewords.", 1, "text-direction"),
    ("== Heading ==", 0, ""),
    ("100 % *sure and 3 * 4", 0, ""),
    ("Words // Words and C:\\Files", 0, ""),
    ("Words [insert name] here.", 1, "leftover"),
    ("Held on xx October 2023.", 1, "leftover"),
    ("Error! Reference source not found.", 1, "leftover"),
    ("Words.\n\n***\n\nWords.", 0, ""),
    ("| a | b |\n|---|---|\n| 1 |", 0, ""),
]
HEADS = [
    ("title: One: two\nkind: report", 2, "yaml-syntax"),
    ("title: One\nkind: reports", 3, "value-unknown"),
    ("title: One\nKind: report", 3, "key-unknown"),
    ("title: One\nkind: report\ndates: 2023-7-3", 4, "date-read"),
    ("title: One\nkind: report\nauthors: Louis Chan", 4, "value-shape"),
]


def told(tmp_path, body: str = "Words.\n", head: str = HEAD) -> list[tuple[int, str]]:
    """All that is said of the article."""
    try:
        manuscript = read(tmp_path, body=body, head=head, issue=ISSUE)
        found = (*manuscript.findings, *check_words(manuscript))
    except SourceError as error:
        found = error.findings
    return [(each.where.line, each.code) for each in found if each.where.file.endswith("one.md")]


def test_there_are_sixty():
    assert len(BODIES) + len(HEADS) == 60


@pytest.mark.parametrize(("body", "line", "code"), BODIES)
def test_a_mistake_in_the_text(tmp_path, body, line, code):
    """Told where it stands; without a code it is set as it is typed, and nothing is said."""
    found = told(tmp_path, body)

    assert (line + 4, code) in found if code else found == []


@pytest.mark.parametrize(("head", "line", "code"), HEADS)
def test_a_mistake_in_the_head(tmp_path, head, line, code):
    """Told at its line of the front matter."""
    assert (line, code) in told(tmp_path, head=f"---\n{head}\n---\n")
