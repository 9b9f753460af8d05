"""The table of members: read as offices save it, told where it is wrong, copied nowhere."""

from __future__ import annotations

import json

import pytest
from lxml import html
from pypdfium2 import PdfDocument

from rocbpress.findings.errors import SourceError
from rocbpress.mailing.members import drafts_of, in_languages, nobody, read_members
from rocbpress.sources.manuscript import read_manuscript
from tests.mail_issues import bodies, is_sound, mailing_of, parsed, write_issue
from tests.shared_cache import shared_cache
from tests.workspaces import copy_workspace, run, run_here

CACHE = ("--cache", str(shared_cache()))
ISSUED = "2023-10-31"
TABLE = "address,name,language,group\na@example.org,Ms. A,en,\nb@example.org,倉本 智和,ja,\n"


def read(tmp_path, data):
    path = tmp_path / "members.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_members(path, "members.csv")


def told(tmp_path, data):
    """The errors of a table: code, line, column."""
    with pytest.raises(SourceError) as caught:
        read(tmp_path, data)
    return [(found.code, found.where.line, found.where.column) for found in caught.value.findings]


@pytest.mark.parametrize("data", [
    TABLE, TABLE.encode("utf-8-sig"), TABLE.replace("\n", "\r\n"), TABLE.replace("\n", "\r"),
    TABLE.replace(",", ";"), TABLE.replace(",", "\t"), TABLE.replace("address", " Address "),
    TABLE.replace("a@example.org,Ms. A", "Ms. A <a@example.org>,"), f"{TABLE}\n , ,,\n",
    TABLE.replace("Ms. A,", '"Ms. A","Suva, Fiji",').replace("language", "office,language")
    .replace("智和,", "智和,Tokyo,"),
], ids=["plain", "mark", "crlf", "cr", "semicolons", "tabs", "capitals", "name", "empty", "quoted"])
def test_a_table_is_read_as_it_was_saved(tmp_path, data):
    """Whatever parts cells and ends lines; further columns are passed over."""
    members, found = read(tmp_path, data)

    assert found == () and [(m.mailbox.address, m.mailbox.name, m.language) for m in members] == [
        ("a@example.org", "Ms A", "en"), ("b@example.org", "倉本 智和", "ja")]


@pytest.mark.parametrize(("data", "codes"), [
    ("", [("members-empty", 1, 0)]), ("address\n", [("members-empty", 1, 0)]),
    ("name,e-mail\nA,a@b.org\n", [("members-empty", 1, 0)]),
    ("a@b.org\nc@d.org\n", [("members-empty", 1, 0)]),
    ("address,name\na@b.org,Jos\xe9\n".encode("latin-1"), [("members-encoding", 2, 12)]),
    (TABLE.encode("utf-16"), [("members-encoding", 1, 0)]),
    (b"PK\x03\x04\0\0", [("members-encoding", 1, 0)]),
    ("name,address\nA,a@b.org\nB,smith@customs\n,\nC,\n",
     [("member-address", 3, 3), ("member-address", 5, 1)]),
    ("address\na@[10.0.0.1]\na@b..org\n.a@b.org\na@1.2.3.4\na b@c.org\nü@b.org\na@b.org;c@d.org\n",
     [("member-address", line, 1) for line in range(2, 9)]),
    ('address,name\n"a@b.org\nBcc: c@d.org",A\n', [("member-address", 2, 1)]),
    ("address\na@b.org\u202e\n", [("member-address", 2, 1)]),
])
def test_what_is_wrong_with_a_table_has_its_place(tmp_path, data, codes):
    """All of it in one run."""
    assert told(tmp_path, data) == codes


def test_a_table_that_is_not_there_is_told(tmp_path):
    """With what to correct."""
    with pytest.raises(SourceError) as caught:
        read_members(tmp_path / "none.csv", "none.csv")

    assert [(found.code, found.hint) for found in caught.value.findings] == [
        ("file-unreadable", "correct its name after --members")]


def test_an_address_that_comes_twice_is_written_to_once(tmp_path):
    """Whatever its letters; a warning names both lines."""
    members, found = read(tmp_path, "address\na@b.org\nA@B.org\nc@d.org\n")

    assert [member.mailbox.address for member in members] == ["a@b.org", "c@d.org"]
    assert [str(each) for each in found] == [
        "members.csv:3:1: warning: member-twice: duplicate address: A@B.org (first in line 2)"]


def test_a_draft_has_members_of_one_group_and_so_many(tmp_path):
    """In the order of the table; nobody is lost."""
    rows = "".join(f"m{at}@b.org,{'Pacific' if at % 3 == 0 else ''}\n" for at in range(100))
    members, _ = read(tmp_path, f"address,group\n{rows}")
    drafts = drafts_of(members, 30)

    assert [len(draft) for draft in drafts] == [30, 4, 30, 30, 6]
    assert sorted(mailbox.address for draft in drafts for mailbox in draft) == sorted(
        member.mailbox.address for member in members)


