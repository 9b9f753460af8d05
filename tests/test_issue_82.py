"""What the readers of issue 82 are promised, on the finished file."""

from __future__ import annotations

import re
import subprocess

import pytest
from pypdf import PdfReader

from rocbpress.preflight.tagged.rules import check_structure
from rocbpress.sources.manuscript import read_manuscript
from tests.reading import heard, letters, notes, pattern, plain

TITLES = (
    "Guide for the Illicit Trade Report 2022",
    "ROCB A/P supports Member's initiatives to build a culture of integrity",
    "ROCB A/P active Participates in the 25th OCO Annual Conference",
    "ROCB A/P collaborates in supporting LLDCs with UN alliance",
    "ROCB A/P participated in the RPSG AP Meeting",
    "ROCB A/P Engages in a Productive Online Meeting with Cambodia Customs on Regional Training Centre (RTC)"
    " Establishment",
    "ADB's Principal Regional Cooperation Specialist's Visit to ROCB A/P",
    "Korea Customs executive visit ROCB A/P",
    "ROCB A/P paid courtesy call to Director-General, Thai Customs Department",
    "Welcome Message from Mr. Jun Tajima",
    "Farewell message from Ms. Pavida Tarapoom",
    "Welcome Message from Ms. Aksara Mackhawiman",
)


@pytest.fixture(scope="module")
def reader(issue_82):
    return PdfReader(issue_82)


@pytest.fixture(scope="module")
def spoken(issue_82):
    return heard(issue_82)


@pytest.fixture(scope="module")
def manuscript(newsletter):
    return read_manuscript(newsletter, 82)


def text_of(page, path):
    """What poppler reads on a page, by its index from 0."""
    said = subprocess.run(["pdftotext", "-raw", "-f", str(page + 1), "-l", str(page + 1), path, "-"],
                          capture_output=True, text=True, check=True)
    return said.stdout


def contents_entries(spoken):
    """Title and printed number of each entry of the contents."""
    for entry in (e for e in spoken.walk() if e.kind == "TOCI"):
        title = next(e for e in entry.walk() if e.kind == "Link").text()
        yield title, [e for e in entry.walk() if e.kind == "P"][-1].text().strip()


def contents_links(reader):
    """Page index of the target of each link of the contents, in order of the page."""
    page = next(i for i, label in enumerate(reader.page_labels) if label == "iii")
    names = {name: reader.get_destination_page_number(d) for name, d in reader.named_destinations.items()}
    links = [note.get_object() for note in reader.pages[page]["/Annots"]]
    return [names[str(link["/Dest"])] for link in links]


def test_the_contents_list_every_article_in_order(spoken):
    """Twelve entries, titled as the articles are."""
    assert [letters(title) for title, _ in contents_entries(spoken)] == [letters(t) for t in TITLES]


def test_each_number_in_the_contents_is_true(spoken, reader, issue_82):
    """The printed number is the label of the page that the link leads to, and the title stands there."""
    entries = list(contents_entries(spoken))
    targets = contents_links(reader)

    assert len(entries) == len(targets) == 12
    for (title, number), page in zip(entries, targets, strict=True):
        assert reader.page_labels[page] == number
        assert letters(title) in letters(text_of(page, issue_82))


def test_pages_are_numbered_as_published(reader, spoken):
    """Front matter in roman, the essay from 1, two staff messages on one page, thirty pages and more."""
    numbers = [number for _, number in contents_entries(spoken)]

    assert reader.page_labels[:4] == ["i", "ii", "iii", "1"]
    assert numbers[0] == "1" and numbers[-1] == numbers[-2] != numbers[-3]
    assert len(reader.pages) >= 34


def test_the_structure_has_no_fault(issue_82):
    """Our own rules find nothing: marks, ParentTree, links, notes, headings, tables, figures."""
    assert check_structure(issue_82.read_bytes()) == ()


def test_each_article_is_one_element(spoken, manuscript):
    """In the order of the issue, however many pages it has."""
    arts = [e.name for e in spoken.walk() if e.kind == "Art"]

    assert arts == [f"article:{article.slug}" for article in manuscript.articles()]


