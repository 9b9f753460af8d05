"""Whatever a stream can hold, each command's output is readable, and none ends in a traceback."""

from __future__ import annotations

import json
import os
import shutil
import subprocess

import pytest

from tests.changes import small_workspace
from tests.workspaces import ROCBPRESS

PLAIN_C = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
PAGES = {"cp1252": {"PYTHONIOENCODING": "cp1252"}, "ascii": {"PYTHONIOENCODING": "ascii"},
         "cp437": {"PYTHONIOENCODING": "cp437"}, "C": PLAIN_C}
SLIPS = """
Teh words “quoted” – and новости.

![Ein Schiff](images/für–ши.jpg)

[Nowhere](article:nowhere) **Bold, like a heading**
"""
COMMANDS = [
    (("check", "6"), 3), (("check", "6", "--json"), 3), (("list",), 0), (("list", "--json"), 0),
    (("verify", "5"), 2), (("lock", "6"), 3), (("new", "6"), 2), (("import", "5", "новости–x.docx"), 2),
    (("comments", "5", "–.pdf"), 2), (("restore", "–.pdf", "x"), 2), (("chek", "5"), 2), (("--help",), 0),
    (("check", "ă"), 2), (("check", "5", "--“ă”"), 2), (("render", "--layout", "“ă”", "5"), 4),
    (("render", "5", "--no-cache"), 0)]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """Issue 5, whose title no old code page holds, and issue 6 with mistakes beside such words."""
    root = small_workspace(tmp_path_factory.mktemp("newsletter"))
    issue = root / "issues/5/issue.yaml"
    issue.write_text(issue.read_text("utf-8").replace("E-Newsletter", "Știri – новости"), "utf-8")
    shutil.copytree(root / "issues/5", root / "issues/6")
    other = root / "issues/6/issue.yaml"
    other.write_text(other.read_text("utf-8").replace("number: 5", "number: 6"), "utf-8")
    with (root / "issues/6/articles/one.md").open("a", encoding="utf-8") as article:
        article.write(SLIPS)
    return root


def said(root, words, environment):
    done = subprocess.run([ROCBPRESS, *words], cwd=root, capture_output=True, check=False,
                          env={**os.environ, "ROCBPRESS_ROOT": str(root), **environment})
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(("words", "code", "page"), [
    (*each, ("ascii", "cp1252", "C")[at % 3]) for at, each in enumerate(COMMANDS)])
def test_each_command_is_readable(workspace, words, code, page):
    """The exit code is the usual one, and each byte is of the code page."""
    ended, *streams = said(workspace, words, PAGES[page])
    texts = [stream.decode("ascii" if page == "C" else page) for stream in streams]

    assert ended == code, texts
    assert not any("Traceback" in text or "internal error" in text for text in texts)
    if "--json" in words:
        assert json.loads(texts[0])


@pytest.mark.parametrize("page", ["ascii", "cp437", "C"])
def test_our_own_words_have_no_escapes(workspace, page):
    """Quotation marks, dashes and points become those of a typewriter; what they quote is escaped."""
    errors = said(workspace, ("check", "6"), PAGES[page])[2].decode("ascii" if page == "C" else page)

    assert "r-\\u0448\\u0438.jpg does not exist" in errors
    assert not any(sign in errors for sign in ("\\u201c", "\\u201d", "\\u2019", "\\u2026", "\\u2013"))


def test_json_says_what_it_says_elsewhere(workspace):
    """Escapes of JSON lose nothing."""
    found = [json.loads(said(workspace, ("check", "6", "--json"), environment)[1].decode(page))
             for page, environment in (("utf-8", {"PYTHONUTF8": "1"}), ("ascii", PAGES["ascii"]),
                                       ("cp1252", PAGES["cp1252"]))]

    assert found[0]["findings"] and found[0] == found[1] == found[2]
