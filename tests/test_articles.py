from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rocbpress.findings.errors import SourceError
from rocbpress.sources.manuscript import read_manuscript
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
    ("Thai by mark", "[ไทย]{lang=th}", '<p><span lang="th" class="script-thai">ไทย</span></p>'),
    ("Thai by script", "in the กรุงเทพ now",
     '<p>in the <span lang="th" class="script-thai">กรุงเทพ</span> now</p>'),
    ("Han is Japanese", "倉本智和",
     '<p class="in-jpan"><span lang="ja" class="script-jpan">倉本智和</span></p>'),
    ("Han in Chinese", "[漢字]{lang=zh-Hant}",
     '<p><span lang="zh-Hant" class="script-hant">漢字</span></p>'),
    ("soft break in Japanese", "日本\n東京",
     '<p class="in-jpan"><span lang="ja" class="script-jpan">日本東京</span></p>'),
    ("soft break in Korean", "한국\n서울",
     '<p class="in-kore"><span lang="ko" class="script-kore">한국\n서울</span></p>'),
    ("right to left", "سلام",
     '<p class="in-arab" dir="rtl"><span lang="ar" dir="rtl" class="script-arab">سلام</span></p>'),
    ("tasks", "- [ ] a\n- [x] b", '<ul><li class="task">a</li>\n<li class="task done">b</li>\n</ul>'),
    ("list from three", "3. a\n4. b", '<ol start="3"><li>a</li>\n<li>b</li>\n</ol>'),
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


def head_with(line):
    return HEAD.replace("kind: report\n", f"kind: report\n{line}\n")


HEADS = [
    ("none", "Words only.\n", "front-matter-missing", 1, 1),
    ("open", "---\ntitle: One\nkind: report\n", "front-matter-open", 1, 1),
    ("no-title", "---\nkind: report\n---\n", "key-missing", 2, 1),
    ("kind", "---\ntitle: One\nkind: reprt\n---\n", "value-unknown", 3, 7),
    ("yaml", "---\ntitle: One: two\nkind: report\n---\n", "yaml-syntax", 2, 11),
    ("key", head_with("plcae: x"), "key-unknown", 4, 1),
    ("dates", head_with("dates: 2023-07-07/2023-07-03"), "value-date", 4, 8),
    ("dates-none", head_with("dates: 2023-06-31"), "value-date", 4, 8),
    ("start", head_with("start: runin"), "value-unknown", 4, 8),
    ("run-in", head_with("start: run-in"), "run-in-first", None, None),
    ("venue-half", head_with("venue: {latitude: 3, country: MYS}"), "venue-half", 4, 8),
    ("venue-far", head_with("venue: {latitude: 93, longitude: 3, country: MYS}"), "value-range", 4, 19),
    ("author", head_with("authors: [{role: x}]"), "key-missing", 4, 11),
    ("photo", head_with("authors:\n  - {name: x, photo: images/chn.jpg, alt: y}"), "image-missing", 5, 22),
    ("photo-alt", head_with("authors:\n  - {name: x, photo: images/chan.jpg}"), "alt-missing", 5, 22),
    ("figures", head_with("figures: [{value: 1}]"), "key-missing", 4, 11),
    ("to", head_with("to: 2023-02-31"), "value-date", 4, 5),
    ("links", head_with("links: [{title: x, url: ftp://x.org}]"), "link-scheme", 4, 25),
    ("language", head_with("language: thai!"), "value-language", 4, 11),
    ("title-link", HEAD.replace("One", '"[x](https://x.org)"'), "words-only", 2, 8),
    ("title-html", HEAD.replace("One", "One <b>two</b>"), "html-raw", 2, 8),
    ("title-picture", HEAD.replace("One", '"![x](images/chan.jpg)"'), "words-only", 2, 8),
    ("facts", head_with("facts: [a]"), "value-shape", 4, 8),
    ("imprint", HEAD.replace("report", "imprint"), "article-kind", None, None),
]


@pytest.mark.parametrize(("head", "code", "line", "column"), [row[1:] for row in HEADS],
                         ids=[row[0] for row in HEADS])
def test_each_fault_of_front_matter_is_told_at_its_place(tmp_path, head, code, line, column):
    """What is wrong at the head of an article is found under its code, at its line and column."""
    place = ("articles/one.md", line, column) if line else ("issue.yaml", 8, 16)

    assert (*place, code) in faults(tmp_path, head=head)


