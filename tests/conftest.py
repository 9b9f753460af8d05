"""The newsletter's own workspace, and issue 82 made once for all tests that look at it."""

from __future__ import annotations

from pathlib import Path

import pytest

from rocbpress.editions import EDITIONS
from rocbpress.order import Order, processors
from rocbpress.workspace import Workspace

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def newsletter() -> Workspace:
    """The workspace that this project is."""
    return Workspace(ROOT)


@pytest.fixture(scope="session")
def issue_82(newsletter, tmp_path_factory) -> Path:
    """The mail edition of issue 82, in a folder of the tests."""
    from rocbpress.press import press

    order = Order(newsletter, 82, EDITIONS["mail"], processors(), None)
    path = tmp_path_factory.mktemp("issue") / order.file_name
    path.write_bytes(press(order, lambda _done, _total: None).data)
    return path
