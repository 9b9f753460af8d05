"""An issue made again is what was locked, or it is said what changed, how, and on which page."""

import json
import os
import re
import shutil
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from rocbpress.archive.compare import Kind, compare, difference_mask
from rocbpress.archive.history import open_run
from rocbpress.archive.report import publish_report
from rocbpress.archive.snapshot import take_snapshot
from rocbpress.archive.verify import Verdict, verify_issue, worst
from rocbpress.workspace.workspace import Workspace
from tests.archived import edit, own_layout, printed, repaint
from tests.workspaces import run

ARTICLE = "articles/ports.md"


@pytest.fixture
def workspace(locked_archive, tmp_path) -> Workspace:
    """The locked issue, to be spoilt."""
    shutil.copytree(locked_archive.root, tmp_path / "desk", symlinks=True)
    return Workspace(tmp_path / "desk")


@pytest.fixture(scope="module")
def mail(locked_archive) -> bytes:
    return printed(locked_archive)


def verified(workspace):
    """Each edition's verdict, and its changes as (page, kinds)."""
    examined = verify_issue(workspace, 7, 1, lambda _done, _total: None)
    return {each.edition: (each.verdict, [(one.label, set(one.kinds)) for one in each.differences])
            for each in examined}


def told(before: bytes, after: bytes):
    return [(one.label, set(one.kinds)) for one in compare(take_snapshot(before), take_snapshot(after))]


def letter(workspace):
    edit(workspace, ARTICLE, "stands alone", "stands along")


def alternative(workspace):
    edit(workspace, ARTICLE, "in four colours", "in five colours")


def link(workspace):
    edit(workspace, ARTICLE, "example.org/one", "example.org/two")


def picture(workspace):
    repaint(workspace.issues / "7" / "images" / "ports.jpg")


@pytest.mark.parametrize(("mutate", "kind"), [
    (letter, Kind.REWORDED), (alternative, Kind.ALTERNATIVE), (link, Kind.LINK), (picture, Kind.PICTURE)])
def test_a_changed_source_is_told_by_page_and_kind(workspace, mail, mutate, kind):
    """One letter, one alternative text, one link's target, one picture: that, and nothing else."""
    mutate(workspace)

    assert told(mail, printed(workspace)) == [("1", {kind})]


def test_another_page_is_told_as_that_page(workspace, mail):
    """A number in the table of the second report."""
    edit(workspace, "articles/ships.md", "| 12 ", "| 13 ")

    assert told(mail, printed(workspace)) == [("2", {Kind.REWORDED})]


def test_another_title_is_told_wherever_it_stands(workspace, mail):
    """In the bookmarks, in the contents, on its own page."""
    edit(workspace, "articles/ships.md", "About ships", "About boats")

    told_of = told(mail, printed(workspace))

    assert told_of[0] == ("", {Kind.PARTICULARS})
    assert ("2", {Kind.REWORDED}) in told_of and any(label == "ii" for label, _ in told_of)


def rewrite(data: bytes, page: int, pattern: bytes, new) -> bytes:
    """The file with one place of a page's content written otherwise."""
    with pikepdf.open(BytesIO(data)) as pdf:
        sheet = pdf.pages[page]
        sheet.contents_coalesce()
        content, times = re.subn(pattern, new, sheet.Contents.read_bytes(), count=1)
        assert times == 1
        sheet.Contents = pdf.make_stream(content)
        return saved(pdf)


def saved(pdf) -> bytes:
    out = BytesIO()
    pdf.save(out, fix_metadata_version=False)
    return out.getvalue()


def page_of_ships(data: bytes) -> int:
    return next(at for at, page in enumerate(take_snapshot(data).pages) if "rafts were counted" in page.text)


def test_one_comma_of_kerning_is_told(mail):
    """What follows the comma after “Ships” stands 0.3 pt nearer, by its spot alone: not a letter differs."""
    page = page_of_ships(mail)
    with pikepdf.open(BytesIO(mail)) as pdf:
        operators = list(pikepdf.parse_content_stream(pdf.pages[page]))
        line = max((each for each in operators if str(each.operator) == "TJ"),
                   key=lambda each: len(b"".join(map(bytes, glyphs(each)))))
        at = len("Ships,") * 2 - 1  # a number stands behind each glyph
        line.operands[0][at] = int(line.operands[0][at]) + 30
        pdf.pages[page].Contents = pdf.make_stream(pikepdf.unparse_content_stream(operators))
        spoilt = saved(pdf)

    assert told(mail, spoilt) == [("2", {Kind.MOVED})]
    old, new = (take_snapshot(data).pages[page] for data in (mail, spoilt))
    start = old.text.index(" boats and") * 2
    assert old.spots[:start] == new.spots[:start] and new.spots[start] == old.spots[start] - 30


def glyphs(instruction):
    return [each for each in instruction.operands[0] if isinstance(each, pikepdf.String)]


