"""All checks of a layout, run once for each state of it."""

from collections.abc import Iterator
from hashlib import sha256

from rocbpress.findings.finding import Finding
from rocbpress.layout.layout import Layout
from rocbpress.layout.printer import PrinterProfile
from rocbpress.workspace.cache import Cache
from rocbpress.workspace.fingerprint import digest_files
from rocbpress.workspace.workspace import Workspace


def check_layout(layout: Layout, printer: PrinterProfile, workspace: Workspace, cache: Cache,
                 ) -> tuple[Finding, ...]:
    """Contrast, names of borders, and, but for a locked copy, what its author may have got wrong."""
    fonts = sorted((path.relative_to(workspace.fonts).as_posix(), path.stat().st_size)
                   for path in workspace.fonts.glob("*/*"))
    found: tuple[Finding, ...] = cache.remember(
        "layouts", lambda: tuple(_found(layout, printer, workspace)), layout=digest_files(layout.folder),
        name=layout.name, fonts=fonts, printer=(printer, sha256(printer.icc.read_bytes()).hexdigest()))
    return found


def _found(layout: Layout, printer: PrinterProfile, workspace: Workspace) -> Iterator[Finding]:
    from rocbpress.preflight.design import check_borders, check_contrast, check_palette
    from rocbpress.preflight.font_files import check_licences
    from rocbpress.preflight.styles import check_styles

    yield from check_contrast(layout, printer)
    yield from check_borders(layout)
    if layout.folder.is_relative_to(workspace.layouts):
        yield from check_palette(layout, printer)
        yield from check_styles(layout, workspace.fonts)
        yield from check_licences(workspace.fonts)
