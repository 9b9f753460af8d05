"""Flows into galleys: the way into WeasyPrint, which without Pango says what to install."""

from __future__ import annotations

import warnings
from contextlib import redirect_stdout, suppress
from pathlib import Path

from rocbpress.findings.errors import TypesetError
from rocbpress.findings.finding import Finding
from rocbpress.typeset.engine.faces import INSTALL, seal
from rocbpress.typeset.engine.libraries import linker_finds, loaded_when_used
from rocbpress.typeset.flow import Flow, Matter
from rocbpress.typeset.galley import Galley

# A third of the time of WeasyPrint's import, for what the faces of few issues need.
_SELDOM = ("fontTools.subset", "fontTools.varLib.instancer")
_REHEARSAL = '<html lang="en"><title>Rehearsal</title><p>The quick brown fox jumps over the lazy dog</html>'

seal()
try:
    # WeasyPrint prints advice where a library is missing, and warns that it finds no font, as is meant here.
    with redirect_stdout(None), warnings.catch_warnings(), linker_finds(), loaded_when_used(*_SELDOM):
        warnings.simplefilter("ignore")
        from rocbpress.typeset.engine.document import ready, set_flow
except OSError as error:  # WeasyPrint loads Pango's libraries at import
    _missing: OSError | None = error
else:
    _missing = None


def typeset(flow: Flow, fonts: Path) -> Galley:
    """Set a flow with the faces of the folder `fonts`, and no others.

    The galley's PDF is tagged, starts from PDF/A-3a and is the same to the byte for the same flow,
    faces and engines. TypesetError tells of everything that would lose content, and where Pango or
    HarfBuzz is missing.
    """
    if _missing is not None:
        raise TypesetError(Finding(
            "library-missing", "Pango or HarfBuzz, which WeasyPrint sets type with, is missing", hint=INSTALL,
        )) from _missing
    return set_flow(flow, fonts)


def prepare() -> None:
    """Do ahead what does not depend on the flow or its faces; TypesetError as in `typeset`."""
    if _missing is None:
        ready()


def warm_worker(fonts: Path) -> None:
    """Set a line for nobody, so that the faces are opened before there is a flow."""
    with suppress(TypesetError, OSError):  # the first flow says it with its name
        typeset(Flow("rehearsal", (), Matter.BODY, "", "", _REHEARSAL), fonts)
