"""Layouts from a stranger read, write and use up nothing: each attempt is told, with file and line."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from tests.hostile_layouts import FILES, TEMPLATES
from tests.systems import POSIX
from tests.workspaces import ROOT

pytestmark = POSIX


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What is told of each, tried in a process with bounds of processor and memory."""
    folder = tmp_path_factory.mktemp("hostile")
    done = subprocess.run([sys.executable, "-m", "tests.hostile_layouts", folder], cwd=ROOT, check=False,
                          capture_output=True, text=True)
    tried = dict(json.loads(line) for line in done.stdout.splitlines() if line.endswith("]"))
    assert done.returncode == 0, (len(tried), done.stderr)
    return tried


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_hostile_template_is_told(told, name):
    """As an error at its line: nothing of ours is reached, and nothing grows without end."""
    said = told[f"template {name}"]

    assert re.match(r"layouts/rocb/hostile\.html\.j2:\d+(:\d+)?: layout-template: ", said), said
    assert re.search(TEMPLATES[name][1], said), said


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_told(told, name):
    """As an error that names the file, before anything is opened through it or set with it."""
    said = told[f"folder {name}"]

    assert "not told" not in said and re.search(FILES[name][1], said), said


def test_there_are_a_hundred():
    """As many as were promised, none of them twice."""
    assert len(TEMPLATES) + len(FILES) >= 100
    assert len({source for source, _ in TEMPLATES.values()}) == len(TEMPLATES)
