"""What `check --json` prints keeps to its schema, and warnings count where they are to count."""

from __future__ import annotations

import json
import re

import pytest

from rocbpress.findings.finding import Finding, Place, Severity, strictly
from rocbpress.findings.report import VERSION, report, report_schema
from tests.small_issue import ISSUE, make
from tests.workspaces import ROOT, run_here

SLIP = "Members recieve it.\n"
TYPES = {"object": dict, "array": list, "string": str, "integer": int}


def faults(value, schema, at="report"):
    """Where a value departs from a JSON Schema; a keyword that is not understood here is a KeyError."""
    for keyword, told in schema.items():
        wrong = {
            "type": lambda told: not isinstance(value, TYPES[told]) or isinstance(value, bool),
            "const": lambda told: value != told, "enum": lambda told: value not in told,
            "pattern": lambda told: not re.search(told, value), "minimum": lambda told: value < told,
            "minLength": lambda told: len(value) < told,
            "required": lambda told: not set(told) <= set(value),
            "properties": lambda _: False, "items": lambda _: False,
            "description": lambda _: False, "title": lambda _: False, "$schema": lambda _: False,
        }[keyword](told)
        if wrong:
            yield f"{at}: {keyword}"
    for key, inner in schema.get("properties", {}).items():
        yield from faults(value[key], inner, f"{at}.{key}") if key in value else ()
    for number, item in enumerate(value if "items" in schema else ()):
        yield from faults(item, schema["items"], f"{at}[{number}]")


def workspace(root, **parts):
    """A small issue that can be set."""
    made = make(root, **parts)
    made.layouts.rmdir()
    for name in ("layouts", "fonts"):
        (root / name).symlink_to(ROOT / name)
    return ("--root", str(root), "--jobs", "1")


def test_what_is_printed_keeps_to_the_schema(monkeypatch, capsys, tmp_path):
    """Warnings of words and pictures, faults of sources, an issue that is not there: all are JSON."""
    schema = json.loads(report_schema())
    there = workspace(tmp_path, body=SLIP)
    _, warned, _ = run_here(monkeypatch, capsys, "check", "5", "--json", *there)
    make(tmp_path, body="[a](article:none)\n")
    _, broken, _ = run_here(monkeypatch, capsys, "check", "5", "--json", *there)
    code, unknown, _ = run_here(monkeypatch, capsys, "check", "6", "--json", *there)

    for out, expected in ((warned, "spelling"), (broken, "link-article"), (unknown, "issue-unknown")):
        assert list(faults(json.loads(out), schema)) == []
        assert expected in {found["code"] for found in json.loads(out)["findings"]}
    assert code == 2


def test_every_field_is_in_the_schema():
    """A finding with all its parts loses none of them; each is described and required."""
    finding = Finding("image-missing", "words", Place("a.md", 3, 4, "7", "a#b1", "paragraph 2"),
                      Severity.NOTE, "cure")
    [told] = report([finding])["findings"]
    item = json.loads(report_schema())["properties"]["findings"]["items"]

    assert told == {"code": "image-missing", "severity": "note", "message": "words", "hint": "cure",
                    "file": "a.md", "line": 3, "column": 4, "page": "7", "passage": "paragraph 2"}
    assert list(item["properties"]) == item["required"] == list(told)
    assert all("description" in key for key in item["properties"].values())


@pytest.mark.parametrize("change", [
    {"code": "No code"}, {"severity": "fatal"}, {"line": -1}, {"message": ""}, {"page": 7}])
def test_the_schema_refuses_what_is_none(change):
    """A report that departs from it by one value is told from a good one."""
    told = report([Finding("image-missing", "words")])
    told["findings"][0].update(change)

    schema = json.loads(report_schema())

    assert [fault.split(".")[-1].split(":")[0] for fault in faults(told, schema)] == list(change)
    assert "report.schema: const" in faults({**told, "schema": VERSION + 1}, schema)


def test_warnings_are_errors_where_that_is_asked():
    """Notes stay notes."""
    grades = [finding.severity for finding in strictly(
        Finding("a", "x", severity=severity) for severity in Severity)]

    assert grades == [Severity.ERROR, Severity.ERROR, Severity.NOTE]


def test_strict_stops_at_a_warning(monkeypatch, capsys, tmp_path):
    """check and render end with 7 and no file; without it, or with the code lowered, they end with 0."""
    there = workspace(tmp_path / "1", body=SLIP)
    path = tmp_path / "1" / "build" / "5" / "rocb-5.pdf"
    strict = run_here(monkeypatch, capsys, "render", "5", "--strict", *there)
    assert strict[0] == 7 and not path.exists() and ":9: spelling: " in strict[2]

    codes = [run_here(monkeypatch, capsys, *words, *there)[0] for words in (
        ("check", "5"), ("check", "5", "--strict"))]
    codes.append(render(monkeypatch, capsys, *there))
    codes += [run_here(monkeypatch, capsys, "render", "5", "--strict", *there)[0]]  # though the file is there

    lower = workspace(tmp_path / "2", body=SLIP, issue=ISSUE + "lower: [spelling, file-unused, page-thin]\n")
    assert codes == [0, 7, 0, 7] and path.exists()
    assert run_here(monkeypatch, capsys, "check", "5", "--strict", *lower)[0] == 0


def render(monkeypatch, capsys, *there):
    """The exit code of a render that ends as it should: it returns, and Typer exits."""
    return run_here(monkeypatch, capsys, "render", "5", *there)[0]
