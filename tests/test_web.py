"""The web edition: every word, whole links, no script, light pages, the same bytes everywhere."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from hashlib import sha256
from io import BytesIO

import pytest
from PIL import Image

from rocbpress.compose.context import Context
from rocbpress.findings.errors import PreflightError
from rocbpress.layout.editions import EDITIONS, WEB
from rocbpress.layout.layout import read_layout
from rocbpress.press.job import Job, Result
from rocbpress.press.results import open_results
from rocbpress.sources.manuscript import read_manuscript
from rocbpress.web.articles import targets_of, web_article
from rocbpress.web.checks import LIGHT, said, words_stand
from rocbpress.web.pictures import Pictures
from rocbpress.web.site import site
from rocbpress.workspace.cache import NO_CACHE
from rocbpress.workspace.files import publish, publish_folder
from rocbpress.workspace.fingerprint import digest_files
from rocbpress.workspace.workspace import Workspace
from tests.private_pictures import SECRETS, photograph
from tests.random_articles import draw_article
from tests.small_issue import HEAD, ISSUE, PUBLISHERS, make
from tests.web_pages import Tags, broken_links, markup, web_edition, with_layouts
from tests.workspaces import run

WEB_ISSUE = ISSUE.replace("language: en", "language: en\nweb: https://example.org/news/")


@pytest.fixture(scope="module")
def made(newsletter):
    """The web edition of the specimen, which has all that there is."""
    return web_edition(newsletter, 0)


def test_links_are_whole(made):
    """Every address leads to a file of the folder, and every anchor to an element."""
    assert broken_links(made.files) == []


def test_no_page_has_a_script_or_a_style_of_its_own(made):
    """Neither an element nor an attribute: what a server's policy forbids is not needed."""
    for name, text in markup(made.files).items():
        tags = Tags(text).found
        assert {"script", "style", "iframe", "object", "form"}.isdisjoint(tag for tag, _ in tags), name
        assert not [key for _, given in tags for key in given if key == "style" or key.startswith("on")], name


def test_pictures_keep_their_place_and_wait_but_for_the_first(made):
    """Each says its size; the first of a page is loaded at once, others as they come into sight."""
    for name, text in markup(made.files).items():
        pictures = [given for tag, given in Tags(text).found if tag == "img"]
        assert all(given.get("width") and given.get("height") and "alt" in given for given in pictures), name
        figures = [given for given in pictures if given.get("decoding")]
        assert not figures or sum("loading" not in given for given in figures) == 1, name


def test_no_word_is_lost_and_pages_are_light(made):
    """Nothing is lost; a page is heavier than the limit only by a face of another script, and says so."""
    told = [finding for finding in made.result.findings if finding.code in ("words-lost", "web-heavy")]

    assert [each.message for each in told if "the face Noto" not in each.message] == []


def test_ids_are_unique(made):
    """On every page."""
    for name, text in markup(made.files).items():
        ids = [given["id"] for _, given in Tags(text).found if "id" in given]
        assert len(ids) == len(set(ids)), name


def test_the_digest_is_that_of_the_folder(made, tmp_path):
    """What is published is what was told, and is found unchanged."""
    publish_folder(made.files, tmp_path / "web")

    assert digest_files(tmp_path / "web") == made.result.sha256
    assert [path.name for path in tmp_path.iterdir()] == ["web"]


def test_bytes_are_the_same_in_another_folder_without_a_cache(tmp_path):
    """No clock, no path, nothing kept."""
    body = "![A hall](images/hall.jpg)\n\n```map\ntitle: A map\nrows: {Italy: 3, Fiji: 2}\n```\n"
    files = {"images/hall.jpg": photograph("JPEG")}
    one, other = (with_layouts(make(tmp_path / name, body=body, files=files)) for name in ("here", "there"))

    assert web_edition(one, 5).files == web_edition(other, 5, tmp_path / "new").files


VENUE = "venue: {name: Melaka, country: Malaysia, latitude: 2.19, longitude: 102.25}\n"


@pytest.mark.parametrize(("head", "issue", "body", "shown"), [
    (VENUE, "", "", True), (VENUE, "", "![A hall](images/hall.jpg)\n\n", False), ("", "", "", False),
    (f"{VENUE}opening: none\n", "", "", False), (VENUE, "\ndesign: {openings: picture}", "", False)],
    ids=["venue", "picture", "nowhere", "none", "design"])
