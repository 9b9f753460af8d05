"""What authors paste and mistype is set as it is typed, read as what it is, or told at its line."""

from __future__ import annotations

import pytest

from rocbpress.findings.errors import SourceError
from rocbpress.preflight.words.rules import check_words
from tests.small_issue import HEAD, ISSUE, blocks, faults, read

PICTURE = '![A port](images/opening.jpg "The port")'

SET = {  # as it is typed, or as what it is
    "2023. It was a good year": "<p>2023. It was a good year</p>",
    "5*3*2 is 30, 2*x": "<p>5*3*2 is 30, 2*x</p>",
    "+ 66 2 667 3800": "<p>+ 66 2 667 3800</p>",
    "> 50% of all": "<p>&gt; 50% of all</p>",
    "\tA tab": "<p>A tab</p>",
    "1. a\n3. b": '<ol><li>a</li><li style="counter-increment:item 2" value="3">b</li></ol>',
    "1. a\n1. b\n2. c": '<ol><li>a</li><li>b</li><li style="counter-increment:item 0" value="2">c</li></ol>',
    "1. a\n1. b": "<ol><li>a</li><li>b</li></ol>",
    "1. a\n  - b\n2. c": "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>",
    "1. a\n - b\n   - d\n - e\n2. c": "<ol><li>a<ul><li>b<ul><li>d</li></ul></li><li>e</li></ul></li>"
                                   "<li>c</li></ol>",
    "10. a\n   - b\n   - e\n11. c": "<ol start=\"10\" style=\"counter-reset:item 9\"><li>a<ul><li>b</li>"
                                    "<li>e</li></ul></li><li>c</li></ol>",
    "Intro:\n• a\n• b": "<p>Intro:</p><ul><li>a</li><li>b</li></ul>",
    "·\ta\n·\tb": "<ul><li>a</li><li>b</li></ul>",
    "\uf0b7 a\no\tb": "<ul><li>a<ul><li>b</li></ul></li></ul>",
    "– a\n– b": "<ul><li>a</li><li>b</li></ul>",
    "a) x\nb) y": "<p>a) x<br>b) y</p>",
    "– a\n\n• a\n• b": "<p>– a</p><ul><li>a</li><li>b</li></ul>",
    "~~~\ncode\n~~~\n\n1. a\n - b": "<pre><code>code\n</code></pre><ol><li>a<ul><li>b</li></ul></li></ol>",
    "(1) x\n(2) y": "<p>(1) x<br>(2) y</p>",
    "In <<Le Monde>> or << this >>": "<p>In &lt;&lt;Le Monde&gt;&gt; or &lt;&lt; this &gt;&gt;</p>",
    "About\n~ 50 cases": "<p>About\n~ 50 cases</p>",
}
TOLD = [  # body, line in it, code
    ("1. a\n  - b\n2. c", 2, "list-indent"),
    (f"{PICTURE}\nWords", 1, "picture-text"),
    (f"Words\n{PICTURE}", 2, "picture-text"),
    ("| a | b |\n|---|---|\n| 1 | 2 | 3 |", 3, "table-cells"),
    ("| a | b |\n| 1 | 2 |", 1, "table-rule"),
    ("x\ty\n1\t2", 1, "table-tabs"),
    ("Words.\n\n##Heading", 3, "heading-space"),
    ("Words\n---\nmore", 2, "heading-underlined"),
    ("**A heading**\n\nWords.", 1, "heading-bold"),
    ("> Said.\n> - Name", 2, "quote-dash"),
    ("1.First\n2.Second", 1, "list-space"),
    ("-a\n-b", 1, "list-space"),
    ("[WCO]: Brussels", 1, "reference-unused"),
    ("• a\n• b", 1, "list-pasted"),
    ("    a\n    b", 1, "indent-unprinted"),
]
LEVELS = {
    "**First**\n\nWords.\n\n## One\n\nWords.\n\n**Second**\n\nWords.": ["## First", "### Second"],
    "## One\n\n### Two\n\nWords.\n\n**First**\n\nA.\n\n**Second**\n\nB.": ["#### First", "#### Second"],
}
SLIPS = [
    ("A **bold word.", 1, "emphasis-open"), ("Words [LC1].", 1, "leftover"), ("By XXX.", 1, "leftover"),
    ("By <<NAME OF SPEAKER>>.", 1, "leftover"), ("On <<Date of the talk>>.", 1, "leftover"),
    ("Dear <<first_name>>, hello.", 1, "leftover"),
    ("On a day TBC.", 1, "leftover"), ("Words.\n\nHere the foreword will stand.", 3, "leftover"),
    ("On Tuesday, 3 July 2023.", 1, "weekday-wrong"), ("On Friday June 31, 2023.", 1, "date-none"),
]


@pytest.mark.parametrize("body", SET)
def test_what_is_set(tmp_path, body):
    """Every word and number as the author wrote them."""
    made = "".join(block.html.replace(f' data-block="{block.id}"', "") for block in blocks(tmp_path, body))

    assert made.replace(">\n", ">") == SET[body]


@pytest.mark.parametrize(("body", "line", "code"), TOLD, ids=[code for *_, code in TOLD])
def test_what_is_told(tmp_path, body, line, code):
    """At the line where it stands."""
    assert (line + 4, code) in [(at, told) for _, at, _, told in faults(tmp_path, body=body)]


@pytest.mark.parametrize("body", LEVELS)
def test_a_bold_line_is_to_be_a_heading_of_the_next_level(tmp_path, body):
    """Below the heading above it."""
    hints = [found.hint for found in read(tmp_path, body=body).findings if found.code == "heading-bold"]

    assert hints == [f"write {heading}" for heading in LEVELS[body]]


