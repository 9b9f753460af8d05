"""Drafts of whole issues keep text and breaks, in every edition and layout; one changed word shows alone."""

from __future__ import annotations

import re
import shutil

import pypdfium2
import pytest

from tests.random_issues import make_issue, workspace
from tests.workspaces import copy_workspace, run

MARGIN = re.compile(r"Draft \d+, \d+ \w+ \d{4}, \d\d:\d\d")


def texts(path):
    """The words of each page, without the line in its head margin."""
    with pypdfium2.PdfDocument(path) as document:
        return [MARGIN.sub("", page.get_textpage().get_text_range()).split() for page in document]


def kept(root, number, edition, *words):
    """Whether the draft has the pages of the edition; the folder that both are in."""
    for more in ((), ("--line-numbers",)):
        done = run(root, "render", str(number), "--edition", edition, *more, *words)
        assert done.returncode == 0, done.stderr
    folder, suffix = root / "build" / str(number), "" if edition == "mail" else f"-{edition}"
    assert texts(folder / f"rocb-{number}{suffix}.pdf") == texts(
        folder / f"rocb-{number}{suffix}-draft-1-lines.pdf")
    return folder


@pytest.mark.parametrize(("number", "edition", "layout"), [
    (82, "mail", "rocb"), (82, "print", "rocb"), (0, "mail", "rocb"), (82, "mail", "plain")])
def test_the_issues_keep_their_pages(tmp_path, number, edition, layout):
    """The specimen, with every block and script, and issue 82."""
    kept(copy_workspace(tmp_path, (str(number),)), number, edition, "--layout", layout)


@pytest.mark.parametrize("seed", [3, 14])
def test_a_random_issue_shows_the_word_that_changed(tmp_path, seed):
    """On its page alone, wherever it is; all other pages have the same words."""
    root = workspace(tmp_path).root
    make_issue(root, 7, seed)
    folder = kept(root, 7, "mail")
    texts_of = {path: path.read_text("utf-8") for path in (root / "issues" / "7" / "articles").glob("*.md")}
    article, word = next(
        (path, found) for path, text in sorted(texts_of.items())
        for found in re.findall(r"(?<= )[a-z]{5,8}(?= )", text.partition("\n---\n")[2])
        if text.count(found) == 1)
    text = texts_of[article]
    article.write_text(text.replace(word, word[::-1]), "utf-8")
    done = run(root, "render", "7", "--since", "1")
    assert done.returncode == 0, done.stderr

    listed, *pages = texts(folder / "rocb-7-draft-2-since-1.pdf")
    before = texts(folder / "rocb-7.pdf")
    assert word in listed and word[::-1] in listed
    differ = [at for at, (one, other) in enumerate(zip(before, pages, strict=True)) if one != other]
    assert len(differ) <= 1
    assert (folder / "rocb-7-draft-2-since-1.html").read_text("utf-8").count("<li>") == 1


def test_a_draft_needs_nothing_of_the_workspace(tmp_path):
    """Made twice, from two copies, it has the same bytes: neither folders nor the cache count."""
    first = copy_workspace(tmp_path / "one", ("82",))
    assert run(first, "render", "82", "--draft").returncode == 0
    second = copy_workspace(tmp_path / "two", ("82",))
    shutil.copy(first / "issues" / "82" / "review.json", second / "issues" / "82")
    assert run(second, "render", "82", "--draft").returncode == 0

    one, two = (root / "build" / "82" / "rocb-82-draft-1.pdf" for root in (first, second))
    assert one.read_bytes() == two.read_bytes()
