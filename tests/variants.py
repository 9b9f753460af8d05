"""An issue of extremes, made of the specimen's own paragraphs: the longest, the shortest, the fullest."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from rocbpress.workspace.workspace import Workspace

ROOT = Path(__file__).parents[1]
LONG_TITLE = ("What an office of many tasks does when a visitor asks for the history, the present state and "
              "the likely future of each of them in a single afternoon")
PEOPLE = ("The editor", "The translator", "The proofreader", "The typesetter")
PHOTO = ", photo: images/bust.webp, alt: A drawn bust in blue"
TABLE = """
{caption="The sizes of type"}
| Size | Leading | Used for |
|-----:|--------:|----------|
| 10   | 14      | reading text |
| 22   | 28      | titles |

"""
LIST = """
- One of the first level, with words enough to need a second line of its own in a column
    - one of the second
        - and one of the third
            1. which counts
            2. to two

"""
QUOTE = "\n> Somebody's words may be set apart.\n> — The editor, Office of the newsletter\n\n"
BOX = '\n::: box "Beside"\nA box of few words:\n\n- a list in it;\n- and its end.\n:::\n\n'
FIGURES = """
```figures
- {value: "12", label: columns}
- {value: "14 pt", label: from line to line}
```

"""
BARS = "\n```bars\ntitle: Widths\nrows: {Four: 154, Six: 238}\nunit: points\n```\n\n"
PULL = "\n> All text stands on one grid.\n{.pull}\n\n"
PICTURE = '\n![A grey wedge](images/wedge.png "A wedge of twelve steps.")\n\n'
NOTE = "A note is called here.[^n]\n\n[^n]: It says little, and yet it has a second line, as notes do.\n\n"
CODE = "\n```\nrocbpress check 82\n```\n\n"
VENUE = "venue: {latitude: -18.14, longitude: 178.44, country: Fiji, name: Suva}\nplace: Suva, Fiji\n"
HEAD = """\
figures: [{value: "1,100", label: of one}, {value: "28.6%", label: of another}]
facts: {A: a, B: b, C: c, D: d, E: e}
contact: The office
sponsors: [One, Two]
"""
STANDFIRST = ("A standfirst that says in four lines what an essay of more than a dozen pages says at length, "
              "and which leaves its writers where they were.")
MANIFEST = """\
number: 7
title: Extremes
publisher: rocb-ap
date: 2023-10-31
language: en
layout: rocb
covers: The longest and the shortest
{cover}highlights: [{lit}]
sections:
{sections}"""


def paragraphs() -> list[str]:
    """What the specimen's long report says, paragraph by paragraph."""
    text = (ROOT / "issues" / "0" / "articles" / "long-report.md").read_text("utf-8")
    return [part for part in text.split("---\n", 2)[2].split("\n\n")
            if re.match("[A-Z]", part) and not re.search(r"[\[`]", part)]


def words(count: int, first: int = 0) -> str:
    """Whole paragraphs of about so many words."""
    said = paragraphs()[first:]
    chosen: list[str] = []
    while said and sum(len(part.split()) for part in chosen) < count:
        chosen.append(said.pop(0))
    return "\n\n".join(chosen) + "\n"


def essay(title: str, writers: int, body: str, standfirst: str = "") -> str:
    """An essay; each second writer has a portrait."""
    names = "\n".join(f"  - {{name: {name}, role: Office of the newsletter{PHOTO if at % 2 else ''}}}"
                      for at, name in enumerate(PEOPLE[:writers]))
    return (f"---\ntitle: {title}\nkind: essay\nauthors:\n{names}\n"
            + (f"standfirst: {standfirst}\n" if standfirst else "") + f"---\n{body}")


def report(title: str, body: str, head: str = "") -> str:
    return f"---\ntitle: {title}\nkind: report\ndates: 2023-10-02/2023-10-06\n{head}---\n{body}"