def test_drafts_hide_members_from_each_other(tmp_path):
    """They stand in Bcc alone, and each draft is a message of its own."""
    names = ("Ms. A", "倉本 智和", 'Evil" <x@y.org>,', "x" * 90, "Ü, 倉" * 20, "")
    quoted = [name.replace('"', '""') for name in names * 15]
    rows = "".join(f"m-{at}.of-an-office@customs.example.org,\"{name}\"\n" for at, name in enumerate(quoted))
    members, _ = read(tmp_path, f"address,name\n{rows}")
    made = mailing_of(write_issue(tmp_path / "w"), hidden=drafts_of(members, 50))
    messages = [parsed(data) for data in made.drafts.values()]
    hidden = [address.addr_spec for message in messages for address in message["Bcc"].addresses]

    assert list(made.drafts) == ["rocb-82-1.eml", "rocb-82-2.eml"]
    assert all(map(is_sound, made.drafts.values()))
    assert hidden == [member.mailbox.address for member in members]
    assert [message["To"].addresses[0].addr_spec for message in messages] == ["office@example.org"] * 2
    assert len({message["Message-ID"] for message in messages}) == 2


def test_members_get_the_issue_in_their_language(tmp_path):
    """Of those of one publisher and day; others get the one with the lowest number, and each gets one."""
    for number, language, day in ((82, "en", ISSUED), (1082, "ja", ISSUED), (83, "th", "2024-01-31")):
        workspace = write_issue(tmp_path / "w", number, language=language, date=day)
    members, _ = read(tmp_path, "address,language\na@b.org,en\nb@b.org,ja-JP\nc@b.org,th\nd@b.org,\n")
    issues = {number: read_manuscript(workspace, number).issue for number in (82, 1082)}
    found = {number: in_languages(members, issue, workspace) for number, issue in issues.items()}

    assert found[82] == found[1082] and set(found[82]) == {82, 1082}
    assert [m.mailbox.address[0] for m in found[82][82]] == ["a", "c", "d"]
    assert [m.mailbox.address[0] for m in found[82][1082]] == ["b"]


def test_an_issue_that_nobody_reads_is_not_mailed():
    """All members read others in their language: no draft is written that would go to none."""
    with pytest.raises(SourceError) as caught:
        nobody("members.csv", 82)

    assert [found.code for found in caught.value.findings] == ["members-empty"]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory, issue_82):
    """Issue 82, which is rendered already, mailed once."""
    assert issue_82.is_file()
    root = copy_workspace(tmp_path_factory.mktemp("desk"))
    done = run(root, "mail", "82", "--html", *CACHE)
    assert done.returncode == 0, done.stderr
    return root


def test_the_command_writes_a_draft_with_the_pdf(workspace):
    """Rendered first; the pages told are those of the PDF."""
    folder = workspace / "build" / "82"
    message = parsed((folder / "rocb-82.eml").read_bytes())
    [pdf] = [part.get_content() for part in message.iter_attachments()]
    document = PdfDocument(pdf)
    marks = {" ".join(mark.get_title().split()): document.get_page_label(mark.get_dest().get_index())
             for mark in document.get_toc()}
    rows = html.document_fromstring(bodies(message)[1]).xpath("//td[@class='number']/..")
    told = {" ".join(row.findtext(".//strong").split()): row.findtext("td") for row in rows}

    assert pdf == (folder / "rocb-82.pdf").read_bytes() and (folder / "mail.html").is_file()
    assert len(told) == 12 and {title: marks[title] for title in told} == told


def test_the_command_makes_the_same_again(workspace, tmp_path):
    """Elsewhere in time and tongue; drafts of a former list are gone."""
    before = (workspace / "build" / "82" / "rocb-82.eml").read_bytes()
    table = tmp_path / "members.csv"
    table.write_text("address\n" + "".join(f"m{at}@b.org\n" for at in range(5)), "utf-8")
    three = run(workspace, "mail", "82", "--members", str(table), "--groups", "2", "--json", *CACHE)
    folder = workspace / "build" / "82"
    names = sorted(path.name for path in folder.glob("*.eml"))
    again = run(workspace, "mail", "82", *CACHE,
                environment={"TZ": "Asia/Tokyo", "LC_ALL": "C", "HOME": str(tmp_path)})

    told = json.loads(three.stdout)
    assert [draft["members"] for draft in told["drafts"]] == [2, 2, 1] and told["findings"] == []
    assert names == [f"rocb-82-{turn}.eml" for turn in (1, 2, 3)]
    assert again.returncode == 0 and [path.name for path in folder.glob("*.eml")] == ["rocb-82.eml"]
    assert (folder / "rocb-82.eml").read_bytes() == before
    files = [path for path in (workspace / "build").rglob("*") if path.is_file()]
    assert [path for path in files if b"m3@b.org" in path.read_bytes()] == []


def test_a_bad_table_stops_the_command_before_anything_is_rendered(tmp_path, monkeypatch, capsys):
    """With the line to correct."""
    write_issue(tmp_path)
    (tmp_path / "members.csv").write_text("address\nsmith@customs\n", "utf-8")
    code, _, said = run_here(monkeypatch, capsys, "mail", "82", "--root", str(tmp_path), "--members",
                             str(tmp_path / "members.csv"))

    assert code == 3 and "members.csv:2:1: member-address: “smith@customs”" in said
    assert not (tmp_path / "build").exists()
