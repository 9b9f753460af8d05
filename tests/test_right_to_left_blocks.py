"""Blocks of articles from right to left, and of scripts whose lines are high."""

import re
from io import BytesIO
from itertools import combinations

import pdfplumber
import pytest

from rocbpress.layout.editions import EDITIONS
from rocbpress.press.job import Job
from rocbpress.press.pipeline import press
from rocbpress.sources.markdown.scripts import runs
from tests.set_articles import set_article, words
from tests.small_issue import ISSUE, make, read

HIGH = {"ur": ("زیرو ٹرسٹ", "ur"), "dz": ("རྫོང་ཁ་ རྫོང་ཁ", "dz")}
BLOCKS = {
    "tight list": "- {0}\n- {0}\n",
    "loose list": "1. {0}\n\n2. {0}\n",
    "list in a list": "- {0}\n    - {0}\n    - {0}\n- {0}\n",
    "tasks": "- [ ] {0}\n- [x] {0}\n",
    "links alone": "[{0}](https://example.org/a/long/address)\n\n[{0}](https://example.org/a/long/address)\n",
    "definitions": "{0}\n:   {0}\n\n{0}\n:   {0}\n",
    "heading": "## {0}\n\n{0}\n",
    "cells": "| {0} | {0} |\n|---|---|\n| {0} | {0} |\n",
    "box": '::: box "{0}"\n{0}\n:::\n',
}


@pytest.mark.parametrize("layout", ["rocb", "plain"])
@pytest.mark.parametrize("language", HIGH)
@pytest.mark.parametrize("block", BLOCKS)
def test_high_scripts_have_high_lines_in_every_block(tmp_path, layout, language, block):
    """Letters of Nastaliq and Tibetan would run into those of the next line; marks stand with their words."""
    text = HIGH[language][0]
    body = f"{text}\n\n" + BLOCKS[block].format(text)
    (galley,) = set_article(tmp_path, "report", body, head=f"language: {language}\n", layout=layout)

    shown = [word for word in words(galley, 0) if word["text"] != "\u200fOne"]
    letters = [word for word in shown if not set(word["text"]) & set("–12.☐☑")]
    marks = [word for word in shown if word not in letters]
    below = [abs(one["top"] - other["top"]) for one, other in combinations(letters, 2)
             if one["x0"] < other["x1"] and other["x0"] < one["x1"]]
    assert all(apart > 18 or apart < 4 for apart in below)
    assert all(any(abs(mark["bottom"] - word["bottom"]) < 10 for word in letters) for mark in marks)


@pytest.mark.parametrize("layout", ["rocb", "plain"])
def test_key_facts_of_high_lines_keep_clear_of_the_text(tmp_path, layout):
    """Room is left for as many lines as they take."""
    facts = "facts: {ڈسکلیمر: زیرو ٹرسٹ ماڈل میں درج ذیل اصولوں پر زور دیا جاتا ہے}\nfit: false\n"
    (galley,) = set_article(tmp_path, "report", "ہے\n\n" + "زیرو ٹرسٹ ماڈل میں درج ذیل اصولوں۔ " * 40,
                            head=f"language: ur\n{facts}", layout=layout)

    assert galley.findings == ()


@pytest.mark.parametrize("layout", ["rocb", "plain"])
def test_a_paragraph_of_high_lines_goes_over_to_the_next_page(tmp_path, layout):
    """That its letters stand at the foot of their lines makes it no taller than its page."""
    (galley,) = set_article(tmp_path, "report", "ہے\n\n" + "زیرو ٹرسٹ ماڈل میں درج ذیل اصولوں۔ " * 200,
                            head="language: ur\n", layout=layout)

    assert len(galley.pages) > 1


@pytest.mark.parametrize(("text", "signed"), [
    ("-3", ["-3"]), ("\u22125%", ["\u22125%"]), ("الناتج -1,300.5 و +2.", ["-1,300.5", "+2."]),
    ("من 2010-2023", []), ("A/P-3 نشرة", []), ("ابتداء - 5", []), ("\u22123", ["\u22123"])])
def test_a_sign_stands_left_of_its_number(text, signed):
    """Else -3 would read 3-; what only looks like a sign goes as the text does."""
    assert [run.text for run in runs(text, "ar") if run.ltr and run.code] == signed


CHARTS = """قال المدير.

| البند | 2022 |
|---|---|
| صادرات | 1,300 |
| واردات | -3 |

```bars
title: حصص
rows: {مصر: 12, المغرب: 30, تونس: -5}
unit: "%"
```

```lines
title: رسائل
rows: {2019: 12, 2020: -4, 2021: 30}
```

```
if x:
    then(x);
```

نفذ `--x;` الآن.
"""