def message(title: str, body: str, head: str = "", photo: str = "") -> str:
    return (f"---\ntitle: {title}\nkind: message\nauthors:\n"
            f"  - {{name: The translator with a long name indeed, role: Office of languages{photo}}}\n"
            f"{head}---\nDear readers,\n\n{body}")


def parts() -> str:
    """Two parts of an essay with everything in them."""
    return "".join((
        "## The first part\n\n", words(80), NOTE, TABLE, "### Of lists\n\n", words(60, 4), LIST,
        "### Of quotations\n\n", words(60, 6), QUOTE, PULL,
        "## The second part of the whole, named with more words than one line of it holds\n", FIGURES,
        words(120, 8), BOX, BARS, PICTURE,
        "### A heading of the third level that is too long to hang beside any text at all\n\n", words(50, 12),
        "### Program text\n", CODE, words(50, 14)))


def articles() -> dict[str, str]:
    """The Markdown of each article by its slug, in order."""
    extras = LIST + QUOTE + BOX + NOTE + TABLE + PICTURE
    sent = "from: The office\nto: The printing house\n"
    return {
        "one-author": essay("Ink", 1, words(160) + "\n## A part\n\n" + words(160, 3)),
        "two-authors": essay(LONG_TITLE, 2, words(120) + parts(), "A standfirst of one line."),
        "three-authors": essay("A title that goes on to a second and then to a third line", 3,
                               words(130) + parts(), STANDFIRST),
        "four-authors": essay("A title of two lines, or nearly", 4, words(150)),
        "short": report("Short", words(130)),
        "short-map": report("A short one with a map", words(130), VENUE),
        "long-map": report(LONG_TITLE, words(1500), f"{VENUE}facts: {{Words: fifteen hundred}}\n"),
        "long-plain": report("A long one without a map", words(900) + extras),
        "figures": report("Figures at the head", words(200) + extras, VENUE + HEAD),
        "alone": message("A message that fills its page and runs on to the next", words(720)),
        "portrayed": message("With a portrait", words(110, 2), sent, PHOTO),
        "second": message("Without one", words(90, 5), "start: run-in\nfrom: The office\n"),
        "third": message("And one more, whose title needs two lines", words(60, 8), "facts: {Since: May}\n"),
    }


def make(folder: Path, *, photograph: bool, entries: int = 0) -> Workspace:
    """A workspace with issue 7: all of these articles, or as many short reports as `entries` says."""
    for name in ("layouts", "fonts"):
        (folder / name).symlink_to(ROOT / name)
    target = folder / "issues" / "7"
    (target / "articles").mkdir(parents=True)
    (target / "images").mkdir()
    shutil.copy(ROOT / "issues" / "publishers.yaml", folder / "issues")
    pictures = ["bust.webp", "wedge.png"] * (not entries) + ["chart.jpg"] * photograph
    for picture in pictures:
        shutil.copy(ROOT / "issues" / "0" / "images" / picture, target / "images")
    made = articles() if not entries else {
        f"report-{at}": report(f"Report {at}", words(130, at % 9), VENUE if at % 3 == 0 else "")
        for at in range(entries)}
    for slug, text in made.items():
        (target / "articles" / f"{slug}.md").write_text(text, "utf-8")
    (target / "issue.yaml").write_text(_manifest(list(made), photograph=photograph), "utf-8")
    return Workspace(folder)


def _manifest(slugs: list[str], *, photograph: bool) -> str:
    essays = [slug for slug in slugs if "-author" in slug]
    rest = ", ".join(slug for slug in slugs if slug not in essays)
    sections = f"  - title: Reports and messages\n    articles: [{rest}]\n"
    if essays:
        sections = (f"  - articles: [{essays[0]}]\n"
                    f"  - title: Essays\n    articles: [{', '.join(essays[1:])}]\n{sections}")
    cover = "cover: {image: images/chart.jpg, alt: A test card}\n" if photograph else ""
    return MANIFEST.format(cover=cover, lit=", ".join(slugs[:3]), sections=sections)
