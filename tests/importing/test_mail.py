"""Letters saved from a mail program, with the files that came with them."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from rocbpress.findings.errors import SourceError
from rocbpress.importing.blocks import Paragraph, Picture, Role
from rocbpress.importing.mail import mail_document
from tests.importing.kept import ALT_MISSING, arrive, lost
from tests.importing.raw_words import passages
from tests.importing.word_files import draw_file
from tests.importing.word_xml import png
from tests.importing.workbooks import PORTS, workbook

WORD = "vnd.openxmlformats-officedocument.wordprocessingml.document"


def letter(text="Dear all,\n\nplease find it attached.\n", subject="Report on the workshop") -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["To"] = subject, "office@example.org"
    message["From"] = "Ann Lee <ann@example.org>"
    message["Date"] = "Mon, 03 Jul 2023 09:30:00 +0700"
    message.set_content(text)
    return message


def read(message: EmailMessage):
    return mail_document(bytes(message), "letter.eml")


def test_the_subject_is_the_title_and_the_head_is_told():
    """Who wrote to whom is nobody's business in an article."""
    document = read(letter("Kind words.\n\n> Older words.\n"))

    assert document.head == {"title": "Report on the workshop"}
    assert [(block.role, block.words) for block in document.blocks] == [
        (Role.TEXT, "Kind words."), (Role.QUOTE, "Older words.")]
    assert "Ann Lee" in document.told[0].words and document.told[0].finding.code == "mail-head"


def test_lines_that_were_broken_to_fit_are_joined():
    """Those of addresses and lists are not."""
    text = ("This is a line that was broken by the program since it was long,\nand goes on here.\n\n"
            "- a first item of a list that is long enough to be a full line\n- a second "
            "item\n\nShort\nlines\n")

    assert [block.words for block in read(letter(text)).blocks] == [
        "This is a line that was broken by the program since it was long, and goes on here.",
        "- a first item of a list that is long enough to be a full line\n- a second item", "Short\nlines"]


def test_of_two_versions_the_web_page_is_read_with_its_pictures():
    """A picture shown by its Content-ID stands where it is shown, and once."""
    message = letter("Plain words.")
    message.add_alternative("<p>Rich <b>words</b>.</p><img src='cid:a@b' alt='A port'>", subtype="html")
    message.get_payload()[1].add_related(png(), "image", "png", cid="<a@b>", filename="port.png")

    document = read(message)

    assert document.blocks[0].words == "Rich words."
    assert [(block.alt, block.data) for block in document.blocks
            if isinstance(block, Picture)] == [("A port", png())]


def test_a_word_file_and_a_workbook_follow_the_letter(tmp_path):
    """All words of the attached file, the figures of the workbook, and the photograph."""
    sent = draw_file(3, features=6).data
    message = letter()
    message.add_attachment(sent, "application", WORD, filename="report.docx")
    message.add_attachment(workbook(PORTS), "application", "octet-stream", filename="figures.xlsx")
    message.add_attachment(png(), "image", "png", filename="../../photo.png")
    path, attached = tmp_path / "letter.eml", tmp_path / "report.docx"
    path.write_bytes(bytes(message))
    attached.write_bytes(sent)

    arrived = arrive(path, tmp_path / "issue")

    assert lost(passages(attached), arrived) == []
    assert [each for each in arrived.faults if each.code not in ALT_MISSING] == []
    assert "bars" in {block.kind.value for block in arrived.article.blocks}
    assert all(".." not in name for name in arrived.imported.files)


@pytest.mark.parametrize(("name", "data"),
                         [("plan.pdf", b"%PDF-1.7"), ("report.docx", b"damaged"), ("", b"x")])
def test_an_attachment_that_cannot_be_read_is_told(name, data):
    """With what to do; the letter is read all the same."""
    message = letter()
    message.add_attachment(data, "application", "octet-stream", filename=name or None)

    document = read(message)

    assert len(document.blocks) == 2
    assert [each.finding.code for each in document.told] == ["mail-head", "mail-attachment"]
    assert document.told[1].finding.hint


def test_a_letter_within_a_letter_is_read():
    """A forwarded letter: its words in the text, its head told."""
    outer = letter("See below.")
    outer.add_attachment(letter("Inner words.", "Inner subject"))

    document = read(outer)

    assert [block.words for block in document.blocks if isinstance(block, Paragraph)] == ["See below.",
                                                                                          "Inner words."]
    assert "Inner subject" in " ".join(each.words for each in document.told)


def test_letters_of_other_encodings_are_read():
    """Quoted-printable, base64 and charsets that are wrong about themselves."""
    head = b"Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\nContent-Type: text/plain; charset=us-ascii\n\n"

    document = mail_document(head + "schöne Grüße".encode("windows-1252"), "letter.eml")

    assert document.head == {"title": "Grüße"}
    assert document.blocks[0].words == "schöne Grüße"


def _nested(depth: int) -> bytes:
    head = "".join(f"Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n" for at in range(depth))
    return head.encode() + b"Content-Type: text/plain\n\nwords\n"


@pytest.mark.parametrize("data", [b"", _nested(60), b"\n--x\n" * 10], ids=["empty", "deep", "none"])
def test_what_is_no_letter_is_refused_or_read(data):
    """Never with a traceback."""
    try:
        document = mail_document(data, "letter.eml")
    except SourceError as refused:
        assert [(each.code, bool(each.hint)) for each in refused.findings] == [("word-damaged", True)]
    else:
        assert document.blocks
