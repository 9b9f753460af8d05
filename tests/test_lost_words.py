"""Every word of every article stands in the finished file: what a layout drops is an error, at its line."""

from __future__ import annotations

import shutil
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from rocbpress.compose.flows import compose
from rocbpress.findings.errors import PressError
from rocbpress.layout.editions import EDITIONS
from rocbpress.layout.layout import read_layout
from rocbpress.preflight.tagged.article_text import article_texts
from rocbpress.preflight.words.lost import lost
from rocbpress.preflight.words.units import units
from rocbpress.press.job import Job
from rocbpress.press.pipeline import press
from rocbpress.workspace.workspace import Workspace
from tests.flow_documents import set_body
from tests.small_issue import HEAD as SMALL
from tests.small_issue import read
from tests.workspaces import ROOT

ISSUE = """\
number: 5
title: E-Newsletter
publisher: office
date: 2023-10-31
language: en
layout: rocb
fit: false
lower: [page-thin, title-runt, key-unused]
sections: [{articles: [text, head, figures]}]
"""
TEXT = """\
---
title: All that is written
kind: report
---
Words of the *first* paragraph, and of [a link](https://example.org/) in it.

## Every item

- Granite
- Basalt
  - Obsidian

3. Third
4. Fourth

| Stone | Hardness |
|---|---|
| Talc | 1 |
| Slate | 3 |

> Said by many.
>
> — A quarryman

A note is called here.[^a] And again[^a].

[^a]: Its words stand at the foot.

Marble
: Lime under pressure

::: box "Beside the text"
Chalk is soft.
:::

```
pip install chalk
```

[ศุลกากร]{lang=th} and กรุงเทพฯ, [جمارك]{lang=ar}.

A longer note.[^b]

[^b]: Its words go on for more than a line, in which there is `A_NAME_OF_SOME_LENGTH`
    and then more than the name, so that whoever reads on comes to
    `ANOTHER_NAME_AS_LONG` and to words that follow it, and in the end to the
    last of them.
"""
HEAD = """\
---
title: Heads
kind: report
place: Suva, Fiji
authors: [{name: A. Mason, role: Stonecutter}]
facts: {Quarries: seventeen, Languages: Fijian}
figures: [{value: "1,100", label: tons of gravel}]
contact: Ask the quarry master.
sponsors: [Friends of Granite]
---
Words.
"""
FIGURES = """\
---
title: Figures
kind: report
opening: none
---
Words.

![A red square](images/square.png "A caption of its own"){credit="R. Squarer"}

More words.

```bars
title: Letters by island
rows: {Viti: 4, Vanua: 5}
note: Without parcels
```

::: events "Dates to keep"
- {dates: 2023-11-14, title: A meeting of masons, place: Nadi}
:::

The sign ![A badge](images/sign.svg) marks what is fresh, and ![a badge](images/sign.svg) what is not.
"""
SIGN = ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 24"><text x="6" y="17" font-size="12" '
        'font-family="Source Sans 3">New</text></svg>')
# What a style sheet hides, where that is told, and the first words that are lost.
LOSSES = (
    ("[data-article=text] .intro em", "text.md:5", "first paragraph, and of a link"),
    ("[data-article=text] ul > li:first-child", "text.md:9:3", "Granite"),
    ("[data-article=text] ol > li:last-child", "text.md:13", "4 Fourth"),
    ("[data-article=text] td:last-child", "text.md:18:10", "1"),
    (".attribution", "text.md:23:3", "— A quarryman"),
    (".note", "text.md:27:7", "Its words stand at the foot."),
    ("[data-article=text] dd", "text.md:30:3", "Lime under pressure"),
    (".box .label", "text.md:32:10", "Beside the text"),
    ("pre", "text.md:37:1", "pip install chalk"),
    ("[lang=ar]", "text.md:40", "جمارك."),
    (".note", "text.md:44:7", "Its words go on for more"),
    (".kicker", "head.md:4:8", "Suva, Fiji"),
    (".facts dl", "head.md:6:9", "Quarries"),
    (".facts dl", "head.md:6:19", "seventeen"),
    (".facts dl", "head.md:6:30", "Languages"),
    (".facts dl", "head.md:6:41", "Fijian"),
    (".strip .value", "head.md:7:20", "1,100"),
    (".credit", "figures.md:8:67", "R. Squarer"),
    ("[data-article=figures] .source", "figures.md:15:7", "Without parcels"),
    (".event .place", "figures.md:19:58", "Nadi"),
)


