"""Web pages, as browsers and Google Docs save them, keep their words; what stands around them is told."""

from __future__ import annotations

import base64
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rocbpress.findings.errors import SourceError
from rocbpress.importing.blocks import Paragraph, Picture, Role, Table
from rocbpress.importing.html import html_document, read_html
from rocbpress.importing.walk import everything
from tests.importing.kept import arrive
from tests.importing.raw_words import words
from tests.importing.word_xml import png

GOOGLE = """<html><head><style>.c1{font-weight:700}.c2{font-style:italic}.c3{font-size:26pt}
.lst-x{}</style></head>
<body class="c9"><p class="title c3">The title</p><p><span class="c1">Bold</span><span> and </span>
<span class="c2">slanted</span><span>.</span><sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup></p>
<ul class="lst-kix_a-0"><li>One</li></ul><ul class="lst-kix_a-1"><li>Inner</li></ul>
<ol class="lst-kix_b-0" start="3"><li>Three</li></ol>
<p><a href="https://www.google.com/url?q=https://example.org/a%3Fb%3D1&amp;sa=D">a link</a></p>
<hr><div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span> The note.</span></p></div></body></html>"""


def read(page: str, opener=lambda _: None):
    return html_document(page.encode(), "page.html", opener)


def paragraphs(document):
    return [block for block in everything(document.blocks) if isinstance(block, Paragraph)]


def test_google_docs_styles_lists_notes_and_links_are_read():
    """Bold by class, levels by the list's name, notes by links that lead to each other, addresses
    unwrapped."""
    document = read(GOOGLE)
    found = paragraphs(document)

    assert [(each.role, each.words) for each in found] == [
        (Role.TITLE, "The title"), (Role.TEXT, "Bold and slanted."), (Role.ITEM, "One"), (Role.ITEM, "Inner"),
        (Role.ITEM, "Three"), (Role.TEXT, "a link")]
    assert [(each.level, each.mark) for each in found[2:5]] == [(0, "-"), (1, "-"), (0, "3.")]
    assert [(run.words, run.bold, run.italic) for run in found[1].runs if run.words.strip()] == [
        ("Bold", True, False), (" and ", False, False), ("slanted", False, True), (".", False, False)]
    assert found[-1].runs[0].link == "https://example.org/a?b=1"
    assert [run.note for run in found[1].runs if run.note] == ["1"]
    assert [block.words for block in document.notes["1"]] == ["The note."]


def test_what_is_hidden_is_told_not_shown():
    """By attribute, by style and by class."""
    document = read("<style>.no{display:none}</style><p>Seen <span hidden>alpha</span> words "
                    "<span style='visibility:hidden'>beta</span>.</p><p "
                    "class=no>gamma</p><script>delta</script>")

    assert [each.words for each in paragraphs(document)] == ["Seen words ."]
    assert [each.words for each in document.told] == ["alpha", "beta", "gamma"]


def test_what_stands_around_is_told():
    """The navigation, the foot, and whatever is outside the only <main>."""
    document = read("<title>Site</title><nav>Home</nav><aside>Advert</aside><main><h1>Words</h1><p>Text.</p>"
                    "<footer>Printed by</footer></main><footer>Imprint</footer>")

    assert [each.words for each in paragraphs(document)] == ["Words", "Text."]
    assert {each.words for each in document.told} == {"Site", "Home", "Advert", "Printed by", "Imprint"}
    assert {each.finding.code for each in document.told} == {"html-around"}


def test_tables_keep_spans_heads_and_captions():
    """And one that only arranges is taken apart."""
    page = ("<table role=presentation><tr><td><table><caption>Of ports</caption><tr><th>Port<th>Tons</tr>"
            "<tr><td colspan=2>Suva</tr></table></table>")
    table, = (block for block in read(page).blocks if isinstance(block, Table))

    assert (table.head, "".join(run.words for run in table.caption)) == (1, "Of ports")
    assert [[cell.columns for cell in row] for row in table.rows] == [[1, 1], [2]]


