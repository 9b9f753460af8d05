"""WeasyPrint's log as findings: it only logs what it cannot set, and carries on without it."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.typeset.tags.ancestry import Ancestry, place_naming

# Code and message for the text of a record, as WeasyPrint 70 words it; the message takes its arguments.
MESSAGES: Mapping[str, tuple[str, str]] = {
    "Failed to load image at %r: %s": ("image-unread", "cannot read the picture {0}: {1}"),
    "Failed to render SVG image %s": ("image-unread", "cannot draw the picture {0}"),
    "Failed to load inline SVG: %s": ("image-unread", "cannot read a drawing in the text: {0}"),
    "Unknown image mode: %s": ("image-mode", "unsupported colour mode of a picture: {0}"),
    "Relative URI reference without a base URI: %s": ("address-refused", "not a file of the issue: {0}"),
    "Malformed URL: %s": ("link-malformed", "not a valid address: {0}"),
    "No anchor #%s for internal URI reference": ("link-dead", "a link points to #{0}, which does not exist"),
    "Content discarded: target points to undefined anchor %r":
        ("link-dead", "a reference points to {0}, which does not exist"),
    "Anchor defined twice: %r": ("anchor-twice", "duplicate id: {0}"),
    '.notdef glyph rendered for Unicode string unsupported by fonts: "%s" (U+%04X)':
        ("glyph-missing", "no font has the character {0} (U+{1:04X})"),
    "Font-face %r cannot be loaded": ("face-unread", "cannot read the font {0}"),
    'Unable to subset "%s" with HarfBuzz': ("face-unread", "cannot subset the font {0}"),
    'Unable to subset "%s" with fontTools': ("face-unread", "cannot subset the font {0}"),
    'Unable to instantiate "%s" variable font': ("face-unread", "cannot use the variable font {0}"),
    "Failed to load stylesheet at %s: %s": ("css-unread", "cannot read the style sheet {0}: {1}"),
    "Failed to load stylesheet at %s : %s": ("css-unread", "cannot read the style sheet {0}: {1}"),
    "Parse error at %d:%d: %s": ("css-broken", "syntax error in the style sheet: {2}"),
    "Invalid or unsupported selector, %s": ("css-broken", "invalid selector in the style sheet: {0}"),
    "This row has more columns than the table, ignored %d cells":
        ("table-ragged", "a row has {0} more cells than its table has columns"),
    "Unable to compute content: %s": ("css-broken", "cannot generate content: {0}"),
    "Ignored `%s: %s` at %d:%d, %s.":
        ("css-ignored", "ignored `{0}: {1}`: {4}"),
    "Ignored `%s:%s` at %d:%d, %s.": ("css-ignored", "ignored `{0}: {1}`: {4}"),
    "Ignored `%s:%s` at %d:%d, prefix on this attribute is not supported, use %r instead.":
        ("css-ignored", "ignored `{0}: {1}`: use {4}"),
    "Deprecated `%s:%s` at %d:%d, prefixes on unstable attributes are deprecated, use %r instead.":
        ("css-ignored", "deprecated `{0}: {1}`: use {4}"),
    "Error: %s at %d:%d.": ("css-ignored", "error in the style sheet: {0}"),
    "Unknown rule %s at %d:%d": ("css-ignored", "unknown rule in the style sheet"),
    "Unknown empty rule %s at %d:%d": ("css-ignored", "unknown rule in the style sheet"),
    "Failed to apply CSS rule in SVG rule: %s": ("css-ignored", "ignored a style rule in a drawing: {0}"),
    "%s unit resolved before first page layout":
        ("css-ignored", "the unit {0} is used before the page size is known"),
    "Expected a media type, got %r": ("css-ignored", "unknown media type: {0}"),
}
# Those whose first argument is an address or a name in the document, which leads to the source block.
_PLACED = frozenset({"image-unread", "address-refused", "link-malformed", "link-dead", "anchor-twice"})
_WARNINGS = frozenset({"css-ignored"})


class LogFindings(logging.Handler):
    """Appends a finding to `report` for every record; set `ancestry` once the document is parsed."""

    def __init__(self, report: list[Finding]) -> None:
        super().__init__(logging.WARNING)
        self.report = report
        self.ancestry: Ancestry = {}

    def emit(self, record: logging.LogRecord) -> None:
        """An unknown message is an error: better to stop than to lose content unseen."""
        arguments = record.args if isinstance(record.args, tuple) else ()
        if (known := MESSAGES.get(str(record.msg))) is None:
            self.report.append(Finding("engine-complaint", f"WeasyPrint reports: {record.getMessage()}",
                                       _spot(str(record.msg), arguments)))
            return
        code, message = known
        where = (place_naming(str(arguments[0]), self.ancestry) if code in _PLACED
                 else _spot(str(record.msg), arguments))
        severity = Severity.WARNING if code in _WARNINGS else Severity.ERROR
        text = " ".join(message.format(*arguments).split()).rstrip(": ")
        self.report.append(Finding(code, text, where, severity))


def _spot(message: str, arguments: tuple[object, ...]) -> Place:
    """Line and column of a style sheet, where the message tells them."""
    before, told, _ = message.partition("%d:%d")
    at = before.count("%")
    line, column = arguments[at:at + 2] if told else (0, 0)
    return Place(line=line, column=column) if isinstance(line, int) and isinstance(column, int) else Place()


@contextmanager
def log_findings(report: list[Finding]) -> Iterator[LogFindings]:
    """Collect WeasyPrint's log in `report`, and pass it to no other handler, while the block runs."""
    logger = logging.getLogger("weasyprint")
    handler, before = LogFindings(report), (logger.handlers, logger.propagate)
    logger.handlers, logger.propagate = [handler], False
    try:
        yield handler
    finally:
        logger.handlers, logger.propagate = before
