"""What people type wrong, and what they are told: the line, what is wrong there, what to type instead."""

import errno
import os

import pytest

from rocbpress.findings.diagnostics import Diagnostics
from rocbpress.findings.errors import SourceError
from rocbpress.sources.reading import read_text
from tests.broken.articles import head_with
from tests.broken.manifests import with_line
from tests.small_issue import HEAD, ISSUE, read

# What is typed in line 2 of an article: line, code, message and hint.
TITLES = [
    ('title: "One', '2:8: yaml-syntax: the quotation mark " is not closed: "One (write title: "One")'),
    ('title: "One" and two', "2:8: yaml-syntax: the text goes on after its quotation marks: \"One\" and two "
                             "(write title: '\"One\" and two')"),
    ("title: 'Customs' review'",
     "2:8: yaml-syntax: the text goes on after its quotation marks: 'Customs' review' "
                                 '(write title: "Customs\' review")'),
    ("title: 'The \"big\" Customs' review'",
     "2:8: yaml-syntax: the text goes on after its quotation marks: 'The \"big\" Customs' review' "
     "(write title: 'The \"big\" Customs'' review')"),
    ("title:Integrity", "2:6: yaml-syntax: there is no space after the colon: title:Integrity "
                        "(write title: Integrity)"),
    ("title Integrity", "2:1: yaml-syntax: there is no colon in this line: title Integrity "
                        "(write title: Integrity)"),
    ("title：One", "2:6: yaml-syntax: ： is not a colon: title：One (write title: One)"),
    ("title: Customs: a review", "2:8: yaml-syntax: there is a second colon in this line: Customs: a review "
                                 '(write title: "Customs: a review")'),
    ("title: “Customs: a review”",
     "2:8: yaml-syntax: there is a second colon in this line: “Customs: a review” "
                                   '(write title: "Customs: a review")'),
    ("title:\tOne", "2:7: yaml-syntax: there is a tab after the colon (write title: One)"),
    (" title: One", "2:1: yaml-syntax: the first line begins with a space: title: One (delete the space)"),
    ("title: [Draft] One", "2:8: yaml-syntax: the text goes on after the bracket: [Draft] One "
                           '(write title: "[Draft] One")'),
    ("title: {One", '2:8: yaml-syntax: the bracket { is not closed: {One (write title: "{One")'),
    *((f"title: {sign}One", f"2:8: {code}: a value cannot begin with {sign}: {sign}One "
       f'(write title: "{sign}One")') for sign, code in (
           ("@", "yaml-syntax"), ("%", "yaml-syntax"), ("`", "yaml-syntax"), ("*", "yaml-alias"),
           ("&", "yaml-alias"), ("!", "yaml-tag"))),
    ("title: #One", '2:8: yaml-comment: #One is read as a comment, and is not printed '
                    '(write title: "#One", or # and a space before a comment)'),
    ("titel: One", "2:1: key-unknown: unknown key: titel (did you mean title?)"),
    ('title: "C:\\data"', '2:8: yaml-syntax: a backslash has a meaning of its own between " and ": '
                          '"C:\\data" (write title: \'C:\\data\')'),
]
# What is typed in line 4 of an article, below its kind.
LINES = [
    ("place:Melaka",
     "4:6: yaml-syntax: there is no space after the colon: place:Melaka (write place: Melaka)"),
    ("venue:\n\tcountry: Malaysia", "5:1: yaml-syntax: the line begins with a tab "
                                    "(begin it with spaces: “  country: Malaysia”)"),
    ("  place: Melaka", "4:3: yaml-syntax: the line does not begin below the line above it: place: Melaka "
                        "(begin it in column 1: “place: Melaka”)"),
    ("sponsors: [Japan, Korea", "4:11: yaml-syntax: the bracket [ is not closed: [Japan, Korea "
                                "(write sponsors: [Japan, Korea])"),
    ("authors: [{name: x]",
     "4:19: yaml-syntax: } is missing before ]: [{name: x] (write authors: [{name: x}])"),
    ("sponsors: Japan", "4:11: value-shape: sponsors must be a list (write sponsors: [Japan])"),
    ("place: [Melaka]", "4:8: value-shape: place must be one text, not a list or “key: value” "
                        "(write place: Melaka)"),
    ("authors: Mr Chan", "4:10: value-shape: authors must be a list (write authors: [{name: Mr Chan}])"),
    ("authors: [Mr Chan]", "4:11: value-shape: “Mr Chan” must be “key: value” (write {name: Mr Chan})"),
    ("fit: maybe", "4:6: value-switch: fit is maybe, not true or false (write fit: true, or fit: false)"),
    ("~: x", "4:1: key-unknown: unknown key: "),
    ("author: [x]", "4:1: key-unknown: unknown key: author (did you mean authors?)"),
    ("venue: {latitude: 2°11'N, longitude: 102.25, country: MYS}",
     "4:19: value-number: latitude is 2°11'N, not a number (write 2.1833)"),
    ("venue: {latitude: 102.25, longitude: 2.19, country: MYS}",
     "4:19: value-range: latitude is 102.25, but must be 90 or less (the latitude goes from -90 to 90: "
     "are latitude and longitude exchanged?)"),
    ("language: English",
     "4:11: value-language: language: “English” is not the code of a language (write en)"),
    ("focus: center", "4:8: value-focus: focus: “center” is not two numbers "
                      "(write [50, 30]: percent from the left, and from the top)"),
    ("dates: 09/10/2023", "4:8: value-date: dates: “09/10/2023” can be read as two days "
                          "(write 2023-10-09 for 9 October or 2023-09-10 for 10 September)"),
    ("dates: October 2023", "4:8: value-date: dates: “October 2023” names no day "
                            "(write 2023-10-01/2023-10-31 for all of it)"),
    ("dates: October 2023 to March 2024", "4:8: value-date: dates: “October 2023 to March 2024” names no day "
                                          "(write 2023-10-01/2024-03-31 for all of it)"),
    ("dates: 30 February 2023", "4:8: value-date: dates: “30 February 2023” is not in the calendar "
                                "(February 2023 has 28 days)"),
    ("dates: 13-9 October 2023", "4:8: value-date: dates: “13-9 October 2023” ends before it begins "
                                 "(write 2023-10-09/2023-10-13)"),
    ("dates: 9-13 October", "4:8: value-date: dates: “9-13 October” has no year (add the year)"),
    ("dates: lundi 9 octobre 2023",
     "4:8: value-date: dates: “lundi 9 octobre 2023” has words that are no part "
                                    "of a date (write 2023-10-09)"),
    ("dates: 9 et 13 octobre 2023", "4:8: value-date: dates: “9 et 13 octobre 2023” leaves out days "
                                    "(write 2023-10-09/2023-10-13)"),
    ("place: Hall #3", '4:13: yaml-comment: #3 is read as a comment, and is not printed '
                       '(write place: "Hall #3", or # and a space before a comment)'),
    ("place: 'Hall' #3", '4:15: yaml-comment: #3 is read as a comment, and is not printed '
                         '(write place: "Hall #3", or # and a space before a comment)'),
    ("place Melaka", "4:1: yaml-syntax: there is no colon in this line: place Melaka (write place: Melaka)"),
    ("contact: |\n  To:all\nplace: Suva: a hall", "6:8: yaml-syntax: there is a second colon in this line: "
                                              'Suva: a hall (write place: "Suva: a hall")'),
    ("dates: 123 October 2023",
     "4:8: value-date: dates: “123 October 2023” is not a date (write a day like 2023-10-31, or a first and "
     "a last day like 2023-07-03/2023-07-07)"),
    ("dates: TBC", "4:8: value-date: dates: “TBC” is not a date (write a day like 2023-10-31, or a first and "
                   "a last day like 2023-07-03/2023-07-07)"),
]
MANIFESTS = [
    (with_line(2, 'title: "E-Newsletter'),
     '2:8: yaml-syntax: the quotation mark " is not closed: "E-Newsletter (write title: "E-Newsletter")'),
    (with_line(8, "  - articles: one, two"),
     "8:15: value-shape: articles must be a list (write articles: [one, two])"),
    (with_line(8, "  articles: [one]"),
     "8:3: value-shape: sections must be a list (begin it with a hyphen and a space: - articles: …)"),
    (with_line(8, "  - articles: [My Report.md]"),
     "8:16: value-slug: articles: “My Report.md” may have only small letters from a to z, digits and single "
     "hyphens (write my-report, as the file or folder must be named too)"),
    (with_line(1, "number: No. 5"), "1:9: value-number: number is No. 5, not a whole number (write 5)"),
    (ISSUE + "mail: {attachment_limit: 5}\n",
     "9:26: value-size: attachment_limit: “5” is not the size of a file (write 5 MB)"),
]
PICTURES = [
    ("images\\opening.jpg", "image-outside: images\\opening.jpg is not inside the issue's folder "
                            "(write images/opening.jpg)"),
    ("C:/Users/me/opening.jpg", "image-outside: C:/Users/me/opening.jpg is not inside the issue's folder "
                                "(write images/opening.jpg)"),
    ("https://x.org/x.jpg", "image-outside: https://x.org/x.jpg is not inside the issue's folder "
                            "(copy the file into images/, and write images/x.jpg)"),
    ("opening.jpg", "image-missing: opening.jpg does not exist (write images/opening.jpg)"),
    ("Images/Opening.JPG", "image-missing: Images/Opening.JPG does not exist (write images/opening.jpg)"),
    ("images/opening.jpeg", "image-missing: images/opening.jpeg does not exist (did you mean opening.jpg?)"),
]
LINKS = [
    ("www.x.org", "write https://www.x.org"), ("me@x.org", "write mailto:me@x.org"),
    ("two.md", "write article:two"), ("images/opening.jpg", "write ! before the [ to show a picture"),
]
FILES = [
    ("articles/two.docx", "two.docx is no plain text: save its text as two.md in UTF-8"),
    ("articles/two.md.txt", "rename two.md.txt to two.md"), ("articles/Two.md", "rename Two.md to two.md"),
    ("articles/two .md", "rename two .md to two.md"), ("two.md", "move two.md into articles/"),
]
HEADS = [
    ("title: One\nkind: report\n---\n", "front-matter-missing: the first line is “title: One”, not --- "
                                        "(start with a line ---, then title: and kind:, then ---)"),
    ("\n" + HEAD,
     "front-matter-missing: the first line is empty, not --- (delete the empty lines above ---)"),
    ("---\ntitle: One\nkind: report\n\n", "front-matter-open: no line --- ends the front matter "
                                          "(write --- below line 3)"),
]
READ = [
    ("9-13 October 2023", "2023-10-09/2023-10-13"), ("9 to 13 October 2023", "2023-10-09/2023-10-13"),
    ("October 9-13, 2023", "2023-10-09/2023-10-13"), ("9 Oct. 2023", "2023-10-09"),
    ("28 September – 2 October 2023", "2023-09-28/2023-10-02"), ("2023/10/09", "2023-10-09"),
    ("September 28 – October 2, 2023", "2023-09-28/2023-10-02"),
    ("2023.10.09", "2023-10-09"), ("31/10/2023", "2023-10-31"), ("Monday, 9th October 2023", "2023-10-09"),
    ("2023年10月9日", "2023-10-09"), ("2023-10-09 to 2023-10-13", "2023-10-09/2023-10-13"),
    ("du 9 au 13 octobre 2023", "2023-10-09/2023-10-13"), ("1er août 2023", "2023-08-01"),
    ("le 9 octobre 2023", "2023-10-09"),
    ("del 9 al 13 de octubre de 2023", "2023-10-09/2023-10-13"),
    ("9 y 10 de marzo de 2023", "2023-03-09/2023-03-10"),
    ("vom 9. bis zum 13. März 2023", "2023-03-09/2023-03-13"),
    ("9 a 13 de outubro de 2023", "2023-10-09/2023-10-13"),
    ("dal 9 al 13 ottobre 2023", "2023-10-09/2023-10-13"), ("9 tot 13 oktober 2023", "2023-10-09/2023-10-13"),
    ("с 9 по 13 октября 2023 года", "2023-10-09/2023-10-13"), ("9-13 Ekim 2023", "2023-10-09/2023-10-13"),
    ("9 ตุลาคม 2566", "2023-10-09"), ("9-13 ตุลาคม พ.ศ. 2566", "2023-10-09/2023-10-13"),
    ("2023年10月9日〜13日", "2023-10-09/2023-10-13"), ("2023년 10월 9일 - 13일", "2023-10-09/2023-10-13"),
]


