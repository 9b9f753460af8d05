"""Files have the rights that the system gives new files."""

from __future__ import annotations

import os
import stat

import pytest

from rocbpress.workspace.files import publish, put
from tests.systems import POSIX


@POSIX
@pytest.mark.parametrize("mask", [0o077, 0o022, 0o002])
@pytest.mark.parametrize("write", [publish, put])
def test_the_umask_counts(tmp_path, write, mask):
    """Also for a file that replaces another."""
    before = os.umask(mask)
    try:
        write(b"", tmp_path / "file")
        write(b"", tmp_path / "file")
    finally:
        os.umask(before)

    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o666 & ~mask
