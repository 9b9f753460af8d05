"""A cache that all tests of a run share, whichever process they are in."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import mkdtemp

import pytest

_VARIABLE = "ROCBPRESS_TESTS_CACHE"


def shared_cache() -> Path:
    """Its folder: what is kept there is found by all that it was made from."""
    return Path(os.environ[_VARIABLE])


def open_shared_cache(config: pytest.Config) -> None:
    """Begin with an empty one, which goes with the run; processes of xdist inherit it."""
    if not hasattr(config, "workerinput"):
        os.environ[_VARIABLE] = folder = mkdtemp(prefix="cache-of-tests-")
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
