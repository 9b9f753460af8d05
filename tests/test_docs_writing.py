"""What docs/writing.md says of keys, blocks and limits is what the reader reads and holds."""

from __future__ import annotations

import io
import re
from math import ceil
from types import NoneType, UnionType
from typing import Annotated, Literal, get_args, get_origin

import pytest
import yaml
from PIL import Image

from rocbpress.figures.images.cropping import MOST
from rocbpress.findings.errors import SourceError
from rocbpress.layout.editions import EDITIONS
from rocbpress.layout.layout import read_layout
from rocbpress.preflight.pictures import CUT
from rocbpress.sources.files import PICTURES, TABLES
from rocbpress.sources.frontmatter import FrontMatter
from rocbpress.sources.manuscript import read_manuscript
from rocbpress.sources.markdown.build_blocks import _PICTURES
from rocbpress.sources.markdown.fences import FIGURE_KINDS
from rocbpress.sources.markdown.figures import Picture
from rocbpress.sources.markdown.scripts import _BY_LANGUAGE, is_rtl
from rocbpress.sources.yaml.manifest import Cover, Design, Issue, Mail, Print, Publisher, SectionHead
from rocbpress.typeset.lines.choose import MOST_HYPHENS
from tests.handbook import code, fences, running, tables
from tests.small_issue import HEAD, ISSUE, make

WRITING = "docs/writing.md"
TEXT = running(WRITING)
ISSUE_KEYS, DESIGN_KEYS, HEAD_KEYS, BLOCKS = (
    tables(WRITING, under)[0] for under in ("issue.yaml", "The design", "The head of an article", "The text"))
def jpeg():
    """A small photograph."""
    data = io.BytesIO()
    Image.new("RGB", (40, 30)).save(data, "JPEG")
    return data.getvalue()


# What the examples of the page name.
ITR = "---\ntitle: The report\nkind: essay\n---\nWords.\n\n## Drugs {#drugs}\n\nMore words.\n"
FILES = {
    "articles/itr-2022.md": ITR, "articles/rpsg.md": HEAD.replace("One", "The group") + "Words.\n",
    "data/departures.csv": "country,seizures\nItaly,4311\nPoland,12\n",
    "data/years.csv": "year,Letters,Parcels\n2021,5,6\n2022,7,8\n",
}
ARTICLES = "articles: [one, itr-2022, rpsg]"
PHOTOGRAPHS = tuple(f"images/{name}.jpg" for name in ("a", "b", "x", "cover"))
PHOTOGRAPH = jpeg()


def keys(model):
    return {field.alias or name for name, field in model.model_fields.items()}


def first_keys(rows):
    """The keys that a table lists in its first column."""
    return {key for row in rows[1:] for key in code(row[0])}


def read(root, *, issue=ISSUE, body="Words.\n", head=HEAD, files=None):
    given = FILES | dict.fromkeys(PHOTOGRAPHS, PHOTOGRAPH) | (files or {})
    issue = issue.replace("articles: [one]", ARTICLES)
    return read_manuscript(make(root, issue=issue, body=body, head=head, files=given), 5)


def slips(manuscript):
    return [str(found) for found in manuscript.findings if found.code != "file-unused"]


def test_the_keys_of_an_issue_are_told():
    """All of them and no other; those that are required first."""
    required = {name for name, field in Issue.model_fields.items() if field.is_required()}

    assert first_keys(ISSUE_KEYS) == keys(Issue)
    assert set(code(ISSUE_KEYS[1][0])) == required and ISSUE_KEYS[1][1] == "required"


def test_the_keys_within_those_are_told():
    """Of the cover, the design, a section, the mail edition and the print edition."""
    told = {key: text for cells, text in ISSUE_KEYS[1:] for key in code(cells)}

    for key, model in (("cover", Cover), ("mail", Mail), ("print", Print)):
        assert set(re.findall(r"(\w+):", code(told[key])[0])) == keys(model)
    assert first_keys(DESIGN_KEYS) == keys(Design)
    assert set(code(told["sections"])) == keys(SectionHead)
    assert {"logo", "logo_alt"} <= keys(Publisher)
    assert "name, short name, address" in told["publisher"]
    assert {"name", "short", "address"} <= keys(Publisher)


def test_the_keys_of_an_article_are_told():
    """All of them and no other; those that are required first."""
    required = {name for name, field in FrontMatter.model_fields.items() if field.is_required()}

    assert first_keys(HEAD_KEYS) == keys(FrontMatter)
    assert set(code(HEAD_KEYS[1][0])) == required and HEAD_KEYS[1][1].startswith("required")