def test_the_same_pages_in_other_bytes_are_equivalent(mail):
    """Objects numbered anew and packed otherwise: not a page, nor anything of the whole file, differs."""
    with pikepdf.open(BytesIO(mail)) as pdf:
        out = BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, linearize=True)

    assert out.getvalue() != mail and told(mail, out.getvalue()) == []


def test_one_colour_of_a_press_is_told(locked_archive):
    """In the print edition: one per cent of one ink, in one word."""
    paper = printed(locked_archive, "print")
    page = page_of_ships(paper)
    spoilt = rewrite(paper, page, rb"\b0 0 0 1 (k|scn)\b", rb"0 0.01 0 1 \1")

    assert [kinds for _, kinds in told(paper, spoilt)] == [{Kind.RECOLOURED}]


def test_one_colour_is_told(mail):
    """Of one word or line, by a shade that the eye hardly sees."""
    spoilt = rewrite(mail, page_of_ships(mail), rb"[\d.]+ [\d.]+ [\d.]+ (rg|scn)\b", rb"0.2 0.21 0.22 \1")

    assert told(mail, spoilt) == [("2", {Kind.RECOLOURED})]


def test_elements_swapped_in_the_structure_alone_are_told(mail):
    """The page looks the same, and is read in another order."""
    with pikepdf.open(BytesIO(mail)) as pdf:
        art = next(each for each in structure(pdf.Root.StructTreeRoot.K)
                   if str(each.get("/ID", "")) == "article:ports")
        kids = [at for at, kid in enumerate(art.K) if kid.get("/S") == "/P"]
        first, second = kids[-2], kids[-1]
        art.K[first], art.K[second] = art.K[second], art.K[first]
        spoilt = saved(pdf)

    assert told(mail, spoilt) == [("1", {Kind.STRUCTURE})]


def structure(kid):
    """An element and all below it."""
    if isinstance(kid, pikepdf.Array):
        for each in kid:
            yield from structure(each)
    elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
        yield kid
        yield from structure(kid.get("/K", pikepdf.Array()))


@pytest.mark.parametrize(("lighter", "kinds"), [(0, []), (20, [("1", {Kind.PICTURE})])])
def test_a_picture_is_judged_by_its_look(mail, lighter, kinds):
    """Packed anew it is equivalent; twenty levels lighter it is another."""
    with pikepdf.open(BytesIO(mail)) as pdf:
        image = next(each for each in pdf.objects if isinstance(each, pikepdf.Stream)
                     and each.get("/Filter") == pikepdf.Name.DCTDecode)
        pixels = pikepdf.PdfImage(image).as_pil_image().point(lambda level: min(255, level + lighter))
        out = BytesIO()
        pixels.save(out, "JPEG", quality=93)
        image.write(out.getvalue(), filter=pikepdf.Name.DCTDecode)
        spoilt = saved(pdf)

    assert spoilt != mail and told(mail, spoilt) == kinds


def test_a_face_replaced_is_told(mail):
    """Under another name, whatever it looks like."""
    with pikepdf.open(BytesIO(mail)) as pdf:
        fonts = pdf.pages[page_of_ships(mail)].Resources.Font
        name = next(iter(fonts.keys()))
        for holder in (fonts[name], fonts[name].DescendantFonts[0]):
            holder.BaseFont = pikepdf.Name("/AAAAAA+Another-Regular")
        spoilt = saved(pdf)

    assert {kind for _, kinds in told(mail, spoilt) for kind in kinds} == {Kind.FACE}


def test_a_page_that_comes_in_is_told_once(mail):
    """The pages after it are recognised, though their numbers have grown."""
    before = take_snapshot(mail)
    new = replace(before.pages[0], label="9", text="Something quite different.")
    after = replace(before, pages=(*before.pages[:2], new, *before.pages[2:]))

    assert [(one.label, one.kinds) for one in compare(before, after)] == [("9", (Kind.ADDED,))]
    assert [one.kinds for one in compare(after, before)] == [(Kind.REMOVED,)]


def test_pages_are_recognised_though_as_many_came_as_went(mail):
    """One in front, one fewer at the end: those in between are what they were."""
    before = take_snapshot(mail)
    new = replace(before.pages[0], label="9", text="Something quite different.")
    after = replace(before, pages=(new, *before.pages[:-1]))

    assert [(one.before, one.after, one.kinds) for one in compare(before, after)] == [
        (-1, 0, (Kind.ADDED,)), (4, -1, (Kind.REMOVED,))]


def test_an_unchanged_issue_is_identical(workspace):
    """In another folder than it was locked in, in every edition."""
    assert verified(workspace) == {name: (Verdict.IDENTICAL, []) for name in ("archive", "mail", "print")}


def test_a_comment_makes_the_archive_equivalent(workspace):
    """Its file carries other bytes, its pages are the same: that is told as a note."""
    edit(workspace, "issue.yaml", "language: en", "language: en  # English")

    examined = {each.edition: each for each in verify_issue(workspace, 7, 1, lambda _done, _total: None)}

    assert {name: each.verdict for name, each in examined.items()} == {
        "archive": Verdict.EQUIVALENT, "mail": Verdict.IDENTICAL, "print": Verdict.IDENTICAL}
    assert examined["archive"].reasons == ("issues/7/issue.yaml has changed",)


