"""Workers killed at two hundred random moments."""

from __future__ import annotations

import random

import pytest

from tests.process_tree import kill_at_random


@pytest.mark.parametrize("seed", range(1000, 1200))
def test_workers_killed_at_random_moments(seed):
    """Each flow has a galley or is told of as worker-died, whenever processes die; nothing is left."""
    kill_at_random(random.Random(seed))
