from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rocbpress.findings.errors import SourceError
from rocbpress.sources.manuscript import read_manuscript
from tests.broken.articles import BODIES, HEADS
from tests.counting import calls
from tests.small_issue import HEAD, ISSUE, blocks, faults, html, make, messages, read

NB, WJ = "\u00a0", "\u2060"
ESSAY = HEAD.replace("report", "essay")


def test_every_block_knows_its_line_and_kind(tmp_path):
    """Blocks come in order, each with its id, kind and the line where it begins."""
    body = ("First.\n\n## A heading\n\n- a\n- b\n\n> said\n\n| a |\n|---|\n| b |\n\nTerm\n: what it is\n\n"
            "```\ncode\n```\n\n---\n")

    found = blocks(tmp_path, body)

    assert [(b.id, b.line, b.kind.value) for b in found] == [
        ("one#b1", 5, "paragraph"), ("one#b2", 7, "heading"), ("one#b3", 9, "list"), ("one#b4", 12, "quote"),
        ("one#b5", 14, "table"), ("one#b6", 18, "definitions"), ("one#b7", 21, "code"),
        ("one#b8", 25, "rule")]
    assert all(f'data-block="{b.id}"' in b.html.split(">")[0] for b in found)


HTML = [
    ("emphasis", "*a* **b** ~~c~~ `d`", "<p><em>a</em> <strong>b</strong> <s>c</s> <code>d</code></p>"),
    ("hard break", "a\\\nb", "<p>a<br>b</p>"),
    ("quotation marks", "It's \"so\".", "<p>It’s “so”.</p>"),
    ("code is left alone", "`A/P 3-7 \"x\" <b>`", "<p><code>A/P 3-7 \"x\" &lt;b&gt;</code></p>"),
    ("sign", "5 < 6 & 7", "<p>5 &lt; 6 &amp; 7</p>"),
    ("web address", "See www.rocb-ap.org.", '<p>See <a href="http://www.rocb-ap.org">www.rocb-ap.org</a>.</p>'),
    ("address in brackets", "(https://x.org/a_(b))",
     '<p>(<a href="https://x.org/a_(b)">https://x.org/a_(b)</a>)</p>'),
    ("years in an address", "https://x.org/2014-2024",
     '<p><a href="https://x.org/2014-2024">https://x.org/2014-2024</a></p>'),
    ("mail address", "Write to rocb@rocbap.org!",
     '<p>Write to <a href="mailto:rocb@rocbap.org">rocb@rocbap.org</a>!</p>'),
    ("no address", "Mr.Tajima and CLiKC!", "<p>Mr.Tajima and CLiKC!</p>"),
    ("link", '[WCO](https://www.wcoomd.org "The WCO")',
     '<p><a href="https://www.wcoomd.org" title="The WCO">WCO</a></p>'),
    ("article", "[it](article:one)", '<p><a href="article:one">it</a></p>'),
    ("article by title", "[](article:one)", '<p><a href="article:one">One</a></p>'),
    ("page", "page [](page:one)", '<p>page <a class="page-ref" href="article:one" data-page="one"></a></p>'),
    ("another language", "[bonjour]{lang=fr}", '<p><span lang="fr">bonjour</span></p>'),
    ("Thai by mark", "[ไทย]{lang=th}",
     '<p class="in-thai"><span lang="th" class="script-thai">ไทย</span></p>'),
    ("Thai by script", "in the กรุงเทพ now",
     '<p>in the <span lang="th" class="script-thai">กรุงเทพ</span> now</p>'),
    ("Han is Japanese", "倉本智和",
     '<p class="in-jpan"><span lang="ja" class="script-jpan">倉本智和</span></p>'),
    ("Han in Chinese", "[漢字]{lang=zh-Hant}",
     '<p class="in-hant"><span lang="zh-Hant" class="script-hant">漢字</span></p>'),
    ("soft break in Japanese", "日本\n東京",
     '<p class="in-jpan"><span lang="ja" class="script-jpan">日本東京</span></p>'),
    ("soft break in Korean", "한국\n서울",
     '<p class="in-kore"><span lang="ko" class="script-kore">한국\n서울</span></p>'),
    ("right to left", "سلام",
     '<p class="in-arab" dir="rtl"><span lang="ar" dir="rtl" class="script-arab">سلام</span></p>'),
    ("item in another script", "- 倉本\n- a",
     '<ul><li class="in-jpan"><span lang="ja" class="script-jpan">倉本</span></li>\n<li>a</li>\n</ul>'),
    ("link in another script", "[倉本](https://example.org)",
     '<p class="in-jpan"><a href="https://example.org">'
     '<span lang="ja" class="script-jpan">倉本</span></a></p>'),
    ("tasks", "- [ ] a\n- [x] b", '<ul><li class="task">a</li>\n<li class="task done">b</li>\n</ul>'),
    ("list from three", "3. a\n4. b",
     '<ol start="3" style="counter-reset:item 2"><li>a</li>\n<li>b</li>\n</ol>'),
    ("attribution", "> Words.\n> — A Name, Office",
     '<blockquote><p>Words.</p>\n<p class="attribution">— A Name, Office</p>\n</blockquote>'),
    ("pull quote", "> Words.\n{.pull}", '<blockquote class="pull"><p>Words.</p>\n</blockquote>'),
    ("pull quote, first", "{.pull}\n> Words.", '<blockquote class="pull"><p>Words.</p>\n</blockquote>'),
    ("note", "Word.[^a]\n\n[^a]: The *note*.",
     '<p>Word.<span class="note" data-note="1">The <em>note</em>.</span></p>'),
    ("note called again", "A[^a] b[^a]\n\n[^a]: N.",
     '<p>A<span class="note" data-note="1">N.</span> b<sup class="note-again">1</sup></p>'),
    ("note on the spot", "A^[N.]", '<p>A<span class="note" data-note="1">N.</span></p>'),
    ("care on the spot", 'A^[It\'s "so" &copy; \\*.]',
     '<p>A<span class="note" data-note="1">It’s “so” © *.</span></p>'),
    ("note of two paragraphs", "A[^a]\n\n[^a]: N.\n\n    M.",
     '<p>A<span class="note" data-note="1">N.<br>M.</span></p>'),
    ("entity", "a&nbsp;b &copy;", f"<p>a{NB}b ©</p>"),
    ("escaped braces", r"a \{.wide}", "<p>a {.wide}</p>"),
    ("paragraph's class", "{.lead}\nWords.", '<p class="lead">Words.</p>'),
]


