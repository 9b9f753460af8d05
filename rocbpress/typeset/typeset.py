"""Flows into galleys: the way into WeasyPrint. Without Pango, the error names what to install."""

import warnings
from contextlib import redirect_stdout, suppress
from pathlib import Path

from rocbpress.findings.errors import TypesetError
from rocbpress.findings.finding import Finding
from rocbpress.typeset.engine.faces import INSTALL, hide_system_faces
from rocbpress.typeset.engine.libraries import linker_finds, loaded_when_used
from rocbpress.typeset.flow import Flow, Matter
from rocbpress.typeset.galley import Galley

# A third of the time of WeasyPrint's import, for what the faces of few issues need.
_SELDOM_USED = ("fontTools.subset", "fontTools.varLib.instancer")
_SAMPLE = '<html lang="en"><title>Sample</title><p>The quick brown fox jumps over the lazy dog</html>'

hide_system_faces()
try:
    # WeasyPrint prints advice where a library is missing, and warns that it finds no font, as is meant here.
    with redirect_stdout(None), warnings.catch_warnings(), linker_finds(), loaded_when_used(*_SELDOM_USED):
        warnings.simplefilter("ignore")
        from rocbpress.typeset.engine.document import prepare_engine, set_flow
except OSError as error:  # WeasyPrint loads Pango's libraries at import
    _missing: OSError | None = error
else:
    _missing = None


def typeset(flow: Flow, fonts: Path) -> Galley:
    """Typeset a flow with the faces of the folder `fonts`, and no others.

    The galley's PDF is tagged, starts from PDF/A-3a and is the same to the byte for the same flow,
    faces and engines. TypesetError holds everything that would lose content, and is raised where Pango
    or HarfBuzz is missing.
    """
    _check_libraries()
    return set_flow(flow, fonts)


def prepare() -> None:
    """Do ahead what does not depend on the flow or its faces; TypesetError as in `typeset`."""
    _check_libraries()
    prepare_engine()


def open_faces(fonts: Path) -> None:
    """Typeset a line and discard it, so that the faces are opened before there is a flow."""
    with suppress(TypesetError, OSError):  # the first flow reports it with its name
        typeset(Flow("sample", (), Matter.BODY, "", "", _SAMPLE), fonts)


def _check_libraries() -> None:
    if _missing is not None:
        raise TypesetError(Finding(
            "library-missing", "WeasyPrint cannot load Pango or HarfBuzz", hint=INSTALL)) from _missing
