import json
import re
from datetime import date

import pytest
import yaml

from rocbpress.findings.errors import SourceError, UsageError
from rocbpress.findings.finding import errors
from rocbpress.preflight.words.rules import check_examples
from rocbpress.sources.frontmatter import FrontMatter
from rocbpress.sources.manuscript import read_manuscript
from rocbpress.sources.new import new_issue
from rocbpress.sources.scaffold import KINDS, example, placeholders
from rocbpress.sources.schema import schemas
from rocbpress.sources.yaml.manifest import Issue, Publisher
from tests.small_issue import HEAD, ISSUE, make

WHOLE = ISSUE + """\
covers: July to September 2023
period: 2023-07-01/2023-09-30
foreword: fore
imprint: back
"""
IMPRINT = HEAD.replace("report", "imprint")
FILES = {
    "articles/fore.md": "---\ntitle: Foreword\nkind: letter\nauthors: [{name: Mr. X, role: Head}]\n"
                        "signature: 倉本智和\n---\nDear readers,\n",
    "articles/back.md": IMPRINT + "![The building](images/chan.jpg)\n\n## Staff\n\n- X\n",
}


def test_a_new_issue_reads_at_once(tmp_path):
    """The folder has no error and no warning before anything in it is edited."""
    workspace = make(tmp_path, issue=WHOLE, files=FILES)

    folder = new_issue(workspace, 6, source=5)

    manuscript = read_manuscript(workspace, 6)
    assert folder == tmp_path / "issues/6"
    assert manuscript.findings == ()
    assert [a.slug for a in manuscript.articles()] == ["foreword", "example-report", "imprint"]


def test_particulars_are_kept_and_dates_move_on(tmp_path):
    """The next quarter follows with its dates; title, publisher, writer and imprint stay."""
    workspace = make(tmp_path, issue=WHOLE, files=FILES)

    new_issue(workspace, 6, source=5)

    manuscript = read_manuscript(workspace, 6)
    issue = manuscript.issue
    assert (issue.number, issue.title, issue.publisher, issue.layout) == (6, "E-Newsletter", "office", "rocb")
    assert issue.date == date(2024, 1, 31)
    assert (issue.period.first, issue.period.last) == (date(2023, 10, 1), date(2023, 12, 31))
    assert issue.covers == "October to December 2023"
    assert manuscript.foreword.head.authors[0].name == "Mr. X"
    assert manuscript.foreword.head.signature == "倉本智和"
    assert manuscript.imprint.blocks[0].spec.path == tmp_path / "issues/6/images/chan.jpg"


@pytest.mark.parametrize(("period", "number", "wanted", "covers"), [
    ("2023-10-01/2024-03-31", 7, "2024-10-01/2025-03-31", "October 2024 to March 2025"),
    ("2024-01-01/2024-01-31", 6, "2024-02-01/2024-02-29", "February 2024"),
    ("2023-07-03/2023-07-16", 6, "2023-07-17/2023-07-30", "July 2023"),
])
def test_periods_keep_their_length(tmp_path, period, number, wanted, covers):
    """Whole months stay whole months, other periods their days; numbers apart are periods apart."""
    workspace = make(tmp_path, issue=WHOLE.replace("2023-07-01/2023-09-30", period), files=FILES)

    new_issue(workspace, number, source=5)

    issue = read_manuscript(workspace, number).issue
    assert f"{issue.period.first}/{issue.period.last}" == wanted
    assert issue.covers == covers


def test_an_imprint_that_leads_elsewhere_is_not_copied(tmp_path):
    """Links to articles of the old issue would be dead in the new one."""
    files = FILES | {"articles/back.md": IMPRINT + "See [it](article:one).\n"}
    workspace = make(tmp_path, issue=WHOLE, files=files)

    new_issue(workspace, 6, source=5)

    assert "article:one" not in read_manuscript(workspace, 6).imprint.blocks[0].html


def test_an_article_that_is_not_there_yet_is_not_missed(tmp_path):
    """The next issue may be begun before the imprint of this one is written; it gets the example."""
    workspace = make(tmp_path, issue=WHOLE, files={"articles/fore.md": FILES["articles/fore.md"]})

    new_issue(workspace, 6, source=5)

    manuscript = read_manuscript(workspace, 6)
    assert manuscript.findings == ()
    assert manuscript.foreword.head.authors[0].name == "Mr. X"
    assert manuscript.imprint.head.kind == "imprint"


