"""Pages fill by themselves: on whole issues whose words were not written for their pages."""

import json
import re
import shutil

import pytest
from PIL import Image
from pypdf import PdfReader

from rocbpress.archive.lock import lock_issue
from rocbpress.findings.errors import LayoutError
from rocbpress.layout.editions import EDITIONS
from rocbpress.press.job import Job
from rocbpress.press.pipeline import press
from rocbpress.workspace.workspace import Workspace
from tests.shared_cache import shared_cache
from tests.workspaces import ROOT

WORDS = re.sub(r"\s+", " ", re.sub(r"[^A-Za-z ,.]", "", (
    ROOT / "issues" / "82" / "articles" / "rpsg.md").read_text("utf-8").split("---")[2])).strip()


def report(folder, slug, words, head=""):
    """A report of so many words, in paragraphs of about sixty."""
    text = (WORDS.split() * 40)[:words]
    paragraphs = (" ".join(text[at:at + 60]) for at in range(0, words, 60))
    path = folder / "articles" / f"{slug}.md"
    path.write_text(f"---\ntitle: The {slug} report\nkind: report\n{head}---\n\n"
                    + ".\n\n".join(paragraphs) + ".\n", "utf-8")
    return path


def issue(root, lengths, *, layout="rocb", heads=(), more=""):
    """An issue of one section of reports of these lengths."""
    folder = root / "issues" / "7"
    (folder / "articles").mkdir(parents=True)
    slugs = [("one", "two", "three", "four")[at] for at in range(len(lengths))]
    for at, (slug, words) in enumerate(zip(slugs, lengths, strict=True)):
        report(folder, slug, words, heads[at] if heads else "")
    (folder / "issue.yaml").write_text(
        "number: 7\ntitle: E-Newsletter\npublisher: rocb-ap\ndate: 2023-10-31\nlanguage: en\n"
        f"layout: {layout}\nlower: [text-repeated]\n{more}"
        f"sections:\n  - title: Reports\n    articles: [{', '.join(slugs)}]\n", "utf-8")
    return Workspace(root)


@pytest.fixture
def root(tmp_path):
    shutil.copytree(ROOT / "layouts", tmp_path / "layouts")
    (tmp_path / "fonts").symlink_to(ROOT / "fonts")  # a process has the faces of one folder
    (tmp_path / "issues").mkdir()
    shutil.copy(ROOT / "issues" / "publishers.yaml", tmp_path / "issues")
    return tmp_path


def made(workspace, edition="mail", *, cache=None, **options):
    """The result of an edition, made in this process, and its file's pages as text."""
    job = Job(workspace, 7, EDITIONS[edition], 1, cache or shared_cache(), **options)
    rendered = press(job, lambda _done, _total: None)
    path = workspace.root / f"{edition}.pdf"
    path.write_bytes(rendered.data)
    return rendered, [page.extract_text() for page in PdfReader(path).pages]


def starts(pages, *titles):
    """On which page of the file each title stands, the contents left aside."""
    return [next(at for at, text in enumerate(pages) if at > 1 and title in " ".join(text.split()))
            for title in titles]


@pytest.mark.parametrize("layout", ["rocb", "plain"])
def test_two_short_reports_share_a_page(root, layout):
    """Instead of two pages of which both are half empty; a note tells the officer, and how to undo it."""
    rendered, pages = made(issue(root, [170, 180], layout=layout))

    one, two = starts(pages, "The one report", "The two report")
    assert one == two
    [note] = [each for each in rendered.result.findings if each.code == "fitted"]
    assert note.where.file == "issues/7/articles/two.md"
    assert "shares a page" in note.message and "fit: false" in note.hint


@pytest.mark.parametrize("said", [{"more": "fit: false\n"}, {"heads": ("", "fit: false\n")},
                                  {"heads": ("", "start: page\n")}])
