"""A layout's page for the mail breaks no rule unseen, and stands on nothing that mail programs lack."""

from __future__ import annotations

import json
import re
import shutil

import pytest
import tinycss2
from lxml import html

from rocbpress.findings.errors import LayoutError
from rocbpress.layout.layout import read_layout
from rocbpress.mailing.page import read_sheet
from rocbpress.mailing.rules import RULES
from tests.mail_issues import bodies, mailing_of, parsed, write_issue
from tests.workspaces import ROOT

CANIEMAIL = json.loads((ROOT / "tests" / "caniemail.json").read_text("utf-8"))
BREAKS = {  # rule: what is typed into the template in place of what, or added to the sheet
    "elements_are_known": [("<h1>", "<script>1</script><h1>"), ("<h1>", "<form></form><h1>"),
                           ("<h1>", '<h1 onclick="x()">'), ("<h1>", "<!-- 82 --><h1>"),
                           ("<title>", '<meta http-equiv="refresh" content="0"><title>'),
                           ("<style>", '<link rel="stylesheet" href="x.css"><style>')],
    "nothing_is_fetched": [("<h1>", '<img src="https://example.org/a.png" alt="a"><h1>'),
                           ("<h1>", '<img src="{{ mail.picture.source }}"><h1>'),
                           ("css", "p { background-image: url(a.png); }"),
                           ("css", "@import 'https://example.org/a.css';")],
    "links_lead_where_they_say": [("<h1>", '<a href="https://example.org/count?82">go</a><h1>'),
                                  ("<h1>", '<a href="{{ mail.leave }}"> </a><h1>')],
    "language_is_said": [('<html lang="{{ mail.language }}"', "<html")],
    "headings_go_down": [("<h1>", "<h2>0</h2><h1>"), ("</h1>", "</h1><h3>0</h3>"),
                         ("</h1>", "</h1><h1>2</h1>")],
    "tables_are_for_places": [("<h1>", "<table><tr><td>1</td></tr></table><h1>")],
    "nothing_is_hidden": [("<h1>", '<p style="display: none">0</p><h1>')],
    "grounds_come_with_colours": [("css", "h1 { color: #ffffff; }"),
                                  ("css", ".head { background-color: #111111; }")],
    "text_stands_out": [("css", "h2 { color: #888888; background-color: #ffffff; }"),
                        ("css", "h2 { color: red; background-color: #ffffff; }"),
                        ("css", "@media (prefers-color-scheme: dark) { h2 { color: #222222 !important; } }")],
}


def broken(tmp_path, old, new):
    """What is said of an issue in whose layout something is typed otherwise."""
    workspace = write_issue(tmp_path)
    path = workspace.layouts / "rocb" / ("mail.css" if old == "css" else "mail.html.j2")
    text = path.read_text("utf-8")
    assert old == "css" or old in text
    path.write_text(f"{text}\n{new}\n" if old == "css" else text.replace(old, new, 1), "utf-8")
    with pytest.raises(LayoutError) as caught:
        mailing_of(workspace)
    return caught.value.findings


@pytest.mark.parametrize(("old", "new"), [each for cases in BREAKS.values() for each in cases])
def test_what_breaks_a_rule_is_told(tmp_path, old, new):
    """As an error of the layout: no mail is written."""
    found = broken(tmp_path, old, new)

    assert {(each.code, each.where.file) for each in found} == {("mail-html", "layouts/rocb/mail.html.j2")}


def test_every_rule_is_broken_by_one_of_these():
    """None can be taken out unseen."""
    assert set(BREAKS) == {rule.__name__ for rule in RULES}


def test_a_colour_that_is_none_of_the_palette_has_its_line(tmp_path):
    """In the sheet, with the name that was meant."""
    [found] = broken(tmp_path, "css", "h2 { color: var(--bleu); }")

    assert found.where.file == "layouts/rocb/mail.css" and found.where.column == 19
    assert found.code == "mail-html" and found.hint == "did you mean blue?"


def test_a_layout_from_before_there_were_mails_says_so(tmp_path):
    """First of all, though it lacks words and a sender is missing, too."""
    workspace = write_issue(tmp_path, publisher={"email": ""})
    for name in ("mail.html.j2", "mail.css"):
        (workspace.layouts / "rocb" / name).unlink()
    path = workspace.layouts / "rocb" / "layout.toml"
    path.write_text(re.sub("mail-.* = .*", "", path.read_text("utf-8")), "utf-8")
    with pytest.raises(LayoutError) as caught:
        mailing_of(workspace)

    assert "the layout rocb has no mail.html.j2 and no mail.css" in str(caught.value.findings[0])


