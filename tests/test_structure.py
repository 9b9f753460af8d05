"""The structure tree of a galley: what veraPDF cannot see."""

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rocbpress.findings.errors import TypesetError
from tests.flow_documents import (
    long_report,
    make_picture,
    opened,
    read_structure,
    set_body,
    some_words,
    structure_faults,
)


def kinds(element):
    return [kid.kind for kid in element.all()]


def test_tree_and_marks_agree():
    """Every mark has one element, every element its parent, every link its annotation."""
    galley = long_report()

    assert len(galley.pages) >= 4
    assert structure_faults(galley.pdf) == []


@pytest.mark.parametrize("kind,letter,count", [("P", "P", 9), ("LBody", "L", 6)])
def test_what_a_break_cuts_is_one_element(kind, letter, count):
    """Each paragraph and item that columns and pages break begins and ends in one and the same element."""
    tree = read_structure(long_report().pdf)

    for n in range(count):
        begins, ends = f"{letter}{n} begins", f"{letter}{n} ends"
        holders = [e for e in tree.all(kind) if begins in e.text or ends in e.text]
        assert len(holders) == 1 and begins in holders[0].text and ends in holders[0].text


def test_table_over_pages_is_one_and_its_head_is_read_once():
    """One Table, one THead; the heads repeated on later pages are artifacts."""
    galley = long_report()
    tree = read_structure(galley.pdf)

    [table] = tree.all("Table")
    assert kinds(table).count("THead") == kinds(table).count("TBody") == 1
    assert [row.text for row in table.all("TR")] == ["NameNumber", *(f"Row {n}{n}" for n in range(40))]
    pages = opened(galley.pdf).pages
    assert sum(page.Contents.read_bytes().count(b"/Pagination") > 0 for page in pages) >= 1


def test_header_cells_have_their_scope():
    """Column heads and row heads say which they are (ISO 14289-1, 7.5)."""
    [table] = read_structure(long_report().pdf).all("Table")

    scopes = [str(cell.entry.A.Scope) for cell in table.all("TH")]
    assert scopes == ["/Column"] * 2 + ["/Row"] * 40


def test_empty_cells_keep_the_grid():
    """A cell without text is an element all the same, and spans are given."""
    tree = read_structure(set_body(
        '<table><tr><td colspan="2">a</td></tr><tr><td></td><td>b</td></tr></table>').pdf)

    assert [len(row.all("TD")) for row in tree.all("TR")] == [1, 2]
    assert int(tree.all("TD")[0].entry.A.ColSpan) == 2


def test_note_and_call_lead_to_each_other():
    """Reference and Note, each with a link to the place of the other, the Note after its paragraph."""
    tree = read_structure(long_report().pdf)

    [note], [reference] = tree.all("Note"), tree.all("Reference")
    [call], back = reference.all("Link")[0].annotations, note.all("Lbl")[0].all("Link")[0].annotations[0]
    assert str(note.entry.ID) == "note-1" and "What the note says" in note.text
    assert str(call.Contents) == "Note 7" and str(back.Contents) == "Back to the call of note 7"
    assert call.Dest[3] < back.Dest[3] or call.Dest[0].objgen != back.Dest[0].objgen
    paragraph = next(e for e in tree.all("P") if e.text.startswith("A call"))
    siblings = [e for e in tree.all("Art")[0].kids if not isinstance(e, str)]
    assert siblings[siblings.index(paragraph) + 1] is note


def test_notes_in_lists_tables_and_quotations():
    """A note called in an item or cell stays there, one called in a quotation follows its paragraph."""
    note = '<span class="note">Said below.</span>'
    tree = read_structure(set_body(
        f"<ul><li>item{note}</li></ul><table><tr><td>cell{note}</td></tr></table>"
        f"<blockquote><p>words{note}</p><p>more</p></blockquote>").pdf)

    around = [e.kind for e in tree.all() if any(getattr(kid, "kind", "") == "Note" for kid in e.kids)]
    assert around == ["LBody", "TD", "BlockQuote"]
    assert [k.kind for k in tree.all("BlockQuote")[0].kids] == ["P", "Note", "P"]


def test_articles_have_the_name_they_are_joined_by():
    """Art carries article:<slug> as its /ID; one article may be in two elements."""
    tree = read_structure(long_report().pdf)

    [article] = tree.all("Art")
    assert str(article.entry.ID) == "article:one"
    assert str(tree.entry.S) == "/Document"


