"""A bug in rocbpress: what happened is kept in a file that can be sent to us."""

from __future__ import annotations

import platform
import tempfile
import traceback
from pathlib import Path

from rocbpress import __version__
from rocbpress.workspace.fingerprint import engines


def keep_report() -> Path:
    """Write the current exception, versions and system to a new file; its path."""
    text = "\n".join((f"rocbpress {__version__}", platform.platform(), engines(), traceback.format_exc()))
    with tempfile.NamedTemporaryFile("w", prefix="rocbpress-fault-", suffix=".txt", encoding="utf-8",
                                     delete=False) as file:
        file.write(text)
    return Path(file.name)
