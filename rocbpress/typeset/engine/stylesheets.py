"""Style sheets read once in a process: the flows of an issue share a few of them, word for word."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from xml.etree.ElementTree import Element

import tinycss2
from tinycss2.ast import Node
from weasyprint import CSS

from rocbpress.findings.finding import Finding, Place
from rocbpress.typeset.engine.fetch import AssetFetcher
from rocbpress.typeset.engine.log import log_findings

# What changes the document it stands in, besides its styles, is left to that document.
_OF_ITS_DOCUMENT = re.compile(r"@(counter-style|font-face|import|color-profile|layer)\b", re.IGNORECASE)

_FILE = re.compile(r"/\*@file (.*)\*/")  # as `compose/stylesheets.py` writes it
_QUOTED = re.compile("'(.*)'")
_NEW_LINE = re.compile(r"\r\n|[\n\r\f]")  # as CSS has it (CSS Syntax 3, 3.3)


def extract_stylesheets(root: Element, report: list[Finding]) -> list[CSS]:
    """Remove the style elements from a document; their sheets, for WeasyPrint to apply instead.

    All of them together leave the author's place in the cascade for the user's, so their order and
    effect on each other stay as they were; style attributes win over both.
    """
    found = [(head, style) for head in root.iter("head") for style in head.findall("style")]
    texts = [style.text or "" for _, style in found]
    elsewhere = sum(element.tag in ("style", "link") for element in root.iter()) - len(found)
    sheets = [_read(text) for text in texts]
    if elsewhere or any(map(_OF_ITS_DOCUMENT.search, texts)):
        # WeasyPrint reads them again in the document, and cannot tell in which file a fault stands.
        report.extend(finding for _, findings in sheets for finding in findings if finding.where.file)
        return []
    for head, style in found:
        head.remove(style)
    report.extend(finding for _, findings in sheets for finding in findings)
    return [sheet for sheet, _ in sheets]


@lru_cache(maxsize=64)
def _read(text: str) -> tuple[CSS, tuple[Finding, ...]]:
    """A sheet and its findings, which each flow with it must report."""
    findings: list[Finding] = []
    with log_findings(findings):
        sheet = CSS(string=text, url_fetcher=AssetFetcher(()))
    return sheet, _placed(text, findings)


def _placed(text: str, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings at their places in the layout's files, several of which `text` holds."""
    if not findings:
        return ()
    named = {at: found[1] for at, line in enumerate(_NEW_LINE.split(text), 1)
             if (found := _FILE.fullmatch(line))}
    begins = [*named]
    selectors: dict[str, tuple[int, int]] = {}
    if any(not each.where.line for each in findings):  # of a selector WeasyPrint tells the words alone
        for rule in _rules(tinycss2.parse_stylesheet(text)):
            spot = rule.source_line, rule.source_column
            selectors.setdefault(_words(tinycss2.serialize(rule.prelude)), spot)

    def place(finding: Finding) -> Place:
        told = _QUOTED.search(finding.message)
        line, column = ((finding.where.line, finding.where.column) if finding.where.line
                        else selectors.get(_words(told[1]) if told else "", (0, 0)))
        at = bisect_left(begins, line) - 1
        return Place(named[begins[at]], line - begins[at], column) if line and at >= 0 else Place()

    return tuple(replace(each, where=place(each)) for each in findings)


def _words(selector: str) -> str:
    return " ".join(selector.split())


def _rules(nodes: Iterable[Node]) -> Iterator[Node]:
    """All rules with selectors, those in others too."""
    for node in nodes:
        if node.type == "qualified-rule":
            yield node
        if node.type in ("qualified-rule", "at-rule") and node.content is not None:
            yield from _rules(tinycss2.parse_blocks_contents(node.content))