def choices(annotation):
    """The words that a key may have; none where any may stand."""
    if get_origin(annotation) is Literal:
        return set(get_args(annotation))
    parts = get_args(annotation) if get_origin(annotation) in (Annotated, UnionType) else ()
    return {word for part in parts if part is not NoneType for word in choices(part)}


@pytest.mark.parametrize(("model", "rows", "unsaid"), [
    (Design, DESIGN_KEYS, set()), (FrontMatter, HEAD_KEYS, {"auto"})], ids=["design", "head"])
def test_the_words_that_a_key_may_have_are_told(model, rows, unsaid):
    """Each of them, in its row; the one that stands for nothing said need not be."""
    told = {key: code(text) for cells, text in rows[1:] for key in code(cells)}

    for name, field in model.model_fields.items():
        if words := choices(field.annotation):
            row = told["title" if name == "kind" else field.alias or name]
            assert words - unsaid <= set(row), name


def test_the_accents_are_those_of_every_layout(newsletter):
    """As they are listed."""
    [row] = [row for row in DESIGN_KEYS if row[0] == "`accent`"]
    listed = row[1].partition(", in every layout")[0]

    for layout in ("rocb", "plain"):
        assert set(code(listed)) == set(read_layout(newsletter, layout).accents)


@pytest.mark.parametrize("row", ISSUE_KEYS[2:], ids=lambda row: row[0])
def test_an_example_of_the_manifest_reads(tmp_path, row):
    """Each value that the table gives for a key."""
    [key, *_] = code(row[0])
    for value in code(row[1]):
        if value[:1] in "{[" or re.fullmatch(r"[\d/-]{10,}|false", value):
            manuscript = read(tmp_path, issue=ISSUE + f"{key}: {value}\n")
            assert key in manuscript.issue.model_fields_set
            assert slips(manuscript) == []


@pytest.mark.parametrize("row", HEAD_KEYS[1:], ids=lambda row: row[0])
def test_an_example_of_a_head_reads(tmp_path, row):
    """Each value that the table gives for a key, and each word that it may be."""
    key = code(row[0])[-1]
    kind = row[1] if key == "kind" else ""
    for value in code(row[1]):
        if value[:1] in "{[" or re.fullmatch(r"[\d/-]{10,}|false", value) or key in ("start", "opening"):
            head = HEAD.replace("---\n", f"---\n{key}: {value}\n", 1)
            if key == "start" and value == "run-in":
                continue  # the first article of an issue follows none
            assert slips(read(tmp_path, head=head)) == []
        elif kind and value != "kind":
            files = {"articles/rpsg.md": HEAD.replace("report", value)}
            issue = ISSUE
            if value == "imprint":
                issue = ISSUE.replace("[one]", "[one, itr-2022]") + "imprint: rpsg\n"
            assert read(tmp_path, issue=issue, files=files).article("rpsg").head.kind == value


# What a row of the table is made of, where the cell alone is not yet a text, and what comes of it.
PICTURE = "![What it shows](images/a.jpg){}\n"
GALLERY = '::: gallery "The caption"\n![A ship](images/a.jpg){credit="X"}\n![A boat](images/b.jpg)\n:::\n'
BODIES = {
    "`![What": ('![What it shows](images/a.jpg "The caption"){.wide credit="Name"}\n', "picture"),
    "two pictures": ("![A ship](images/a.jpg){.wide}\n![A boat](images/b.jpg)\n", "picture"),
    "`![…]": ("![A ship](images/a.jpg){#port}\n\nSee figure [](#port).\n", "picture"),
    "`{focus": (PICTURE.format('{focus="50,30"}'), "picture"),
    "`::: gallery": (GALLERY, "gallery"),
    "a picture inside": ("A sign ![sign](images/a.jpg) in a line.\n", "paragraph"),
    "`[the essay]": ("See [the essay](article:itr-2022) on page [](page:itr-2022).\n", "paragraph"),
    "`## Drugs": ("## Drugs {#drugs}\n\nAs I said, [see there](#drugs).\n", "heading"),
    "`{.wide caption": ('{.wide caption="Of what"}\n| a | b |\n|---|---:|\n| c | 1 |\n', "table"),
    "`> text`": ("> text\n> — Name, office\n{.pull}\n", "quote"),
    "`::: box": ('::: box "Title"\nWords.\n:::\n', "box"),
    "`::: events": ('::: events "Title"\n- {dates: 2023-11-14/2023-11-16, title: "[x](article:rpsg)", '
                    'place: Here}\n:::\n', "events"),
    "`::: read": ('::: read "Title"\n- itr-2022\n- itr-2022#drugs\n:::\n', "read"),
    "`[กรุงเทพฯ]": ("In [กรุงเทพฯ]{lang=th} now.\n", "paragraph"),
    "`{lang=ur}`": ("{lang=ur}\nکسٹمز کے افسران\n", "paragraph"),
    "`word[^1]`": ("A word[^1] more.\n\n[^1]: The note.\n", "paragraph"),
}


