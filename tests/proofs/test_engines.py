"""Locked issues made by another WeasyPrint: told as they are, or told that they cannot be compared.

ROCBPRESS_ENGINES names a folder that holds a package of WeasyPrint in a folder a version:

    nox -s archive
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageChops

from rocbpress.layout.editions import EDITIONS
from tests.workspaces import copy_workspace, run

ENGINES = Path(os.environ.get("ROCBPRESS_ENGINES", ""))
DPI = 100  # twice that of the pictures in a lock
SUPPORTED, UNSUPPORTED, TODAY = "69.0", "68.1", "70.0"
pytestmark = pytest.mark.skipif("ROCBPRESS_ENGINES" not in os.environ, reason="no other WeasyPrint here")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory) -> Path:
    """Issues 82 and 0, rendered and locked with the WeasyPrint of today."""
    root = copy_workspace(tmp_path_factory.mktemp("workspace"), ("82", "0"))
    for number in ("82", "0"):
        assert run(root, "render", number, "--edition", "all").returncode == 0
        assert run(root, "lock", number).returncode == 0
    return root


def under(version: str) -> dict[str, str]:
    """An environment in which that version is imported."""
    assert (ENGINES / version / "weasyprint").is_dir()
    found = (str(ENGINES / version), os.environ.get("PYTHONPATH"))
    return {"PYTHONPATH": os.pathsep.join(filter(None, found))}


def verified(root: Path, version: str) -> dict[tuple[int, str], dict[str, Any]]:
    """What verify says of each edition, by issue and edition; it finds something in either issue."""
    done = run(root, "verify", "82", "0", "--json", environment=under(version))
    assert done.returncode == 7, done.stderr
    return {(issue["number"], each["edition"]): each
            for issue in json.loads(done.stdout)["issues"] for each in issue["editions"]}


@pytest.fixture(scope="module")
def supported(workspace) -> dict[tuple[int, str], dict[str, Any]]:
    return verified(workspace, SUPPORTED)


@pytest.fixture(scope="module")
def made(workspace) -> Path:
    """The same issues as the other version makes them."""
    folder = workspace / "made"
    for number in ("82", "0"):
        done = run(workspace, "render", number, "--edition", "all", "--no-cache", "--output",
                   str(folder / number), environment=under(SUPPORTED))
        assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("number", [82, 0])
@pytest.mark.parametrize("edition", list(EDITIONS))
def test_every_page_that_looks_otherwise_is_told_and_no_other(supported, workspace, made, number, edition):
    """Pictures of all pages of both files, which know nothing of locks, differ on the pages reported."""
    name = f"rocb-{number}{EDITIONS[edition].suffix}.pdf"
    before, after = (pictures(folder / str(number) / name) for folder in (workspace / "build", made))
    said = supported[number, edition]

    assert len(before) == len(after)
    differing = [sheet for sheet, pair in enumerate(zip(before, after, strict=True), 1)
                 if ImageChops.difference(*pair).getbbox()]
    assert [page["sheet"] for page in said["pages"]] == differing
    assert said["verdict"] == ("changed" if differing else "equivalent")


def pictures(path: Path) -> list[Image.Image]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.render(scale=DPI / 72).to_pil().convert("RGB") for page in pdf]


def test_the_other_version_is_named(supported):
    """As the one thing that is not as it was locked."""
    reasons = {reason for each in supported.values() for reason in each["reasons"]}

    assert reasons == {f"weasyprint is {SUPPORTED}, was {TODAY}"}


def test_an_unsupported_version_compares_nothing(workspace):
    """It is named with what to install, and not a page is called changed."""
    for each in verified(workspace, UNSUPPORTED).values():
        assert each["verdict"] == "not comparable" and each["pages"] == []
        assert each["reasons"][0] == (f"engine-unsupported: WeasyPrint {UNSUPPORTED} is not supported "
                                      f"(install weasyprint=={TODAY})")


def test_the_version_of_today_finds_both_identical(workspace):
    """Whatever other versions were there in between."""
    assert run(workspace, "verify", "82", "0").returncode == 0
