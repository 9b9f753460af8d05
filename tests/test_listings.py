"""Lists between three colons: a calendar, and articles to read on."""

from __future__ import annotations

import pytest

from rocbpress.sources.markdown.figures import Events, Related
from tests.composed import MAIL, PRINT, article, figure, flows, heading, only, paragraph
from tests.small_issue import HEAD, ISSUE, blocks, faults, messages
from tests.trees import tree

CALENDAR = """::: events "Coming events"
- {dates: 2023-11-14/2023-11-16, title: "A *workshop*", place: Suva}
- dates: 2023-12-01
  title: "[A call](https://www.wcoomd.org)"
:::
"""
TWO = ISSUE.replace("[one]", "[one, two]")
OTHER = {"articles/two.md": HEAD.replace("One", "Two") + "## The end {#end}\n\nWords.\n"}


def test_a_calendar_has_dates_titles_and_places(tmp_path):
    """In the order written; a title is inline Markdown."""
    [block] = blocks(tmp_path, CALENDAR)

    assert block.kind == "events" and isinstance(block.spec, Events)
    first, second = block.spec.items
    assert (str(first.dates.first), str(first.dates.last)) == ("2023-11-14", "2023-11-16")
    assert (first.place, second.place) == ("Suva", "")
    assert str(first.title_html) == "A <em>workshop</em>"
    assert 'href="https://www.wcoomd.org"' in str(second.title_html)
    assert str(block.spec.heading_html) == "Coming events"


def test_articles_to_read_are_named_by_their_slugs(tmp_path):
    """One alone, or a list; a heading after a hash."""
    [one] = blocks(tmp_path / "a", "::: read\ntwo\n:::\n", issue=TWO, files=OTHER)
    [two] = blocks(tmp_path / "b", "::: read\n- two\n- two#end\n:::\n", issue=TWO, files=OTHER)

    assert isinstance(one.spec, Related) and one.spec.items == ("two",)
    assert isinstance(two.spec, Related) and two.spec.items == ("two", "two#end")


@pytest.mark.parametrize(("body", "found"), [
    ("::: events\n- {title: A day}\n:::\n", (6, 3, "key-missing")),
    ("::: events\n- {dates: 2023-02-30, title: A day}\n:::\n", (6, 11, "value-date")),
    ("::: events\n:::\n", (6, 1, "value-missing")),
    ("::: events Coming\n- {dates: 2023-02-03, title: A day}\n:::\n", (5, 0, "list-title")),
    ("::: events\n- {dates: 2023-02-03, title: A day}\n", (5, 0, "list-open")),
    ("::: read\n- tow\n:::\n", (6, 3, "link-article")),
    ("::: read\n- two#start\n:::\n", (6, 3, "link-heading")),
    ("- ::: read\n  - two\n  :::\n", (5, 0, "box-nested")),
    ("- ::: gallery\n  ![A](images/chan.jpg)\n  :::\n", (5, 0, "box-nested")),
])
def test_a_fault_is_told_where_it_stands(tmp_path, body, found):
    """With the line of the list, and the column of the value."""
    assert set(faults(tmp_path, body=body, issue=TWO, files=OTHER)) == {("articles/one.md", *found)}


def test_a_slip_in_a_name_is_guessed(tmp_path):
    """As in a link."""
    [told] = messages(tmp_path, body="::: read\n- tow\n:::\n", issue=TWO, files=OTHER)

    assert "there is no article tow in this issue (did you mean two?)" in told


def composed(folder, edition):
    """A report with both lists, and the report that it names."""
    events = Events.model_validate({"items": [
        {"dates": "2023-11-30/2023-12-02", "title": "A day", "place": "Suva", "title_html": tree("A day")}]})
    one = article("one", "report", [
        paragraph("one#b1"), figure("one", 2, "events", events),
        figure("one", 3, "read", Related(items=("two", "two#the-end")))])
    two = article("two", "report", [paragraph("two#b1"), heading("two", 2, "The end"), paragraph("two#b3")],
                  title="Another", dates="2023-07-03", place="Melaka")
    made = flows(folder, edition, {"two": "7", "two--the-end": "8"}, **only([one, two]))
    return next(flow.html for flow in made if flow.name == "one")


def test_a_calendar_is_a_list_of_terms(tmp_path):
    """For readers who listen, each date comes before what happens on it."""
    html = composed(tmp_path, MAIL)

    assert ("<dt>30\u00a0November\u00a0– 2\u00a0December 2023</dt>\n"
            '<dd>A day <span class="place">Suva</span></dd>') in html
    assert '<p class="label">Calendar</p>' in html


def test_further_reading_has_titles_and_pages(tmp_path):
    """Links on screens, words on paper; a heading goes by its own words."""
    html, paper = composed(tmp_path / "a", MAIL), composed(tmp_path / "b", PRINT)

    assert '<a href="article:two">Another</a>' in html
    assert '<a href="article:two#two--the-end">The end</a>' in html
    assert ('3\u00a0July 2023, Melaka, page&nbsp;<a class="page-ref" href="article:two" data-page="two">7</a>'
            in html)
    assert 'page&nbsp;<span class="page-ref" data-page="two--the-end">8</span>' in paper
    assert '"article:' not in paper