def test_a_report_opens_with_the_map_of_its_venue(tmp_path, head, issue, body, shown):
    """Where no picture does, and nobody asked for none: named for who cannot see it, names as text."""
    workspace = with_layouts(make(
        tmp_path, body=f"{body}What was said.\n", head=HEAD.replace("---\n", f"---\n{head}", 1),
        issue=ISSUE.replace("language: en", f"language: en{issue}"),
        files={"images/hall.jpg": photograph("JPEG")}))
    pages = markup(web_edition(workspace, 5).files)
    maps = [given.get("aria-label") or "" for tag, given in Tags(pages["one/index.html"]).found
            if tag == "svg" and given.get("role") == "img"]

    assert [name for name in maps if "Melaka" in name] == maps and bool(maps) == shown
    assert (">Melaka</text>" in pages["one/fragment.html"]) == shown


def test_a_place_is_shown_once(newsletter):
    """Of two reports from one place the first has a map; in print the second has a smaller one."""
    pages = markup(web_edition(newsletter, 82).files)
    bangkok = [name for name in ("lldcs-un", "rpsg") if 'class="map"' in pages[f"{name}/index.html"]]

    assert bangkok == ["lldcs-un"]


def test_a_folder_appears_whole_or_not_at_all(tmp_path):
    """Where one file cannot be written the former folder stays."""
    publish_folder({"a.html": b"one"}, tmp_path / "web")

    with pytest.raises(Exception, match="cannot be written"):
        publish_folder({"a.html": b"two", "a.html/b.html": b"three"}, tmp_path / "web")

    assert (tmp_path / "web" / "a.html").read_bytes() == b"one"
    assert [path.name for path in tmp_path.iterdir()] == ["web"]


def test_every_word_of_random_articles_stands_in_order(tmp_path):
    """In twenty scripts, with every construct of the dialect; another order would be an error."""
    drawn = {f"a{seed}": draw_article(seed) for seed in range(20)}
    issue = ISSUE.replace("[one]", f"[{', '.join(drawn)}]")
    files = {f"articles/{slug}.md": text for slug, (text, _) in drawn.items()}
    made = web_edition(with_layouts(make(tmp_path, issue=issue, files=files)), 5)

    for slug, (_, words) in drawn.items():
        read = _plain(said(made.files[f"{slug}/fragment.html"].decode()))
        assert [word for word in words if _plain(word) not in read] == [], slug
    assert broken_links(made.files) == []


def _plain(words):
    return re.sub(r"[\s\u200b\u2060\1]", "", words)


def test_a_lost_word_is_an_error_at_its_line(tmp_path):
    """As in the other editions."""
    workspace = with_layouts(make(tmp_path, body="Words.\n\nMore words.\n"))
    manuscript = read_manuscript(workspace, 5)
    context = Context(manuscript, read_layout(workspace, "rocb"), WEB, {}, tmp_path)
    made = web_article(context, manuscript.article("one"), Pictures(tmp_path, NO_CACHE),
                       targets_of(manuscript, {}))
    short = replace(made, body=made.body.replace("More words", "More"))

    assert [(each.code, each.where.line) for each in words_stand([short], manuscript)] == [("words-lost", 7)]


def test_footnotes_lead_there_and_back(tmp_path):
    """Each call to its note, each note to all its calls."""
    body = "One[^a] and two[^b], again[^a].\n\n[^a]: First *note*.\n[^b]: Second.\n"
    text = web_edition(with_layouts(make(tmp_path, body=body)), 5).files["one/fragment.html"].decode()

    assert re.findall(r'href="#(one_[^"]*)"', text) == [
        "one_note-1", "one_note-2", "one_note-1", "one_call-1", "one_call-1-2", "one_call-2"]