def test_lists_have_their_numbering():
    """Bullets, figures, letters and none; a definition list has its terms as labels."""
    tree = read_structure(set_body(
        "<ul><li>a</li></ul><ol><li>b</li></ol><ol style='list-style-type: lower-alpha'><li>c</li></ol>"
        "<ul style='list-style-type: none'><li>d</li></ul><dl><dt>t</dt><dd>u</dd><dd>v</dd></dl>").pdf)

    assert [str(e.entry.A.ListNumbering)[1:] for e in tree.all("L")] == [
        "Disc", "Decimal", "LowerAlpha", "None", "None"]
    assert [kinds(e) for e in tree.all("LI")] == [
        ["Lbl", "LBody"], ["Lbl", "LBody"], ["Lbl", "LBody"], ["LBody"], ["Lbl", "LBody", "LBody"]]
    assert tree.all("Lbl")[1].text.strip() == "1."


def test_nested_list_stays_in_its_item():
    """The inner list is read in its place, before the rest of the outer item."""
    tree = read_structure(set_body("<ul><li>one<ul><li>two</li></ul>three</li></ul>").pdf)

    outer = tree.all("LBody")[0]
    assert [k if isinstance(k, str) else k.kind for k in outer.kids] == ["one ", "L", "three"]


def test_figures_have_words_place_and_caption(tmp_path):
    """Alt, a BBox in points from the lower left of the trim, and the caption inside."""
    picture = make_picture(tmp_path)
    galley = set_body(
        f'<figure><img src="{picture.url}" alt="A blue field" style="width: 40mm; height: 20mm">'
        "<figcaption>Blue</figcaption></figure>", style="figure, body { margin: 0 }", assets=(picture,))

    [figure] = read_structure(galley.pdf).all("Figure")
    assert str(figure.entry.Alt) == "A blue field" and figure.all("Caption")[0].text == "Blue"
    millimetres = [float(v) * 25.4 / 72 for v in figure.entry.A.BBox]
    assert millimetres == pytest.approx([10, 110, 50, 130], abs=0.01)


def test_drawings_and_boxes_can_be_figures():
    """Inline SVG and anything with the role of a picture take their words from aria-label or title."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="30"{}>{}<circle r="9"/></svg>'
    tree = read_structure(set_body(
        svg.format(' role="img" aria-label="A map"', "") + svg.format("", "<title>Bars</title>")
        + svg.format(' aria-hidden="true"', "") + '<div role="img" aria-label="To come">A picture</div>').pdf)

    assert [str(e.entry.Alt) for e in tree.all("Figure")] == ["A map", "Bars", "To come"]


def test_picture_without_words_stops_the_flow(tmp_path):
    """A missing alt is an error at its block, an empty one makes an artifact."""
    picture = make_picture(tmp_path)

    with pytest.raises(TypesetError, match="one#b4: alt-missing"):
        set_body(f'<p data-block="one#b4"><img src="{picture.url}"></p>', assets=(picture,))
    tree = read_structure(set_body(f'<p>x<img src="{picture.url}" alt=""></p>', assets=(picture,)).pdf)
    assert tree.all("Figure") == []


def test_a_link_is_one_annotation_a_page():
    """However many lines and boxes it has: a quadrilateral for each line, and the link's words."""
    words = f"{some_words(30)} <b>in bold</b> <em>and <code>code</code></em> {some_words(10)}"
    galley = set_body(f'<p>See <a href="https://www.wcoomd.org/">{words}</a>.</p>',
                      style='code { font-family: "Source Sans 3" }')
    tree = read_structure(galley.pdf)

    [link] = tree.all("Link")
    [annotation] = link.annotations
    lines = len(annotation.QuadPoints) // 8
    assert lines >= 3 and str(annotation.Contents) == " ".join(link.text.split())
    assert str(annotation.A.URI) == "https://www.wcoomd.org/"
    xs, ys = ([float(v) for v in list(annotation.QuadPoints)[start::2]] for start in (0, 1))
    assert [float(v) for v in annotation.Rect] == pytest.approx([min(xs), min(ys), max(xs), max(ys)])
    assert structure_faults(galley.pdf) == []


