"""Flows into galleys: the way into WeasyPrint. Without Pango, the error names what to install."""

import traceback
import warnings
from contextlib import redirect_stdout, suppress
from pathlib import Path

from rocbpress.findings.errors import TypesetError
from rocbpress.findings.finding import Finding, Place
from rocbpress.typeset.engine.faces import hide_system_faces
from rocbpress.typeset.engine.libraries import linker_finds, loaded_when_used, without_vectors
from rocbpress.typeset.flow import Flow, Matter
from rocbpress.typeset.galley import Galley
from rocbpress.workspace.libraries import cure

# A third of the time of WeasyPrint's import, for what the faces of few issues need.
_SELDOM_USED = ("fontTools.subset", "fontTools.varLib.instancer")
_SAMPLE = '<html lang="en"><title>Sample</title><p>The quick brown fox jumps over the lazy dog</html>'

hide_system_faces()
try:
    # WeasyPrint prints advice where a library is missing, and warns that it finds no font, as is meant here.
    with redirect_stdout(None), warnings.catch_warnings(), linker_finds(), loaded_when_used(*_SELDOM_USED):
        warnings.simplefilter("ignore")
        from rocbpress.typeset.engine.document import prepare_engine, set_flow

        without_vectors()
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
    try:
        return set_flow(flow, fonts)
    except (TypesetError, MemoryError):
        raise
    except Exception as error:
        if not _is_of_engine(error):
            raise
        raise TypesetError(Finding(
            "engine-fault", f"WeasyPrint cannot set {flow.name}: {type(error).__name__}: "
            f"{str(error)[:200]}", Place(block=next(iter(flow.articles), "")))) from error


def prepare() -> None:
    """Do ahead what does not depend on the flow or its faces; TypesetError as in `typeset`."""
    _check_libraries()
    prepare_engine()


def open_faces(fonts: Path) -> None:
    """Typeset a line and discard it, so that the faces are opened before there is a flow."""
    with suppress(TypesetError, OSError):  # the first flow reports it with its name
        typeset(Flow("sample", (), Matter.BODY, "", "", _SAMPLE), fonts)


def _is_of_engine(error: Exception) -> bool:
    """Whether a sheet led to it: raised in WeasyPrint or beneath it, or by numbers and depths it gave."""
    *_, (frame, _) = traceback.walk_tb(error.__traceback__)
    ours = str(frame.f_globals.get("__name__")).startswith("rocbpress.")
    return not ours or isinstance(error, ArithmeticError | RecursionError)


def _check_libraries() -> None:
    if _missing is not None:
        raise TypesetError(Finding(
            "library-missing", "WeasyPrint cannot load Pango or HarfBuzz", hint=cure())) from _missing