def set_issue(root, styles="", edition="mail"):
    """The findings of the issue in a layout with further styles."""
    shutil.copytree(ROOT / "layouts" / "rocb", root / "layouts" / "rocb")
    (root / "fonts").symlink_to(ROOT / "fonts")
    for name in ("prose", "report", "figures"):
        with (root / "layouts" / "rocb" / f"{name}.css").open("a") as sheet:
            sheet.write(styles)
    texts = {"issue.yaml": ISSUE, "../publishers.yaml": "office: {name: The Office, short: Office}\n",
             "articles/text.md": TEXT, "articles/head.md": HEAD, "articles/figures.md": FIGURES,
             "images/sign.svg": SIGN}
    for name, text in texts.items():
        path = root / "issues" / "5" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    Image.new("RGB", (1800, 1200), "red").save(root / "issues" / "5" / "images" / "square.png")
    job = Job(Workspace(root), 5, EDITIONS[edition], 2, None)
    try:
        return press(job, lambda *_: None).result.findings
    except PressError as error:
        return error.findings


def test_what_a_layout_hides_is_told(tmp_path):
    """Each loss at its line, with its first words, and nothing else."""
    hidden = ", ".join(selector for selector, *_ in LOSSES)
    found = [f for f in set_issue(tmp_path, hidden + " { display: none !important }\n")
             if f.code == "words-lost"]
    told = [(str(f.where).rpartition("/")[2], f.message.split("“")[1].split("”")[0]) for f in found]

    assert told == [loss[1:] for loss in LOSSES]


@pytest.mark.parametrize("edition", EDITIONS)
def test_what_is_printed_is_not_told(tmp_path, edition):
    """Numbers of notes, addresses on paper, marks for breaking and words in other scripts lose nothing."""
    assert [str(f) for f in set_issue(tmp_path, edition=edition) if f.code == "words-lost"] == []


@pytest.mark.parametrize(("items", "hangs"), [(7, True), (17, False)])
def test_only_a_short_list_hangs_beside_an_essay(tmp_path, items, hangs):
    """What hangs goes on to no other page."""
    body = "Words.\n\n" + "".join(f"{at}. An item\n" for at in range(1, items + 1)) + "\n## Part\n\nWords.\n"
    manuscript = read(tmp_path, head=SMALL.replace("report", "essay"), body=body)
    flows = compose(manuscript, read_layout(Workspace(ROOT), "rocb"), EDITIONS["mail"], {}, pictures=tmp_path)

    assert any('class="text hangs-list"' in flow.html for flow in flows) is hangs


@pytest.mark.parametrize(("printed", "found"), [
    ("One\1Words.\1Yours, A. Mason", []), ("One\1Words.\1Yours", ["A. Mason"]),
    ("\1Words.\1A. Mason", ["One"])])
def test_a_letter_says_its_title_and_who_signs_it(tmp_path, printed, found):
    """The title may be the very first that is said."""
    letter = SMALL.replace("report", "letter").replace("---\n", "---\nsignature: A. Mason\n", 1)
    article = read(tmp_path, head=letter).article("one")
    told = lost(article, printed, tmp_path / "issues" / "5")

    assert [each.message.split("“")[1].split("”")[0] for each in told] == found


def test_a_line_break_stands_between_words(tmp_path):
    """Also in the front matter: the words on both sides of it are told apart."""
    head = SMALL.replace("kind: report", "kind: report\ncontact: |\n  Write to\\\n  the office")
    found = units(read(tmp_path, head=head, body="Come to\\\nthe workshop.\n").article("one"))

    assert [unit.parts for unit in found] == [("One",), ("Write to the office",), ("Come to the workshop.",)]


@pytest.mark.parametrize("kind", ["Span", "Quote", "Code", "Em", "Strong"])
def test_no_kind_of_run_parts_a_word(kind):
    """A layout may say the type of a run; its letters belong to the words around it."""
    galley = set_body('<article data-article="one"><p>'
                      f'The <em data-tag="{kind}">fir</em>st day.</p></article>')

    assert "The first day." in article_texts(PdfReader(BytesIO(galley.pdf)))["one"]