def test_a_link_over_two_pages_has_two_annotations():
    """One on each page, both under the same element."""
    galley = set_body(f'<p>{some_words(150)} <a href="article:two">{some_words(90)}</a></p>')

    [link] = read_structure(galley.pdf).all("Link")
    assert len(galley.pages) == 2 and len(link.annotations) == 2
    assert {str(a.A.URI) for a in link.annotations} == {"article:two"}
    assert structure_faults(galley.pdf) == []


def test_links_have_a_sensible_name(tmp_path):
    """The title before the words, a picture's words where there are no others."""
    picture = make_picture(tmp_path)
    tree = read_structure(set_body(
        '<p><a href="article:a" title="The essay">here</a> <a href="mailto:info@example.org">Write  to us</a>'
        f' <a href="article:b"><img src="{picture.url}" alt="Cover of the report"></a></p>',
        assets=(picture,)).pdf)

    assert [str(e.annotations[0].Contents) for e in tree.all("Link")] == [
        "The essay", "Write to us", "Cover of the report"]


def test_decoration_is_nowhere_in_the_tree():
    """aria-hidden content and its links are artifacts."""
    galley = set_body('<p>seen</p><p aria-hidden="true">hidden <a href="article:x">link</a></p>')

    assert read_structure(galley.pdf).text == "seen"
    assert "/Annots" not in opened(galley.pdf).pages[0]


def test_layouts_can_say_the_type():
    """data-tag overrides what the HTML element would be."""
    tree = read_structure(set_body(
        '<div data-tag="TOC"><p data-tag="TOCI"><a href="article:x">One</a></p></div>').pdf)

    assert kinds(tree) == ["TOC", "TOCI", "Link"]


def test_languages_are_marked():
    """A run or block in another language has /Lang; the document's is in the catalog."""
    galley = set_body('<p>In <span lang="ja">日本</span></p><p lang="th">ไทย</p>')
    tree = read_structure(galley.pdf)

    assert [str(e.entry.Lang) for e in tree.all() if "/Lang" in e.entry] == ["ja", "th"]
    assert str(opened(galley.pdf).Root.Lang) == "en"


def test_text_beside_blocks_is_in_paragraphs():
    """Text straight in a div or a quotation gets a P; a page break makes no second one."""
    tree = read_structure(set_body(
        f"<div>before<p>middle</p>{some_words(250)}</div><blockquote>said</blockquote>").pdf)

    assert [e.text.split()[0] for e in tree.all("P")] == ["before", "middle", "customs", "said"]


def test_transparent_groups_keep_their_marks():
    """Opacity draws into a form, whose marks have their own row in the ParentTree."""
    galley = set_body('<p>one</p><p style="opacity: 0.9">two <b>bold</b></p><p>three</p>')
    tree = opened(galley.pdf).Root.StructTreeRoot

    rows = [row for row in tree.ParentTree.Nums[1::2] if isinstance(row, pikepdf.Array)]
    assert [len(row) for row in rows] == [2, 2]
    assert structure_faults(galley.pdf) == []


PIECES = {
    "paragraph": lambda n: f"<p>{some_words(40, n)}<span class=note>Note {some_words(12, n)}</span> end.</p>",
    "list": lambda n: "<ul>" + f"<li>{some_words(18, n)}<ol><li>deep</li></ol></li>" * 4 + "</ul>",
    "table": lambda n: ("<table><thead><tr><th>Head</th><th>H</th></tr></thead>"
                        + f"<tr><td>{some_words(6, n)}</td><td></td></tr>" * 12 + "</table>"),
    "link": lambda n: f'<p><a href="article:x">{some_words(30, n)} <b>bold</b></a></p>',
    "quotation": lambda n: f"<blockquote>{some_words(30, n)}<p>inner</p>after</blockquote>",
    "float": lambda n: (f'<div style="float: left; width: 20mm">{some_words(10, n)}</div>'
                        f"<p>{some_words(60, n)}</p>"),
    "columns": lambda n: f"<div class=columns><h2>{n}</h2><p>{some_words(90, n)}</p></div>",
    "drawing": lambda n: (f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90" aria-label="{n}">'
                          '<circle r="30"/></svg>'),
}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(sorted(PIECES)), min_size=1, max_size=9))
def test_any_mixture_is_tagged_right(names):
    """In any order of blocks, marks, tree, ParentTree and links agree."""
    galley = set_body("<article data-article=one>" + "".join(PIECES[name](n) for n, name in enumerate(names)))

    assert structure_faults(galley.pdf) == []