def test_who_does_not_want_it_gets_the_design_as_drawn(root, said):
    rendered, pages = made(issue(root, [170, 180], **said))

    one, two = starts(pages, "The one report", "The two report")
    assert two == one + 1
    assert not [each for each in rendered.result.findings if each.code == "fitted"]


def test_a_layout_that_lets_nothing_give_way_is_set_as_drawn(root):
    path = root / "layouts" / "rocb" / "layout.toml"
    path.write_text(re.sub(r"\[fit\].*?\n\n", "", path.read_text("utf-8"), flags=re.DOTALL), "utf-8")

    _, pages = made(issue(root, [170, 180]))

    one, two = starts(pages, "The one report", "The two report")
    assert two == one + 1


def test_a_layout_may_cut_no_photograph(root):
    """Without `lead` in its [fit] the rest still gives way."""
    path = root / "layouts" / "rocb" / "layout.toml"
    path.write_text(re.sub(r"(?m)^lead = \{.*\n", "", path.read_text("utf-8")), "utf-8")

    _, pages = made(issue(root, [170, 180]))

    one, two = starts(pages, "The one report", "The two report")
    assert two == one


def test_the_editions_break_alike(root):
    """Print decides nothing of its own, though it prints addresses that mail has behind its links."""
    workspace = issue(root, [170, 180, 900, 200])
    titles = [f"The {slug} report" for slug in ("one", "two", "three", "four")]

    places = [starts(made(workspace, edition)[1], *titles) for edition in EDITIONS]

    assert places[0] == places[1] == places[2]


def test_the_same_issue_is_the_same_file(root):
    workspace = issue(root, [170, 180, 900, 200])

    first, again = (made(workspace, cache=root / name)[0].data for name in ("one cache", "another"))

    assert first == again


def test_a_lock_holds_what_gave_way(root):
    """Whatever weighs otherwise later, a locked issue breaks as it did; new words are fitted anew."""
    workspace = issue(root, [170, 180])
    editions = {name: made(workspace, name)[0].data for name in EDITIONS}
    lock_issue(workspace, 7, editions)
    lock = json.loads((root / "issues" / "7" / "issue.lock").read_text("utf-8"))
    assert lock["fits"] == {"two": {"runs_in": True}}

    path = root / "issues" / "7" / "issue.lock"
    path.write_text(json.dumps({**lock, "fits": {}}), "utf-8")
    apart = starts(made(workspace)[1], "The one report", "The two report")
    path.write_text(json.dumps(lock), "utf-8")
    together = made(workspace)[0].data

    assert apart[1] == apart[0] + 1
    assert together == editions["mail"]
    report(root / "issues" / "7", "two", 700)
    assert len(made(workspace)[1]) > len(PdfReader(root / "mail.pdf").pages) - 1


def test_the_cure_of_a_thin_page_cures_it(root):
    """The officer is told how many words to cut, or to add; either is enough."""
    workspace = issue(root, [560], more="fit: false\n")

    def thin(words):
        report(root / "issues" / "7", "one", words)
        return [each for each in made(workspace)[0].result.findings if each.code == "page-thin"]

    lengths = iter(range(560, 900, 40))
    words, told = next((words, found) for words in lengths if (found := thin(words)))
    cut, add = (int(number) for number in re.findall(r"about (\d+)", told[0].hint))

    assert re.fullmatch(r"cut about \d+ words to save the page, or add about \d+ to fill it", told[0].hint)
    assert thin(words - cut) == thin(words + add) == []


def test_a_message_may_run_in_after_a_report(root):
    """Kinds that share a page because a head says so are set as it says, and the rest is fitted."""
    workspace = issue(root, [170, 180, 160])
    path = root / "issues" / "7" / "articles" / "two.md"
    path.write_text(path.read_text("utf-8").replace("kind: report", "kind: message\nstart: run-in"), "utf-8")

    rendered, pages = made(workspace)

    one, two = starts(pages, "The one report", "The two report")
    assert one == two
    assert not any(each.code == "fitted" and "two.md" in each.where.file for each in rendered.result.findings)


