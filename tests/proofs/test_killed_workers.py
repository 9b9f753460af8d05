"""Workers killed at random moments, two hundred in all."""

from __future__ import annotations

import random

import pytest

from tests.process_tree import kill_at_random
from tests.proofs.sampling import some


@pytest.mark.parametrize("seed", some(range(1000, 1200), 4))
def test_workers_killed_at_random_moments(seed):
    """Each flow has a galley or is told of as worker-died, whenever processes die; nothing is left."""
    kill_at_random(random.Random(seed))
