"""What is told of passages of a paragraph that are left out of the article, or not as they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rocbpress.findings.finding import Severity
from rocbpress.importing.told import Teller, quoted

# By code: what is told once for a paragraph, with its grade.
_MESSAGES: Mapping[str, tuple[str, Severity]] = {
    "word-deleted": ("words deleted under track changes are left out", Severity.WARNING),
    "word-inserted": ("words inserted under track changes are kept", Severity.NOTE),
    "word-hidden": ("hidden text is left out", Severity.WARNING),
    "word-highlight": ("words are marked with the highlighter", Severity.WARNING),
    "word-raised": ("words set above or below the line are set in it", Severity.WARNING),
    "word-placeholder": ("a placeholder that nobody filled in is left out", Severity.NOTE),
    "word-field-code": ("words inside the code of a field, which Word does not show, are left out",
                        Severity.NOTE),
    "word-contents": ("a table of contents is left out: the issue has its own", Severity.NOTE),
    "word-equation": ("an equation is set as plain words", Severity.ERROR),
    "word-ruby": ("the reading beside a word is set in brackets behind it", Severity.NOTE),
}
KEPT = frozenset({"word-inserted", "word-highlight", "word-raised", "word-equation", "word-ruby"})


def tell_passages(told: Mapping[str, Sequence[str]], near: str, place: str, teller: Teller) -> None:
    """Tell the words of each code; those that are left out of a paragraph are quoted beside what stays."""
    for code, words in told.items():
        message, severity = _MESSAGES[code]
        said = "".join(words)
        if not said.strip():
            continue
        if code in KEPT:
            teller.tell(code, message, place, near=said, severity=severity)
        else:
            message += f": {quoted(said)}" if near.strip() else ""
            teller.tell(code, message, place, words=said, near=near or said, severity=severity)