def said(root, file, **parts):
    """Every finding but unused pictures, as printed, without the name of its file."""
    try:
        found = read(root, **parts).findings
    except SourceError as error:
        found = error.findings
    return [str(finding).removeprefix(f"issues/5/{file}:") for finding in found
            if finding.code != "file-unused"]


@pytest.mark.parametrize(("line", "message"), TITLES, ids=[line for line, _ in TITLES])
def test_a_mistake_in_a_title(tmp_path, line, message):
    """One message, at the line where the mistake stands, with the line as it should be typed."""
    assert said(tmp_path, "articles/one.md", head=HEAD.replace("title: One", line)) == [message]


@pytest.mark.parametrize(("line", "message"), LINES, ids=[line for line, _ in LINES])
def test_a_mistake_in_front_matter(tmp_path, line, message):
    """One message, at the line where the mistake stands, with what to type instead."""
    assert said(tmp_path, "articles/one.md", head=head_with(line)) == [message]


@pytest.mark.parametrize(("issue", "message"), MANIFESTS, ids=range(len(MANIFESTS)))
def test_a_mistake_in_the_issue(tmp_path, issue, message):
    """One message, at the line where the mistake stands, with what to type instead."""
    assert said(tmp_path, "issue.yaml", issue=issue) == [message]


