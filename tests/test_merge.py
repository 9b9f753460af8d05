"""Galleys joined: nothing moves, and the structure tree is one."""

import dataclasses
from io import BytesIO
from itertools import chain

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from rocbpress.assemble.faces import Faces
from rocbpress.assemble.importer import Importer
from rocbpress.assemble.pagination import paginate
from rocbpress.assemble.proof import assemble
from rocbpress.findings.errors import AssemblyError
from rocbpress.layout.editions import EDITIONS
from rocbpress.layout.printer import read_printer
from rocbpress.preflight.tagged.rules import check_structure
from tests.flow_documents import make_picture, opened, read_structure, some_words, structure_faults
from tests.proofs.sampling import some
from tests.small_proof import BARE, FONTS, RECORD, article, bind, flow, layout, pictures, set_all, texts

CLAIMS = ("ua1", "a3a")


def paragraph(n):
    return f"<p>{some_words(60, n)}</p>"


def bullets(n):
    return f"<ul>{''.join(f'<li>{some_words(12, n + k)}</li>' for k in range(n % 7 + 1))}</ul>"


def table(n):
    rows = "".join(f'<tr><th scope="row">Row {k}</th><td>{some_words(4, k)}</td></tr>' for k in range(n % 50))
    return (f'<table><thead><tr><th scope="col">Name</th><th scope="col">Said</th></tr></thead>'
            f"<tbody>{rows}<tr><th>Sum</th><td>{n}</td></tr></tbody></table>")


def note(n):
    return f'<p>Called<span class="note" data-note="{n}">{some_words(9, n)}</span> here.</p>'


def link(n):
    return f'<p>See <a href="article:first">{some_words(3, n)}</a> or <a href="https://a.org/{n}">a.org</a>.</p>'


def columns(n):
    return f'<div class="columns">{paragraph(n)}{bullets(n)}{note(n)}</div>'


@st.composite
def bodies(draw):
    """What an article may hold, up to about six pages."""
    pieces = draw(st.lists(st.tuples(st.sampled_from((paragraph, bullets, table, note, link, columns)),
                                     st.integers(0, 60)), min_size=1, max_size=9))
    return "".join(piece(n) for piece, n in pieces)


@st.composite
def issues(draw):
    """Flows of random articles, some of which go on in a further flow or share one."""
    flows, first = [], "first"
    for n in range(draw(st.integers(1, 3))):
        section = draw(st.sampled_from(("", "Workshops", "Staff Updates")))
        slug = first if n == 0 else f"article-{n}"
        flows.append(flow(f"flow-{n}", article(slug, draw(bodies())), section=section, running=section))
        if draw(st.booleans()):
            more = f'<article data-article="{slug}"><h2>Part</h2>{draw(bodies())}</article>'
            flows.append(flow(f"flow-{n}-on", more, section=section, running=section))
    return flows


@settings(max_examples=len(some(range(25), 2)), deadline=None, suppress_health_check=list(HealthCheck))
@given(issues())
def test_whatever_is_joined_stays_as_it_was(flows):
    """Every page looks and reads as on its galley, and the tree has no fault."""
    pdf = bind(flows, furniture=BARE).write(CLAIMS)
    galleys = [galley.pdf for galley in set_all(flows)]

    assert [p.tobytes() for p in pictures(pdf)] == [p.tobytes() for g in galleys for p in pictures(g)]
    assert texts(pdf) == list(chain.from_iterable(map(texts, galleys)))
    assert check_structure(pdf) == ()
    assert structure_faults(pdf) == []


@pytest.fixture(scope="module")
def two_parts():
    """An article in two flows of one section, another article, and a flow of no section between others."""
    return [
        flow("cover", article("cover", paragraph(1)), page="cover"),
        flow("one", article("essay", paragraph(1) + note(1) + table(60)), section="Essays"),
        flow("one-two", '<article data-article="essay"><h2 id="essay--on">On</h2>'
             f'{note(2)}{table(3)}</article>{article("other", paragraph(3))}', section="Essays"),
        flow("three", article("staff", paragraph(4) + note(1)), section="Staff")]


