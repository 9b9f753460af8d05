from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rocbpress.findings.errors import SourceError, UsageError
from rocbpress.sources.manuscript import read_manuscript
from rocbpress.sources.yaml.manifest import Publisher, read_issue
from tests.small_issue import ISSUE, faults, make, messages, read


def test_every_particular_reads(tmp_path):
    """Each key of issue.yaml arrives as the kind of value it stands for."""
    issue = ISSUE + """\
covers: July to September 2023
period: 2023-07-01/2023-09-30
highlights: [one]
cover: {image: images/opening.jpg, alt: A harbour at dawn}
mail: {attachment_limit: 6.5 MB}
print: {signature: 4, profile: fogra39}
published: 2023-11-02
"""
    read_back = read(tmp_path, issue=issue).issue

    assert read_back.number == 5
    assert read_back.date == date(2023, 10, 31)
    assert (read_back.period.first, read_back.period.last) == (date(2023, 7, 1), date(2023, 9, 30))
    assert read_back.mail.attachment_limit == 6_500_000
    assert read_back.print.signature == 4
    assert read_back.published == date(2023, 11, 2)
    assert read_back.highlights == ("one",)
    assert read_back.cover.alt == "A harbour at dawn"


def test_what_is_not_said_has_a_default(tmp_path):
    """An issue without the optional keys aims at 5 MB, single pages and FOGRA39."""
    issue = read(tmp_path).issue

    assert issue.mail.attachment_limit == 5_000_000
    assert (issue.print.signature, issue.print.profile) == (1, "fogra39")
    assert issue.covers == "" and issue.period is None and issue.highlights == ()


def test_a_publisher_is_looked_up_or_described(tmp_path):
    """A key leads into publishers.yaml; a mapping stands for itself."""
    described = ISSUE.replace("publisher: office", "publisher: {name: Another Office, short: AO}")

    assert read(tmp_path / "a").publisher == Publisher(name="The Office", short="Office")
    assert read(tmp_path / "b", issue=described).publisher.short == "AO"


def test_words_stay_words(tmp_path):
    """`no`, 010 and 1e3 are texts where a text is meant, unlike in common YAML."""
    issue = ISSUE.replace("title: E-Newsletter", "title: no").replace("layout: rocb", "layout: 010")

    read_back = read(tmp_path, issue=issue).issue

    assert (read_back.title, read_back.layout) == ("no", "010")


def with_line(line, text):
    """The issue with one of its lines replaced."""
    lines = ISSUE.splitlines()
    lines[line - 1] = text
    return "\n".join(lines) + "\n"


