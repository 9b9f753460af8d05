"""Files in direct formatting: what is guessed is right in nine of ten, and told."""

from __future__ import annotations

import re
from collections import Counter

from tests.importing.kept import Arrived, arrive
from tests.importing.word_files import Truth, draw_file

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
