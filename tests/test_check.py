"""A check tells all that there is to tell, each with its place, and stops at the earliest stage that errs."""

from pathlib import Path

import pytest

from rocbpress.findings.errors import PressError, SourceError, TypesetError
from rocbpress.findings.finding import Severity
from rocbpress.layout.editions import EDITIONS
from rocbpress.press.job import Job
from rocbpress.press.pipeline import press
from tests.small_issue import HEAD, ISSUE, make

ROOT = Path(__file__).parent.parent
SLIP = "Members recieve it.\n"


def check(root, **parts):
    """What is said of a small issue, and the error that stopped it."""
    workspace = make(root, issue=parts.pop("issue", ISSUE + "covers: July to September 2023\n"), **parts)
    workspace.layouts.rmdir()
    for folder in ("layouts", "fonts"):
        (Path(root) / folder).symlink_to(ROOT / folder)
    for picture in (workspace.issues / "5" / "images").iterdir():
        picture.unlink()
    try:
        return press(Job(workspace, 5, EDITIONS["mail"], 1, None), lambda *_: None).result.findings, None
    except PressError as error:
        return error.findings, type(error)


def test_a_slip_is_a_warning_or_as_lowered_a_note(tmp_path):
    """The edition is made either way."""
    for folder, issue, severity in (("1", ISSUE, Severity.WARNING),
                                    ("2", ISSUE + "lower: [spelling]\n", Severity.NOTE)):
        found, stopped = check(tmp_path / folder, body=SLIP, issue=issue)

        assert stopped is None
        assert [(f.code, f.severity, str(f.where)) for f in found if f.code != "page-thin"] == [
            ("spelling", severity, "issues/5/articles/one.md:5:9")]


def test_a_missing_glyph_stops_before_anything_is_set(tmp_path):
    """An error of the sources, told with the warnings there are."""
    found, stopped = check(tmp_path, body=SLIP + "\nᚠ\n")

    assert stopped is SourceError
    assert [f.code for f in found] == ["spelling", "glyph-none"]


def test_one_run_tells_of_all_families(tmp_path):
    """What the layout lacks is told beside what the sources do, whichever of them has errors."""
    for body in ("ᚠ\n", "See [there](article:nowhere).\n"):
        found, stopped = check(tmp_path / str(len(body)), body=body, issue=ISSUE.replace(": en", ": xx"))

        assert stopped is SourceError
        assert len({f.code for f in found} & {"glyph-none", "link-article", "layout-language"}) == 2


def test_a_form_of_a_language_is_served_by_its_base(tmp_path):
    """With a note."""
    found, stopped = check(tmp_path, issue=ISSUE.replace("language: en", "language: en-GB"))

    assert stopped is None
    assert [f.severity for f in found if f.code == "layout-language"] == [Severity.NOTE]


def test_lost_words_stop_with_their_line_and_page(tmp_path):
    """An error of typesetting names the line of the block, and the page within its article."""
    found, stopped = check(tmp_path, body=f"{SLIP}\n{'82' * 90}\n")

    assert stopped is TypesetError
    assert [f.code for f in found][:2] == ["spelling", "line-wide"]
    assert str(found[1].where) == "issues/5/articles/one.md:7 page 1 of one"


def test_one_run_tells_of_all_that_cannot_be_set(tmp_path):
    """Of an article that prints a page's number too, which is set after those that print none."""
    issue = ISSUE.replace("[one]", "[one, two]") + "covers: July to September 2023\n"
    two = f"---\ntitle: Two\nkind: report\n---\nSee page [](page:one).\n\n{'82' * 90}\n"
    found, stopped = check(tmp_path, issue=issue, body=f"{'82' * 90}\n", files={"articles/two.md": two})

    assert stopped is TypesetError
    assert {f.where.file for f in found if f.code == "line-wide"} == {
        "issues/5/articles/one.md", "issues/5/articles/two.md"}


def test_warnings_of_pages_name_the_printed_page(tmp_path):
    """A page with a few words in the midst of a section."""
    head = "---\ntitle: Two\nkind: report\n"

    found, stopped = check(tmp_path, issue=ISSUE.replace("[one]", "[one, two]"),
                           files={"articles/two.md": f"{head}start: page\n---\nWords.\n"})

    assert stopped is None
    assert [(f.code, str(f.where)) for f in found] == [
        ("page-thin", "issues/5/articles/one.md page 1"), ("page-thin", "issues/5/articles/two.md page 2")]


@pytest.mark.parametrize(("change", "place", "code"), [
    (("layout: rocb", "layout: robc"), "6:9", "layout-unknown"),
    (("language: en", "language: fi"), "5:11", "layout-language"),
    (("sections:", "print: {profile: fogra51}\nsections:"), "7:18", "printer-unknown"),
    (("sections:", "design: {contents: [one]}\nsections:"), "7:21", "contents-picture")])
def test_what_nobody_has_is_told_where_it_is_asked_for(tmp_path, change, place, code):
    """At the line of issue.yaml that names it, not in a file of the layout."""
    found, stopped = check(tmp_path, issue=ISSUE.replace(*change))

    assert stopped is not None
    assert [str(each.where) for each in found if each.code == code] == [f"issues/5/issue.yaml:{place}"]


@pytest.mark.parametrize(("figure", "places"), [
    ("title: x\nrows:\n  Italy: 1\n  Atlantis: 2\nmarked: [Utopia]\n",
     ["articles/one.md:9:3", "articles/one.md:10:10"]),
    ("title: x\ndata: data/x.csv\n", ["data/x.csv:2:1"])])
def test_unknown_countries_are_told_at_their_rows(tmp_path, figure, places):
    """All at once, in the article or in its table."""
    found, _ = check(tmp_path, body=f"```map\n{figure}```\n", files={"data/x.csv": "Italy,1\nAtlantis,2\n"})

    assert [f"{each.where}" for each in found if each.code == "country-unknown"] == [
        f"issues/5/{place}" for place in places]


def test_a_venue_in_no_country_is_told_at_its_line(tmp_path):
    """In the head of the report."""
    [found], _ = check(tmp_path, head=HEAD[:-4] + "venue:\n  country: Belgiom\n---\n")

    assert str(found) == (
        "issues/5/articles/one.md:5:12: country-unknown: unknown country: Belgiom (did you mean Belgium?)")


def test_a_line_that_runs_off_the_page_is_told_once(tmp_path):
    """As too wide, with what to do about it."""
    found, _ = check(tmp_path, body="Words " + "Donaudampfschifffahrtsgesellschaft" * 6 + ".\n")

    assert [each.code for each in found if each.severity is Severity.ERROR] == ["line-wide"]