@pytest.mark.parametrize(("body", "wanted"), [row[1:] for row in HTML], ids=[row[0] for row in HTML])
def test_markdown_becomes_plain_html(tmp_path, body, wanted):
    """Each turn of the dialect gives the elements that layouts are written for."""
    assert html(tmp_path, body) == wanted


def test_a_picture_alone_is_a_figure(tmp_path):
    """Alternative text, caption, credit and classes arrive; the figure has a number and a name."""
    body = '![A *harbour*](images/opening.jpg "The *port* of A/P"){#port .wide credit="RTC Malaysia"}\n'

    (block,) = blocks(tmp_path, body)

    assert (block.kind, block.number, block.name, block.html) == ("picture", 1, "one--port", "")
    assert block.spec.alt == "A harbour"
    assert str(block.spec.caption_html) == f"The <em>port</em> of A/{WJ}P"
    assert (block.spec.credit, block.spec.classes) == ("RTC Malaysia", ("wide",))
    assert block.spec.path == tmp_path / "issues/5/images/opening.jpg"


@pytest.mark.parametrize(("marks", "credit", "source"), [
    ("", "", ""), ('{credit="RTC Malaysia"}', "RTC Malaysia", ""), ('{source="WCO"}', "", "WCO")])
def test_a_picture_has_only_the_particulars_that_are_written(tmp_path, marks, credit, source):
    """Without a credit or a source none is printed below it."""
    (block,) = blocks(tmp_path, f"![A harbour](images/opening.jpg){marks}\n")

    assert (block.spec.credit, block.spec.source) == (credit, source)


def test_a_decorative_picture_needs_no_words(tmp_path):
    """`{.decorative}` stands for alternative text, on the line or below it."""
    (first,) = blocks(tmp_path / "a", "![](images/opening.jpg){.decorative}")
    (second,) = blocks(tmp_path / "b", "![](images/opening.jpg)\n{.decorative}")

    assert first.spec.decorative and second.spec.decorative
    assert first.spec.alt == ""