BROKEN = [
    ("number-word", with_line(1, "number: five"), "value-number", 1, 9),
    ("number-comma", with_line(1, 'number: "5,000"'), "value-number", 1, 9),
    ("number-negative", with_line(1, "number: -5"), "value-range", 1, 9),
    ("number-other", with_line(1, "number: 6"), "number-differs", 1, 9),
    ("title-gone", with_line(2, "# nothing"), "key-missing", 1, 1),
    ("title-empty", with_line(2, "title:"), "value-missing", 2, 1),
    ("title-blank", with_line(2, 'title: ""'), "value-empty", 2, 8),
    ("title-list", with_line(2, "title: [a]"), "value-shape", 2, 8),
    ("key-typo", with_line(2, "titel: x"), "key-unknown", 2, 1),
    ("publisher-key", with_line(3, "publisher: ofice"), "publisher-unknown", 3, 12),
    ("publisher-part", with_line(3, "publisher: {name: x}"), "key-missing", 3, 12),
    ("publisher-extra", with_line(3, "publisher: {name: x, short: y, fax: 1}"), "key-unknown", 3, 32),
    ("date-order", with_line(4, "date: 31-10-2023"), "value-date", 4, 7),
    ("date-none", with_line(4, "date: 2023-02-30"), "value-date", 4, 7),
    ("date-number", with_line(4, "date: 1698710400"), "value-date", 4, 7),
    ("language", with_line(5, "language: English"), "value-language", 5, 11),
    ("layout", with_line(6, "layout: ../rocb"), "value-slug", 6, 9),
    ("sections-none", with_line(8, "  []"), "value-empty", 8, 3),
    ("section-bare", with_line(8, "  - one"), "value-shape", 8, 5),
    ("section-key", with_line(8, "  - artikels: [one]"), "key-unknown", 8, 5),
    ("articles-word", with_line(8, "  - articles: one"), "value-shape", 8, 15),
    ("articles-none", with_line(8, "  - articles: []"), "value-empty", 8, 15),
    ("slug-capital", with_line(8, "  - articles: [One]"), "value-slug", 8, 16),
    ("slug-hyphens", with_line(8, "  - articles: [a--b]"), "value-slug", 8, 16),
    ("article-missing", with_line(8, "  - articles: [one, two]"), "article-missing", 8, 21),
    ("article-twice", with_line(8, "  - articles: [one, one]"), "article-twice", 8, 21),
    ("foreword-missing", ISSUE + "foreword: fore\n", "article-missing", 9, 11),
    ("foreword-kind", ISSUE + "foreword: one\n", "article-kind", 9, 11),
    ("imprint-kind", ISSUE + "imprint: one\n", "article-kind", 9, 10),
    ("highlight", ISSUE + "highlights: [none]\n", "highlight-unknown", 9, 14),
    ("period-back", ISSUE + "period: 2023-09-30/2023-07-01\n", "value-date", 9, 9),
    ("period-three", ISSUE + "period: 2023-09-30/2023-10-01/2023-10-02\n", "value-date", 9, 9),
    ("period-half", ISSUE + "period: 2023-09-30/\n", "value-date", 9, 9),
    ("mail-bare", ISSUE + "mail: {attachment_limit: 5}\n", "value-size", 9, 26),
    ("mail-unit", ISSUE + "mail: {attachment_limit: 5 Mb}\n", "value-size", 9, 26),
    ("print-zero", ISSUE + "print: {signature: 0}\n", "value-range", 9, 20),
    ("print-key", ISSUE + "print: {signatures: 4}\n", "key-unknown", 9, 9),
    ("cover-alt", ISSUE + "cover: {image: images/opening.jpg}\n", "key-missing", 9, 8),
    ("cover-gone", ISSUE + "cover: {image: images/opning.jpg, alt: x}\n", "image-missing", 9, 16),
    ("cover-out", ISSUE + "cover: {image: ../../x.jpg, alt: x}\n", "image-outside", 9, 16),
    ("cover-name", ISSUE + "cover: {image: images/opening.jpg, alt: opening}\n", "alt-file-name", 9, 41),
    ("twice", ISSUE + "title: again\n", "key-twice", 9, 1),
    ("tab", ISSUE + "print:\n\tsignature: 4\n", "yaml-syntax", 10, 1),
    ("colon", ISSUE + "covers: Part: two\n", "yaml-syntax", 9, 13),
    ("open", ISSUE + "highlights: [one\n", "yaml-syntax", 10, 1),
    ("alias", ISSUE + "covers: &a x\nimprint: *a\n", "yaml-alias", 9, 9),
    ("bomb", "a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n", "yaml-alias", 1, 4),
    ("tag", ISSUE + "covers: !!python/object:os.system x\n", "yaml-tag", 9, 9),
    ("deep", "[" * 50, "yaml-too-deep", 1, 14),
    ("two", ISSUE + "---\nnumber: 5\n", "yaml-documents", 9, 1),
    ("escape", ISSUE + 'covers: "\\uD800"\n', "text-control", 9, 9),
    ("escape-none", ISSUE + 'covers: "\\UFFFFFFFF"\n', "yaml-syntax", 1, 1),
    ("key-list", ISSUE + "[a]: b\n", "yaml-key", 9, 1),
    ("list", "- number\n", "value-shape", 1, 1),
    ("nothing", "", "value-missing", 1, 1),
    ("nul", ISSUE + "covers: a\0b\n", "text-control", 9, 10),
    ("override", ISSUE + "covers: a\u202eb\n", "text-direction", 9, 10),
    ("line-separator", ISSUE + "covers: a\u2028b\n", "text-control", 9, 10),
    ("long-word", ISSUE + f"covers: {'a' * 100_000}\n", "word-too-long", 9, 9),
    ("not-utf8", ISSUE.encode() + b"covers: caf\xe9\n", "text-encoding", 9, 12),
    ("huge", ISSUE + "# x\n" * 200_000, "file-too-large", 1, 0),
    ("large", ISSUE + "# x\n" * 60_000, "yaml-too-large", 1, 1),
]