@pytest.mark.parametrize(("typed", "days"), READ)
def test_dates_are_read_as_people_write_them(tmp_path, typed, days):
    """They are read where only one day can be meant, and a note says which."""
    assert said(tmp_path, "articles/one.md", head=head_with(f"dates: {typed}")) == [
        f"4:8: note: date-read: {typed} is read as {days}"]
    head = read(tmp_path, head=head_with(f"dates: {typed}")).article("one").head
    assert days in (f"{head.dates.first}", f"{head.dates.first}/{head.dates.last}")


@pytest.mark.parametrize("line", ["fit: yes", "fit: no", "focus: 50%, 30%", "dates: 2023-10-09 / 2023-10-13"])
def test_usual_ways_of_writing_are_read(tmp_path, line):
    """What can only mean one thing needs no message."""
    assert not said(tmp_path, "articles/one.md", head=head_with(line))


@pytest.mark.parametrize("size", ["5MB", "5 mb", "5.5 Mb", "500KB"])
def test_sizes_are_read_in_any_case(tmp_path, size):
    """A unit may be in small letters, and without a space."""
    assert not said(tmp_path, "issue.yaml", issue=f"{ISSUE}mail: {{attachment_limit: {size}}}\n")


@pytest.mark.parametrize(("name", "message"), PICTURES)
def test_a_picture_that_is_named_wrongly(tmp_path, name, message):
    """The hint is the name as it should be typed."""
    assert said(tmp_path, "articles/one.md", body=f"![A port]({name})\n") == [f"5:1: {message}"]