def test_what_cannot_be_made_is_not_comparable(workspace):
    """A missing picture is no difference of pages; it is named."""
    (workspace.issues / "7" / "images" / "ports.jpg").unlink()

    examined = verify_issue(workspace, 7, 1, lambda _done, _total: None)

    assert worst(examined) is Verdict.NOT_COMPARABLE
    assert "issues/7/images/ports.jpg is missing" in examined[0].reasons


def test_a_locked_issue_keeps_the_layout_of_its_time(workspace):
    """Today's layout changes nothing, unless it is asked for, or the issue names another."""
    sheet = own_layout(workspace) / "report.css"
    sheet.write_text(sheet.read_text("utf-8") + "\np { color: #ff0000 }\n", "utf-8")

    assert verified(workspace)["mail"] == (Verdict.IDENTICAL, [])
    assert told(printed(workspace), printed(workspace, layout="current"))
    shutil.copytree(workspace.layouts / "rocb", workspace.layouts / "other")
    edit(workspace, "issue.yaml", "layout: rocb", "layout: other")
    assert verified(workspace)["mail"][0] is Verdict.CHANGED


def test_the_report_shows_pages_side_by_side(workspace, tmp_path):
    """One HTML page without anything outside it, and the difference marked in red."""
    letter(workspace)
    alternative(workspace)
    examined = verify_issue(workspace, 7, 1, lambda _done, _total: None)

    page = publish_report(7, examined, tmp_path / "report").read_text("utf-8")

    assert "reworded, alternative text" in page
    assert re.search(r"<del>[^<]*stands alone[^<]*</del> → <ins>[^<]*stands along", page)
    assert "A field in five colours" in page and not re.search(r'(?:src|href)="(?!data:)', page)
    with Image.open(next((tmp_path / "report").glob("mail-*-the-difference.png"))) as image:
        assert (208, 0, 32) in {colour for _, colour in image.convert("RGB").getcolors(1 << 24)}


def test_the_same_picture_has_no_mark(mail):
    """Pictures within the tolerance are alike."""
    first = take_snapshot(mail).pages[0].picture

    assert difference_mask(first, first).getbbox() is None


def test_the_command_tells_all_and_exits_by_the_verdict(workspace):
    """0 for identical and for a note, 7 for a change; JSON with page and kind; the archive's list."""
    letter(workspace)

    done = run(workspace.root, "verify", "--all", "--json", environment={"HOME": str(workspace.root)})

    assert done.returncode == 7 and "1/1" in done.stderr and "page 1: reworded" in done.stderr
    (issue,) = json.loads(done.stdout)["issues"]
    mail = next(each for each in issue["editions"] if each["edition"] == "mail")
    assert mail["pages"] == [{"page": "1", "sheet": 3, "kinds": ["reworded"]}]
    assert issue["report"] == "build/verify/7/index.html" and (workspace.root / issue["report"]).is_file()
    (row,) = json.loads(run(workspace.root, "list", "--json").stdout)["issues"]
    assert row["locked"] and row["verified"]["verdict"] == "changed" and row["pages"] == 5
    edit(workspace, ARTICLE, "stands along", "stands alone")
    assert run(workspace.root, "verify", "7").returncode == 0
    assert not (workspace.root / issue["report"]).exists()


def test_a_round_goes_on_where_it_was_broken_off(workspace):
    """An issue done before the break is not made again, unless it has changed since."""
    open_run(workspace).mark_done(7)

    assert open_run(workspace).is_done(7)
    letter(workspace)
    assert not open_run(workspace).is_done(7)
    open_run(workspace).close()
    assert not open_run(workspace).done


def test_a_damaged_lock_stops_no_round(workspace):
    """Its issue is not comparable, and says why; asked for by its number, it is a fault of usage."""
    (workspace.issues / "7" / "issue.lock").write_text("{", "utf-8")

    done = run(workspace.root, "verify", "--all")

    assert done.returncode == 7 and "issue 7, mail: not comparable" in done.stderr
    assert "issues/7/issue.lock: lock-unreadable" in done.stderr
    assert run(workspace.root, "verify", "7").returncode == 2


def test_an_unknown_weasyprint_is_named_and_not_loaded(workspace, tmp_path):
    """A version that we were not written for may lack what we import: nothing is compared, nothing breaks."""
    about = tmp_path / "weasyprint-99.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Name: weasyprint\nVersion: 99.0\n", "utf-8")
    (tmp_path / "weasyprint.py").write_text("raise ImportError('of another time')\n", "utf-8")
    found = (str(tmp_path), os.environ.get("PYTHONPATH"))

    done = run(workspace.root, "verify", "7",
               environment={"PYTHONPATH": os.pathsep.join(filter(None, found))})

    assert done.returncode == 7 and done.stderr.count("not comparable") == 3
    assert "WeasyPrint 99.0 is not supported (install weasyprint==70.0)" in done.stderr
    assert "weasyprint is 99.0, was 70.0" in done.stderr
