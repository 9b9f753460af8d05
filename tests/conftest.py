"""The newsletter's own workspace, and issue 82 made once for all tests that look at it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from rocbpress.layout.editions import EDITIONS
from rocbpress.press.job import Job, processors
from rocbpress.workspace.workspace import Workspace
from tests.archived import lock, make_archive
from tests.browser import browser
from tests.crowds import CROWDS
from tests.shared_cache import open_shared_cache, shared_cache
from tests.systems import pytest_runtest_call, pytest_runtest_setup

ROOT = Path(__file__).parent.parent
pytest_configure = open_shared_cache
# One browser for all: a process can drive no two.
__all__ = ["browser", "pytest_runtest_call", "pytest_runtest_setup"]


@pytest.fixture(scope="session")
def newsletter() -> Workspace:
    """The workspace that this project is."""
    return Workspace(ROOT)


@pytest.fixture(scope="session")
def issue_82(newsletter, tmp_path_factory) -> Path:
    """The mail edition of issue 82, in a folder of the tests."""
    return _pressed(newsletter, 82, tmp_path_factory.mktemp("issue"))


@pytest.fixture(scope="session")
def specimen_file(newsletter, tmp_path_factory) -> Path:
    """The mail edition of the specimen, in a folder of the tests."""
    return _pressed(newsletter, 0, tmp_path_factory.mktemp("specimen"))


@pytest.fixture(scope="session")
def locked_archive(tmp_path_factory) -> Workspace:
    """A small issue of two reports, locked in all editions; copy it before changing anything."""
    workspace = make_archive(tmp_path_factory.mktemp("locked"))
    lock(workspace)
    return workspace


@pytest.fixture(scope="session")
def crowd_pictures(tmp_path_factory) -> Path:
    """A folder with the drawn photographs of people."""
    folder = tmp_path_factory.mktemp("crowds")
    for crowd in CROWDS:
        (folder / f"{crowd.name}.png").write_bytes(crowd.png())
    return folder


@pytest.fixture(scope="session", params=["issue_82", "specimen_file"])
def printed(request) -> tuple[Path, tuple[Any, ...]]:
    """One of the two files, and its pages with their glyphs, read once."""
    path = request.getfixturevalue(request.param)
    with pdfplumber.open(path) as document:
        pages = tuple(document.pages)
        for page in pages:
            page.chars  # noqa: B018 - the glyphs are kept with the page
    return path, pages


def _pressed(workspace: Workspace, number: int, folder: Path) -> Path:
    from rocbpress.press.pipeline import press

    order = Job(workspace, number, EDITIONS["mail"], processors(), shared_cache())
    path = folder / order.file_name
    path.write_bytes(press(order, lambda _done, _total: None).data)
    return path
