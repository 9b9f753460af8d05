"""Every value that reaches a template of issues 0 and 82 is plain, or a view, in every edition and layout."""

from __future__ import annotations

import pytest

from rocbpress.compose.context import Context
from rocbpress.compose.flows import compose, compose_contents
from rocbpress.compose.views import LISTED
from rocbpress.layout.editions import EDITIONS
from rocbpress.press.job import Job
from rocbpress.press.read import read
from tests.other_layout import LAYOUTS, in_layout
from tests.template_values import watched


@pytest.mark.parametrize("number", [0, 82])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_only_plain_values_and_views_reach_templates(tmp_path, number, layout):
    """All that templates are given, all that can be read of it, and all that functions give back."""
    workspace = in_layout(tmp_path, number, layout)
    kinds: set[str] = set()
    for edition in EDITIONS.values():
        issue = read(Job(workspace, number, edition, 1, None, layout="current"))
        with watched() as (faults, seen):
            compose(issue.manuscript, issue.layout, edition, {}, pictures=tmp_path / "pictures")
            compose_contents(Context(issue.manuscript, issue.layout, edition, {}, tmp_path / "pictures"))
        kinds |= seen

        assert faults == []
    assert kinds <= set(LISTED) and {"Article", "Drawing", "MapLabel", "Publisher"} <= kinds