@pytest.mark.parametrize("missing", ["mail.html.j2", "mail.css"])
def test_a_layout_without_a_page_for_mails_says_so(tmp_path, missing):
    """And which files to copy."""
    workspace = write_issue(tmp_path)
    (workspace.layouts / "rocb" / missing).unlink()
    with pytest.raises(LayoutError) as caught:
        mailing_of(workspace)

    assert [str(found) for found in caught.value.findings] == [
        f"layouts/rocb: mail-html: the layout rocb has no {missing} (copy {missing} from layouts/rocb)"]


def test_a_layout_without_words_for_mails_says_which(tmp_path):
    """By the table that they belong to."""
    workspace = write_issue(tmp_path)
    path = workspace.layouts / "rocb" / "layout.toml"
    path.write_text(re.sub("mail-(number|leave) = .*", "", path.read_text("utf-8")), "utf-8")
    with pytest.raises(LayoutError) as caught:
        mailing_of(workspace)

    [found] = caught.value.findings
    assert found.code == "mail-html" and found.message.endswith("mail-number, mail-leave")
    assert found.hint == "add them under [languages.en.words]"


def test_a_template_reaches_no_file(tmp_path):
    """Not by a sheet that it links to, either."""
    secret = tmp_path / "secret.css"
    secret.write_text("h1 { content: 'secret' }", "utf-8")
    found = broken(tmp_path, "<style>", f'<link rel="stylesheet" href="{secret}"><style>')

    assert "<link> may not stand in a mail" in found[0].message


def features(page):
    """The names that caniemail.com has for the elements, attributes and declarations of a page."""
    shown, used = html.document_fromstring(page), set()
    for element in shown.iter():
        if isinstance(element.tag, str):
            used |= {f"html-{NAMES.get(element.tag, element.tag)}"} | {
                f"html-{NAMES.get(str(name), str(name))}" for name in element.attrib}
    declared = [declaration for style in shown.xpath("//@style")
                for declaration in tinycss2.parse_declaration_list(style, skip_whitespace=True)]
    return used | {f"css-{NAMES.get(each.lower_name, each.lower_name)}" for each in declared}


# Where caniemail.com has one entry for several; what it has none for is old enough to be known to all.
NAMES = {**{f"h{level}": "h1-h6" for level in range(1, 7)}, "meta": "meta-color-scheme",
         **{f"{kind}-{side}": kind for kind in ("margin", "padding", "border")
            for side in ("top", "right", "bottom", "left")}}
# What is lost where a program lacks it: the look, or what only adds. Each with the reason.
ADDS = {
    "css-max-width": "the table has its width as an attribute", "css-word-break": "a long address is wider",
    "html-meta-color-scheme": "colours are turned as the program likes",
    "html-role": "a table is said to be one",
    "html-body": "grounds stand on the tables, too", "css-height": "the attribute counts",
    "html-style": "only adds: telephones and dark screens", "html-lang": "one voice reads all",
    "html-anchor-links": "of links within the page, of which there is none",
}


@pytest.mark.parametrize("layout", ["rocb", "plain"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_that_carries_meaning_is_unknown_to_a_mail_program(tmp_path, layout, language):
    """By caniemail.com as of the day that the snapshot names."""
    made = mailing_of(write_issue(tmp_path, language=language, layout=layout))
    _, shown = bodies(parsed(made.drafts["rocb-82.eml"]))
    used = features(shown)
    known = {name: CANIEMAIL["features"][name] for name in used if name in CANIEMAIL["features"]}
    lacking = {name for name, support in known.items() if "n" in support}

    assert len(known) > 25 and lacking <= set(ADDS)
    assert "css-variables" not in known and not used & {"css-background-image", "css-position", "css-float"}


def test_what_only_adds_is_within_media():
    """Each rule that stays in the page is for telephones or dark screens, and important."""
    for name in ("rocb", "plain"):
        rules = tinycss2.parse_stylesheet((ROOT / "layouts" / name / "mail.css").read_text("utf-8"),
                                          skip_comments=True, skip_whitespace=True)
        media = [tinycss2.serialize(rule.prelude).strip() for rule in rules if rule.type == "at-rule"]
        assert media == ["(max-width: 520px)", "(prefers-color-scheme: dark)"]
        for rule in rules:
            if rule.type == "at-rule":
                inner = tinycss2.parse_blocks_contents(rule.content, skip_whitespace=True)
                said = [each for block in inner for each in tinycss2.parse_declaration_list(
                    block.content, skip_whitespace=True)]
                assert said and all(each.important for each in said)


def test_the_layout_of_a_locked_issue_is_named_as_such(tmp_path):
    """A copy from before layouts had a page for mails: the hint says which option takes today's."""
    workspace = write_issue(tmp_path)
    kept = workspace.issues / "82" / ".layout" / "rocb-0"
    shutil.copytree(workspace.layouts / "rocb", kept)
    (kept / "mail.css").unlink()

    with pytest.raises(LayoutError) as caught:
        read_sheet(read_layout(workspace, "rocb", kept))

    assert "--layout current" in caught.value.findings[0].hint