def test_pictures_in_one_paragraph_stand_side_by_side(tmp_path):
    """Each is a figure of its own, and says that it has a neighbour."""
    found = blocks(tmp_path, "![One](images/opening.jpg)\n![Two](images/chan.jpg)\n")

    assert [(b.number, b.line, b.spec.classes) for b in found] == [(1, 5, ("beside",)), (2, 6, ("beside",))]


def test_a_picture_among_words_is_set_in_line(tmp_path):
    """A picture in a sentence or a list item is no figure."""
    found = blocks(tmp_path, "A ![sign](images/opening.jpg) here.\n\n- ![seal](images/chan.jpg)\n")

    assert '<img class="inline" src="images/opening.jpg" alt="sign">' in found[0].html
    assert [b.kind.value for b in found] == ["paragraph", "list"]


def test_the_caption_of_a_table_is_markdown(tmp_path):
    """As those of pictures are; a footnote has no place there."""
    table = "| a | b |\n|---|---|\n| x | 1 |\n"
    found = html(tmp_path, f'{{caption="The *harvest*, [here](https://example.org): 5\\*3"}}\n{table}')

    assert '<caption>The <em>harvest</em>, <a href="https://example.org">here</a>: 5*3</caption>' in found
    assert ("articles/one.md", 5, 0, "words-only") in faults(
        tmp_path / "noted", body=f'{{caption="The harvest[^1]"}}\n{table}\nWords[^1].\n\n[^1]: A note.\n')


def test_tables_have_heads_alignment_and_breaks(tmp_path):
    """Header cells have their scope, a backslash in a cell breaks the line."""
    found = html(tmp_path, '{.wide caption="The harvest"}\n| a | b |\n|---|--:|\n| x \\ y | 1 |\n')

    assert found.startswith('<table class="wide"><caption>The harvest</caption><thead>')
    assert '<th scope="col">a</th>' in found
    assert '<th class="align-right" scope="col">b</th>' in found
    assert "<td>x<br>y</td>" in found
    assert '<td class="align-right">1</td>' in found


def test_parts_of_an_essay_are_numbered(tmp_path):
    """Headings of level 2 count, unless they are told not to; deeper ones never do."""
    body = "Opening.\n\n## One thing\n\n### Detail\n\n## Another\n\n## Conclusion {.unnumbered}\n"

    found = [b for b in blocks(tmp_path, body, head=ESSAY) if b.kind == "heading"]

    assert [(b.level, b.number, b.name) for b in found] == [
        (2, 1, "one--one-thing"), (3, 0, "one--detail"), (2, 2, "one--another"), (2, 0, "one--conclusion")]
    assert found[0].html == '<h2 id="one--one-thing" data-block="one#b2">One thing</h2>\n'.strip()


def test_headings_alike_have_different_names(tmp_path):
    """Names are unique, made of Latin letters, and may be chosen."""
    found = blocks(tmp_path, "## Über Zölle\n\n## Über Zölle\n\n## 倉本\n\n## Chosen {#mine}\n")

    assert [b.name for b in found] == [
        "one--uber-zolle", "one--uber-zolle-2", "one--heading", "one--mine"]


def test_links_find_headings_parts_and_figures(tmp_path):
    """An empty link prints the number or title of what it leads to, in either direction."""
    body = ("See [](#end), part [](#start), figure [](#port), [words](#end).\n\n## Start\n\n"
            "![A harbour](images/opening.jpg){#port}\n\n## The end {.unnumbered}\n\n[](article:one#start)\n")
    found = blocks(tmp_path, body.replace("#end", "#the-end"), head=ESSAY)

    assert found[0].html == (
        '<p data-block="one#b1">See <a href="article:one#one--the-end">The end</a>, part '
        '<a href="article:one#one--start">1</a>, figure <a href="article:one#one--port">1</a>, '
        '<a href="article:one#one--the-end">words</a>.</p>')
    assert '<a href="article:one#one--start">1</a>' in found[-1].html


def test_links_in_front_matter_find_their_words(tmp_path):
    """An empty link in the standfirst or the contact prints the title of what it leads to."""
    head = HEAD.replace("---\n", '---\nstandfirst: "See [](#end)."\ncontact: "Ask [](article:one)."\n', 1)
    front = read(tmp_path, head=head, body="## The end {#end}\n").article("one").head
    printed = [str(front.standfirst_html), str(front.contact_html)]

    assert printed == ['See <a href="article:one#one--end">The end</a>.',
                       'Ask <a href="article:one">One</a>.']


