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
