"""What stands below the title of a report, and in what type."""

from __future__ import annotations

from io import BytesIO

import pdfplumber
import pytest

from rocbpress.compose.standfirsts import word_count
from tests.flow_documents import some_words
from tests.set_articles import WORDS, set_article

BODY = {"rocb": ("Source-Serif-4", 10), "plain": ("Source-Sans-3", 10)}
OWN = "standfirst: Forty *officers* met.\n"


def faces(galley, *said):
    """The face and size in which the first of each of these words is set."""
    with pdfplumber.open(BytesIO(galley.pdf)) as pdf:
        found = pdf.pages[0].extract_words(extra_attrs=["fontname", "size"])
    first = {word["text"]: word for word in reversed(found)}
    return [(first[word]["fontname"].partition("+")[2].strip(","), round(first[word]["size"], 1))
            for word in said]


@pytest.mark.parametrize("layout", ["rocb", "plain"])
def test_a_report_may_have_a_standfirst_of_its_own(tmp_path, layout):
    """Its first paragraph is then the first of the body."""
    [report] = set_article(tmp_path, "report", f"Firstly words.\n\n{WORDS}", head=OWN, layout=layout)

    own, body, later = faces(report, "Forty", "Firstly", "ports,")
    assert body == later != own


def test_the_first_paragraph_stands_there_in_bold(tmp_path):
    """As long as it has at most 60 words."""
    [report] = set_article(tmp_path, "report", f"Firstly {some_words(59)}\n\n{WORDS * 2}")

    [(face, size)] = faces(report, "Firstly")
    assert "Semi" in face and size == 10


@pytest.mark.parametrize("head", ["", f"standfirst: Firstly {some_words(60)}\n"])
def test_a_long_one_is_set_in_the_larger_roman(tmp_path, head):
    """Whether it is the first paragraph or the article's own."""
    first = "" if head else f"Firstly {some_words(60)}"
    [report] = set_article(tmp_path, "report", f"{first}\n\n{WORDS * 2}", head=head)

    [(face, size)] = faces(report, "Firstly")
    assert "Semi" not in face and size == 12


@pytest.mark.parametrize("layout", ["rocb", "plain"])
@pytest.mark.parametrize("paragraphs", [
    (some_words(121), WORDS * 2), (some_words(61),), (some_words(900),)], ids=["long", "only", "pages"])
def test_a_first_paragraph_that_does_not_introduce_is_text(tmp_path, layout, paragraphs):
    """One of more than 120 words, or of more than 60 that is all there is."""
    [report] = set_article(tmp_path, "report", "\n\n".join((f"Firstly {paragraphs[0]}", *paragraphs[1:])),
                           layout=layout)

    assert faces(report, "Firstly") == [BODY[layout]]
    assert not {"page-empty", "heading-stranded"} & {finding.code for finding in report.findings}



@pytest.mark.parametrize("words,count", [
    ("Three plain words", 3), ("a – dash", 2), ("会议在曼谷举行。", 4), ("ประชุม", 2), ("ພາສາ and two", 3),
    ("", 0)])
def test_letters_are_counted_where_there_are_no_spaces(words, count):
    assert word_count(words) == count