BROKEN = [  # body, code, line in the body, column
    ("picture-gone", "Words.\n\n![A port](images/opning.jpg)", "image-missing", 3, 1),
    ("picture-in-line", "Words ![A port](images/opning.jpg).", "image-missing", 1, 7),
    ("picture-second-line", "Words\nand ![A port](images/opning.jpg).", "image-missing", 2, 5),
    ("picture-in-list", "- a\n- b ![A port](images/opning.jpg)", "image-missing", 2, 5),
    ("picture-in-quote", "> a\n> b ![A port](images/opning.jpg)", "image-missing", 2, 5),
    ("picture-in-cell", "| a |\n|---|\n| ![A port](images/opning.jpg) |", "image-missing", 3, 3),
    ("picture-out", "![A port](../4/images/x.jpg)", "image-outside", 1, 1),
    ("picture-dots", "![A port](images/../../4/x.jpg)", "image-outside", 1, 1),
    ("picture-absolute", "![A port](/etc/passwd.jpg)", "image-outside", 1, 1),
    ("picture-file", "![A port](file:///etc/x.jpg)", "image-outside", 1, 1),
    ("picture-web", "![A port](https://x.org/x.jpg)", "image-outside", 1, 1),
    ("picture-data", "![A port](data:image/png;base64,xx)", "image-outside", 1, 1),
    ("picture-drive", "![A port](C:/x.jpg)", "image-outside", 1, 1),
    ("picture-backslash", "![A port](images%5Cx.jpg)", "image-outside", 1, 1),
    ("picture-heic", "![A port](images/x.heic)", "image-kind", 1, 1),
    ("picture-none", "![A port]()", "image-outside", 1, 1),
    ("picture-space", "![A port](images/my port.jpg)", "link-broken", 1, 9),
    ("alt-missing", "![](images/opening.jpg)", "alt-missing", 1, 1),
    ("alt-name", "![opening.jpg](images/opening.jpg)", "alt-file-name", 1, 1),
    ("alt-long", f"![{'word ' * 60}](images/opening.jpg)", "alt-long", 1, 1),
    ("alt-in-line", "a ![](images/opening.jpg)", "alt-missing", 1, 3),
    ("html-block", "Words.\n\n<div>x</div>", "html-raw", 3, 0),
    ("html-inline", "Some <b>words</b>.", "html-raw", 1, 6),
    ("html-comment", "<!-- later -->", "html-raw", 1, 0),
    ("html-script", "a <script>alert(1)</script>", "html-raw", 1, 3),
    ("html-in-list", "- <div>\n", "html-raw", 1, 0),
    ("title-again", "# Title", "heading-level", 1, 0),
    ("title-underlined", "Title\n=====", "heading-level", 1, 0),
    ("level-skipped", "## A\n\n#### B", "heading-skip", 3, 0),
    ("level-first", "### A", "heading-skip", 1, 0),
    ("heading-nested", "- ## A", "heading-nested", 1, 0),
    ("heading-note", "## A^[b]", "note-in-heading", 1, 0),
    ("name-twice", "## A {#x}\n\n## B {#x}", "anchor-twice", 3, 0),
    ("name-letters", "## A {#X_y}", "anchor-letters", 1, 0),
    ("link-article", "a [x](article:tow)", "link-article", 1, 3),
    ("link-page", "a [](page:tow)", "link-article", 1, 3),
    ("link-heading", "a [x](#nowhere)", "link-heading", 1, 3),
    ("link-heading-there", "a [x](article:one#nowhere)", "link-heading", 1, 3),
    ("link-scheme", "a [x](ftp://x.org)", "link-scheme", 1, 3),
    ("link-script", "a [x](javascript:alert)", "link-scheme", 1, 3),
    ("link-file", "a [x](other.md)", "link-scheme", 1, 3),
    ("link-host", "a [x](https://)", "link-address", 1, 3),
    ("link-brackets", "a [x](https://[::1)", "link-address", 1, 3),
    ("link-mail", "a [x](mailto:nobody)", "link-address", 1, 3),
    ("link-empty", "a [](https://x.org)", "link-empty", 1, 3),
    ("link-auto", "a <ftp://x.org>", "link-scheme", 1, 3),
    ("page-words", "a [x](page:one)", "page-words", 1, 3),
    ("link-in-note", "a[^n]\n\n[^n]: [x](article:tow)", "link-article", 3, 7),
    ("note-unknown", "a[^n]", "note-unknown", 1, 2),
    ("note-unused", "a\n\n[^n]: b", "note-unused", 3, 0),
    ("note-twice", "a[^n]\n\n[^n]: b\n\n[^n]: c", "note-twice", 5, 0),
    ("note-in-note", "a[^n]\n\n[^n]: b[^n]", "note-in-note", 3, 8),
    ("note-list", "a[^n]\n\n[^n]: - b", "note-blocks", 3, 0),
    ("note-caption", '![A port](images/opening.jpg "x^[y]")', "words-only", 1, 1),
    ("attribute", "![A port](images/opening.jpg){width=3}", "attribute-unknown", 1, 0),
    ("attribute-event", "[x](https://x.org){onclick=y}", "attribute-unknown", 1, 1),
    ("attribute-style", "{style=x}\nWords.", "attribute-unknown", 2, 0),
    ("attribute-loose", "a **b**{.c}", "attribute-loose", 1, 8),
    ("class-pull", "{.pull}\nWords.", "class-misplaced", 2, 0),
    ("class-unnumbered", "> a\n{.unnumbered}", "class-misplaced", 1, 0),
    ("span-language", "[x]{lang=Thai_}", "value-language", 1, 0),
    ("box-open", '::: box "A"\nWords.', "box-open", 1, 0),
    ("box-title", "::: box A\nWords.\n:::", "box-title", 1, 0),
    ("box-in-box", ':::: box "A"\n::: box "B"\nWords.\n:::\n::::', "box-nested", 2, 0),
    ("box-in-list", '- ::: box "A"\n  x\n  :::', "box-nested", 1, 0),
    ("fence-open", "```\ncode", "fence-open", 1, 0),
    ("nul", "a\0b", "text-control", 1, 2),
    ("control", "a\n\nb\x07", "text-control", 3, 2),
    ("replacement", "caf\ufffd", "text-control", 1, 4),
    ("override", "a \u202eb", "text-direction", 1, 3),
    ("override-entity", "a &#8238;b", "text-direction", 1, 0),
    ("nul-entity", "a &#0;b", "text-control", 1, 0),
    ("long-word", "a " + "b" * 100_000, "word-too-long", 1, 3),
    ("long-thai", "a " + "ก" * 100_000, "word-too-long", 1, 3),
    ("long-paragraph", "a b " * 10_000, "paragraph-too-long", 1, 0),
    ("brackets", "Words.\n\n" + "![ " * 4_000, "brackets-open", 3, 0),
    ("deep-quotes", "> " * 500 + "a", "nesting-too-deep", 1, 0),
    ("deep-list", "".join(" " * 2 * n + "- a\n" for n in range(80)), "nesting-too-deep", None, 0),
    ("huge", "word " * 200_000, "file-too-large", -3, 0),
]


