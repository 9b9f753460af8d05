"""Runs that are ended by a signal to the whole group of their processes: 40, or ROCBPRESS_SIGNALS of them."""

from __future__ import annotations

import os
import random

import pytest

from tests.archived import make_archive
from tests.signals import end_at

COUNT = int(os.environ.get("ROCBPRESS_SIGNALS", "40"))


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """A small issue."""
    return make_archive(tmp_path_factory.mktemp("archive")).root


@pytest.mark.parametrize("seed", range(2000, 2000 + COUNT))
def test_a_signal_ends_the_run(tmp_path, archive, seed):
    """No traceback, no process, no file is left, whenever it comes."""
    end_at(random.Random(seed), archive, tmp_path)
