"""What stands in a run is read back from the article as it was: no sign in it is markup."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from docx import Document
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rocbpress.importing.blocks import Cell, Paragraph, Role, Run, Table
from rocbpress.importing.importing import import_file
from rocbpress.importing.markdown import Writer
from rocbpress.importing.symbols import common
from rocbpress.sources.markdown.dialect import parse_markdown
from rocbpress.sources.markdown.pasted import nest_lists, read_pasted

SIGNS = "*_`[](){}<>!#+-=|~:&;.,\\/\"'^$%@ 1a2b3cöß文ไ…–—•◦\u00a0"
WORDS = st.one_of(st.text(st.sampled_from(SIGNS), max_size=14),
                  st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn", "Cf", "Zl", "Zp")),
                          max_size=10))
RUNS = st.lists(st.builds(Run, words=WORDS, bold=st.booleans(), italic=st.booleans(), struck=st.booleans(),
                          link=st.sampled_from(["", "", "", "https://example.org/a_b(c)*d"])), min_size=1,
                          max_size=5)


def read_back(text):
    """Letters of an article's text with their emphasis: (letter, strong, emphasised, struck)."""
    lines = text.split("\n")
    start = lines.index("---", 1) + 1
    body, _ = read_pasted(lines, start)
    body, _ = nest_lists(body, start)
    found = []
    for token in parse_markdown("\n".join(body[start:])).tokens:
        assert token.type != "html_block" and token.type != "fence"
        depth = {"strong": 0, "em": 0, "s": 0}
        for child in token.children or []:
            name = child.type.rpartition("_")[0]
            if name in depth:
                depth[name] += child.nesting
            assert child.type in ("text", "hardbreak", "softbreak", "link_open", "link_close", *(
                f"{each}_{end}" for each in depth for end in ("open", "close")))
            found += [(letter, *map(bool, depth.values())) for letter in child.content if letter.isalnum()]
    return found


def letters(runs):
    normal = [(unicodedata.normalize("NFC", run.words), run) for run in runs]
    return [(letter, run.bold, run.italic, run.struck) for words, run in normal for letter in words
            if letter.isalnum()]


def article(*blocks):
    return Writer(lambda _: "").article({"title": "x"}, blocks)


@given(RUNS)
@example([Run("a"), Run("(b)", bold=True), Run("c")])
@example([Run("a", bold=True), Run("b", bold=True, italic=True), Run("c", italic=True)])
@example([Run("1", italic=True), Run("0")])
@example([Run("1~", struck=True), Run("1")])
@example([Run("x!"), Run("link", link="https://example.org")])
@settings(max_examples=300, deadline=None)
def test_words_and_emphasis_are_read_back(runs):
    """Any text in any emphasis is the same letters in the same emphasis."""
    assert read_back(article(Paragraph(tuple(runs)))) == letters(runs)


@given(st.lists(RUNS, min_size=1, max_size=3))
@settings(max_examples=100, deadline=None)
def test_lines_stay_lines(lines):
    """No line of a paragraph begins a list, a heading, a quotation or a table."""
    runs = [run for line in lines for run in (*line, Run("\n"))]

    assert read_back(article(Paragraph(tuple(runs)))) == letters(runs)


@pytest.mark.parametrize("role", [Role.HEADING, Role.ITEM, Role.QUOTE])
@given(RUNS)
@settings(max_examples=100, deadline=None)
def test_headings_items_and_quotations_keep_their_words(role, runs):
    """Whatever a paragraph is, its letters stand in it."""
    block = Paragraph(tuple(runs), role=role, level=2 if role is Role.HEADING else 0, mark="-")

    assert [each[0] for each in read_back(article(block))] == [each[0] for each in letters(runs)]


@given(st.lists(st.lists(RUNS, min_size=2, max_size=2), min_size=2, max_size=3))
@settings(max_examples=100, deadline=None)
def test_cells_keep_their_words(rows):
    """A stroke or a backslash in a cell parts no cells."""
    table = Table(tuple(tuple(Cell((Paragraph(tuple(runs)),)) for runs in row) for row in rows))
    tokens = parse_markdown(article(table).partition("---\n\n")[2]).tokens

    assert sum(token.type in ("td_open", "th_open") for token in tokens) == 2 * len(rows)
    assert [each[0] for each in read_back(article(table))] == [
        each[0] for row in rows for runs in row for each in letters(runs)]


def test_a_list_in_the_first_lines_is_read_whole():
    """All its items, where no front matter stands above it."""
    assert read_pasted(["• One", "• Two", "• Three", "", "Words."], 0) == (
        ["- One", "- Two", "- Three", "", "Words."], [(1, "•")])


@given(RUNS)
@settings(max_examples=100, deadline=None)
def test_any_text_comes_through_word(tmp_path_factory, runs):
    """Written into a Word file and imported, it is the same letters in the same emphasis, those of formulas
    plain."""
    document = Document()
    document.add_paragraph("A title", style="Title")
    paragraph = document.add_paragraph()
    for run in runs:
        added = paragraph.add_run(run.words)
        added.bold, added.italic, added.font.strike = run.bold, run.italic, run.struck
    path = tmp_path_factory.mktemp("sent") / "report.docx"
    document.save(path)

    assert read_back(import_file(path, "report").files["articles/report.md"].decode()) == letters(
        [replace(run, words=common(run.words)) for run in runs])
