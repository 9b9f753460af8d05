"""The web edition of what runs from right to left: sound pages, whose sentences keep their order."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from rocbpress.web.checks import said
from rocbpress.web.scripts import in_scripts
from tests.rtl_issues import WORDS, issue_in
from tests.web_pages import Nesting, Tags, markup, web_edition


@pytest.fixture(scope="module", params=WORDS)
def edition(request, tmp_path_factory):
    """The language of an issue, and the files of its web edition."""
    return request.param, web_edition(issue_in(tmp_path_factory.mktemp("issue"), request.param), 5).files


def test_every_page_and_fragment_is_sound(edition):
    """Each element ends, in order; a page has one body with its class, and runs from the right."""
    language, files = edition
    for name, text in markup(files).items():
        assert Nesting(text).faults == [], name
        tags = Tags(text).found
        if name.endswith("index.html"):
            body = [given.get("class") or "" for tag, given in tags if tag == "body"]
            assert len(body) == 1 and re.fullmatch(r"front|page \w+", body[0]), name
            assert dict(tags)["html"] == {"lang": language, "dir": "rtl"}, name


def test_sentences_stand_free_in_what_runs_their_way(edition):
    """No run is isolated that runs as its article does, and each Latin word is: a number may follow it."""
    _, files = edition
    text = files["one/fragment.html"].decode()

    assert not re.search(r'<span[^>]* dir="rtl"', text)
    parts = re.split("(<[^>]*>)", text)
    for latin in ("Jupyter", "Data Science", "Ann Author"):
        around = {parts[at - 1] for at, part in enumerate(parts) if at % 2 == 0 and latin in part}
        assert around == {'<span dir="ltr">'}, latin


def test_words_stand_in_the_order_of_the_source(edition):
    """As in every edition, with the spaces between."""
    language, files = edition

    words = said(files["one/fragment.html"].decode()).replace("\u00a0", " ")

    assert words.count(WORDS[language]) == 6


def test_an_article_of_the_other_direction_says_its_own(edition):
    """English in such an issue, on its page, in the contents and beside the ways on."""
    _, files = edition
    pages = markup(files)

    assert '<article class="essay" id="two" lang="en" dir="ltr">' in pages["two/index.html"]
    assert "Words (two) here." in pages["two/index.html"]
    assert '<li lang="en" dir="ltr"><a href="two/index.html">Two, at 5</a>' in pages["index.html"]
    assert 'lang="en" dir="ltr">Two, at 5</span>' in pages["one/index.html"]


@pytest.mark.parametrize(("markup", "made"), [
    ('<p dir="rtl" lang="ar">3–7 July</p>', '<p dir="rtl" lang="ar"><span dir="ltr">3–7 July</span></p>'),
    ('<p dir="rtl" lang="ar"> Jupyter: </p>', '<p dir="rtl" lang="ar"> <span dir="ltr">Jupyter</span>: </p>'),
    ('<p dir="rtl" lang="ar">12</p>', '<p dir="rtl" lang="ar">12</p>'),
    ('<p lang="en">One, two</p>', '<p lang="en">One, two</p>'),
    ('<p lang="en">One الأول</p>',
     '<p lang="en">One <span lang="ar" dir="rtl" class="script-arab">الأول</span></p>'),
    ('<p dir="rtl" lang="fa">نشست ۱۶۸</p>',
     '<p dir="rtl" lang="fa"><span class="script-arab">نشست ۱۶۸</span></p>'),
    ('<p dir="rtl" lang="he">שלום Linux, 12</p>',
     '<p dir="rtl" lang="he"><span class="script-hebr">שלום </span><span dir="ltr">Linux</span>'
     '<span class="script-hebr">, 12</span></p>'),
    ('<pre dir="ltr" lang="ar">x (1)</pre>', '<pre dir="ltr" lang="ar">x (1)</pre>'),
    ('<svg dir="rtl"><text>x الأول</text></svg>', '<svg dir="rtl"><text>x الأول</text></svg>'),
])
def test_runs_are_marked_for_a_browser(markup, made):
    """What the element around says is not said again; twice is as once."""
    assert in_scripts(markup, "en") == made
    assert in_scripts(made, "en") == made


def test_a_face_of_a_script_comes_before_the_readers_own(edition):
    """The layout's list ends with any serif, which may have Arabic letters; figures stay in its first."""
    language, files = edition
    family = {"ur": "Noto Nastaliq Urdu", "dv": "Noto Sans Thaana"}.get(language, "Noto Naskh Arabic")
    sheet = files["style.css"].decode()
    faces = [data for name, data in files.items() if re.match(f"{family.replace(' ', '')}.*woff2", name)]
    letters = [TTFont(BytesIO(data)).getBestCmap() for data in faces]

    assert f'{{font-family:"{family}",var(--face)' in sheet
    assert letters and not [each for each in letters if ord("1") in each or ord("(") in each]