@pytest.mark.parametrize(("heading", "typed", "name"), [
    ("Teaching Demonstration", "#Teaching-Demonstration", "teaching-demonstration"),
    ("Tech signals - AI, and more", "#tech-signals---ai-and-more", "tech-signals-ai-and-more"),
    ("On memo.d.foundation", "article:one#on-memodfoundation", "on-memo-d-foundation"),
    ("Введение: часть", "#введение-часть", "heading"),
    ("Words " * 15, f"#{'words-' * 14}words", "words-words-words-words-words-words-words-words-words-words"),
])
def test_a_heading_is_known_by_its_letters(tmp_path, heading, typed, name):
    """By whatever signs and capitals other programs name it, in texts and lists; not if two are alike."""
    body = (f"See [it]({typed}), [](page:one{typed.removeprefix('article:one')}).\n\n::: read\n"
            f"- one{typed.removeprefix('article:one')}\n:::\n\n## {heading}\n\nWords.\n")
    text, read_on, _, _ = blocks(tmp_path / "a", body)

    assert text.html.count(f'"article:one#one--{name}"') == 2 and f'data-page="one--{name}"' in text.html
    assert read_on.spec.items == (f"one#{name}",)
    twice = "See [it](#H-I).\n\n## H.I\n\n## hi\n\nSee [it](#h-i)."
    assert faults(tmp_path / "b", body=twice) == [("articles/one.md", 5, 5, "link-heading")]


def test_an_empty_link_to_what_has_no_words_is_found(tmp_path):
    """A paragraph has a page, but neither number nor title."""
    body = "{#here}\nWords.\n\nOn page [](page:one#here)%s.\n"

    assert faults(tmp_path / "a", body=body % "") == []
    assert faults(tmp_path / "b", body=body % ", in [](#here)") == [("articles/one.md", 8, 31, "link-empty")]


def test_notes_are_counted_where_they_are_called(tmp_path):
    """Numbers run through the article; a block counts the notes it calls first."""
    found = blocks(tmp_path, "A[^x] b[^y].\n\n- c[^x]\n- d^[new]\n\n[^y]: Y.\n\n[^x]: X.\n")

    assert [b.notes for b in found] == [2, 1]
    assert 'data-note="1">X.' in found[0].html and 'data-note="2">Y.' in found[0].html
    assert 'data-note="3">new' in found[1].html


def test_a_box_holds_blocks(tmp_path):
    """A side box has a title and blocks that count on through the article."""
    body = '::: box "Who & *what*"\nWords.[^a]\n\n- a\n:::\n\nAfter.\n\n[^a]: Note.\n'

    first, last = blocks(tmp_path, body)

    assert (first.kind, first.notes, first.spec.title) == ("box", 1, "Who & what")
    assert str(first.spec.title_html) == "Who &amp; <em>what</em>"
    assert [(b.id, b.line, b.kind.value) for b in first.spec.blocks] == [
        ("one#b2", 6, "paragraph"), ("one#b3", 8, "list")]
    assert last.id == "one#b4"


def test_front_matter_reads(tmp_path):
    """All that may stand at the head of an article, as values."""
    head = """\
---
title: "*Guide* to A/P"
kind: message
dates: 2023-07-03/2023-07-07
place: Melaka, Malaysia
venue: {latitude: 2.19, longitude: 102.25, country: MYS}
authors: [{name: Mr Louis CHAN, role: "Manager, ROCB A/P", photo: images/chan.jpg, alt: Mr Chan, smiling}]
start: page
language: th
standfirst: In *two* lines, see [it](article:one).
figures: [{value: 1100, label: seizures}]
signature: 倉本智和
from: Japan Customs
to: 2023-09-30
facts: {Participants: 25}
contact: Write to rocb@rocbap.org
links: [{title: The WCO, url: https://www.wcoomd.org}]
sponsors: [CCF-China]
---
"""
    head = head.replace("alt: Mr Chan, smiling", 'alt: "Mr Chan, smiling"')
    article = read(tmp_path, head=head).article("one")
    front = article.head

    assert (article.title, str(article.title_html)) == ("Guide to A/P", f"<em>Guide</em> to A/{WJ}P")
    assert (front.dates.first, front.dates.last) == (date(2023, 7, 3), date(2023, 7, 7))
    assert (front.venue.country, front.venue.latitude) == ("MYS", 2.19)
    assert (front.authors[0].name, front.authors[0].photo) == ("Mr Louis CHAN", "images/chan.jpg")
    assert str(front.standfirst_html) == 'In <em>two</em> lines, see <a href="article:one">it</a>.'
    assert (front.from_, front.to) == ("Japan Customs", date(2023, 9, 30))
    assert front.facts == {"Participants": "25"}
    assert "mailto:rocb@rocbap.org" in str(front.contact_html)
    assert (front.figures[0].value, front.sponsors) == ("1100", ("CCF-China",))
    assert article.language == "th"


