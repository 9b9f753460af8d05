"""An issue of a few articles of every kind, composed in the real layout."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from rocbpress.compose.flows import compose
from rocbpress.layout.editions import EDITIONS
from rocbpress.layout.layout import read_layout
from rocbpress.sources.frontmatter import ArticleHead
from rocbpress.sources.manuscript import Article, Block, BlockKind, Box, Manuscript, Section
from rocbpress.sources.markdown.figures import Bars, Fpo, KeyFigure, KeyFigures, Map
from rocbpress.sources.yaml.manifest import Issue, Publisher
from rocbpress.workspace.workspace import Workspace
from tests.trees import tree

ROOT = Path(__file__).parents[1]
WORKSPACE = Workspace(ROOT)
LAYOUT = read_layout(WORKSPACE, "rocb")
MAIL, PRINT, ARCHIVE = (EDITIONS[name] for name in ("mail", "print", "archive"))
WORDS = (
    "The officers who met in the hall had come from many ports, and each had a story of goods that were not "
    "what the paper said. They compared what they had seen, and found that the routes were alike.")


def paragraph(id_, text=WORDS, kind=BlockKind.PARAGRAPH):
    return Block(id_, 1, kind, tree(f'<p data-block="{id_}">{text}</p>'))


def heading(slug, at, text, level=2, part=0):
    name = f"{slug}--{re.sub('[^a-z]+', '-', text.lower())}"
    return Block(
        f"{slug}#b{at}",
        1,
        BlockKind.HEADING,
        tree(f'<h{level} id="{name}" data-block="{slug}#b{at}">{text}</h{level}>'),
        level=level,
        name=name,
        number=part,
    )


def figure(slug, at, kind, spec, number=0):
    return Block(f"{slug}#b{at}", 1, kind, spec=spec, number=number)


def article(slug, kind, blocks, title="A title of some words", **head):
    values = {"title": title, "kind": kind, **head}
    return Article(
        slug,
        f"issues/7/articles/{slug}.md",
        ArticleHead.model_validate(values),
        "en",
        title,
        tree(title),
        tuple(blocks),
    )


def text_of(slug, count, first=1):
    return [paragraph(f"{slug}#b{at}") for at in range(first, first + count)]


TABLE = ('<table data-block="essay#b14"><thead><tr><th scope="col">Port</th><th scope="col">Cases</th></tr>'
         "</thead><tbody><tr><td>Melaka</td><td>31</td></tr><tr><td>Suva</td><td>7</td></tr></tbody></table>")
LIST = ('<ul data-block="essay#b16"><li>one<ul><li>two<ol><li>three</li><li>four</li></ol></li></ul></li>'
        "<li>five</li></ul>")
QUOTE = ('<blockquote class="pull" data-block="essay#b18"><p>The routes were alike.</p>'
         '<p class="attribution">An officer</p></blockquote>')
NOTE = (f'{WORDS}<span class="note" data-note="1">A note on the words.</span> See '
        '<a href="article:report">there</a>.')
REFERENCE = ('On <a class="page-ref" href="article:report" data-page="report">\u200b</a> and at '
             '<a href="https://example.org/a/">an address</a>.')


def essay():
    ranked = Map(title="Where from", rows=(("Italy", 3.0), ("Fiji", 2.0)), source="A report", unit="cases")
    bars = Bars(title="Shares", series=("2021", "2022"), rows=(("Beer", (1.5, 40.0)), ("Wine", (20.0, 9.0))),
                unit="%")
    blocks = [
        paragraph("essay#b1", NOTE),
        paragraph("essay#b2"),
        heading("essay", 3, "First part", part=1),
        figure("essay", 4, BlockKind.FIGURES, KeyFigures(items=(KeyFigure(value="1,100", label="cases"),))),
        *text_of("essay", 2, 5),
        heading("essay", 7, "Below", level=3),
        paragraph("essay#b8"),
        figure("essay", 9, BlockKind.MAP, ranked, number=1),
        paragraph("essay#b10", REFERENCE),
        heading("essay", 11, "Second part", part=2),
        *text_of("essay", 2, 12),
        Block("essay#b14", 1, BlockKind.TABLE, tree(TABLE)),
        paragraph("essay#b15"),
        Block("essay#b16", 1, BlockKind.LIST, tree(LIST)),
        paragraph("essay#b17"),
        Block("essay#b18", 1, BlockKind.QUOTE, tree(QUOTE)),
        figure("essay", 19, BlockKind.BARS, bars, number=2),
        figure("essay", 20, BlockKind.FPO, Fpo(title="A map of ports", kind="map"), number=3),
        figure("essay", 21, BlockKind.BOX, Box(tree("In short"), (paragraph("essay#b22"),))),
        paragraph("essay#b23"),
    ]
    names = ("Louis", "Ann", "Bo", "Cy")
    people = [{"name": f"Mr. {name} CHAN", "role": "Program Manager"} for name in names]
    return article("essay", "essay", blocks, "A long essay on what the officers of many ports have seen",
                   authors=people, standfirst="What they saw.", standfirst_html=tree("What they saw."))


def report(slug="report", paragraphs=4, **head):
    given = {"dates": "2023-07-03/2023-07-07", "place": "Melaka, Malaysia",
             "venue": {"latitude": 2.19, "longitude": 102.25, "country": "Malaysia", "name": "Melaka"},
             "facts": {"Host": "RTC Malaysia", "Sponsor": "CCF-China", "Participants": "25"}, **head}
    blocks = [*text_of(slug, 2), heading(slug, 3, "Under way"), *text_of(slug, paragraphs, 4)]
    return article(slug, "report", blocks, **given)


def message(slug, **head):
    return article(slug, "message", text_of(slug, 3), f"A message from {slug}",
                   authors=[{"name": "Ms. Aksara MACKHAWIMAN", "role": "Assistant"}], **head)


def manuscript(folder=ROOT, **changes):
    issue = Issue.model_validate({
        "number": 7, "title": "E-Newsletter", "publisher": "rocb-ap", "date": "2023-10-31",
        "covers": "July to September 2023", "language": "en", "layout": "rocb", "highlights": ["essay"],
        "foreword": "foreword", "imprint": "imprint",
        "sections": [{"articles": ["essay"]}, {"title": "Meetings", "articles": ["report"]},
                     {"title": "Staff", "articles": ["tajima", "aksara"]}]})
    publisher = Publisher(name="World Customs Organization, Office for Asia", short="ROCB A/\u2060P",
                          office="ROCB Asia/Pacific", address="Bangkok", email="rocb@rocbap.org",
                          website="http://www.rocb-ap.org")
    letter = [paragraph("foreword#b1", "Dear readers,"), *text_of("foreword", 3, 2)]
    head = {"name": "Mr. Norikazu KURAMOTO", "role": "Head"}
    foreword = article("foreword", "letter", letter, "Foreword", authors=[head], signature="倉本智和")
    staff = [heading("imprint", 1, "Staff"), paragraph("imprint#b2", "Mr. A")]
    imprint = article("imprint", "imprint", staff)
    sections = (Section("", tree(""), (), (essay(),)), Section("Meetings", tree("Meetings"), (), (report(),)),
                Section("Staff", tree("Staff"), (), (message("tajima"), message("aksara", start="run-in"))))
    made = Manuscript(issue, publisher, foreword, sections, imprint, folder, "issues/7/issue.yaml")
    return replace(made, **changes)


def flows(tmp_path, edition=MAIL, pages=None, layout=LAYOUT, **changes):
    return compose(manuscript(**changes), layout, edition, pages or {}, pictures=tmp_path)


def only(articles, **changes):
    """Sections that hold these articles and nothing else."""
    sections = (Section("Meetings", tree("Meetings"), (), tuple(articles)),)
    issue = manuscript().issue.model_copy(update={"highlights": ()})
    return {"sections": sections, "issue": issue, **changes}
