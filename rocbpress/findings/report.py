"""Findings for programs: `check --json`, and the JSON Schema that it keeps to."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, TypedDict

from rocbpress.findings.catalogue import with_cure
from rocbpress.findings.finding import Finding, Severity

VERSION = 1  # raised when a key is renamed, taken out, or changes its meaning; more keys raise nothing
_KEYS: Mapping[str, Mapping[str, Any]] = {
    "code": {"type": "string", "pattern": "^[a-z]+(-[a-z0-9]+)*$",
             "description": "what was found; never changes its meaning; docs/findings.md explains each"},
    "severity": {"enum": [severity.value for severity in Severity],
                 "description": "an error stops the edition; a note asks for nothing"},
    "message": {"type": "string", "minLength": 1, "description": "the fact, for people"},
    "hint": {"type": "string", "description": "the cure; empty for a note that asks for nothing"},
    "file": {"type": "string", "description": "within the workspace, with slashes, or empty"},
    "line": {"type": "integer", "minimum": 0, "description": "from 1; 0 means the whole file"},
    "column": {"type": "integer", "minimum": 0, "description": "from 1; 0 means the whole line"},
    "page": {"type": "string", "description": "as it is printed, or empty"},
    "passage": {"type": "string", "description": "in a file without lines: paragraph 14 and its first words"},
}


class Report(TypedDict):
    """What `check --json` prints."""

    schema: int
    findings: list[dict[str, Any]]


def report(findings: Iterable[Finding]) -> Report:
    """All findings, as JSON has them."""
    return {"schema": VERSION, "findings": [_told(with_cure(finding)) for finding in findings]}


def report_schema() -> str:
    """The JSON Schema (draft 2020-12) of a report of this version."""
    finding = {"type": "object", "properties": _KEYS, "required": list(_KEYS)}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "rocbpress check --json",
        "type": "object",
        "properties": {
            "schema": {"const": VERSION, "description": "the version of this schema"},
            "findings": {"type": "array", "items": finding, "description": "in the order of the stages"}},
        "required": ["schema", "findings"],
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _told(finding: Finding) -> dict[str, Any]:
    where = finding.where
    return {"code": finding.code, "severity": finding.severity.value, "message": finding.message,
            "hint": finding.hint, "file": where.file, "line": where.line, "column": where.column,
            "page": where.page, "passage": where.passage}