@pytest.mark.parametrize(("head", "code", "line", "column"), [row[1:] for row in HEADS],
                         ids=[row[0] for row in HEADS])
def test_each_fault_of_front_matter_is_told_at_its_place(tmp_path, head, code, line, column):
    """What is wrong at the head of an article is found under its code, at its line and column."""
    place = ("articles/one.md", line, column) if line else ("issue.yaml", 8, 16)

    assert (*place, code) in faults(tmp_path, head=head)


@pytest.mark.parametrize(("body", "code", "line", "column"), [row[1:] for row in BODIES],
                         ids=[row[0] for row in BODIES])
def test_each_fault_is_told_at_its_place(tmp_path, body, code, line, column):
    """What is wrong in an article is found under its code, at its line and column."""
    found = [f for f in faults(tmp_path, body=body) if f[3] == code]

    assert found and found[0][0] == "articles/one.md"
    assert line is None or found[0][1:3] == (line + 4, column)


def test_what_is_right_has_no_faults(tmp_path):
    """Twelve levels of list, a table of 500 rows and long Japanese paragraphs are no fault."""
    deep = "".join(" " * 2 * n + "- a\n" for n in range(12))
    rows = "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 500

    assert faults(tmp_path, body=f"{deep}\n{rows}\n{'日本語の長い段落。' * 400}\n") == []


def test_a_message_names_the_nearest_file(tmp_path):
    """The words of the design, at the picture."""
    assert messages(tmp_path, body="![A port](images/opning.jpg)\n") == [
        "issues/5/articles/one.md:5:1: image-missing: images/opning.jpg does not exist "
        "(did you mean opening.jpg?)"]


def test_a_message_on_an_address_says_what_is_wrong(tmp_path):
    """With how an address of its kind is written."""
    body = "[a](https://) [b](mailto:nobody)\n\n[c](ftp://x.org)\n"

    assert messages(tmp_path, body=body) == [
        "issues/5/articles/one.md:5:1: link-address: no website in the address https:// "
        "(write it whole, like https://www.wcoomd.org)",
        "issues/5/articles/one.md:5:15: link-address: not an e-mail address: mailto:nobody "
        "(write it like mailto:name@example.org)",
        "issues/5/articles/one.md:7:1: link-scheme: unknown kind of link: ftp://x.org "
        "(links go to https://…, mailto:…, article:name, page:name or #heading)"]


def test_a_picture_behind_a_link_out_is_refused(tmp_path):
    """A symbolic link to a file outside the issue is no way in."""
    workspace = make(tmp_path, body="![A port](images/out.jpg)\n")
    (tmp_path / "secret.jpg").write_bytes(b"x")
    (workspace.issues / "5/images/out.jpg").symlink_to(tmp_path / "secret.jpg")

    with pytest.raises(SourceError) as stop:
        read_manuscript(workspace, 5)

    assert "image-outside" in [f.code for f in stop.value.findings]


def test_line_ends_of_windows_change_nothing(tmp_path):
    """CRLF and a byte order mark give the blocks and lines of LF."""
    plain_file = blocks(tmp_path / "a", "a\n\n## b\n\nc\nd\n")
    windows = {"articles/one.md": ("\ufeff" + HEAD + "a\n\n## b\n\nc\nd\n").replace("\n", "\r\n")}

    assert blocks(tmp_path / "b", "", files=windows) == plain_file


def test_sections_and_leads_are_set(tmp_path):
    """A section's title is inline Markdown, its lead blocks that belong to no article."""
    issue = ISSUE.replace("  - articles: [one]", "  - title: News from *A/P*\n    lead: |\n      See "
                          "[](article:one).\n\n      - a\n    articles: [one]")
    (section,) = read(tmp_path, issue=issue).sections

    assert (section.title, str(section.title_html)) == ("News from A/P", f"News from <em>A/{WJ}P</em>")
    assert [(b.id, b.line) for b in section.lead] == [("section:1#b1", 10), ("section:1#b2", 12)]
    assert '<a href="article:one">One</a>' in section.lead[0].html


