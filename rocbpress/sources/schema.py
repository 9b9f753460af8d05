"""JSON Schemas: editors complete and check issue.yaml, publishers.yaml and front matter from them."""

import json
from collections.abc import Mapping
from typing import TypeVar

from pydantic import TypeAdapter

from rocbpress.findings.report import report_schema
from rocbpress.sources.frontmatter import FrontMatter
from rocbpress.sources.yaml.manifest import Issue, Publisher

_T = TypeVar("_T")
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> Mapping[str, str]:
    """File name and text of each schema; a line at the head of a YAML file names the one it follows."""
    return {
        "issue.schema.json": _text(TypeAdapter(Issue), "issue.yaml of a newsletter issue"),
        "article.schema.json": _text(TypeAdapter(FrontMatter), "front matter of an article"),
        "publishers.schema.json": _text(TypeAdapter(dict[str, Publisher]), "issues/publishers.yaml"),
        "findings.schema.json": report_schema(),
    }


def _text(adapter: TypeAdapter[_T], title: str) -> str:
    schema = {"$schema": _DIALECT, **adapter.json_schema(by_alias=True)}
    tidy = {key: _tidy(value) for key, value in schema.items() if key != "title"}
    return json.dumps({**tidy, "title": title}, ensure_ascii=False, indent=2) + "\n"


def _tidy(node: object) -> object:
    """Without titles made of the keys, and without defaults that say nothing."""
    if isinstance(node, list):
        return [_tidy(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {key: _tidy(value) for key, value in node.items()
            if not (key == "title" and isinstance(value, str))
            and not (key == "default" and (not value or isinstance(value, dict)))}
