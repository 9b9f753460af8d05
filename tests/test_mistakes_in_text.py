"""What people type wrong in texts, tables and names of files, and what they are told."""

import pytest

from tests.broken.articles import head_with
from tests.broken.fences import fenced
from tests.small_issue import HEAD, blocks, html, messages

TEXTS = [
    ("A [x](https://x.org/a b).",
     "5:3: link-broken: “[x](https://x.org/a b)” is not read as a link or picture "
                                  "(write <https://x.org/a b>, or an address without spaces)"),
    ('![A](images/my port.jpg "x")',
     '5:1: link-broken: “![A](images/my port.jpg "x")” is not read as a link or '
                                     "picture (write <images/my port.jpg>, or an address without spaces)"),
    ("![A](images/opening.jpg “Words”)",
     "5:1: link-broken: “![A](images/opening.jpg “Words”)” is not read as a "
                                         'link or picture (write straight quotation marks: "Words")'),
    ("A [x](https://x.org/a.", "5:3: link-broken: “[x](https://x.org/a.” is not read as a link or picture "
                               "(the closing ) is missing: write it after https://x.org/a.)"),
    ("An [a](https://x.org/a),\n[b](https://x.org/b which says “c”, as [d](https://x.org/d) does.",
     "6:1: link-broken: “[b](https://x.org/b” is not read as a link or picture "
     "(the closing ) is missing: write it after https://x.org/b)"),
    ("An [a](https://x.org/a which says a lot of things (and more).",
     "5:4: link-broken: “[a](https://x.org/a” is not read as a link or picture "
     "(the closing ) is missing: write it after https://x.org/a)"),
    ("The [laws] (https://x.org/a) and\n`[x](y)` here.",
     "5:5: warning: link-unread: [laws] (https://x.org/a) is no link, and is printed as it is typed "
     "(write [laws](https://x.org/a))"),
    ("The\n- [laws\n  of old][laws] here", "6:3: warning: link-unread: [laws of old][laws] "
     "is no link, and is printed as it is typed (write [laws of old](https://…), or below, "
     "in a line of its own, [laws]: https://…)"),
    ("The [laws][].", "5:5: warning: link-unread: [laws][] is no link, and is printed as it is typed "
     "(write [laws](https://…), or below, in a line of its own, [laws]: https://…)"),
    ("| The [laws](#x) | (laws)[#x] |\n|---|---|\n\n## X", "5:20: warning: link-unread: "
     "(laws)[#x] is no link, and is printed as it is typed (write [laws](#x))"),
    ("见[规则]（https://x.org/a）。", "5:2: warning: link-unread: [规则]（https://x.org/a） "
     "is no link, and is printed as it is typed (write [规则](https://x.org/a))"),
    ("::: box “My days”\nWords.\n:::",
     '5: box-title: a box begins with ::: box "Title" (write ::: box "My days")'),
    ("A<br>b",
     "5:2: html-raw: HTML is not allowed: <br> (end the line above with \\, or leave an empty line)"),
    ("<p>Words.</p>", "5: html-raw: HTML is not allowed: <p>Words.</p> (delete it)"),
    ("::: read My days\n- one\n:::",
     '5: list-title: a list begins with ::: read "Title" (write ::: read "My days")'),
    ("::: events My days\n- {dates: 2023-10-31, title: x}\n:::",
     '5: list-title: a calendar begins with ::: events "Title" (write ::: events "My days")'),
    ("A <li>b", "5:3: html-raw: HTML is not allowed: <li> (write - and a space before each item)"),
    ("<!-- A note -->", "5: html-raw: HTML is not allowed: <!-- A note --> (delete the comment)"),
    ("See [](https://x.org).", "5:5: link-empty: the link has no text"),
    ('::: gallery "x"\n![A port](images/opening.jpg)\n![A desk](images/chn.jpg)\n'
     '![A boat](images/chan.jpg)\n:::',
     "7:1: image-missing: images/chn.jpg does not exist (did you mean chan.jpg?)"),
    ("A word{.wide}.", "5:7: attribute-loose: {.wide} belongs to nothing (write it directly after ), ] or a "
                       "heading: [words]{…}; or \\{ for a brace you mean)"),
    ("A[^1].",
     "5:2: note-unknown: there is no footnote [^1] (write it below, in a line of its own: [^1]: …)"),
    ("A[^1].\n\n[^1] A note.", "7:1: note-unknown: there is no footnote [^1] (write a colon: [^1]: …)"),
    ("[x]{lang=Thai}", "5: value-language: “Thai” is not the code of a language (write th)"),
    ("## A {#Key_points}", "5: anchor-letters: #Key_points may have only a-z, 0-9 and single hyphens "
                           "(write {#key-points})"),
    ("Words\u202e here.", "5:6: text-direction: U+202E changes the reading direction invisibly "
                          "(delete it: it stands after “Words”)"),
]
NO_LINKS = [
    "He [sic] said [that] (in 2019) so. [sic][3]", "As shown [1][2], [Kim 2019][Lee 2021], [1] (https://x.org/a).",
    "The words […][laws] and [LC1][LC2].", "Take array[0][name], `[x][y]` and `[x] (https://x.org)`.",
    "- [x] done\n- [ ] [open] (not yet)", "A \\[word\\][other] and \\[word] (https://x.org/a).",
    "See [laws][l], [laws] and ![A port][p].\n\n[l]: https://x.org/a\n[laws]: https://x.org/b\n"
    "[p]: images/opening.jpg", "Words[^1] [aside][^1] and a note^[see [laws][l]].\n\n[^1]: A note.\n\n"
    "[l]: https://x.org/a", "[One](https://x.org/a)[two](https://x.org/b) [the][place]{lang=fr}",
]
TABLES = [
    ("Land;Wert\nItaly;4,5\n", "data/x.csv:2: data-number: 4,5 is not a number (write 4.5)"),
    ("Italy;1\nPoland;4.311,0\n", "data/x.csv:2: data-number: 4.311,0 is not a number (write 4311.0)"),
    ("Italy,1\nPoland,\"2\nSpain,3\n",
     "data/x.csv:2: data-syntax: the table cannot be read: unexpected end of data "
                                      '(close the quotation mark, or write "" for one inside a cell)'),
    ("Italy\n", "data/x.csv:1: data-columns: 1 column instead of 2 "
                "(write a name and a number, parted by a comma)"),
]
UNREAD = [
    ("two.docx", "two.docx is no plain text: save its text as two.md in UTF-8"),
    ("two.txt", "rename two.txt to two.md"), ("two.MD", "rename two.MD to two.md"),
]


