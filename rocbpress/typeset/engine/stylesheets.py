"""Style sheets read once in a process: the flows of an issue share a few of them, word for word."""

import re
from functools import lru_cache
from xml.etree.ElementTree import Element

from weasyprint import CSS

from rocbpress.findings.finding import Finding
from rocbpress.typeset.engine.fetch import AssetFetcher
from rocbpress.typeset.engine.log import log_findings

# What changes the document it stands in, besides its styles, is left to that document.
_OF_ITS_DOCUMENT = re.compile(r"@(counter-style|font-face|import|color-profile|layer)\b", re.IGNORECASE)


def extract_stylesheets(root: Element, report: list[Finding]) -> list[CSS]:
    """Remove the style elements from a document; their sheets, for WeasyPrint to apply instead.

    All of them together leave the author's place in the cascade for the user's, so their order and
    effect on each other stay as they were; style attributes win over both.
    """
    found = [(head, style) for head in root.iter("head") for style in head.findall("style")]
    texts = [style.text or "" for _, style in found]
    elsewhere = sum(element.tag in ("style", "link") for element in root.iter()) - len(found)
    if elsewhere or any(map(_OF_ITS_DOCUMENT.search, texts)):
        return []
    for head, style in found:
        head.remove(style)
    sheets = [_read(text) for text in texts]
    report.extend(finding for _, findings in sheets for finding in findings)
    return [sheet for sheet, _ in sheets]


@lru_cache(maxsize=64)
def _read(text: str) -> tuple[CSS, tuple[Finding, ...]]:
    """A sheet and its findings, which each flow with it must report."""
    findings: list[Finding] = []
    with log_findings(findings):
        sheet = CSS(string=text, url_fetcher=AssetFetcher(()))
    return sheet, tuple(findings)
