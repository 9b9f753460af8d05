"""Runs that are ended by a signal to the whole group of their processes, two hundred in all."""

from __future__ import annotations

import random

import pytest

from tests.archived import make_archive
from tests.proofs.sampling import some
from tests.signals import end_at


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """A small issue."""
    return make_archive(tmp_path_factory.mktemp("archive")).root


@pytest.mark.parametrize("seed", some(range(2000, 2200), 10))
def test_a_signal_ends_the_run(tmp_path, archive, seed):
    """No traceback, no process, no file is left, whenever it comes."""
    end_at(random.Random(seed), archive, tmp_path)