@pytest.mark.parametrize(("address", "hint"), LINKS)
def test_an_address_without_its_beginning(tmp_path, address, hint):
    """The hint is the address as it should be typed."""
    assert said(tmp_path, "articles/one.md", body=f"See [x]({address}).\n") == [
        f"5:5: link-scheme: unknown kind of link: {address} ({hint})"]


@pytest.mark.parametrize(("name", "hint"), FILES)
def test_an_article_in_another_format_or_place(tmp_path, name, hint):
    """One message, with what to do with the file that is there."""
    issue = ISSUE.replace("[one]", "[one, two]")
    assert said(tmp_path, "issue.yaml", issue=issue, files={name: HEAD}) == [
        f"8:21: article-missing: articles/two.md does not exist ({hint})"]


@pytest.mark.parametrize(("head", "message"), HEADS, ids=["no-first", "blank-first", "no-end"])
def test_front_matter_without_its_lines(tmp_path, head, message):
    """It is said which line should be ---, and what is there."""
    assert said(tmp_path, "articles/one.md", head=head) == [f"1:1: {message}"]


@pytest.mark.parametrize(("data", "kind"), [
    (b"{\\rtf1\\ansi Words}", "an RTF file"), (b"<html><body>", "a web page"),
    (b"PK\x03\x04\xff", "a Word or zip file"), ("Words".encode("utf-16"), "saved as UTF-16 (“Unicode”)")])
def test_a_file_that_is_no_plain_text(tmp_path, data, kind):
    """It is said what it is, and how to save it."""
    (found,) = said(tmp_path, "articles/one.md", files={"articles/one.md": data})
    assert f"the file is {kind}, not plain text in UTF-8 (save it again as plain text" in found


def test_a_head_without_any_space_after_its_colons_has_one_fault(tmp_path):
    """Such a head is one text: nothing is said of keys that it seems to lack."""
    assert said(tmp_path, "articles/one.md", head="---\ntitle:One\nkind:report\n---\n") == [
        "2:6: yaml-syntax: there is no space after the colon: title:One (write title: One)"]


@pytest.mark.parametrize("head", [
    '---\ntitle: "One\n  and two"\nkind: report\nplace:Melaka\n---\n',
    '---\nkind: report\ntitle: "One\n  and two"\nplace:Melaka\n---\n'])
def test_a_title_of_two_lines_is_none_of_the_mistakes_below_it(tmp_path, head):
    """Its quotation mark is closed in the line after: only the line that is wrong is told."""
    assert said(tmp_path, "articles/one.md", head=head) == [
        "5:6: yaml-syntax: there is no space after the colon: place:Melaka (write place: Melaka)"]


def test_a_file_that_the_system_does_not_give_is_told(tmp_path):
    """In the system's words, at its first line."""
    told = Diagnostics("articles/one.md")

    assert read_text(tmp_path / "one.md", tmp_path, told) is None
    assert [str(finding) for finding in told.found] == [
        f"articles/one.md:1: file-unreadable: the file cannot be read: {os.strerror(errno.ENOENT)}"]
