"""Rules of words: each slip is told at its line and column, and what is right is left alone."""

from pathlib import Path

import pytest

from rocbpress.findings.errors import SourceError
from rocbpress.findings.finding import Severity
from rocbpress.preflight.words.rules import RULES, check_glyphs, check_words
from rocbpress.preflight.words.text import passages
from tests.slips import FIGURE, LONG, SLIPS
from tests.small_issue import HEAD, ISSUE, read

FONTS = Path(__file__).parent.parent / "fonts"

FINE = [
    "The talk <<The open web of linked data, today>> and one <<Titles of all books>>, in <<Le Monde>>.\n",
    "The 11th, 12th, 13th, 21st and 101st meetings.\n",
    "Mr Teh and Ms Ang wrote to teh@example.org, see <https://example.org/recieve>.\n",
    "He calls `recieve  it` by name, and [recieve]{lang=de} is German.\n",
    "Words end here.  \nA line follows. See page [](page:one) and more.\n",
    "## 2023 in figures\n\nWords.\n\n## The WCO\n\nWords.\n\n## A/P etc.\n\nWords.\n",
    "## The Recieve Hall\n\nWords.\n",
    FIGURE.format("Figures of 1997: the hall"),
    "| a  | b |\n|----|---|\n| c   | d |\n",
    "Words[^1] 3 July 2023.\n\n[^1]: A note on Tuesday,\n",
    "## The speech of Dr. 田中 to us\n\nWords.\n\n## ไทย UNESCO UNICEF\n\nWords.\n",
    "The price\\*\\* rose, and \\~\\~ fell.\n\nOther **bold words**.\n",
    "[Annex1.pdf](https://example.org/annex1) by [Mr.Kim](https://example.org/kim)\n",
]


def check(root, **parts):
    manuscript = read(root, **parts)
    return *check_glyphs(manuscript, FONTS), *check_words(manuscript)


@pytest.mark.parametrize(("code", "body", "place", "cure"), [slip[1:] for slip in SLIPS])
def test_each_slip_is_a_warning_at_its_place(tmp_path, code, body, place, cure):
    """One slip, one warning with line and column; put right, there is none."""
    [slip] = check(tmp_path, body=body)

    assert (slip.code, slip.severity, slip.where.file) == (code, Severity.WARNING, "issues/5/articles/one.md")
    assert (slip.where.line, slip.where.column) == place
    assert check(tmp_path / "again", body=body.replace(*cure)) == ()


def test_only_headings_that_are_numbered_need_no_number(tmp_path):
    """A number typed in an essay would stand there twice; that of a report is the only one."""
    body = "## 2. Seizures\n\nWords.\n"
    [found] = check(tmp_path / "essay", body=body, head=HEAD.replace("report", "essay"))

    assert (found.code, found.where.line, found.where.column) == ("number-typed", 5, 4)
    assert check(tmp_path / "report", body=body) == ()
    margin = f"## Process\n\nWords.\n\n{body.replace('##', '###')}\n## 3. Ends {{.unnumbered}}\n\nWords.\n"
    assert check(tmp_path / "margin", body=margin, head=HEAD.replace("report", "essay")) == ()


def test_an_article_under_two_names_is_told_once(tmp_path):
    """However many of its paragraphs stand in the other."""
    body = f"{LONG}\n\n{LONG}more.\n"
    [found] = check(tmp_path, body=body, issue=ISSUE.replace("[one]", "[one, two]"),
                    files={"articles/two.md": HEAD + body})

    assert str(found.where) == "issues/5/articles/two.md:5"
    assert found.message == "the same paragraph is in issues/5/articles/one.md:5 (and 1 more below)"


@pytest.mark.parametrize("body", FINE)
def test_what_is_right_is_left_alone(tmp_path, body):
    """Names, addresses, code, other languages, years, acronyms and the spaces of tables are no slips."""
    assert check(tmp_path, body=body) == ()


def test_a_sentence_goes_on_after_its_note(tmp_path):
    """The words of a note come from elsewhere: those before and behind its number are read as one."""
    [found] = check(tmp_path, body="On Tuesday,[^1] 3 July 2023.\n\n[^1]: A note.\n")

    assert (found.code, found.where.line) == ("weekday-wrong", 5)