@pytest.mark.parametrize(("body", "code", "line", "column"), [row[1:] for row in BROKEN],
                         ids=[row[0] for row in BROKEN])
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


SLOW = ["http:// " * 1_800 + "\n\n", "^[ " * 30 + "\n\n", "_a *b " * 2_000 + "\n\n",
        "[a](b " * 2_000 + "\n\n",
        "|a" * 2_000 + "\n" + "|-" * 2_000 + "\n" + "|b" * 2_000 + "\n", "::: box\n" * 2_000, "a\n: b\n" * 8_000,
        ("[ " * 19 + "] " * 19) * 190 + "\n\n", "`` ` " * 3_000 + "\n\n", "```map\na: [\n```\n"]


@pytest.mark.parametrize("body", SLOW, ids=range(len(SLOW)))
def test_hostile_articles_take_no_longer_than_long_ones(tmp_path, body):
    """Of what parsers dread, twice as much is read or refused with twice the work, within bounds."""
    def work(length):
        whole = (body * (length // len(body) + 1))[:length]
        return calls(lambda: faults(tmp_path, body=whole))

    assert work(30_000) < min(2.2 * work(15_000) + 50_000, 250 * 30_000)


PIECES = ["```map\n", "::: box\n", ":::\n", "[^a]", "[^a]: ", "> ", "- ", "{.pull}\n", "![a](", ")",
          "| a |\n|---|\n", "## ", "article:one", "](", "[", "\n\n", "title: x\n", "```\n", "^[", "]", "{#x}",
          "&#0;", "\\\n", "    "]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(
    st.text(max_size=200),
    st.text(alphabet="#>*_`~[](){}|!<&^:-+=.\\\"' \n\tax1é倉ไ", max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=30).map("".join)))
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
