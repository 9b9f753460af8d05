"""Templates see plain values and views of them, and nothing that is alive."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

import pytest

from rocbpress.compose import views
from rocbpress.compose.context import Context
from rocbpress.compose.flows import compose_contents
from rocbpress.compose.templates import render
from rocbpress.compose.views import LISTED, NotPlainError, View, viewed
from rocbpress.findings.errors import LayoutError
from rocbpress.layout.layout import read_layout
from tests.composed import LAYOUT, MAIL, PRINT, WORKSPACE, flows, manuscript
from tests.handbook import tables
from tests.template_values import live, watched


@dataclass(frozen=True)
class Thing:
    path: Path = Path("/etc/passwd")


class Choice(Enum):
    ONE = Path("/etc/passwd")


def generated():
    yield "a"


LIVE = {  # ten ways to hand a template a live object
    "path in a list": [Path("/etc/passwd")],
    "dataclass": Thing(),
    "model": LAYOUT.furniture.folio,
    "function": os.remove,
    "module": os,
    "mapping with a live value": {"a": {"b": os}},
    "enumeration": Choice.ONE,
    "bound method": LAYOUT.in_accent,
    "generator": generated(),
    "exception": ValueError("a"),
    "class": Path,
    "set": {"a"},
}


@pytest.mark.parametrize("name", ["rocb", "plain"])
@pytest.mark.parametrize("edition", [MAIL, PRINT], ids=lambda edition: edition.name)
def test_only_plain_values_and_views_reach_templates(tmp_path, name, edition):
    """All that templates of a small issue of every kind are given, and all that can be read of it."""
    layout = read_layout(WORKSPACE, name)
    with watched() as (faults, seen):
        flows(tmp_path, edition, layout=layout)
        compose_contents(Context(manuscript(), layout, edition, {}, tmp_path))

    assert faults == []
    assert {"Layout", "Context", "Article", "ArticleHead", "Chart", "Drawing", "Block", "Part"} <= seen


@pytest.mark.parametrize("kind", LIVE)
def test_a_live_object_is_refused(kind):
    """Whatever it is, wherever it hangs: it is a fault of ours, and no template runs."""
    with pytest.raises(NotPlainError):
        viewed(LIVE[kind])
    with pytest.raises(NotPlainError):
        render(LAYOUT, "cover", form="band", issue=LIVE[kind])


@pytest.mark.parametrize("kind", LIVE)
def test_the_walk_finds_a_live_object(kind):
    """The test that walks values would tell each, if views let it pass."""
    assert [*live(LIVE[kind], "value", set())] != []
    assert [*live((LIVE[kind],), "value", set())] != []


@pytest.mark.parametrize("kind", LIVE)
def test_a_listed_value_that_is_alive_is_refused(monkeypatch, kind):
    """A name that is listed by mistake gives nothing away."""
    monkeypatch.setattr(views, "LISTED", {**LISTED, "Thing": ("path",)})
    monkeypatch.setattr(views, "_OURS", ("rocbpress.", "tests."))
    thing = Thing()
    object.__setattr__(thing, "path", LIVE[kind] if kind != "dataclass" else Path())
    view = viewed(thing)

    with pytest.raises(NotPlainError):
        getattr(view, "path")  # noqa: B009  # a view has no attributes that mypy knows


def test_a_view_cannot_be_changed():
    """Nor copied into another, nor printed where it is no text."""
    view = viewed(LAYOUT)

    assert isinstance(view, View)
    with pytest.raises(AttributeError):
        view.name = "other"
    with pytest.raises(TypeError):
        view.measures["line"] = 3.0
    with pytest.raises(TypeError):
        str(view)
    assert str(viewed(date(2023, 7, 3))) == "2023-07-03" and repr(view) == "<Layout>"


def test_what_is_listed_exists():
    """Each kind is a class of ours, and no name of it is private."""
    source = "".join(path.read_text("utf-8") for path in Path(views.__file__).parents[1].rglob("*.py"))
    classes = set(re.findall(r"^class (\w+)", source, re.MULTILINE))

    assert set(LISTED) - classes == {"date"}
    assert [name for names in LISTED.values() for name in names if name.startswith("_")] == []


def test_what_is_listed_is_told():
    """The table of the handbook has every kind with its values."""
    told = {row[0].strip("`"): tuple(re.findall(r"`([\w()]+)`", row[1]))
            for row in tables("docs/layouts.md", "Values")[0][1:]}

    assert told == {name: names for name, names in LISTED.items() if names}


@pytest.mark.parametrize(("asked", "hint"), [
    ("layout.mesures", "did you mean measures?"), ("layout.measures.lin", "did you mean line?"),
    ("case.lnk('a', 'b')", "did you mean link?")])
def test_a_name_that_is_not_listed_is_told(tmp_path, asked, hint):
    """With line and column, and the nearest that is."""
    (tmp_path / "own.html.j2").write_text(f"<p>\n  {{{{ {asked} }}}}\n</p>")
    made = manuscript()
    case = Context(made, LAYOUT, MAIL, {}, tmp_path)

    with pytest.raises(LayoutError) as caught:
        render(LAYOUT.model_copy(update={"folder": tmp_path}), "own", case=case)

    [finding] = caught.value.findings
    wrong = asked.partition("(")[0].rpartition(".")[2]
    assert (finding.code, finding.where.line, finding.hint) == ("layout-template", 2, hint)
    assert f"  {{{{ {asked}"[finding.where.column - 1:].startswith(wrong)


def test_budget_starts_anew_with_each_run(tmp_path):
    """What one run takes is not missed by the next, and the first pays nothing for being compiled."""
    turns = "{% for a in range(10000) %}{% for b in range(40) %}.{% endfor %}{% endfor %}"
    (tmp_path / "own.html.j2").write_text(turns)
    layout = LAYOUT.model_copy(update={"folder": tmp_path})

    assert [len(render(layout, "own")) for _ in range(4)] == [400_000] * 4