@pytest.mark.parametrize(("old", "typed"), [
    ("Lens", "A *slanted* lens"), ("Lens", "**Bold**"), ("Lens", "See [us](https://example.org)"),
    ("Lens", "__Us__")])
def test_marks_where_none_are_read(tmp_path, old, typed):
    """A credit, a name, a teaser: they are printed as they are typed, and that is told."""
    body = '![A hall](images/opening.jpg "Caption"){credit="Lens"}\n'
    assert check(tmp_path / "fine", body=body) == ()
    [found] = check(tmp_path, body=body.replace(old, typed))

    assert (found.code, found.where.line) == ("emphasis-open", 5) and "leave out the marks" in found.hint


@pytest.mark.parametrize("words", ["5*3*2", "a_b_c", "2 * 3 * 4", "[1]", "f(x) [y]", "* a note *"])
def test_marks_that_are_none(tmp_path, words):
    """Products, names of files, notes in brackets."""
    assert check(tmp_path, body=f'![A hall](images/opening.jpg "Caption"){{credit="{words}"}}\n') == ()


def test_every_rule_of_words_is_tried():
    """A rule that is added has a slip of its own among these."""
    assert {rule.__name__ for rule in RULES} == {rule for rule, *_ in SLIPS}


@pytest.mark.parametrize(("character", "named", "face"), [
    ("ꬰ", "U+AB30, LATIN SMALL LETTER BARRED ALPHA", "such as Noto Sans, to"),
    ("Ꭰ", "U+13A0, CHEROKEE LETTER A", "Noto Sans Cherokee"), ("ᚠ", "U+16A0, RUNIC", "Noto Sans Runic"),
    ("⛇", "U+26C7, BLACK SNOWMAN", "Noto Sans Symbols 2"), ("🂡", "U+1F0A1, PLAYING CARD", "Noto Emoji")])
def test_characters_without_a_glyph(tmp_path, character, named, face):
    """Code point, name, place and the face to add, before anything is typeset, once a file."""
    [lack] = check(tmp_path, body=f"Words.\n\nA word {character} more {character}.\n")

    assert (lack.code, lack.severity, str(lack.where)) == (
        "glyph-none", Severity.ERROR, "issues/5/articles/one.md:7:8")
    assert named in lack.message and face in lack.hint


def test_glyphs_of_titles_captions_figures_and_manifest(tmp_path):
    """Every word that is printed is looked at, none that is only spoken."""
    body = (FIGURE.format("Caption ก ᚠ").replace("A picture", "ᚡ") +
            "\n```map\ntitle: ᚢ\nmarked: [Malaysia]\nnote: ᚣ\nalt: ᚤ\n```\n\n::: box \"ᚥ\"\n\n- ᚦ\n\n:::\n")
    head = HEAD.replace("title: One", "title: One ᚧ\nfacts: {Participants: ᚨ}\nplace: ᚩ")

    found = check(tmp_path, body=body, head=head, issue=ISSUE + "covers: ᚪ\n")

    told = {f.where.file[-6:]: f for f in found if f.code == "glyph-none"}
    assert {name: (f.message[22], f.where.line) for name, f in told.items()} == {
        "one.md": ("ᚧ", 2), "e.yaml": ("ᚪ", 9)}
    assert set(told["one.md"].message.rpartition(": ")[2]) == set("ᚠᚢᚣᚥᚦᚨᚩ")


def test_glyphs_of_galleries_and_the_cover(tmp_path):
    """The caption and the credit of a cover are printed; what their pictures show is only spoken."""
    body = ('::: gallery "Caption ᚠ"\n![Hall ᚡ](images/opening.jpg)\n![Chan ᚢ](images/chan.jpg)\n:::\n')
    issue = ISSUE + "cover: {image: images/opening.jpg, alt: Port ᚣ, credit: Photo ᚤ}\n"

    told = {f.where.file[-6:]: f for f in check(tmp_path, body=body, issue=issue) if f.code == "glyph-none"}

    assert {name: (f.message[22], f.message.count("nor")) for name, f in told.items()} == {
        "one.md": ("ᚠ", 0), "e.yaml": ("ᚤ", 0)}


