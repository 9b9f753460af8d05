"""The checks of a finished file: its claims to standards, each named only after its check, and its words."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from rocbpress.findings.finding import Finding
from rocbpress.layout.printer import PrinterProfile
from rocbpress.preflight.content_streams import streams_are_valid
from rocbpress.preflight.read_contents import ContentReader
from rocbpress.preflight.tagged.document import Tagged, read_and_check
from rocbpress.preflight.tagged.lost_words import words_stand
from rocbpress.preflight.tagged.rules import check_tagged
from rocbpress.sources.manuscript import Manuscript
from rocbpress.workspace.cache import Entry

Check = Callable[[Tagged, PrinterProfile], tuple[Finding, ...]]


def check_finished(pdf: bytes, claims: Iterable[str], printer: PrinterProfile, manuscript: Manuscript,
                   kept: Entry) -> tuple[Finding, ...]:
    """What contradicts the claims of a finished file, and the words of the manuscript that it lacks.

    `kept` is the entry of what was read of its pages.
    """
    contents = ContentReader(kept)
    found = read_and_check(pdf, lambda tagged: (
        *_of_claims(tagged, claims, printer), *streams_are_valid(tagged, contents.fault),
        *words_stand(tagged.reader, manuscript)), contents.marks)
    contents.keep()
    return found


def check_claims(pdf: bytes, claims: Iterable[str], printer: PrinterProfile) -> tuple[Finding, ...]:
    """What contradicts the claims of a finished file; claims that share a check run it once."""
    return read_and_check(pdf, lambda tagged: _of_claims(tagged, claims, printer))


def _of_claims(tagged: Tagged, claims: Iterable[str], printer: PrinterProfile) -> tuple[Finding, ...]:
    checks = dict.fromkeys(CHECKS[claim] for claim in claims)
    return tuple(finding for check in checks for finding in check(tagged, printer))


def _tagged(tagged: Tagged, _printer: PrinterProfile) -> tuple[Finding, ...]:
    return check_tagged(tagged)


def _printed(tagged: Tagged, printer: PrinterProfile) -> tuple[Finding, ...]:
    from rocbpress.preflight.paper.x4 import check_printed  # loaded for paper alone

    return check_printed(tagged, printer)


# Keys as in assemble.metadata.CLAIMS.
CHECKS: Mapping[str, Check] = MappingProxyType({"ua1": _tagged, "a3a": _tagged, "x4": _printed})
