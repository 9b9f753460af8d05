"""Files in direct formatting: what is guessed is right in nine of ten, and told."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.importing.kept import Arrived, arrive
from tests.importing.word_files import Truth, draw_file
from tests.importing.word_xml import p, package, picture, png, r

COUNT = 40
_CODES = {"title": "title-guessed", "dates": "dates-guessed", "place": "place-guessed",
          "authors": "authors-guessed",
          "headings": "heading-guessed", "items": "list-guessed", "captions": "caption-guessed"}


def _right(truth: Truth, arrived: Arrived) -> dict[str, bool]:
    """Of each thing that the author meant, whether the article has it just so."""
    text = arrived.text
    captions = re.findall(r'!\[.*?\]\([^ )]*(?: "([^"]*)")?\)', text)
    found = {
        "title": arrived.article.title == truth.title,
        "dates": f"dates: {truth.dates}" in arrived.head,
        "place": re.search(f'place: "?{truth.place}"?$', arrived.head, re.MULTILINE) is not None,
        "headings": tuple(re.findall(r"^#{2,6} (.*)$", text, re.MULTILINE)) == truth.headings,
        "items": tuple(re.findall(r"^ *(?:[-*]|\d+[.)]) (.*)$", text, re.MULTILINE)) == truth.items,
        "captions": tuple(re.sub("^Photo: ", "", each) for each in captions) == truth.captions}
    if truth.authors:
        found["authors"] = tuple(each.name for each in arrived.article.head.authors) == truth.authors
    return found


def test_guesses_are_right_in_nine_of_ten(tmp_path):
    """Title, dates, place, authors, headings, lists and captions, each counted by itself."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    untold = []
    for seed in range(COUNT):
        drawn = draw_file(seed)
        path = tmp_path / f"sent{seed}.docx"
        path.write_bytes(drawn.data)
        arrived = arrive(path, tmp_path / str(seed))
        told = {each.code for each in arrived.imported.findings}
        for name, is_right in _right(drawn.truth, arrived).items():
            total[name] += 1
            right[name] += is_right
            untold += [] if is_right or _CODES[name] in told else [(seed, name, drawn.truth.forms)]

    assert {name: (right[name], count) for name, count in total.items() if right[name] < 0.9 * count} == {}
    assert untold == []


@pytest.mark.parametrize(("said", "caption"), [
    ("Figure 2.1: The port", "The port"), ("Fig. 3a The quay", "The quay"), ("Figure 4-2. Trend", "Trend"),
    ("Photo 7 – 12 officers", "12 officers"), ("Figure 1–3: Views of the port", "Views of the port"),
    ("Photo 12", "Photo 12"), ("Figure 5 and Figure 6: Both", "Figure 5 and Figure 6: Both"),
    ("Figures 5, 6: Both", "Figures 5, 6: Both"), ("Photo 3 officers at work", "Photo 3 officers at work"),
    ('Photo 1: The "Green" port', "The “Green” port"),
    ('"Green" ports: 5" pipes', "“Green” ports: 5″ pipes")])
def test_a_caption_loses_its_whole_number_or_nothing(tmp_path, said, caption):
    """A number of one figure goes, told; that of several, or all that the caption says, stays. Quotation
    marks come in pairs."""
    path = tmp_path / "sent.docx"
    body = p("A title") + p("Some words.") + p(picture("image1", "A port")) + p(r(said, "<w:i/>"))
    path.write_bytes(package({"document": f"<w:body>{body}</w:body>"}, {"image1.png": png()}))

    arrived = arrive(path, tmp_path / "issue")

    assert [" ".join(each.split()) for each in arrived.said if "A title" not in each][-1] == caption
    assert "word-lost" not in {each.code for each in arrived.imported.findings} and arrived.faults == ()


@pytest.mark.parametrize(("typed", "written", "told"), [
    (["1. One", "a) two", "b) three", "2. Four", "a) five"],
     ["1. One", "   1. two", "   2. three", "2. Four", "   1. five"],
     "the numbers a) b) a) are set as 1. 2. 1."),
    (["(a) One", "(i) two", "(ii) three", "(b) four"], ["1. One", "   1. two", "   2. three", "2. four"],
     "the numbers (a) (i) (ii) (b) are set as 1. 1. 2. 2."),
    (["1. One", "1) two", "2) three", "2. Four"], ["1. One", "   1. two", "   2. three", "2. Four"], ""),
    (["1. One", "• two", "• three", "2. Four", "• five"],
     ["1. One", "   - two", "   - three", "2. Four", "   - five"], ""),
    (["1. One", "2. Two", "• three", "• four"], ["1. One", "2. Two", "", "- three", "- four"], ""),
    (["• One", "– two", "1. three", "2. four", "• five"],
     ["- One", "  - two", "    1. three", "    2. four", "- five"], ""),
    (["a) One", "b) Two"], ["1. One", "2. Two"], "the numbers a) b) are set as 1. 2.")])
def test_typed_lists_stand_one_within_another(tmp_path, typed, written, told):
    """By how their numbers go on; what becomes a figure is told."""
    path = tmp_path / "sent.docx"
    body = p("A title") + p("Some words.") + "".join(map(p, typed)) + p("See item 1(b) above.")
    path.write_bytes(package({"document": f"<w:body>{body}</w:body>"}))

    arrived = arrive(path, tmp_path / "issue")

    listed = arrived.text.partition("Some words.\n\n")[2].partition("\n\nSee item 1(b)")[0]
    said = [each.message for each in arrived.imported.findings if each.code == "word-number-form"]
    assert [line for line in listed.split("\n") if line] == [line for line in written if line]
    assert said == ([told] if told else []) and arrived.faults == ()


@pytest.mark.parametrize("typed", [["1. One", "a) two"], ["a) One"],
                                   ["1. One", "1. Two"], ["2. One", "3. Two"]])
def test_a_number_alone_makes_no_list(tmp_path, typed):
    """Lines of which none goes on stay as they were typed."""
    path = tmp_path / "sent.docx"
    path.write_bytes(package({"document": f"<w:body>{p('A title')}{''.join(map(p, typed))}</w:body>"}))

    assert arrive(path, tmp_path / "issue").said[1:] == typed