def parts(text):
    """The pieces of an example that must stand in what is tried of it."""
    return [piece for quoted in code(text) for piece in re.split(r"…|\s{2,}", quoted) if piece]


@pytest.mark.parametrize("row", BLOCKS[1:], ids=lambda row: row[0][:30])
def test_an_example_of_the_text_reads(tmp_path, row):
    """Each row of the table gives its block, without a finding."""
    [(body, kind)] = [BODIES[start] for start in BODIES if row[0].startswith(start)]
    manuscript = read(tmp_path, body=body)

    assert all(piece.strip("`") in body for piece in parts(row[0])), parts(row[0])
    assert manuscript.article("one").blocks[0].kind.value == kind
    assert slips(manuscript) == []


def test_attributes_of_the_table_reach_their_picture(tmp_path):
    """Credit, source, class, focus and caption; what marks a picture that adorns."""
    body = ('![A ship](images/a.jpg "C"){.wide credit="Name" source="S" focus="50,30"}\n\n'
            '![](images/b.jpg){.decorative}\n')
    first, second = (block.spec for block in read(tmp_path, body=body).article("one").blocks)

    assert isinstance(first, Picture) and isinstance(second, Picture)
    assert (first.credit, first.source, first.classes, first.focus) == ("Name", "S", ("wide",), (50, 30))
    assert second.decorative


def test_a_gallery_has_as_many_pictures_as_told(tmp_path):
    """From two to twelve; a credit in the first line is for all."""
    assert f"around {_PICTURES[0]} to {_PICTURES[-1]} pictures" in TEXT
    body = GALLERY.replace('"The caption"', '"The caption" {credit="Name"}')
    spec = read(tmp_path / "one", body=body).article("one").blocks[0].spec

    assert [each.credit for each in spec.pictures] == ["X", "Name"]
    for number in (_PICTURES[0] - 1, _PICTURES[-1] + 1):
        pictures = "".join(f"![Ship {at}](images/a.jpg)\n" for at in range(number))
        with pytest.raises(SourceError, match="gallery-count"):
            read(tmp_path / str(number), body=f"::: gallery\n{pictures}:::\n")


EXAMPLES = re.findall(r"```(\w+)\n(.*?)```\n", "".join(fences(WRITING, "markdown")), flags=re.DOTALL)


@pytest.mark.parametrize(("kind", "text"), EXAMPLES, ids=[kind for kind, _ in EXAMPLES])
def test_an_example_of_a_figure_reads(tmp_path, kind, text):
    """Each as it stands."""
    manuscript = read(tmp_path, body=f"```{kind}\n{text}```\n")

    assert manuscript.article("one").blocks[0].kind.value == ("figures" if kind == "figures" else kind)
    assert slips(manuscript) == []


def test_every_kind_of_figure_has_an_example():
    """And so has the other way to give what a key holds."""
    assert [kind for kind, _ in EXAMPLES] == [*list(FIGURE_KINDS)[:3], "figures", "fpo"]


@pytest.mark.parametrize("lines", [
    "data: data/departures.csv", "rows: [Italy, Poland]", "marked: [Fiji, Tonga]", "rows: {ITA: 5, POL: 3}",
    "kind: locator\nplaces: [{name: Melaka, latitude: 2.19, longitude: 102.25}]",
    "region: asia-pacific\nmarked: [Fiji, Tonga]", "breaks: [100, 500]\ndata: data/departures.csv"])
def test_what_a_map_takes_is_as_told(tmp_path, lines):
    """Names or codes, with values or without, given classes."""
    for line in lines.split("\n"):
        assert line.partition(": ")[0] in TEXT
    manuscript = read(tmp_path, body=f"```map\ntitle: T\nalt: A\n{lines}\n```\n")

    assert slips(manuscript) == []