@pytest.mark.parametrize(("issue", "code", "line", "column"), [row[1:] for row in BROKEN],
                         ids=[row[0] for row in BROKEN])
def test_each_fault_is_told_at_its_place(tmp_path, issue, code, line, column):
    """What is wrong in issue.yaml is found under its code, at its line and column."""
    assert ("issue.yaml", line, column, code) in faults(tmp_path, issue=issue)


def test_a_message_says_what_where_and_what_to_do(tmp_path):
    """The words of the design: place, code, fact, and the nearest right word."""
    issue = ISSUE + "cover: {image: images/opning.jpg, alt: A harbour}\nimprnt: x\n"

    assert messages(tmp_path, issue=issue) == [
        "issues/5/issue.yaml:10:1: key-unknown: unknown key: imprnt (did you mean imprint?)"]
    (missing,) = messages(tmp_path, issue=issue.replace("imprnt: x\n", ""))
    assert missing == ("issues/5/issue.yaml:9:16: image-missing: images/opning.jpg does not exist "
                       "(did you mean opening.jpg?)")


def test_all_faults_are_told_at_once(tmp_path):
    """A broken manifest does not hide what is wrong in articles and publishers."""
    found = faults(tmp_path, issue=with_line(4, "date: x") + "mial: x\n", body="# Title\n\n<b>\n")

    assert [code for *_, code in found] == ["heading-level", "html-raw", "value-date", "key-unknown"]


def test_publishers_are_validated_too(tmp_path):
    """A fault in publishers.yaml is told there."""
    broken = {"../publishers.yaml": "office:\n  name: The Office\n  shrt: O\n"}

    assert faults(tmp_path, files=broken) == [
        ("issues/publishers.yaml", 2, 3, "key-missing"), ("issues/publishers.yaml", 3, 3, "key-unknown")]


def test_articles_in_no_section_are_a_warning(tmp_path):
    """A stray file stops nothing, and is not passed over in silence."""
    manuscript = read(tmp_path, files={"articles/stray.md": "no front matter"})

    assert [(f.code, f.where.file) for f in manuscript.findings if f.code != "file-unused"] == [
        ("article-unplaced", "issues/5/articles/stray.md")]


def test_unused_pictures_are_named(tmp_path):
    """A picture that nothing shows is a warning with its file."""
    manuscript = read(tmp_path, body="![Chan at work](images/chan.jpg)\n")

    assert [f.where.file for f in manuscript.findings if f.code == "file-unused"] == [
        "issues/5/images/opening.jpg"]


def test_the_manifest_alone_can_be_read(tmp_path):
    """A list of issues needs no article."""
    workspace = make(tmp_path, body="<b>broken</b>")

    assert read_issue(workspace, 5).title == "E-Newsletter"
    with pytest.raises(UsageError):
        read_issue(workspace, 6)


def test_an_article_may_not_be_a_way_out(tmp_path):
    """A link in the file system that leads out of the issue is not followed."""
    workspace = make(tmp_path, issue=with_line(8, "  - articles: [one, two]"))
    secret = tmp_path / "secret.md"
    secret.write_text("---\ntitle: x\nkind: report\n---\nsecret\n")
    (workspace.issues / "5/articles/two.md").symlink_to(secret)

    with pytest.raises(SourceError) as stop:
        read_manuscript(workspace, 5)

    assert [f.code for f in stop.value.findings if f.code != "file-unused"] == ["article-outside"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(
    st.text(max_size=200),
    st.text(alphabet="-:[]{}#&*!|>'\"%@`,? \n\tax0", max_size=120),
    st.text(max_size=40).map(lambda words: ISSUE + "covers: " + words),
    st.binary(max_size=80)))
def test_no_text_makes_the_reader_fail(tmp_path, text):
    """Whatever stands in issue.yaml, it reads or is a SourceError."""
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    workspace = make(tmp_path, issue=data)

    try:
        read_manuscript(workspace, 5)
    except SourceError as error:
        assert error.findings