def test_a_lock_that_cannot_be_read_is_told(root):
    """Its issue is not fitted anew in silence."""
    workspace = issue(root, [170, 180])
    lock_issue(workspace, 7, {name: made(workspace, name)[0].data for name in EDITIONS})
    path = root / "issues" / "7" / "issue.lock"
    lock = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**lock, "fits": {"two": {"ran_in": True}}}), "utf-8")

    with pytest.raises(LayoutError) as error:
        made(workspace)

    assert [each.code for each in error.value.findings] == ["lock-unreadable"]


@pytest.mark.parametrize("layout", ["rocb", "plain"])
def test_a_report_of_an_introduction_alone_shares_a_page(root, layout):
    """It has no columns, and is fitted all the same; so is what stands beside it."""
    _, pages = made(issue(root, [170, 50, 180, 170], layout=layout))

    one, two, three, four = starts(pages, *(f"The {slug} report" for slug in ("one", "two", "three", "four")))
    assert (one, three) == (two, four)


def test_the_pages_come_to_whole_signatures_where_they_can(root):
    """In all editions alike; only the blanks that are left are print's."""
    lengths = [170, 180, 900, 200]
    alone = len(made(issue(root, lengths))[1])
    workspace = Workspace(root)
    path = root / "issues" / "7" / "issue.yaml"
    path.write_text(path.read_text("utf-8") + f"print: {{signature: {alone}}}\n", "utf-8")

    assert len(made(workspace)[1]) == len(made(workspace, "print")[1]) == alone


@pytest.mark.parametrize("layout", ["rocb", "plain"])
def test_a_picture_stays_in_its_section(root, layout):
    """However much text there is above it, it floats past no heading, be it later or earlier."""
    workspace = issue(root, [900], layout=layout, heads=("opening: none\n",))
    Image.new("RGB", (1200, 1300), "teal").save(root / "issues" / "7" / "hall.jpg")
    path = root / "issues" / "7" / "articles" / "one.md"
    head, *paragraphs = path.read_text("utf-8").split("\n\n")
    floated = False
    for before in (3, 5, 7, 9):
        hall = ("## The hall", paragraphs[9], '![A hall](hall.jpg "The picture.")', paragraphs[10])
        blocks = (head, *paragraphs[:before], *hall, "## The garden", *paragraphs[11:])
        path.write_text("\n\n".join(blocks), "utf-8")

        rendered, pages = made(workspace)

        text = " ".join(" ".join(pages).split())
        assert text.index("The hall") < text.index("The picture.") < text.index("The garden")
        floated |= any("stand elsewhere" in each.message for each in rendered.result.findings)
    assert floated


@pytest.mark.parametrize("facts", [4, 7, 9])
def test_a_letter_is_no_lower_than_what_stands_beside_it(root, facts):
    """Of a letter of two pages, whose second would be thin, all of the first page stays on it."""
    for words in (250, 290, 330, 370):
        place = root / f"{words}"
        place.mkdir()
        for name in ("layouts", "fonts"):
            (place / name).symlink_to(root / name)
        (place / "issues").mkdir()
        shutil.copy(root / "issues" / "publishers.yaml", place / "issues")
        workspace = issue(place, (words,))
        path = workspace.issues / "7" / "articles" / "one.md"
        listed = ", ".join(f"Fact {number}: something known of it" for number in range(facts))
        path.write_text(path.read_text("utf-8").replace("kind: report", (
            f"kind: letter\nfacts: {{{listed}}}\nauthors: [{{name: Ms Writer, role: Officer}}]")), "utf-8")
        text = made(workspace)[1][2]

        assert all(f"Fact {number}" in text for number in range(facts))