@pytest.mark.parametrize("lines", [
    "series: [2021, 2022]\nrows: {A: [1, 2], B: [3, -4]}", "data: data/years.csv"])
@pytest.mark.parametrize("kind", ["bars", "lines"])
def test_what_bars_and_lines_take_is_as_told(tmp_path, kind, lines):
    """Several series, also of a table; years as names; values below zero."""
    spec = read(tmp_path, body=f"```{kind}\ntitle: T\n{lines}\n```\n").article("one").blocks[0].spec

    assert len(spec.series) == 2 and len(spec.rows) == 2


def test_pictures_and_tables_have_the_kinds_told():
    """The formats, under any of the endings that they have."""
    names = {".jpg": "JPEG", ".jpeg": "JPEG", ".tif": "TIFF", ".tiff": "TIFF", ".png": "PNG", ".webp": "WebP",
             ".svg": "SVG"}
    [listed] = re.findall(r"pictures: ([\w, ]+) issues/83/data/ tables for maps and bar charts: (\w+)", TEXT)

    assert set(listed[0].strip().split(", ")) == {names[ending] for ending in PICTURES}
    assert (f".{listed[1].lower()}",) == TABLES


def test_pixels_that_a_picture_needs_are_those_of_the_editions(newsletter):
    """An inch, and across the places of the layout, to the next ten."""
    mail, print_ = EDITIONS["mail"], EDITIONS["print"]
    measures = read_layout(newsletter, "rocb").measures
    page, across, column = (ceil(measures[name] / 72 * print_.sharp / 10) * 10
                            for name in ("page", "across", "column"))

    assert (f"{print_.sharp} pixels per inch at its printed size, and {mail.sharp} for mail: {page} pixels "
            f"across the page, {across} across both columns, {column} in one column") in TEXT
    assert f"Print refuses fewer than {print_.coarse}." in TEXT


def test_limits_are_those_of_the_code():
    """Of hyphens, of what may be cut, of teasers and pictures in the contents."""
    assert MOST_HYPHENS == 2 and "at most two lines in a row end in a hyphen" in TEXT
    assert MOST == CUT == 0.15 and "may lose up to 15 percent of its height" in TEXT
    for model, key in ((Issue, "teasers"), (Design, "contents")):
        assert any(getattr(each, "max_length", 0) == 3 for each in model.model_fields[key].metadata)
    assert "up to three in their stead" in TEXT and "up to three slugs" in TEXT


def test_languages_from_the_right_are_those_told():
    """All of them are named."""
    told = TEXT.partition("| `language` | if it differs ")[2].partition("|")[0]

    assert {*filter(is_rtl, _BY_LANGUAGE), "ku-Arab"} == {*re.findall("`([^`]+)`", told)} - {"fonts/"}
    assert is_rtl("ku-Arab") and not any(map(is_rtl, ("en", "th", "mn-Mong", "ku", "ar-Latn")))


@pytest.mark.parametrize(("body", "code"), [
    ("<b>Words</b>\n", "html"), ("# Heading\n", "heading-level"),
    ("```fpo\ntitle: A photograph still to come\n```\n", "")])
def test_what_is_refused_is_as_told(tmp_path, body, code):
    """HTML, and a heading of the first level; a box for a picture to come is not."""
    if not code:
        assert slips(read(tmp_path, body=body)) == []
        return
    with pytest.raises(SourceError) as caught:
        read(tmp_path, body=body)
    assert any(code in finding.code for finding in caught.value.findings)


def test_names_of_articles_have_the_letters_told(tmp_path):
    """a-z, 0-9 and hyphens."""
    with pytest.raises(SourceError, match="value-slug"):
        read(tmp_path, issue=ISSUE.replace("[one]", "[One]"))


def test_the_publisher_may_be_written_in_the_issue(tmp_path):
    """Its name, short name and address."""
    issue = ISSUE.replace("publisher: office", "publisher: {name: The Office, short: Office, address: Here}")

    assert read(tmp_path, issue=issue).publisher.address == "Here"


def test_examples_of_values_are_yaml():
    """Whoever copies one from a cell gets what it says."""
    for rows in (ISSUE_KEYS, HEAD_KEYS):
        for row in rows[1:]:
            for value in code(row[1]):
                if value[:1] in "{[":
                    yaml.safe_load(value)
