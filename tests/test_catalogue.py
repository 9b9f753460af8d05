"""Every code that can be told is explained, and the page in docs is made from that."""

import ast
import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from rocbpress.findings.__main__ import findings_page
from rocbpress.findings.catalogue import catalogue, families, with_cure
from rocbpress.findings.finding import Finding, Severity
from tests.page_faults import FAULTS
from tests.slips import SLIPS

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "rocbpress"
CODE = re.compile(r"[a-z]+(?:-[a-z0-9]+)*")
# Whatever is given a code first and words second.
TELLERS = {"Finding", "LogMessage", "PageFault", "PydanticCustomError", "add", "fault", "append", "_refuse",
           "_missing", "_slip", "report", "stop"}


def codes_in(node):
    """The codes that an expression may come to, as regular expressions."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
        yield re.escape(node.value)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z]+"
                      for part in node.values)
    elif isinstance(node, ast.IfExp):
        yield from (*codes_in(node.body), *codes_in(node.orelse))


def is_words(node):
    return isinstance(node, ast.JoinedStr | ast.Lambda) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value)


def told(node):
    """The codes that a piece of code tells: handed on with words, or put aside under the name `code`."""
    if isinstance(node, ast.Call) and len(node.args) > 1:
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        yield from codes_in(node.args[0]) if name in TELLERS else ()
    elif isinstance(node, ast.Tuple):
        for first, second in zip(node.elts, node.elts[1:], strict=False):
            yield from (code for code in codes_in(first) if "-" in code and is_words(second))
    elif isinstance(node, ast.Assign) and [getattr(t, "id", "") for t in node.targets] == ["code"]:
        yield from codes_in(node.value)


@pytest.fixture(scope="module")
def source():
    """Every code in the package, as a pattern, with the file that tells it."""
    return {(pattern, path.relative_to(PACKAGE).as_posix()) for path in PACKAGE.rglob("*.py")
            for node in ast.walk(ast.parse(path.read_text("utf-8"))) for pattern in told(node)}


def test_every_code_in_the_source_is_explained(source):
    """What a rule may say can be looked up."""
    known = catalogue()

    assert len(source) > 200
    assert not {told for told in source if not any(re.fullmatch(told[0], code) for code in known)}


def test_every_finding_names_a_cure():
    """Where a rule has no hint of its own, the cure for its code is printed; a note asks for nothing."""
    found = [with_cure(Finding(code, "x")) for code in catalogue()]

    assert all(each.hint and not each.hint.endswith(".") and "`" not in each.hint for each in found)
    assert with_cure(Finding("widow", "x", hint="mine")).hint == "mine"
    assert not with_cure(Finding("date-read", "x", severity=Severity.NOTE)).hint


def test_every_code_explained_is_in_the_source(source):
    """What no rule says any more is taken out."""
    literals = {node.value for path in PACKAGE.rglob("*.py")
                for node in ast.walk(ast.parse(path.read_text("utf-8")))
                if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    patterns = [pattern for pattern, _ in source if "[" in pattern]

    assert not [code for code in catalogue()
                if code not in literals and not any(re.fullmatch(pattern, code) for pattern in patterns)]


def test_codes_of_pages_and_words_are_explained():
    """Those that the tests of the rules wait for."""
    assert {code for _, code, *_ in (*FAULTS, *SLIPS)} <= set(catalogue())


def test_entries_are_whole_and_unique():
    """Each code once, with a meaning that is a sentence, an example, and a cure."""
    entries = [entry for family in families() for entry in family.entries]

    assert len({entry.code for entry in entries}) == len(entries)
    for entry in entries:
        assert CODE.fullmatch(entry.code) and entry.example and entry.cure.strip()
        assert entry.meaning.endswith(".") and entry.severities


def test_severities_are_those_of_the_rules():
    """Each code has the grade that its rule gives it, where the rule names one."""
    grades = {(code, node.attr.lower()) for path in PACKAGE.rglob("*.py")
              for call in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(call, ast.Call)
              and getattr(call.func, "id", "") in TELLERS
              for code in codes_in(call.args[0]) for node in ast.walk(call)
              if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "Severity"}

    assert len(grades) > 10
    assert not {(code, grade) for code, grade in grades
                if grade not in catalogue()[code.replace("\\", "")].severities}


def test_the_page_is_made_from_the_catalogue():
    """docs/findings.md is what `python -m rocbpress.findings` writes."""
    assert (ROOT / "docs" / "findings.md").read_text("utf-8") == findings_page()


def test_the_page_shows_every_code_in_a_table():
    """Nothing in an example breaks the table that it stands in."""
    tokens = MarkdownIt().enable("table").parse(findings_page())
    shown = [t.children[0].content for t in tokens if t.type == "inline" and t.content.startswith("`")]

    assert sum(t.type == "tr_open" for t in tokens) == len(catalogue()) + len(families())
    assert len([t for t in tokens if t.type == "td_open"]) == 5 * len(catalogue())
    assert set(catalogue()) <= set(shown)