@pytest.mark.parametrize("slug", ["fore", "x", "none", "foreword"])
def test_a_foreword_is_never_taken_for_the_imprint(tmp_path, slug):
    """Whatever its name, where the issue has no imprint: the new one gets the example."""
    issue = WHOLE.replace("foreword: fore", f"foreword: {slug}").replace("imprint: back\n", "")
    workspace = make(tmp_path, issue=issue, files={f"articles/{slug}.md": FILES["articles/fore.md"]})

    new_issue(workspace, 6, source=5)

    assert read_manuscript(workspace, 6).imprint.head.kind == "imprint"


def test_a_minimal_issue_reads_at_once(tmp_path):
    """Without a source there is a publisher, a layout, a foreword, an article and an imprint."""
    workspace = make(tmp_path)
    (workspace.layouts / "house").mkdir(parents=True)
    (workspace.layouts / "house/layout.toml").write_text("")

    new_issue(workspace, 1, source=None)

    manuscript = read_manuscript(workspace, 1)
    assert manuscript.findings == ()
    assert (manuscript.issue.layout, manuscript.publisher.short) == ("house", "Office")


def test_without_publishers_the_issue_describes_one(tmp_path):
    """An empty workspace can be begun in."""
    workspace = make(tmp_path)
    (workspace.issues / "publishers.yaml").unlink()

    new_issue(workspace, 1, source=None)

    assert isinstance(read_manuscript(workspace, 1).issue.publisher, Publisher)


def test_nothing_is_overwritten(tmp_path):
    """An existing folder, a missing source or a broken one stops the making, and leaves no folder."""
    workspace = make(tmp_path, issue="number: 5\n")

    with pytest.raises(UsageError):
        new_issue(workspace, 5, source=None)
    with pytest.raises(UsageError):
        new_issue(workspace, 6, source=4)
    with pytest.raises(SourceError):
        new_issue(workspace, 6, source=5)
    assert sorted(path.name for path in workspace.issues.iterdir()) == ["5", "publishers.yaml"]


def test_a_new_issue_is_not_begun_from_a_broken_foreword(tmp_path):
    """The mistake is told at its line, and no folder is made."""
    files = FILES | {"articles/fore.md": FILES["articles/fore.md"] + "\n![](images/chan.jpg)\n"}
    workspace = make(tmp_path, issue=WHOLE, files=files)

    with pytest.raises(SourceError) as refused:
        new_issue(workspace, 6, source=5)

    assert [(each.code, each.where.file, each.where.line) for each in refused.value.findings] == [
        ("alt-missing", "issues/5/articles/fore.md", 9)]
    assert not (workspace.issues / "6").exists()


def test_schemas_know_every_key_and_no_other():
    """What the reader takes, an editor completes; what it refuses, the editor marks."""
    texts = schemas()

    assert sorted(texts) == ["article.schema.json", "findings.schema.json", "issue.schema.json",
                             "publishers.schema.json"]
    for name, model in (("issue", Issue), ("article", FrontMatter)):
        schema = json.loads(texts[f"{name}.schema.json"])
        keys = {field.alias or key for key, field in model.model_fields.items()}
        required = {field.alias or key for key, field in model.model_fields.items() if field.is_required()}
        assert set(schema["properties"]) == keys
        assert set(schema["required"]) == required
        assert schema["additionalProperties"] is False


def test_schemas_name_only_types_of_json():
    """An editor passes over a type that it does not know (JSON Schema 2020-12, validation, 6.1.1)."""
    def types(node):
        if isinstance(node, list):
            return {name for each in node for name in types(each)}
        if not isinstance(node, dict):
            return set()
        said = node.get("type", [])
        named = {said} if isinstance(said, str) else set(said) if isinstance(said, list) else set()
        return named.union(*(types(value) for value in node.values()))

    found = {name: types(json.loads(text)) for name, text in schemas().items()}
    known = {"null", "boolean", "object", "array", "number", "string", "integer"}

    assert {name: each - known for name, each in found.items()} == {name: set() for name in found}
    assert all("string" in each for each in found.values())