def test_pictures_tell_nothing_of_their_owner(tmp_path):
    """Position, owner and serial numbers are in no file of the folder."""
    files = {f"images/{kind.lower()}.{end}": photograph(kind)
             for kind, end in (("JPEG", "jpg"), ("PNG", "png"), ("TIFF", "tif"))}
    body = "".join(f"![What it shows](images/{kind}.{end})\n\n" for kind, end in
                   (("jpeg", "jpg"), ("png", "png"), ("tiff", "tif")))
    made = web_edition(with_layouts(make(tmp_path, body=body, files=files)), 5)

    assert sum(name.endswith(".webp") for name in made.files) >= 6
    assert not [name for name, data in made.files.items() for secret in SECRETS if secret in data]


def test_names_of_files_are_safe_and_stable(tmp_path):
    """Those of articles, and of pictures what their names have of small letters and digits."""
    body = "![A](<images/Größe & Co.png>)\n\n![B](images/sub/grosse.png)\n"
    files = {"images/Größe & Co.png": _picture(700, 500), "images/sub/grosse.png": _picture(700, 500)}
    made = web_edition(with_layouts(make(tmp_path, body=body, files=files)), 5)

    assert all(re.fullmatch(r"(?:[a-z0-9-]+/)?[\w.-]+", name, re.ASCII) for name in made.files)


def test_an_address_gives_canonical_links_and_fragments_for_other_sites(tmp_path):
    """Of the page, of its picture; what a fragment names is found from anywhere."""
    body = "![A hall](images/hall.jpg)\n\nSee [two](article:two).\n"
    issue = WEB_ISSUE.replace("[one]", "[one, two]")
    two = HEAD.replace("One", "Two") + "Words.\n"
    files = {"images/hall.jpg": photograph("JPEG"), "articles/two.md": two}
    made = web_edition(with_layouts(make(tmp_path, issue=issue, body=body, files=files)), 5)
    page, fragment = made.files["one/index.html"].decode(), made.files["one/fragment.html"].decode()

    assert '<link rel="canonical" href="https://example.org/news/5/one/">' in page
    assert re.search(r'property="og:image" content="https://example\.org/news/5/one/hall-\d+\.jpg"', page)
    assert 'href="https://example.org/news/feed.xml"' in page
    assert 'href="../two/index.html"' in page
    assert 'href="https://example.org/news/5/two/"' in fragment
    assert 'src="https://example.org/news/5/one/hall-' in fragment


def test_other_scripts_bring_their_faces_and_directions(tmp_path):
    """Thai, Japanese and Arabic: faces cut to the letters, and what is heavy is told."""
    body = "[ศุลกากร]{lang=th}, [税関の仕事]{lang=ja}.\n\n{lang=ar}\nالجمارك في الميناء.\n"
    made = web_edition(with_layouts(make(tmp_path, body=body)), 5)
    text = made.files["one/index.html"].decode()

    assert {"NotoSansThai_400Regular.thai.woff2", "NotoSansJP_400Regular.jpan.woff2",
            "NotoNaskhArabic-Regular.arab.woff2"} <= made.files.keys()
    assert re.search(r'<p[^>]* lang="ar" dir="rtl"', text)
    assert all(data[:4] == b"wOF2" and len(data) < LIGHT for name, data in made.files.items()
               if name.endswith(".woff2"))
    assert made.files["fonts.txt"].decode().count("SIL OPEN FONT LICENSE Version 1.1") == 6


def test_a_layout_without_a_sheet_is_told(tmp_path):
    """Such as the copy in an issue that was locked before; the pages stand all the same."""
    workspace = with_layouts(make(tmp_path))
    (workspace.root / "layouts").unlink()
    shutil.copytree(Workspace(workspace.fonts.resolve().parent).layouts, workspace.layouts)
    (workspace.layouts / "rocb" / "web.css").unlink()
    made = web_edition(workspace, 5)

    assert "web-style" in [finding.code for finding in made.result.findings]
    assert not [name for name in made.files if name.endswith(".woff2")]


