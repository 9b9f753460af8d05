"""The faces of a family, in a process that goes on while they change."""

from __future__ import annotations

import shutil

from rocbpress.layout.script_faces import shows_emphasis
from tests.workspaces import ROOT


def test_a_face_that_comes_is_found(tmp_path):
    """Also after the family was looked for in vain; and gone, it is so no more."""
    family = tmp_path / "source-serif-4"
    family.mkdir()
    before = shows_emphasis(tmp_path, "Source Serif 4")
    for path in (ROOT / "fonts" / "source-serif-4").glob("*.ttf"):
        shutil.copy(path, family)
    there = shows_emphasis(tmp_path, "Source Serif 4")
    shutil.rmtree(family)

    assert (before, there) == ((False, False), (True, True))
    assert shows_emphasis(tmp_path, "Source Serif 4") == (False, False)