@pytest.fixture(scope="module")
def joined(two_parts):
    return bind(two_parts).write(CLAIMS)


def test_an_article_in_two_flows_is_one_element(joined, two_parts):
    """It holds the text of both, in order."""
    arts = read_structure(joined).all("Art")
    pieces = [read_structure(galley.pdf).all("Art")[0].text for galley in set_all(two_parts[1:3])]

    assert [str(art.entry.ID) for art in arts] == [
        "article:cover", "article:essay", "article:other", "article:staff"]
    assert arts[1].text == "".join(pieces)


def test_sections_are_parts(joined):
    """Flows of one section share a Part that bears its title; a flow without one stands by itself."""
    tree = read_structure(joined)

    assert [(kid.kind, str(kid.entry.get("/T", ""))) for kid in tree.kids] == [
        ("Art", ""), ("Part", "Essays"), ("Part", "Staff")]
    assert [kid.kind for kid in tree.kids[1].kids] == ["Art", "Art"]


def test_the_root_of_the_tree_says_what_it_is(joined):
    """ISO 32000-1, table 322 requires it."""
    with pikepdf.open(BytesIO(joined)) as pdf:
        assert pdf.Root.StructTreeRoot.Type == "/StructTreeRoot"


def test_identifiers_are_the_issues(joined):
    """Notes that two flows number alike stay apart, and the IDTree leads to each element."""
    tree = opened(joined).Root.StructTreeRoot.IDTree.Names
    names = [str(name) for name in tree[::2]]

    assert names == sorted(names)
    assert {name for name in names if "note" in name} == {"one.note-1", "one-two.note-1", "three.note-1"}
    assert all(str(entry.ID) == name for name, entry in zip(names, tree[1::2], strict=True))


def hoisted(galley):
    """The galley with the words of its first paragraph straight in the article."""
    pdf = pikepdf.open(BytesIO(galley.pdf))
    tree = pdf.Root.StructTreeRoot
    art = tree.K[0].K[0]
    paragraph = next(kid for kid in art.K if kid.S == "/P")
    for _, row in zip(tree.ParentTree.Nums[::2], tree.ParentTree.Nums[1::2], strict=True):
        for at, owner in enumerate(row if isinstance(row, pikepdf.Array) else ()):
            if owner.objgen == paragraph.objgen:
                row[at] = art
    art.Pg = paragraph.Pg
    art.K = pikepdf.Array(kid for each in art.K for kid in (
        paragraph.K if each.objgen == paragraph.objgen else [each]))
    out = BytesIO()
    pdf.save(out)
    return dataclasses.replace(galley, pdf=out.getvalue())


def test_words_straight_in_a_joined_article_keep_their_page():
    """Marks of the second galley are not looked for on the pages of the first."""
    flows = [flow("one", article("essay", paragraph(1))),
             flow("two", f'<article data-article="essay">{paragraph(2)}<p>More</p></article>')]
    galleys = [set_all(flows)[0], hoisted(set_all(flows)[1])]

    pdf = assemble(flows, galleys, paginate(flows, galleys), layout(), EDITIONS["mail"], RECORD,
                   read_printer(layout(), "fogra39"), FONTS).write(CLAIMS)

    assert structure_faults(pdf) == []
    assert read_structure(pdf).text == "".join(read_structure(galley.pdf).text for galley in galleys)


def test_an_article_torn_apart_is_refused(two_parts):
    """Its parts must be neighbours, or it would be two elements of one name."""
    torn = [two_parts[1], two_parts[3], two_parts[2]]

    with pytest.raises(AssemblyError) as refused:
        bind(torn)

    assert [f.code for f in refused.value.findings] == ["element-twice"]