def test_a_page_reference_has_its_number_where_there_is_a_pdf(tmp_path):
    """The mail edition's, which the web edition offers; else it reads as the title, and a note says so."""
    files = {"articles/two.md": HEAD.replace("One", "Two") + "Words.\n"}
    workspace = with_layouts(make(tmp_path, issue=ISSUE.replace("[one]", "[one, two]"),
                                  body="On page [](page:two).\n", files=files))
    job = Job(workspace, 5, EDITIONS["mail"], 1, tmp_path / "cache")

    before = web_edition(workspace, 5, job.cache)
    publish(b"%PDF", workspace.build / "5" / job.file_name)
    digest = sha256(b"%PDF").hexdigest()
    open_results(job).keep(Result(2, 4, digest, (), {"one": "1", "two": "2"}))
    after = web_edition(workspace, 5, job.cache)

    assert "“Two”</a>" in before.files["one/index.html"].decode()
    assert {"web-page", "web-pdf"} <= {each.code for each in before.result.findings}
    assert 'On page <a href="../two/index.html">2</a>' in after.files["one/index.html"].decode()
    assert after.files["rocb-5.pdf"] == b"%PDF" and b"rocb-5.pdf" in after.files["index.html"]
    assert not {"web-page", "web-pdf"} & {each.code for each in after.result.findings}


def test_the_command_makes_it_once(tmp_path):
    """Nothing is written again where nothing has changed, and all of it where a file of it is gone."""
    workspace = with_layouts(make(tmp_path))
    page = workspace.build / "5" / "web" / "one" / "index.html"

    first = run(tmp_path, "render", "5", "--edition", "web")
    made = page.stat().st_mtime_ns
    run(tmp_path, "render", "5", "--edition", "web")
    again = page.stat().st_mtime_ns
    page.unlink()
    run(tmp_path, "render", "5", "--edition", "web")

    assert first.returncode == 0 and "build/5/web: 2 pages" in first.stderr
    assert made == again and page.is_file()


def test_all_issues_have_a_list_and_a_feed(tmp_path):
    """Of those whose web edition there is, the newest first; a feed where they have an address."""
    publishers = {"../publishers.yaml": PUBLISHERS.replace("short:", "web: https://example.org/news, short:")}
    workspace = with_layouts(make(tmp_path, files=publishers))
    for number in (6, 7):
        shutil.copytree(workspace.issues / "5", workspace.issues / str(number))
        manifest = workspace.issues / str(number) / "issue.yaml"
        manifest.write_text(ISSUE.replace("number: 5", f"number: {number}"))
    for number in (5, 7):
        (workspace.build / str(number) / "web").mkdir(parents=True)

    files = site(workspace, workspace.build, NO_CACHE)

    assert re.findall(r'href="(\d+)/index\.html"', files["index.html"].decode()) == ["7", "5"]
    feed = ElementTree.fromstring(files["feed.xml"])
    atom = "{http://www.w3.org/2005/Atom}"
    assert [each.findtext(f"{atom}id") for each in feed.findall(f"{atom}entry")] == [
        "https://example.org/news/7/", "https://example.org/news/5/"]
    assert feed.findtext(f"{atom}updated") == "2023-10-31T00:00:00Z"


def test_an_address_of_no_folder_is_an_error(tmp_path):
    """At its line, with what to write."""
    workspace = with_layouts(make(tmp_path, issue=ISSUE + "web: www.example.org\n"))

    with pytest.raises(Exception, match="value-web"):
        web_edition(workspace, 5)


def test_what_is_small_or_wide_on_a_telephone_is_told(tmp_path):
    """A picture of few pixels, one that is a strip, a table of many columns."""
    files = {f"images/{name}.png": _picture(*size) for name, size in
             (("few", (500, 400)), ("strip", (2000, 200)), ("good", (900, 600)))}
    table = "| a | b | c | d | e |\n|---|---|---|---|---|\n| 1 | 2 | 3 | 4 | 5 |\n"
    body = "".join(f"![A hall](images/{name}.png)\n\n" for name in ("good", "few", "strip")) + table

    told = web_edition(with_layouts(make(tmp_path, body=body, files=files)), 5).result.findings

    assert [(each.code, each.where.line) for each in told if each.code in ("web-picture", "web-table")] == [
        ("web-table", 11), ("web-picture", 7), ("web-picture", 9)]


def _picture(width, height):
    out = BytesIO()
    Image.new("RGB", (width, height), "red").save(out, "PNG")
    return out.getvalue()


def test_an_error_in_the_sources_stops_it(tmp_path):
    """Like every edition."""
    with pytest.raises((PreflightError, Exception), match="link-article"):
        web_edition(with_layouts(make(tmp_path, body="[x](article:none)\n")), 5)