def test_schemas_explain_each_key():
    """Editors show a sentence for every key that an officer may write."""
    for text in schemas().values():
        schema = json.loads(text)
        tables = [schema, *schema.get("$defs", {}).values()]
        for table in tables:
            for key, value in table.get("properties", {}).items():
                assert value.get("description"), key


def test_schemas_have_no_default_that_says_nothing():
    """An editor that fills in a key offers a value, not an empty one."""
    def defaults(node):
        if isinstance(node, list):
            return [value for each in node for value in defaults(each)]
        if not isinstance(node, dict):
            return []
        own = [node["default"]] if "default" in node and "properties" not in node else []
        return own + [value for each in node.values() for value in defaults(each)]

    found = [value for text in schemas().values() for value in defaults(json.loads(text))]

    assert "5 MB" in found and "fogra39" in found
    assert [value for value in found if not value or isinstance(value, dict)] == []


SEVERAL = WHOLE.partition("sections:")[0] + """\
sections:
  - articles: [long]
  - title: Meetings
    articles: [one, note, also]
  - title: Staff
    articles: [note-2]
foreword: fore
imprint: back
"""


def test_sections_stay_with_an_example_of_each_kind(tmp_path):
    """The titles of the sections, and in each an article of every kind it had; images/ is empty."""
    kinds = {"long": "essay", "one": "report", "also": "report", "note": "message", "note-2": "message"}
    files = FILES | {f"articles/{slug}.md": f"---\ntitle: A title\nkind: {kind}\n---\nWords.\n"
                     for slug, kind in kinds.items()}
    workspace = make(tmp_path, issue=SEVERAL, files=files)

    folder = new_issue(workspace, 6, source=5)

    manuscript = read_manuscript(workspace, 6)
    assert [(section.title, [article.head.kind for article in section.articles])
            for section in manuscript.sections] == [
        ("", ["essay"]), ("Meetings", ["report", "message"]), ("Staff", ["message"])]
    assert [path.name for path in (folder / "images").iterdir()] == ["chan.jpg"]  # of the imprint


def test_examples_are_errors_until_they_are_replaced(tmp_path):
    """Every text that a new issue is filled with is told at its line; what its author writes is not."""
    workspace = make(tmp_path, issue=WHOLE, files=FILES)
    folder = new_issue(workspace, 6, source=5)
    found = check_examples(read_manuscript(workspace, 6))
    article = folder / "articles" / "example-report.md"
    lines = article.read_text("utf-8").split("\n")

    told = {(finding.where.file, lines[finding.where.line - 1]) for finding in found
            if finding.where.file.endswith("report.md")}
    assert {finding.code for finding in found} == {"placeholder"} and errors(found) == found
    assert {line for _, line in told} >= {"title: Title of the report", "place: Place, Country"}
    assert len(told) == 5

    for path in (folder / "articles").glob("*.md"):
        path.write_text("\n".join(
            line if line[:3] in ("---", "kin", "dat")
            else re.sub(r"(\w+)$|(?<=[a-z]{3})\.$", "rewritten", line)
            for line in path.read_text("utf-8").split("\n")), "utf-8")
    assert check_examples(read_manuscript(workspace, 6)) == ()


def test_no_example_is_missed(tmp_path):
    """An issue of all examples: each of their paragraphs and values is found."""
    kinds = {slug: slug for slug in KINDS}
    issue = SEVERAL.replace("long", "essay").replace("one, note, also", "report")
    issue = issue.replace("note-2", "message")
    workspace = make(tmp_path, issue=issue, files={
        f"articles/{slug}.md": "---\n" + yaml.safe_dump(example(name)[0]) + "---\n" + example(name)[1]
        for slug, name in (kinds | {"fore": "foreword", "back": "imprint"}).items()})
    found = check_examples(read_manuscript(workspace, 5))

    assert len({finding.message for finding in found}) == len(placeholders()) - 2  # publisher, covers


def test_an_issue_without_a_model_is_in_english(tmp_path):
    """As its examples are."""
    workspace = make(tmp_path)
    new_issue(workspace, 1, source=None)

    assert read_manuscript(workspace, 1).issue.language == "en"