def test_a_flow_in_another_language_says_so():
    """An article that is not in the language of the issue is read out in its own."""
    flows = [flow("one", article("one", "<p>Good day</p>")),
             flow("two", article("zwei", "<p>Guten Tag</p>"), language="de")]
    pdf = bind(flows).write(CLAIMS)

    english, german = read_structure(pdf).all("Art")
    assert "/Lang" not in english.entry and german.entry.Lang == "de"
    assert opened(pdf).Root.Lang == "en"


def test_an_article_that_names_its_language_keeps_it():
    """The flow's language is for those that name none."""
    thai = article("thai", "<p>Words</p>").replace("<article ", '<article lang="th" ')

    [made] = read_structure(bind([flow("two", thai, language="de")]).write(CLAIMS)).all("Art")

    assert made.entry.Lang == "th"


def test_a_picture_in_two_galleys_is_kept_once(tmp_path):
    """As is the colour profile of the output intent."""
    asset = make_picture(tmp_path)
    body = f'<p><img src="{asset.url}" alt="Blue" style="width: 20mm; image-rendering: crisp-edges"></p>'
    flows = [flow(name, article(name, body), assets=(asset,)) for name in ("one", "two", "three")]
    pdf = opened(bind(flows).write(CLAIMS))

    drawn = [page.Resources.XObject for page in pdf.pages]
    assert len({image.objgen for objects in drawn for image in objects.values()}) == 1
    assert sum("/N" in each and "/Type" not in each for each in pdf.objects
               if hasattr(each, "read_raw_bytes")) == 1


def test_pictures_of_the_same_samples_differ_by_what_is_said_of_them():
    """A negative (ISO 32000-1, 8.9.5.2) has the bytes of its picture; the very same picture is kept once."""
    source, out = pikepdf.new(), BytesIO()
    for decode in ([0, 1], [1, 0], [0, 1]):
        picture = pikepdf.Stream(source, bytes(range(16)), Type=pikepdf.Name.XObject, Width=4, Height=4,
                                 Subtype=pikepdf.Name.Image, ColorSpace=pikepdf.Name.DeviceGray,
                                 BitsPerComponent=8, Decode=decode)
        source.add_blank_page()
        source.pages[-1].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=picture))
    source.save(out)
    writer = PdfWriter()

    importer = Importer(writer, PdfReader(out), Faces(writer, FONTS), {})
    importer.finish()
    drawn = [page["/Resources"]["/XObject"].raw_get("/I") for page in importer.pages]

    assert drawn[0] == drawn[2] != drawn[1]
    assert [list(each.get_object()["/Decode"]) for each in drawn] == [[0, 1], [1, 0], [0, 1]]


def test_values_that_are_referred_to_are_copied_once():
    """Names and arrays may be objects of their own (ISO 32000-1, 7.3.10)."""
    source, out = pikepdf.new(), BytesIO()
    names = source.make_indirect(pikepdf.Array([pikepdf.Name.One, pikepdf.Name.Two]))
    for _ in range(2):
        source.add_blank_page()
        source.pages[-1].obj.Side = source.make_indirect(pikepdf.Name.Left)
        source.pages[-1].obj.Names = names
    source.save(out)
    writer = PdfWriter()

    importer = Importer(writer, PdfReader(out), Faces(writer, FONTS), {})
    first, second = importer.pages

    assert [str(first["/Side"]), str(second["/Side"])] == ["/Left", "/Left"]
    importer.finish()
    assert str(first["/Names"]) == "['/One', '/Two']"
    assert first.raw_get("/Names") == second.raw_get("/Names")


def test_paper_has_no_links(two_parts):
    """The print edition carries no annotation and nothing that refers to one, and loses no word."""
    flows = [dataclasses.replace(each) for each in two_parts]
    flows.append(flow("four", article("first", link(1)), section="Staff"))
    mail, paper = (bind(flows, edition=edition).write(()) for edition in ("mail", "print"))

    assert not any("/Annots" in page for page in opened(paper).pages)
    assert structure_faults(paper) == []
    kinds = [element.kind for element in read_structure(paper).all()]
    assert "Link" not in kinds and "Span" in kinds
    assert read_structure(paper).text == read_structure(mail).text