def test_links_in_a_lead_are_verified(tmp_path):
    """A dead link in a lead has its line in issue.yaml."""
    issue = ISSUE.replace("  - articles", "  - lead: |\n      See [x](article:two).\n    articles")

    assert ("issue.yaml", 9, 0, "link-article") in faults(tmp_path, issue=issue)


def test_a_whole_issue_reads_right(tmp_path):
    """Several articles in their order, with links and page references between them."""
    issue = (ISSUE + "  - title: Staff\n    articles: [two, three]\n"
             "foreword: fore\nimprint: back\nhighlights: [two]\n")
    message = HEAD.replace("report", "message")
    run_in = message.replace("One", "Three").replace("---\n", "---\nstart: run-in\n", 1)
    files = {
        "articles/fore.md": HEAD.replace("report", "letter") + "Dear readers, see page [](page:two#part).\n",
        "articles/two.md": message.replace("One", "Two") + "## Part\n\n[](article:three)\n",
        "articles/three.md": run_in + "Bye.\n",
        "articles/back.md": HEAD.replace("report", "imprint") + "## Staff\n\n- A\n",
    }
    manuscript = read(tmp_path, issue=issue, files=files)

    assert [a.slug for a in manuscript.articles()] == ["fore", "one", "two", "three", "back"]
    assert [s.title for s in manuscript.sections] == ["", "Staff"]
    assert 'href="article:two#two--part" data-page="two--part"></a>' in manuscript.foreword.blocks[0].html
    assert manuscript.article("two").blocks[1].html.count(">Three</a>") == 1
    assert manuscript.article("three").head.start == "run-in"
    with pytest.raises(KeyError):
        manuscript.article("four")
    ids = [b.id for a in manuscript.articles() for b in a.blocks]
    assert len(ids) == len(set(ids))


SLOW = [
    "http:// " * 1_800 + "\n\n",
    "^[ " * 30 + "\n\n",
    "_a *b " * 2_000 + "\n\n",
    "[a](b " * 2_000 + "\n\n",
    "|a" * 2_000 + "\n" + "|-" * 2_000 + "\n" + "|b" * 2_000 + "\n",
    "::: box\n" * 2_000,
    "a\n: b\n" * 8_000,
    ("[ " * 19 + "] " * 19) * 190 + "\n\n",
    "`` ` " * 3_000 + "\n\n",
    "```map\na: [\n```\n",
]


@pytest.mark.parametrize("body", SLOW, ids=range(len(SLOW)))
def test_hostile_articles_take_no_longer_than_long_ones(tmp_path, body):
    """Of what parsers dread, twice as much is read or refused with twice the work, within bounds."""
    def work(length):
        whole = (body * (length // len(body) + 1))[:length]
        return calls(lambda: faults(tmp_path, body=whole))

    assert work(16_000) < min(2.2 * work(8_000) + 25_000, 250 * 16_000)


PIECES = ["```map\n", "::: box\n", ":::\n", "[^a]", "[^a]: ", "> ", "- ", "{.pull}\n", "![a](", ")",
          "| a |\n|---|\n", "## ", "article:one", "](", "[", "\n\n", "title: x\n", "```\n", "^[", "]", "{#x}",
          "&#0;", "\\\n", "    ", "-", ">", "1.", "\n", "|", "+ ", "# ", "**", "\t", "<b>", "`", "{", "}",
          ": "]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(
    st.text(max_size=200),
    st.text(alphabet="#>*_`~[](){}|!<&^:-+=.\\\"' \n\tax1é倉ไ", max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join)))
@example(">-")
def test_no_text_makes_the_reader_fail(tmp_path, body):
    """Whatever stands in an article, it reads or is a SourceError; and the HTML holds no marker of ours."""
    workspace = make(tmp_path, body="", files={
        "articles/one.md": (HEAD + body).encode("utf-8", "surrogatepass")})

    try:
        manuscript = read_manuscript(workspace, 5)
    except SourceError as error:
        assert error.findings
    else:
        assert all("\0" not in block.html for block in manuscript.article("one").blocks)