def said(root, file, **parts):
    """The messages, without the name of their file."""
    return [message.removeprefix(f"issues/5/{file}:") for message in messages(root, **parts)]


@pytest.mark.parametrize(("body", "message"), TEXTS, ids=[body for body, _ in TEXTS])
def test_a_mistake_in_the_text(tmp_path, body, message):
    """One message, where the mistake stands, with what to type instead."""
    assert said(tmp_path, "articles/one.md", body=f"{body}\n") == [message]


@pytest.mark.parametrize("body", NO_LINKS)
def test_brackets_that_are_none_of_a_link(tmp_path, body):
    """Citations, asides, marks, program text and links that are read: nothing is told."""
    assert said(tmp_path, "articles/one.md", body=f"{body}\n") == []


@pytest.mark.parametrize(("table", "message"), TABLES)
def test_a_mistake_in_a_table(tmp_path, table, message):
    """One message, at the line of the table, with what to type instead."""
    assert said(tmp_path, "", body=fenced("map", "title: x\ndata: data/x.csv\n"),
                files={"data/x.csv": table}) == [f"issues/5/{message}"]


@pytest.mark.parametrize("sign", [";", "\t"])
def test_tables_are_read_as_spreadsheets_write_them(tmp_path, sign):
    """Semicolons and tabs part cells as commas do."""
    (block,) = blocks(tmp_path, fenced("map", "title: x\ndata: data/x.csv\n"),
                      files={"data/x.csv": f'"Land, area"{sign}Value\nItaly{sign}1\nPoland{sign}2.5\n'})
    assert block.spec.rows == (("Italy", 1.0), ("Poland", 2.5))


@pytest.mark.parametrize("line", ["place: Hall # the large one", "place: Hall#3", "place: 'Hall #3'",
                                  "# place: Hall #3", "standfirst: |\n  Hall #3"])
def test_comments_are_read_as_they_are_meant(tmp_path, line):
    """A comment has a space after its sign; a sign within a word or a text is a letter."""
    assert not said(tmp_path, "articles/one.md", head=head_with(line))


@pytest.mark.parametrize(("name", "hint"), UNREAD)
def test_a_file_among_the_articles_that_is_none(tmp_path, name, hint):
    """It is not passed over in silence, unless it is a listed article in another format."""
    assert said(tmp_path, f"articles/{name}", files={f"articles/{name}": HEAD, "articles/one.docx": "x"}) == [
        f" warning: article-unplaced: {name} is not read, for its name does not end with .md "
        f"({hint}, or move it away)"]


def test_a_file_whose_name_ends_with_a_space(tmp_path):
    """The hint names what cannot be seen."""
    assert said(tmp_path, "articles/one.md", body="![A port](images/port.jpg)\n",
                files={"images/port.jpg ": "x"}) == [
        "5:1: image-missing: images/port.jpg does not exist (rename the file, which ends with a space)",
        "issues/5/images/port.jpg : warning: file-name: Windows takes no file named “port.jpg ” "
        "(rename it, here and where it is named)"]


def test_a_link_that_is_written_to_be_seen_is_none(tmp_path):
    """With a backslash before its bracket it is printed as it stands, and nothing is told."""
    assert said(tmp_path / "a", "articles/one.md", body="Write [words\\](address).\n") == []
    assert html(tmp_path / "b", "Write [words\\](address).\n") == "<p>Write [words](address).</p>"
    title = 'title: "Workshop \\\\[Virtual\\\\](Second)"'
    assert said(tmp_path / "c", "articles/one.md", head=HEAD.replace("title: One", title)) == []