def test_every_article_reads_as_its_source(spoken, manuscript):
    """Block by block the structure says what the source says, in its order, and each note once."""
    for article in manuscript.articles():
        art = next(e for e in spoken.walk() if e.name == f"article:{article.slug}")
        body = letters(art.text(frozenset({"Note", "Reference"})))
        said = [letters(e.text()) for e in art.walk() if e.kind == "Note"]
        at = 0
        for block in article.blocks:
            found = re.compile(pattern(block.html)).search(body, at)
            assert found, f"{article.file}:{block.line}: {plain(block.html)[:60]}"
            at = found.end()
        assert said == [letters(note) for block in article.blocks for note in notes(block.html)]


def test_a_paragraph_across_pages_is_one_element(spoken, manuscript, reader, issue_82):
    """Where page breaks cut paragraphs, each is heard once, without a break, in the order of the source."""
    article = manuscript.article("itr-2022")
    art = next(e for e in spoken.walk() if e.name == f"article:{article.slug}")
    written = [letters(plain(block.html)) for block in article.blocks
               if block.kind == "paragraph" and "page-ref" not in block.html]
    heard_ones = [letters(e.text(frozenset({"Reference"}))) for e in art.walk() if e.kind == "P"]
    pages = [letters(text_of(page, issue_82)) for page in range(len(reader.pages))]

    assert [words for words in heard_ones if words in set(written)] == written
    assert any(not any(words in page for page in pages) for words in written), "none is cut by a page break"


def test_every_paragraph_is_on_the_pages(issue_82, manuscript):
    """pdftotext finds every paragraph and heading of every article whole, its words in their order."""
    text = letters(subprocess.run(["pdftotext", "-raw", issue_82, "-"],
                                  capture_output=True, text=True, check=True).stdout)
    for article in manuscript.articles():
        for block in (b for b in article.blocks if b.kind in ("paragraph", "heading")):
            parts = re.split(r"<a class=\"page-ref\".*?</a>", block.html)
            words = list(filter(None, map(letters, " ".join(map(plain, parts)).split())))
            starts = [match.start() for match in re.finditer("".join(words[:3]), text)]
            assert any(follow(words, text, at) for at in starts), f"{article.file}:{block.line}: {words[:9]}"


def follow(words, text, at):
    """Whether words follow each other in a text, from `at` on.

    Between two of them may stand a number, or, twice, the end of a page and the beginning of the next.
    """
    breaks = 0
    for number, word in enumerate(words):
        step = re.compile(rf"\d{{0,3}}{word}").match(text, at)
        if not step:
            breaks += 1
            at = text.find("".join(words[number:number + 3]), at)
            if at < 0 or breaks > 2:
                return False
        at = step.end() if step else at + len(word)
    return True


def test_the_signature_is_shaped(issue_82):
    """The name in its own script comes out as its characters, set in a face that has them."""
    assert "倉本智和" in text_of(1, issue_82).replace(" ", "")


def test_each_face_is_embedded_once_as_a_subset(issue_82):
    """pdffonts lists one subset program a face."""
    said = subprocess.run(["pdffonts", issue_82], capture_output=True, text=True, check=True)
    rows = [line.split() for line in said.stdout.splitlines()[2:]]

    assert rows and all(row[-5:-3] == ["yes", "yes"] for row in rows)
    names = [row[0].partition("+")[2] for row in rows]
    assert len(set(names)) == len(names)


def test_bookmarks_follow_the_contents(reader):
    """Sections hold articles, articles their numbered parts, and each leads to its page."""
    def tree(items):
        return [(item if isinstance(item, list) else item.title) for item in items]

    outline = tree(reader.outline)
    titles = [item for item in outline if isinstance(item, str)]
    essay = outline[outline.index(TITLES[0]) + 1]

    assert "Workshops and Meetings" in titles and "Staff Updates" in titles
    assert [item.title.split()[0] for item in essay][:7] == list("1234567")


def test_qpdf_finds_the_file_sound(issue_82):
    """qpdf reads the file without a warning."""
    subprocess.run(["qpdf", "--check", issue_82], check=True, capture_output=True)