@pytest.mark.parametrize("layout", ["rocb", "plain"])
def test_the_lines_of_a_short_letter_are_shorter(root, layout):
    """So that it fills a half of its page at least; a lock holds that too."""
    workspace = issue(root, (165,), layout=layout)
    path = root / "issues" / "7" / "articles" / "one.md"
    path.write_text(path.read_text("utf-8").replace("kind: report", "kind: letter").replace(
        "---\n\n", "authors: [{name: Ms Writer, role: Officer}]\n---\n\nDear readers,\n\n"), "utf-8")

    editions = {name: made(workspace, name) for name in EDITIONS}
    rendered = editions["mail"][0]
    lock_issue(workspace, 7, {name: edition.data for name, (edition, _) in editions.items()})
    lock = json.loads((root / "issues" / "7" / "issue.lock").read_text("utf-8"))

    [note] = [each for each in rendered.result.findings if each.code == "fitted"]
    assert "its lines are shorter" in note.message
    assert 0.5 < lock["fits"]["one"]["measure"] < 1
    assert made(workspace)[0].data == rendered.data


@pytest.mark.parametrize("layout", ["rocb", "plain"])
@pytest.mark.parametrize("kind", ["letter", "message", "report", "essay"])
def test_facts_longer_than_a_page_are_printed_whole(root, layout, kind):
    """In the text, as what stands beside it goes on to no other page."""
    workspace = issue(root, (250,), layout=layout)
    path = root / "issues" / "7" / "articles" / "one.md"
    listed = ", ".join(f"Fact {number}: Something known of it" for number in range(60))
    path.write_text(path.read_text("utf-8").replace("kind: report", (
        f"kind: {kind}\nfacts: {{{listed}}}\nauthors: [{{name: Ms Writer, role: Officer}}]")), "utf-8")
    text = " ".join(made(workspace)[1])

    assert all(f"Fact {number} " in " ".join(text.split()) for number in range(60))


def test_key_facts_leave_no_white_under_a_title(root):
    """Many of them, beside a title of one line, would hold the text down; a lock keeps where they stand."""
    listed = ", ".join(f"Fact {number}: Something known of it" for number in range(6))
    workspace = issue(root, (600,), heads=(f"facts: {{{listed}}}\n",))
    editions = {name: made(workspace, name) for name in EDITIONS}
    rendered, pages = editions["mail"]
    lock_issue(workspace, 7, {name: edition.data for name, (edition, _) in editions.items()})
    lock = json.loads((root / "issues" / "7" / "issue.lock").read_text("utf-8"))

    [note] = [each for each in rendered.result.findings if each.code == "fitted"]
    assert "its key facts stand below the title" in note.message
    assert lock["fits"]["one"]["facts_across"] is True
    assert made(workspace)[0].data == rendered.data
    assert all(f"Fact {number}" in " ".join(pages).replace("\n", " ") for number in range(6))


VENUE = "venue: {country: Malaysia, name: Melaka, latitude: 2.19, longitude: 102.25}\n"
FACTS = "facts: {Host: RTC Malaysia}\n"


def test_a_report_that_shares_a_page_keeps_its_map(root):
    """It stands in the key facts, with what is said of its borders."""
    rendered, pages = made(issue(root, [100, 180], heads=("", VENUE + FACTS)))

    one, two = starts(pages, "The one report", "The two report")
    assert one == two and "Borders imply no opinion" in " ".join(pages[two].split())
    [note] = [each for each in rendered.result.findings if each.code == "fitted"]
    assert "its map stands in the key facts" in note.message


def test_a_place_that_was_shown_has_no_second_map(root):
    """Where it would turn a page for a few lines."""
    workspace = issue(root, [300, 540], heads=(VENUE + "start: page\n",) * 2)

    rendered, pages = made(workspace)

    assert len(pages) == 5  # cover, contents, a page each, back cover
    [note] = [each for each in rendered.result.findings if each.code == "fitted" and "two" in each.where.file]
    assert "its map is left out" in note.message


