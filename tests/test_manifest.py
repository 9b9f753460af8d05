from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rocbpress.findings.errors import SourceError, UsageError
from rocbpress.sources.manuscript import read_manuscript
from rocbpress.sources.yaml.manifest import Publisher, read_issue
from tests.broken.manifests import MANIFESTS, with_line
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


@pytest.mark.parametrize(("written", "size"), [
    ("5000 kB", 5_000_000), ("5.5 MB", 5_500_000), ("0.01 gb", 10_000_000), ("4096 KiB", 2**22),
    ("4MiB", 2**22), ("0.0078125 GiB", 2**23)])
def test_a_limit_is_written_in_any_unit(tmp_path, written, size):
    """A kB is a thousand bytes, a KiB 1024; capitals and spaces do not count."""
    issue = read(tmp_path, issue=f"{ISSUE}mail: {{attachment_limit: {written}}}\n").issue

    assert issue.mail.attachment_limit == size


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


def test_a_section_keeps_its_accent(tmp_path):
    """The colour that issue.yaml names for it, and none where it names none."""
    coloured = ISSUE.replace("- articles", "- title: Meetings\n    accent: blue\n    articles")

    assert [section.accent for section in read(tmp_path / "a", issue=coloured).sections] == ["blue"]
    assert [section.accent for section in read(tmp_path / "b").sections] == [""]


def test_words_stay_words(tmp_path):
    """`no`, 010 and 1e3 are texts where a text is meant, unlike in common YAML."""
    issue = ISSUE.replace("title: E-Newsletter", "title: no").replace("layout: rocb", "layout: 010")

    read_back = read(tmp_path, issue=issue).issue

    assert (read_back.title, read_back.layout) == ("no", "010")


def test_a_break_in_a_line_of_words_is_a_space(tmp_path):
    """However YAML came by it; an address may have several lines."""
    publisher = 'publisher: {name: "An\\nOffice", short: AO, address: "1 Street\\nSuva"}'
    issue = ISSUE.replace("title: E-Newsletter", "title: |\n  E-News\n  letter").replace(
        "publisher: office", publisher) + 'covers: "July\\nto September"\n'

    found = read(tmp_path, issue=issue)

    assert (found.issue.title, found.issue.covers) == ("E-News letter", "July to September")
    assert (found.publisher.name, found.publisher.address) == ("An Office", "1 Street\nSuva")


@pytest.mark.parametrize(("issue", "code", "line", "column"), [row[1:] for row in MANIFESTS],
                         ids=[row[0] for row in MANIFESTS])
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


def test_a_mistyped_publisher_is_told_the_nearest(tmp_path):
    """The key that was perhaps meant stands in publishers.yaml."""
    assert messages(tmp_path, issue=ISSUE.replace("publisher: office", "publisher: ofice")) == [
        "issues/5/issue.yaml:3:12: publisher-unknown: ofice is not in issues/publishers.yaml "
        "(did you mean office?)"]


def test_all_faults_are_told_at_once(tmp_path):
    """A broken manifest does not hide what is wrong in articles and publishers."""
    found = faults(tmp_path, issue=with_line(4, "date: x") + "mial: x\n", body="# Title\n\n<b>\n")

    assert [code for *_, code in found] == ["heading-level", "html-raw", "value-date", "key-unknown"]


def test_publishers_are_validated_too(tmp_path):
    """A fault in publishers.yaml is told there."""
    broken = {"../publishers.yaml": "office:\n  name: The Office\n  shrt: O\n"}

    assert faults(tmp_path, files=broken) == [
        ("issues/publishers.yaml", 3, 3, "key-unknown")]


def test_articles_in_no_section_are_a_warning(tmp_path):
    """A stray file stops nothing, and is not passed over in silence."""
    manuscript = read(tmp_path, files={"articles/stray.md": "no front matter"})

    assert [(f.code, f.where.file) for f in manuscript.findings if f.code != "file-unused"] == [
        ("article-unplaced", "issues/5/articles/stray.md")]


def test_unused_pictures_are_named(tmp_path):
    """A picture that nothing shows is a warning with its file, which has no lines."""
    manuscript = read(tmp_path, body="![Chan at work](images/chan.jpg)\n")

    assert [str(f) for f in manuscript.findings if f.code == "file-unused"] == [
        "issues/5/images/opening.jpg: warning: file-unused: images/opening.jpg is not used"]


def test_the_manifest_alone_can_be_read(tmp_path):
    """A list of issues needs no article."""
    workspace = make(tmp_path, body="<b>broken</b>")

    assert read_issue(workspace, 5).title == "E-Newsletter"
    with pytest.raises(UsageError):
        read_issue(workspace, 6)


def test_a_fault_is_told_in_its_file_where_the_manifest_alone_is_read(tmp_path):
    """As it is where the articles are read too."""
    workspace = make(tmp_path, issue=with_line(2, "titel: E-Newsletter"))

    with pytest.raises(SourceError) as stop:
        read_issue(workspace, 5)

    assert {(f.where.file, f.where.line) for f in stop.value.findings if f.code == "key-unknown"} == {
        ("issues/5/issue.yaml", 2)}


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


@pytest.mark.parametrize(("size", "number"), [
    ("900 kB", 900_000), ("6.5 MB", 6_500_000), ("0.01 GB", 10_000_000), ("900 KiB", 921_600),
    ("3 MiB", 3_145_728), ("0.0078125 GiB", 8_388_608)])
def test_sizes_are_read_in_every_unit(tmp_path, size, number):
    """In those of a thousand and in those of 1024."""
    issue = read(tmp_path, issue=f"{ISSUE}mail: {{attachment_limit: {size}}}\n").issue

    assert issue.mail.attachment_limit == number


@pytest.mark.parametrize(("address", "words"), [
    ("An\\tOffice <office@example.org>", "invisible character"),
    ("office\\u200b@example.org", "invisible character"),
    (f"{'a' * 65}@b.org", "is not an address of mail"),
    (f"{'a' * 62}@{'b' * 12}.org", "more than 74"),
    (f"a@{'b' * 62}.example", ""),
    (f"{'a' * 64}@b.org", "")])
def test_addresses_are_such_as_mail_takes(tmp_path, address, words):
    """At most 64 letters before the @, 74 in all, and none that nobody sees."""
    listed = f'office: {{name: The Office, short: Office, mail_from: "{address}"}}\n'
    found = messages(tmp_path, files={"../publishers.yaml": listed})

    assert len(found) == bool(words) and all(words in message for message in found)