@pytest.fixture(scope="module", params=["rocb", "plain"])
def charts(request, tmp_path_factory):
    """The page of an article in Arabic with figures and program text."""
    folder = tmp_path_factory.mktemp("charts")
    galleys = set_article(folder, "report", CHARTS, head="language: ar\n", layout=request.param)
    with pdfplumber.open(BytesIO(galleys[0].pdf)) as pdf:
        yield pdf.pages[0]


def test_bars_go_both_ways_from_one_line(charts):
    """Also from right to left: those below zero begin where the others end, and no value touches its bar."""
    bars = sorted((rect for rect in charts.rects if 8 < rect["height"] < 11), key=lambda rect: rect["top"])
    bars = list({round(rect["top"]): rect for rect in bars if rect["width"] > 5}.values())
    values = [word for word in charts.extract_words() if "%" in word["text"]]

    assert len(bars) == len(values) == 3
    assert bars[0]["x1"] == pytest.approx(bars[1]["x1"], abs=0.6)
    assert bars[2]["x0"] == pytest.approx(bars[0]["x1"], abs=0.6)
    assert bars[2]["x1"] > bars[0]["x1"] + 10
    assert min(bar["x0"] for bar in bars) > max(word["x1"] for word in values) + 5


def test_columns_below_a_line_chart_stand_under_its_points(charts):
    """Which run from the left, in whatever direction the text does."""
    places = {word["text"].strip("\u200f"): word for word in charts.extract_words()}

    years = [places[year] for year in ("2019", "2020", "2021")]
    assert [word["x0"] for word in years] == sorted(word["x0"] for word in years)
    plot = [line for line in charts.lines + charts.curves if line["width"] > 150]
    assert min(line["x0"] for line in plot) < years[0]["x0"]
    assert max(line["x1"] for line in plot) > years[2]["x1"]


def test_program_text_runs_from_the_left(charts):
    """With its indentation, and with its stops behind it."""
    places = {word["text"].strip("\u200f"): word for word in charts.extract_words()}

    assert places["then(x);"]["x0"] > places["if"]["x0"] + 10
    assert places["x:"]["x0"] > places["if"]["x1"]
    letters = [letter for letter in charts.chars if "Code" in letter["fontname"]][-4:]
    shown = [letter["text"].strip("\u200f") for letter in sorted(letters, key=lambda letter: letter["x0"])]
    assert shown == list("--x;")


@pytest.mark.parametrize(("title", "shown"), [
    ("Zero trust عربي", ("Zero trust", " ", "عربي")), ("عربي WCO (AB)", ("عربي", " ", "WCO (AB)")),
    ("عربي", ("عربي",))])
def test_spaces_of_a_title_are_between_its_runs(tmp_path, title, shown):
    """So that it keeps them in the contents of an issue that runs the other way."""
    head = f"---\ntitle: {title}\nkind: report\nlanguage: ar\n---\n"
    found = read(tmp_path, head=head).article("one").title_html

    assert re.findall("[^<>]+(?=<|$)", re.sub("<[^>]*>", "<>", str(found))) == list(shown)


@pytest.mark.parametrize("title", ["Zero trust اردو", "Zero trust"])
def test_a_page_number_stands_on_the_line_of_its_title(newsletter, tmp_path, title):
    """Also where high letters push that down."""
    issue = ISSUE.replace("layout: rocb", "layout: plain")
    workspace = make(tmp_path, issue=issue, head=f"---\ntitle: {title}\nkind: report\nlanguage: ur\n---\n")
    workspace.layouts.rmdir()
    workspace.layouts.symlink_to(newsletter.layouts)
    workspace.fonts.symlink_to(newsletter.fonts)
    data = press(Job(workspace, 5, EDITIONS["mail"], 1, None), lambda _done, _all: None).data

    with pdfplumber.open(BytesIO(data)) as pdf:
        placed = {word["text"]: word["bottom"] for page in pdf.pages[1:3] for word in page.extract_words()
                  if word["text"] in ("Zero", "1") and word["bottom"] < page.height - 100}
    assert placed["1"] == pytest.approx(placed["Zero"], abs=0.2)


@pytest.mark.parametrize("layout", ["rocb", "plain"])
def test_the_mark_at_the_end_is_clear_of_a_last_paragraph_from_right_to_left(tmp_path, layout):
    """In an article that runs from the left."""
    (galley,) = set_article(tmp_path, "report", "Words.\n\nMore words.\n\nنشرة العدد\n", layout=layout)

    with pdfplumber.open(BytesIO(galley.pdf)) as pdf:
        page = pdf.pages[0]
        [mark] = [rect for rect in page.rects if 4 < rect["width"] < 7 and 4 < rect["height"] < 7]
        beside = [word for word in page.extract_words() if abs(word["bottom"] - mark["bottom"]) < 9]
    assert beside and all(word["x0"] >= mark["x1"] or word["x1"] <= mark["x0"] for word in beside)