@pytest.mark.parametrize("item", ["[The report](https://www.wcoomd.org)", "word " * 13])
def test_a_list_in_a_quotation_is_no_name(tmp_path, item):
    assert faults(tmp_path, body=f"> Read on:\n>\n> - {item}") == []


def test_pictures_between_lines_of_words_are_figures(tmp_path):
    """Each of its own line, and every word in its place; a row stays one, a picture in a line stays small."""
    body = (f"Words with [a\nlink](https://example.org)\\\n{PICTURE}{{.wide}}\nMore *words*.\n"
            f"{PICTURE}\n{PICTURE}\n"
            f"See [it](#end) ![A port](images/opening.jpg).\n\n## End")
    found = blocks(tmp_path, body)

    assert [(each.kind.value, each.line - 4) for each in found] == [
        ("paragraph", 1), ("picture", 3), ("paragraph", 4), ("picture", 5), ("picture", 6), ("paragraph", 7),
        ("heading", 9)]
    assert [each.spec.row for each in found if each.spec] == [1, 2, 2] and found[1].spec.classes == ("wide",)
    assert found[2].html == '<p data-block="one#b3">More <em>words</em>.</p>' and "<img" in found[5].html
    broken = body.replace("(#end)", "(#ende)").replace("opening.jpg).", "none.jpg).")
    assert {("articles/one.md", 11, 5, "link-heading"), ("articles/one.md", 11, 17, "image-missing")} <= set(
        faults(tmp_path, body=broken))


def test_captions_in_a_row_may_have_brackets(tmp_path):
    """They are no words beside the pictures."""
    body = f"{PICTURE}\n![x](a.jpg \"Arms (SALW) from (two) states\"){{.wide}}"

    assert "picture-text" not in [code for *_, code, _ in faults(tmp_path, body=body)]


def test_an_address_that_no_link_uses_is_not_told(tmp_path):
    assert faults(tmp_path, body="Words.\n\n[the report]: https://www.wcoomd.org") == []


def test_a_heading_of_sentences_keeps_its_stops(tmp_path):
    body = "## Thursday, 13 February, 20:00 h. The hall of the museum.\n\nWords."

    assert check_words(read(tmp_path, body=body)) == ()


def test_a_heading_with_letters_that_have_no_case_is_not_all_capitals(tmp_path):
    """Names in Latin capitals may stand beside Japanese words; without these it is told."""
    head = HEAD.replace("kind: report", "kind: report\nlanguage: ja")
    body = "## ASEAN CUSTOMS 税関\n\n税関の文。\n"

    assert check_words(read(tmp_path / "a", head=head, body=body)) == ()
    assert [each.code for each in check_words(read(tmp_path / "b", head=head, body=body.replace(
        " 税関\n", "\n")))] == ["title-capitals"]


def test_a_link_without_an_address_is_told_so(tmp_path):
    with pytest.raises(SourceError, match="the link has no address"):
        read(tmp_path, body="[The mission]()")


@pytest.mark.parametrize(("body", "line", "code"), SLIPS)
def test_what_is_told_of_words(tmp_path, body, line, code):
    """A warning, at the line where it stands."""
    found = check_words(read(tmp_path, body=body))

    assert [(f.where.line, f.code) for f in found] == [(line + 4, code)]


def test_a_right_weekday_is_not_told(tmp_path):
    assert check_words(read(tmp_path, body="On Monday, 3 July 2023, and Monday 3rd of July 2023.")) == ()


@pytest.mark.parametrize("space", [" ", "\u00a0"])
def test_a_day_that_is_in_no_calendar_is_told_with_plain_spaces(tmp_path, space):
    """Whatever spaces stand in it, typed or set: the message can be searched for."""
    [found] = check_words(read(tmp_path, body=f"On Friday June{space}31, 2023."))

    assert (str(found.where), found.message) == (
        "issues/5/articles/one.md:5:4", "there is no such day: Friday June 31, 2023")


@pytest.mark.parametrize(("head", "told"), [
    (HEAD, [("articles/one.md", 4, 0, "article-empty")]),
    (HEAD.replace("kind:", "standfirst: All that is known.\nkind:"), [])])
def test_an_article_without_text_is_told(tmp_path, head, told):
    """At the end of its head, which may hold all that is printed."""
    assert faults(tmp_path, head=head, body="\n\n") == told


@pytest.mark.parametrize(("lines", "code", "line"), [
    ("covers: April to June 2023\nperiod: 2023-07-01/2023-09-30\n", "period-differs", 9),
    ("covers: July to September 2022\nperiod: 2023-07-01/2023-09-30\n", "period-differs", 9),
    ("period: 2023-07-01/2023-12-31\n", "date-early", 4),
    ("covers: July to September 2023\nperiod: 2023-07-01/2023-09-30\n", "", 0),
])
def test_the_period_is_compared(tmp_path, lines, code, line):
    """With the cover's words and the day of publication."""
    assert [(told, at) for _, at, _, told in faults(tmp_path, issue=ISSUE + lines)] == (
        [(code, line)] if code else [])


@pytest.mark.parametrize(("line", "column"), [
    ("signature: A word before", 12), ("from: 2023-07-01", 7), ("to: the end of July", 5)])
def test_words_that_a_kind_does_not_print_are_told(tmp_path, line, column):
    """At their key."""
    head = HEAD.replace("kind: report", f"kind: report\n{line}")

    assert faults(tmp_path, head=head) == [("articles/one.md", 4, column, "key-unused")]
