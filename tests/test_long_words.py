"""Long addresses, lists in notes, escaped braces: what authors paste is set, not refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rocbpress.compose.flows import compose
from rocbpress.compose.long_words import with_breaks
from rocbpress.layout.editions import EDITIONS
from rocbpress.layout.layout import read_layout
from rocbpress.sources.manuscript import read_manuscript
from rocbpress.typeset.typeset import typeset
from rocbpress.workspace.workspace import Workspace
from tests.flow_documents import FONTS
from tests.set_articles import set_article, words
from tests.small_issue import HEAD, ISSUE, blocks, faults, html, make

ADDRESS = ("https://www.example.org/a_very_long_name_of_a_page_without_any_place_to_break_at_all?id="
           "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef&x=1#part_of_it")


def set_report(root, newsletter, body, layout="rocb", edition="mail", issue=ISSUE, **files):
    """The flows of an issue of one report, typeset; TypesetError where anything runs out of its place."""
    made = read_manuscript(make(root, body=body, issue=issue, files=files), 5)
    own = read_layout(Workspace(newsletter.layouts.parent), layout)
    made = replace(made, issue=made.issue.model_copy(update={
        "design": made.issue.design.model_copy(update={"cover": "band", "openings": "plain"})}))
    flows = compose(made, own, EDITIONS[edition], {}, pictures=root / "pictures")
    return [(flow, typeset(flow, FONTS)) for flow in flows if flow.articles]


@pytest.mark.parametrize("edition", ["mail", "print"])
@pytest.mark.parametrize("layout", ["rocb", "plain"])
def test_an_address_breaks_where_it_may(tmp_path, newsletter, layout, edition):
    """In the text, as the target of a link, in a note, in a list, in a table, as program text."""
    body = (f"Words.\n\nSee {ADDRESS} and [there]({ADDRESS}).[^1]\n\n"
            f"- In a list: <{ADDRESS}>\n\n"
            f"| a | b |\n|---|---|\n| {ADDRESS} | c |\n\n"
            f"The file `{ADDRESS}`.\n\n[^1]: In a note: {ADDRESS}\n")

    for _, galley in set_report(tmp_path, newsletter, body, layout, edition):
        assert not galley.findings


def test_addresses_break_after_their_marks():
    """Else anywhere; short ones, words and drawings are left as they are."""
    assert with_breaks("<p>https://example.org/all_reports_of_2023?id=1&amp;x=2</p>") == (
        "<p>https://\u200bexample.\u200borg/\u200ball_\u200breports_\u200bof_\u200b2023?"
        "\u200bid=\u200b1&amp;\u200bx=\u200b2</p>")
    assert "\u200b" in with_breaks("<p>a.b/" + "0" * 60 + "</p>")
    for same in ("<p>www.example.org/reports</p>", "<p>Donaudampfschifffahrtsgesellschaftskapitän</p>",
                 f"<svg><text>{ADDRESS}</text></svg>", f'<a href="{ADDRESS}">words</a>',
                 f"<pre>{ADDRESS}</pre>"):
        assert with_breaks(same) == same


def test_a_list_in_a_footnote_is_set_as_lines(tmp_path):
    """With the marks of its items."""
    said = html(tmp_path, "Words[^n].\n\n[^n]: First:\n\n    - one\n    - two\n\n    3. three\n    4. four\n")

    assert 'data-note="1">First:<br>–\u00a0one<br>–\u00a0two<br>3.\u00a0three<br>4.\u00a0four</span>' in said


def test_escaped_braces_are_words(tmp_path):
    """They name no anchor."""
    heading = blocks(tmp_path, "## On drugs \\{#say-no\\}\n\nWords.\n")[0]

    assert "On drugs {#say-no}" in heading.html
    assert heading.name == "one--on-drugs-say-no"
    assert not faults(tmp_path / "again", body="## On drugs \\{#say-no\\}\n\nWords.\n")


def test_running_titles_of_shared_pages_name_no_one_article(tmp_path, newsletter):
    """In a section without a title that of several articles is the issue's alone."""
    two = HEAD.replace("One", "Two").replace("kind:", "start: run-in\nkind:") + "Words.\n"
    (flow, _), = set_report(tmp_path, newsletter, "Words.\n", issue=ISSUE.replace("[one]", "[one, two]"),
                            **{"articles/two.md": two})

    assert flow.running == "Office E-Newsletter 5"
    (flow, _), = set_report(tmp_path / "one", newsletter, "Words.\n")
    assert flow.running == "One\u2003Office E-Newsletter 5"


def test_emphasis_shows_in_scripts_without_bold_or_italic(tmp_path, newsletter):
    """Dots stand under it; where the family has the face, it alone speaks."""
    body = ("Words.\n\n税関の**職員**は*安全*に。\n\n{lang=th}\nสำนักงาน**ศุลกากร**\n\n"
            "세관 직원은 **국제** 무역을.\n")

    (flow, galley), = set_report(tmp_path, newsletter, body)

    assert not galley.findings
    dotted = [rule.split("{")[0] for rule in flow.html.splitlines() if "underline dotted" in rule]
    assert sorted(dotted) == [
        "em .script-thai,.script-thai em",
        "strong .script-jpan,.script-jpan strong,em .script-jpan,.script-jpan em",
        "strong .script-kore,.script-kore strong,em .script-kore,.script-kore em"]


@pytest.mark.parametrize("layout", ["rocb", "plain"])
@pytest.mark.parametrize("kind", ["report", "message", "essay"])
@pytest.mark.parametrize("form", ["{}", "> {}", "::: box\n{}\n:::"])
def test_lines_of_program_text_are_broken_wherever_their_spaces_are(tmp_path, layout, kind, form):
    """A space that ends a line is not seen, and a tab is as wide as its spaces."""
    lines = [f"{' ' * (at % 5)}return {'x' * at} = {'y' * (40 - at)} + {'z' * 9} + 1"
             for at in range(0, 40, 2)]
    code = "\n".join(("```", *lines, "if x:", "\treturn " + "\t+ x" * 20, "```"))
    if form.startswith(">"):
        code = code.replace("\n", "\n> ")

    galleys = set_article(tmp_path, kind, f"Words.\n\n{form.format(code)}\n", layout=layout)

    found = "".join(word["text"] for galley in galleys for page in range(len(galley.pages))
                    for word in words(galley, page))
    assert found.count("z") == 9 * len(lines)
