"""The check of each claim: a standard is named in a file only after its check has passed."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from rocbpress.findings.finding import Finding
from rocbpress.layout.printer import PrinterProfile
from rocbpress.preflight.tagged.rules import check_structure

Check = Callable[[bytes, PrinterProfile], tuple[Finding, ...]]


def check_claims(pdf: bytes, claims: Iterable[str], printer: PrinterProfile) -> tuple[Finding, ...]:
    """What contradicts the claims of a finished file; claims that share a check run it once."""
    checks = dict.fromkeys(CHECKS[claim] for claim in claims)
    return tuple(finding for check in checks for finding in check(pdf, printer))


def _tagged(pdf: bytes, _printer: PrinterProfile) -> tuple[Finding, ...]:
    return check_structure(pdf)


def _printed(pdf: bytes, printer: PrinterProfile) -> tuple[Finding, ...]:
    from rocbpress.preflight.paper.x4 import check_x4  # loaded for paper alone

    return check_x4(pdf, printer)


# Keys as in assemble.metadata.CLAIMS.
CHECKS: Mapping[str, Check] = MappingProxyType({"ua1": _tagged, "a3a": _tagged, "x4": _printed})