def test_pictures_come_from_beside_the_page_and_nowhere_else(tmp_path):
    """Within the page, beside it, or told: on the web, outside the folder, or missing."""
    (tmp_path / "secret.png").write_bytes(png(shade=1))
    folder = tmp_path / "saved"
    (folder / "page_files").mkdir(parents=True)
    (folder / "page_files" / "a b.png").write_bytes(png(shade=2))
    inside = base64.b64encode(png(shade=3)).decode()
    path = folder / "page.html"
    path.write_text(f"<p>Words.</p><img src='page_files/a%20b.png' alt='A port'><img "
                    f"src='data:image/png;base64,{inside}'>"
                    "<img src='../secret.png'><img src='/etc/hostname'><img src='http://198.51.100.7/x.png'>"
                    "<img src='file:///etc/hostname'><img src='gone.png'><img src='t.gif' width=1 height=1>",
                    "utf-8")

    document = read_html(path)
    pictures = [block for block in document.blocks if isinstance(block, Picture)]

    assert [each.data for each in pictures] == [png(shade=2), png(shade=3), b"", b"", b"", b"", b""]
    assert pictures[0].alt == "A port"
    assert [each.finding.code for each in document.told] == [
        "word-picture-missing", "word-picture-missing", "word-picture-outside", "word-picture-outside",
        "word-picture-missing"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "report.docx",
                                     "http://[broken", "//x/y"])
def test_a_link_that_nobody_can_follow_is_told(address):
    """Its words stay."""
    document = read(f"<p>See <a href='{address}'>here</a>.</p>")

    assert [run.link for run in paragraphs(document)[0].runs] == ["", "", ""]
    assert [each.finding.code for each in document.told] == ["word-link"]


def test_a_page_of_windows_is_read_as_it_was_written():
    """Without a word about its encoding, UTF-8 if it can be, else that of old Windows."""
    document = html_document("<p>schöne “Grüße”".encode("windows-1252"), "page.html", lambda _: None)

    assert paragraphs(document)[0].words == "schöne “Grüße”"


@pytest.mark.parametrize(("page", "code"), [
    (b"<div>" * 400_000, "word-too-large"), (b"<div>" * 20_000, "word-too-deep"),
    (b"<b><p>" * 20_000, "word-too-deep"),
    (b"<table><tr><td>" * 9_000, "word-too-deep"), (b"<span>x" * 30_000, "word-too-deep"),
    (b"<p>x" * 200_000, "word-too-large")], ids=["large", "deep", "inline", "tables", "spans", "many"])
def test_a_page_made_to_take_long_is_refused(page, code):
    """Before it is parsed: what is nested deep takes the parser a time that grows with the square."""
    began = time.process_time()

    with pytest.raises(SourceError) as refused:
        html_document(page, "page.html", lambda _: None)

    assert refused.value.findings[0].code == code
    assert time.process_time() - began < 5


MARKS = st.sampled_from(["<p>", "</p>", "<b>", "</b>", "<li>", "<ul>", "</ul>", "<ol start=4>", "<td>",
                         "<table>",
                         "</table>", "<tr>", "<br>", "<h2>", "</h2>", "<a href=#x>", "</a>", "<hr>",
                         "<blockquote>",
                         "<div id=x>", "</div>", "<pre>", "<caption>", "<dl>", "<dt>", "<i>", "<sup>"])
WORDS = st.sampled_from(["alpha", "beta gamma", "1.", "*star*", "[x]", "# no", "ไทย", "e\u0301", "> q"])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(MARKS, WORDS), max_size=30))
def test_whatever_the_markup_all_words_are_kept(parts):
    """Broken and nested as it may be: each word is in a block, a note or a finding."""
    document = read(" ".join(parts))
    kept = [each.words for each in paragraphs(document)]
    kept += ["".join(run.words for run in block.caption) for block in everything(document.blocks)
             if isinstance(block, Table)]
    kept += [each.words for each in document.told]
    kept += [block.words for said in document.notes.values() for block in everything(said)
             if isinstance(block, Paragraph)]
    there = words(" ".join(kept))

    expected = [word for part in parts if not part.startswith("<") for word in words(part)]
    assert sorted(there) == sorted(expected) or set(expected) - set(there) <= {"1"}


def test_a_page_becomes_an_article(tmp_path):
    """Read back as any article is, without a fault."""
    path = tmp_path / "page.html"
    path.write_text(GOOGLE, "utf-8")

    arrived = arrive(path, tmp_path / "issue")

    assert arrived.faults == ()
    assert arrived.article.title == "The title"