def test_three_messages_share_two_pages(root):
    """The second goes over from one to the other, no less than eight lines of it on either."""
    workspace = issue(root, [230, 230, 230])
    for slug in ("one", "two", "three"):
        path = root / "issues" / "7" / "articles" / f"{slug}.md"
        path.write_text(path.read_text("utf-8").replace("kind: report", (
            "kind: message\nauthors: [{name: Ms Writer, role: Officer}]")), "utf-8")

    _, pages = made(workspace)

    one, two, three = starts(pages, "The one report", "The two report", "The three report")
    assert (one, three) == (two, one + 1)


@pytest.mark.parametrize("layout", ["rocb", "plain"])
def test_a_part_follows_the_opening_that_runs_over(root, layout):
    """Where a few lines of it would stand alone on its second page; it begins below no panel."""
    workspace = issue(root, ({"rocb": 300, "plain": 530}[layout],), layout=layout)
    path = root / "issues" / "7" / "articles" / "one.md"
    body = path.read_text("utf-8").replace("kind: report", "kind: essay")
    path.write_text(body + "\n\n## First part\n\n" + "\n\n".join([" ".join(WORDS.split()[:90])] * 4), "utf-8")

    rendered, pages = made(workspace)

    assert "First part" in pages[3] and len(pages) == 5
    [note] = [each for each in rendered.result.findings if each.code == "fitted"]
    assert "part 1 follows on the same page" in note.message


def test_a_report_whose_wide_picture_goes_over_shares_a_page(root):
    """Its few lines stand below the report before, and not alone above a picture that has no room there."""
    workspace = issue(root, [140, 120], heads=("", "authors: [{name: Ms One}, {name: Ms Two}]\n"))
    for name, size in (("lead", (2400, 720)), ("hall", (1600, 1600))):
        Image.new("RGB", size, "teal").save(root / "issues" / "7" / f"{name}.jpg")
    path = root / "issues" / "7" / "articles" / "two.md"
    head, *text = path.read_text("utf-8").split("\n\n")
    view, hall = '![A view](lead.jpg "The view.")', '![A hall](hall.jpg "The picture."){.wide}'
    path.write_text("\n\n".join((head, view, *text, hall, "And so they went home.")), "utf-8")

    _, pages = made(workspace)

    one, two = starts(pages, "The one report", "The two report")
    assert one == two and "The picture." in pages[two + 1]


SENDERS = ("authors: [{name: Ann One}]\n",
           "authors: [{name: Ann One, role: Program Manager for the Pacific and for South Asia}]\n",
           "authors: [{name: Ann One}]\nfrom: 2023-10-09\nto: 2023-10-20\n",
           "authors: [{name: Ann One, role: Manager}]\nfacts: {Members: Thirty-three, Language: English}\n")


@pytest.mark.parametrize("layout", ["rocb", "plain"])
@pytest.mark.parametrize("sender", SENDERS)
@pytest.mark.parametrize("portrait", [True, False])
def test_short_messages_share_pages_whatever_stands_beside_them(root, layout, sender, portrait):
    """A portrait, names and facts may be higher than the text; the next sender stands below them."""
    slugs = ("one", "two", "three", "four")
    workspace = issue(root, [20] * 4, layout=layout)
    folder = root / "issues" / "7"
    (folder / "images").mkdir()
    for slug in slugs:
        Image.new("RGB", (400, 500), (90, 90, 90)).save(folder / "images" / "ann.png")
        path = report(folder, slug, 20, sender)
        text = path.read_text("utf-8").replace("kind: report", "kind: message")
        picture = "\n\n![Ann One at a desk](images/ann.png)\n" if portrait else "\n"
        path.write_text(re.sub(r"(?<=---)\n\n", picture + "\n", text, count=1), "utf-8")

    rendered, pages = made(workspace)

    first, *others = starts(pages, *(f"The {slug} report" for slug in slugs))
    assert max(others) <= first + 1
    assert not [each for each in rendered.result.findings if each.code == "page-thin"]
