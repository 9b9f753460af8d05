"""WeasyPrint's log as findings: it only logs what it cannot set, and carries on without it."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.typeset.tags.ancestry import Ancestry, place_naming


class LogMessage(NamedTuple):
    """What a message of WeasyPrint means to an officer; `words` take the message's arguments.

    `names` tells which argument is an address that leads to the source block.
    """

    code: str
    words: str
    severity: Severity = Severity.ERROR
    names: int = -1


_SHEET_IGNORED = "the style sheet has a rule that is not understood"
_WARNING = Severity.WARNING

# Keyed on the text before its arguments are filled in, as WeasyPrint 70 words it.
SAYINGS: Mapping[str, LogMessage] = {
    "Failed to load image at %r: %s": LogMessage("image-unread", "the picture {0} cannot be read: {1}", names=0),
    "Failed to render SVG image %s": LogMessage("image-unread", "the drawing {0} cannot be drawn", names=0),
    "Failed to load inline SVG: %s": LogMessage("image-unread", "a drawing in the text cannot be read: {0}"),
    "Unknown image mode: %s":
        LogMessage("image-mode", "a picture has colours of a kind that cannot be set: {0}"),
    "Relative URI reference without a base URI: %s":
        LogMessage("address-refused", "{0} is none of the flow's pictures", names=0),
    "Malformed URL: %s": LogMessage("link-malformed", "{0} is no address", names=0),
    "No anchor #%s for internal URI reference":
        LogMessage("link-dead", "a link leads to #{0}, which is not in this flow", names=0),
    "Content discarded: target points to undefined anchor %r":
        LogMessage("link-dead", "a reference leads to {0}, which is not in this flow"),
    "Anchor defined twice: %r": LogMessage("anchor-twice", "two elements have the name {0}", names=0),
    '.notdef glyph rendered for Unicode string unsupported by fonts: "%s" (U+%04X)':
        LogMessage("glyph-missing", "no face has the character {0} (U+{1:04X})"),
    "Font-face %r cannot be loaded": LogMessage("face-unread", "the face {0} cannot be read"),
    'Unable to subset "%s" with HarfBuzz': LogMessage("face-unread", "the face {0} cannot be subset"),
    'Unable to subset "%s" with fontTools': LogMessage("face-unread", "the face {0} cannot be subset"),
    'Unable to instantiate "%s" variable font': LogMessage("face-unread", "the face {0} is variable and broken"),
    "Failed to load stylesheet at %s: %s": LogMessage("css-unread", "the style sheet {0} cannot be read: {1}"),
    "Failed to load stylesheet at %s : %s": LogMessage("css-unread", "the style sheet {0} cannot be read: {1}"),
    "Parse error at %d:%d: %s": LogMessage("css-broken", "the style sheet breaks at {0}:{1}: {2}"),
    "Invalid or unsupported selector, %s": LogMessage("css-broken", "a selector is not understood: {0}"),
    "This row has more columns than the table, ignored %d cells":
        LogMessage("table-ragged", "a row has {0} cells more than its table has columns"),
    "Unable to compute content: %s": LogMessage("css-broken", "generated text cannot be made: {0}"),
    "Ignored `%s: %s` at %d:%d, %s.":
        LogMessage("css-ignored", "`{0}: {1}` at {2}:{3} of the style sheet is ignored: {4}", _WARNING),
    "Ignored `%s:%s` at %d:%d, %s.":
        LogMessage("css-ignored", "`{0}: {1}` at {2}:{3} of the style sheet is ignored: {4}", _WARNING),
    "Ignored `%s:%s` at %d:%d, prefix on this attribute is not supported, use %r instead.":
        LogMessage("css-ignored", "`{0}: {1}` at {2}:{3} of the style sheet is ignored: use {4}", _WARNING),
    "Deprecated `%s:%s` at %d:%d, prefixes on unstable attributes are deprecated, use %r instead.":
        LogMessage("css-ignored", "`{0}: {1}` at {2}:{3} of the style sheet is out of use: use {4}", _WARNING),
    "Error: %s at %d:%d.": LogMessage("css-ignored", "the style sheet errs at {1}:{2}: {0}", _WARNING),
    "Unknown rule %s at %d:%d": LogMessage("css-ignored", _SHEET_IGNORED + " at {1}:{2}", _WARNING),
    "Unknown empty rule %s at %d:%d": LogMessage("css-ignored", _SHEET_IGNORED + " at {1}:{2}", _WARNING),
    "Failed to apply CSS rule in SVG rule: %s":
        LogMessage("css-ignored", "a rule within a drawing is ignored: {0}", _WARNING),
    "%s unit resolved before first page layout":
        LogMessage("css-ignored", "the unit {0} was resolved before the page was known", _WARNING),
    "Expected a media type, got %r": LogMessage("css-ignored", "{0} is no medium", _WARNING),
}


class LogFindings(logging.Handler):
    """Appends a finding to `report` for every record; set `ancestry` once the document is parsed."""

    def __init__(self, report: list[Finding]) -> None:
        super().__init__(logging.WARNING)
        self.report = report
        self.ancestry: Ancestry = {}

    def emit(self, record: logging.LogRecord) -> None:
        """A message that is not in the table is an error: better a stop than a loss unseen."""
        saying = SAYINGS.get(str(record.msg))
        arguments = record.args if isinstance(record.args, tuple) else ()
        if saying is None:
            self.report.append(Finding("engine-complaint", f"WeasyPrint says: {record.getMessage()}"))
            return
        where = place_naming(str(arguments[saying.names]), self.ancestry) if saying.names >= 0 else Place()
        words = " ".join(saying.words.format(*arguments).split()).rstrip(": ")
        self.report.append(Finding(saying.code, words, where, saying.severity))


@contextmanager
def log_findings(report: list[Finding]) -> Iterator[LogFindings]:
    """Gather WeasyPrint's log into `report`, and keep it from everybody else, while the block runs."""
    logger = logging.getLogger("weasyprint")
    handler, passed_on = LogFindings(report), logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield handler
    finally:
        logger.propagate = passed_on
        logger.removeHandler(handler)
