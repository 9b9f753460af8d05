"""A take is composed again only when a number that it prints has changed."""

from __future__ import annotations

import pytest

from rocbpress.compose.context import Context
from rocbpress.compose.flows import compose, compose_groups
from rocbpress.layout.editions import EDITIONS
from rocbpress.layout.layout import read_layout
from rocbpress.sources.manuscript import read_manuscript
from rocbpress.workspace.workspace import Workspace
from tests.workspaces import copy_workspace

REFERENCE = "\nSee [](page:cambodia-rtc).\n"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Issue 82 with a page reference in one report: manuscript, layout, folder of pictures."""
    workspace = Workspace(copy_workspace(tmp_path_factory.mktemp("desk")))
    article = workspace.issue(82) / "articles" / "rpsg.md"
    article.write_text(article.read_text("utf-8") + REFERENCE, "utf-8")
    manuscript = read_manuscript(workspace, 82)
    return manuscript, read_layout(workspace, manuscript.issue.layout), workspace.build


def takes(desk, pages, edition="mail", former=()):
    manuscript, layout, pictures = desk
    return compose_groups(Context(manuscript, layout, EDITIONS[edition], pages, pictures), former)


def test_only_what_prints_the_number_is_composed_again(desk):
    """A label that one report prints takes that one with it, a label that none prints takes none."""
    former = takes(desk, {"cambodia-rtc": "21", "farewell-tarapoom": "20"})
    later = takes(desk, {"cambodia-rtc": "22", "farewell-tarapoom": "19"}, former=former)

    changed = [take.name for take, before in zip(later, former, strict=True) if take is not before]
    assert changed == ["rpsg"]
    assert sum('data-page="cambodia-rtc">22</a>' in flow.html for take in later for flow in take.flows) == 1


@pytest.mark.parametrize("edition", ["mail", "print"])
def test_former_takes_change_no_flow(desk, edition):
    """With or without former takes the flows are those composed from the numbers alone."""
    manuscript, layout, pictures = desk
    former = takes(desk, {}, edition)
    pages = {name: str(at) for at, name in enumerate(("cambodia-rtc", "itr-2022", "rpsg"), 11)}
    later = takes(desk, pages, edition, former=former)

    assert tuple(flow for take in later for flow in take.flows) == compose(
        manuscript, layout, EDITIONS[edition], pages, pictures=pictures)


def test_a_missing_label_counts_as_well(desk):
    """A reference that could not be filled in is filled in once its page is known, and taken out again."""
    former = takes(desk, {})
    [naming] = [take for take in former if "cambodia-rtc" in take.printed]

    assert naming.is_true({})
    assert not naming.is_true({"cambodia-rtc": "21"})