def test_false_findings_are_none(tmp_path):
    """Titles without capitals, spaces that print as one, licences, articles that have errors themselves."""
    licence = "This text is under the licence CC BY 4.0, which allows everyone to use it. " * 2
    body = (f"Two  words. [data](https://a.org/b)\n\n{licence}\n\n"
            f"## สำนักงานศุลกากร ศุลกากรกรุงเทพ WCO\n\n{licence}\n\n## UPDATED 2018-10-01\n\n- Dota 2\n")

    assert check(tmp_path, body=body) == ()


def test_what_an_unread_article_holds_is_not_missed(tmp_path):
    """Neither is it said not to exist, nor its pictures to be unused."""
    two = "---\ntitle: [\nkind: report\n---\n![A hall](images/opening.jpg)\n"

    with pytest.raises(SourceError) as refused:
        read(tmp_path, body="[see](article:two)\n", files={"articles/two.md": two},
             issue=ISSUE.replace("[one]", "[one, two]"))
    assert not {"file-unused", "link-article"} & {f.code for f in refused.value.findings}


def test_spaces_and_joiners_need_no_glyph(tmp_path):
    """What draws nothing is in no face, and need not be."""
    assert check(tmp_path, body="A\u200bb\u00adc\u200dd\u2009e\ufe0f.\n") == ()


def test_what_opens_several_sections_is_no_repetition(tmp_path):
    """It may say each time what such a section holds; a section that stands twice is told."""
    body = f"## Releases\n\n{LONG}\n\n- One.\n\n"
    other = {"articles/two.md": HEAD.replace("One", "Two") + body.replace("- One", "- Two")}
    issue = ISSUE.replace("[one]", "[one, two]")

    assert check(tmp_path / "rubric", body=body, issue=issue, files=other) == ()
    assert check(tmp_path / "series", body=body + body.replace("Releases", "Candidates")) == ()
    assert [f.code for f in check(tmp_path / "pasted", body=body + body)] == ["text-repeated"]


def test_items_of_a_list_are_told_at_their_lines(tmp_path):
    [found] = check(tmp_path, body=f"- One\n  - {LONG}\n- Two\n  - {LONG}\n")

    assert (found.where.line, found.message) == (8, "the same paragraph is in issues/5/articles/one.md:6")


@pytest.mark.parametrize(("form", "told"), [
    ("What? {}?", 0), ("**{}**", 0), ("**{}** and more", 1), ("{}.", 1)])
def test_questions_may_be_put_to_several_people(tmp_path, form, told):
    """In several articles, or more than twice in one; a question that stands twice is told."""
    words = form.format(LONG.strip())
    two = {"articles/two.md": HEAD.replace("One", "Two") + f"Other words.\n\n{words}\n"}
    issue, body = ISSUE.replace("[one]", "[one, two]"), f"Words.\n\n{words}\n\n"
    several = check(tmp_path / "several", issue=issue, files=two, body=body)

    assert [each.code for each in several] == ["text-repeated"] * told
    assert [each.code for each in check(tmp_path / "thrice", body=body * 3)] == ["text-repeated"] * told
    assert [each.code for each in check(tmp_path / "twice", body=body * 2)] == ["text-repeated"]


def test_a_teaser_may_be_the_first_paragraph(tmp_path):
    """It stands in the mailing alone, so that nothing is printed twice, and no face needs its letters."""
    head = HEAD.replace("kind:", f"teaser: {LONG.strip()} \U00012000\nkind:")

    assert check(tmp_path, head=head, body=f"{LONG}\n") == ()
    assert check(tmp_path / "same", head=head.replace(" \U00012000", ""), body=f"{LONG}\n") == ()


@pytest.mark.parametrize(("body", "texts"), [
    ("- Ports\n  - harbours\n  - airports\n", ["Ports", "harbours", "airports"]),
    ("| Port | Cases |\n|---|---|\n| Suva | 7 |\n", ["Port", "Cases", "Suva", "7"]),
    ("A hall[^a] and *a* port[^b].\n\n[^a]: One.\n\n[^b]: Two.\n", ["A hall and a port.", "One.", "Two."]),
])
def test_what_stands_apart_is_not_read_as_one(tmp_path, body, texts):
    """Items, cells and notes end the words before them; a note does not part those of its sentence."""
    found = passages(read(tmp_path, body=body))

    assert [each.text.strip() for each in found if each.source.path.name == "one.md"] == ["One", *texts]
