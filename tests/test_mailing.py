"""An issue as a mail: a draft that every mail program takes, and that no text of the issue can turn."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from datetime import date
from email import message_from_bytes
from email.policy import compat32
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from rocbpress.compose.details import detail
from rocbpress.findings.errors import PreflightError, SourceError
from rocbpress.mailing.content import one_line
from rocbpress.mailing.drafts import HEAVY, MOST_SHOWN, make_drafts, page_alone
from rocbpress.mailing.message import Body, Envelope, encoded_size, write_message
from rocbpress.mailing.picture import CoverPicture
from rocbpress.mailing.sentences import first_sentences, wrapped
from rocbpress.press.job import Result
from rocbpress.sources.mailboxes import Mailbox, phrase
from tests.mail_issues import (
    MAIL_WORDS,
    WORDS,
    blank_pdf,
    bodies,
    context_of,
    is_sound,
    mailing_of,
    parsed,
    write_issue,
)
from tests.workspaces import ROOT

HEADERS = ["From", "To", "Subject", "Date", "Message-ID", "Content-Language", "List-Unsubscribe", "X-Unsent",
           "MIME-Version", "Content-Type"]
EVIL = 'x", <evil@example.org>\nBcc: evil@example.org\n\n=?utf-8?q?=0D=0ABcc:_a@b.org?= "&lt;script>'


@pytest.mark.parametrize("layout", ["rocb", "plain"])
@pytest.mark.parametrize("language", WORDS)
def test_a_draft_is_sound_in_every_language(tmp_path, language, layout):
    """Text, page with its picture, and PDF, with all titles and pages in both."""
    made = mailing_of(write_issue(tmp_path, language=language, layout=layout))
    [(name, data)] = made.drafts.items()
    message = parsed(data)
    kinds = [part.get_content_type() for part in message.walk()]
    text, page = bodies(message)
    shown = html.document_fromstring(page)

    assert (name, made.findings) == ("rocb-82.eml", ()) and is_sound(data)
    assert kinds == ["multipart/mixed", "multipart/alternative", "text/plain", "multipart/related",
                     "text/html", kinds[5], "application/pdf"] and kinds[5] in ("image/png", "image/jpeg")
    assert sorted(message) == sorted(HEADERS)
    assert message["X-Unsent"] == "1" and message["Content-Language"] == language
    number = MAIL_WORDS.get(language, {"mail-number": "No. {number}"})["mail-number"]
    assert message["Subject"] == (
        f"The Office E-Newsletter {number.replace('{number}', '82')}: July to September 2023")
    assert (shown.get("lang"), shown.get("dir")) == (language, "rtl" if language == "ar" else "ltr")
    for said in WORDS[language]:
        assert said[:-1] in page and "".join(said[:-1].split()) in "".join(text.split())
    assert shown.xpath("//img/@src") == [f"cid:{list(message.walk())[5]['Content-ID'][1:-1]}"]


def test_the_same_draft_on_another_desk(tmp_path):
    """Home, language, time zone and hash seed leave no trace, nor does the folder."""
    mailed = mailing_of(write_issue(tmp_path / "here")).drafts["rocb-82.eml"]
    program = ("import sys; from pathlib import Path; from tests.mail_issues import *; "
               "sys.stdout.buffer.write(mailing_of(write_issue(Path(sys.argv[1]))).drafts['rocb-82.eml'])")
    elsewhere = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "a desk")], cwd=ROOT, capture_output=True, check=True,
        env={"TZ": "Asia/Bangkok", "LC_ALL": "C", "HOME": str(tmp_path), "PYTHONHASHSEED": "4711"}).stdout

    assert elsewhere == mailed and is_sound(mailed)


@pytest.mark.parametrize("field", [
    "title", "covers", "name", "short", "address", "telephone", "email", "website", "article", "letter"])
def test_no_text_of_the_issue_opens_a_header(tmp_path, field):
    """Nor does it put an element into the page: it stands there as it is typed."""
    typed = field in ("name", "short", "address", "telephone", "website")
    publisher = {field: f"{EVIL}<script>"} if typed else {}
    if field == "email":
        publisher = {"email": EVIL, "mail_from": "office@example.org"}
    head = f"---\ntitle: {json.dumps(EVIL)}\nkind: {{}}\n---\nWords.\n\nMore.\n"
    said: Any = {"title": {"title": f"{EVIL}<script>"}, "covers": {"covers": f"{EVIL}<script>"},
            "article": {"articles": {"one": head.format("report")}},
            "letter": {"letter": head.format("letter")}}.get(field, {})
    data = mailing_of(write_issue(tmp_path, publisher=publisher, **said)).drafts["rocb-82.eml"]
    message = parsed(data)
    _, page = bodies(message)

    assert is_sound(data) and sorted(message) == sorted(HEADERS)
    assert [address.addr_spec for address in message["From"].addresses] == ["office@example.org"]
    assert not html.document_fromstring(page).xpath("//script") and str(message["To"]).count("@") == 1


@pytest.mark.parametrize("key", ["mail_from", "mail_to", "reply_to"])
@pytest.mark.parametrize("given", ["office", "a@b.org\nBcc: c@d.org", "a@[127.0.0.1]", "a@b.org, c@d.org",
                                   "A <a@b.org> B <c@d.org>", "a\u200bb@c.org", "x" * 75 + "@b.org"])
def test_an_address_that_is_none_is_told_at_its_key(tmp_path, key, given):
    """Before anything is made of it."""
    with pytest.raises(SourceError) as caught:
        mailing_of(write_issue(tmp_path, publisher={key: given}))

    assert {(found.code, found.where.line) for found in caught.value.findings} == {("value-mailbox", 3)}


def test_the_publisher_says_who_sends_and_to_whom(tmp_path):
    """Names stand before addresses, without what would have to be quoted."""
    made = mailing_of(write_issue(tmp_path, publisher={
        "mail_from": 'The "Office", (Suva) <a@b.org>', "mail_to": "members@b.org",
        "reply_to": "倉本 <c@b.org>"}))
    message = parsed(made.drafts["rocb-82.eml"])

    assert str(message["From"]) == "The Office Suva <a@b.org>" and message["To"] == "members@b.org"
    assert message["Reply-To"].addresses[0].display_name == "倉本"
    assert message["List-Unsubscribe"] == "<mailto:a@b.org>"


@pytest.mark.parametrize(("email", "said"), [("", "no address"), ("write to us", "email: “write to us”")])
def test_without_a_sender_there_is_no_mail(tmp_path, email, said):
    """The message says what to add, at the publisher's line."""
    with pytest.raises(SourceError) as caught:
        mailing_of(write_issue(tmp_path, publisher={"email": email}))

    [found] = caught.value.findings
    assert (found.code, found.where.line) == ("mail-from-missing", 3) and said in found.message


@given(name=st.text(max_size=300), others=st.lists(st.text(max_size=80), max_size=9))
@settings(max_examples=40, deadline=None)
def test_whatever_a_name_is_it_stays_one(name, others):
    """Subject, sender and members keep to their headers, with line ends and what else may be in a text."""
    hidden = tuple(Mailbox(f"m{at}@example.org", phrase(other)) for at, other in enumerate(others))
    sender = Mailbox("office@example.org", phrase(name))
    envelope = Envelope(one_line(name), sender, sender, sender, "en",
                        date(2023, 10, 31), hidden)
    data = write_message(
        envelope, Body("<p>1</p>", "1\n", CoverPicture(b"x", "png", "", 1, 1), b"%PDF", "a.pdf"))
    message = parsed(data)

    assert is_sound(data)
    assert sorted(message) == sorted([*HEADERS, "Reply-To", *(["Bcc"] if others else [])])
    assert [each.addr_spec for each in message["From"].addresses] == ["office@example.org"]
    told = message["Bcc"].addresses if others else ()
    assert [each.addr_spec for each in told] == [each.address for each in hidden]


def test_a_hundred_and_twenty_articles_stay_below_what_gmail_shows(tmp_path):
    """The last ones lose their teasers, and a note says how many have one."""
    head = "---\ntitle: A title of some words, number {0}\nkind: report\n---\n"
    text = "A sentence that says what was done there. " * 9
    articles = {f"a-{at}": head.format(at) + text for at in range(120)}
    made = mailing_of(write_issue(tmp_path, articles=articles))
    text, page = bodies(parsed(made.drafts["rocb-82.eml"]))
    teasers = len(html.document_fromstring(page).findall(".//p[@class='teaser']"))

    assert 0.97 * MOST_SHOWN < encoded_size(page) <= MOST_SHOWN
    assert [found.code for found in made.findings] == ["mail-shortened"] and 40 < teasers < 119
    assert f"{teasers} of 119 teasers" in made.findings[0].message
    assert text.count("A title of some words") == 121


def test_a_message_that_mailboxes_refuse_is_told(tmp_path):
    """A warning from ten megabytes on, an error from twenty."""
    workspace = write_issue(tmp_path)
    heavy = mailing_of(workspace, pdf=blank_pdf(bytes(7_400_000)))
    with pytest.raises(PreflightError) as caught:
        mailing_of(workspace, pdf=blank_pdf(bytes(15_000_000)))

    assert [(found.code, found.severity) for found in heavy.findings] == [("mail-large", "warning")]
    assert len(heavy.drafts["rocb-82.eml"]) > HEAVY
    assert [(found.code, found.severity) for found in caught.value.findings] == [("mail-large", "error")]


def test_a_pdf_of_other_sources_is_not_sent(tmp_path):
    """Its page numbers may be others."""
    workspace = write_issue(tmp_path)
    made = mailing_of(workspace)
    with pytest.raises(PreflightError) as caught:
        make_drafts(context_of(workspace), Result(34, 4, "0" * 64, ()), blank_pdf(), "rocb-82.pdf")

    assert made.drafts and [found.code for found in caught.value.findings] == ["mail-pdf-stale"]


def test_a_teaser_is_the_authors_or_the_first_sentences(tmp_path):
    """That of the foreword stands for its first lines; notes and breaks of lines are none of it."""
    report = "---\ntitle: One\nkind: report\n{}---\nFirst *words*[^1] of\nMr. Chan. More.\n\n[^1]: A note.\n"
    made = mailing_of(write_issue(
        tmp_path, highlights=[],
        letter="---\ntitle: F\nkind: letter\nteaser: The *foreword*.\n---\nDear all,\n\nA.\n",
        articles={"one": report.format("teaser: A teaser -- by the author\n"), "two": report.format(""),
                  "three": report.format("standfirst: Standing first.\n")}))
    text, _ = bodies(parsed(made.drafts["rocb-82.eml"]))

    assert "The foreword.\n" in text and "A teaser – by the author" in text and "Standing first." in text
    assert text.count("First words of Mr. Chan. More.") == 1 and "A note" not in text


@pytest.mark.parametrize(("text", "most", "first"), [
    ("One. Two. Three is longer.", 10, "One. Two."),
    ("He met Mr. Chan at No. 5. Then he left.", 30, "He met Mr. Chan at No. 5."),
    ("Drugs, e.g. Heroin, came. They went.", 30, "Drugs, e.g. Heroin, came."),
    ("Is it so? “Yes!” They agreed on all of it.", 20, "Is it so? “Yes!”"),
    ("One sentence without an end in sight", 20, "One sentence…"),
    ("会議を開きました。次回は五月です。", 10, "会議を開きました。"),
    ("هل وصلت؟ نعم وصلت البضائع كلها.", 12, "هل وصلت؟"),
    ("x" * 30, 10, "xxxxxxxxx…"),
])
def test_first_sentences_end_where_sentences_do(text, most, first):
    """Not after an abbreviation; what has no end is cut after a word."""
    assert first_sentences(text, most) == first


@pytest.mark.parametrize("language", WORDS)
def test_lines_of_the_text_are_no_longer_than_told(language):
    """In scripts without spaces too; wide letters count as two."""
    lines = wrapped(" ".join(WORDS[language] * 3), 40, "  ").split("\n")

    seen = [sum(unicodedata.category(letter) != "Mn" for letter in line) for line in lines]
    assert len(lines) > 3 and all(line.startswith("  ") for line in lines)
    assert max(seen) <= (21 if language == "ja" else 40)


def test_names_are_joined_as_their_language_does(tmp_path):
    """The names by that of their article, date and place by that of the issue."""
    head = "---\ntitle: {}\nkind: report\nlanguage: {}\nauthors: [{{name: {}}}, {{name: {}}}]\n---\n{}.\n"
    articles = {"one": head.format("الأول", "ar", "سمير", "ليلى", "قال"),
                "two": head.format("Two", "en", "Ann", "Bo", "Words"),
                "three": "---\ntitle: الثالث\nkind: report\ndates: 2023-07-03\nplace: عمان\n---\nقال.\n"}
    context = context_of(write_issue(tmp_path, language="ar", articles=articles))

    assert [detail(context, context.manuscript.article(slug)) for slug in articles] == [
        "سمير، ليلى", "Ann, Bo", "3\u00a07 2023، عمان"]


def test_where_the_issue_is_on_the_web_the_mail_leads_there(tmp_path):
    """By its number, from page and text; without an address nothing is said of the web."""
    web, address = {"web": "https://example.org/news/"}, "https://example.org/news/82/"
    mails = [bodies(parsed(mailing_of(write_issue(tmp_path / name, **keys)).drafts["rocb-82.eml"]))
             for name, keys in (("a", {}), ("b", web), ("c", {"publisher": web}))]

    assert not any("on the web" in body for body in mails[0])
    assert all(address in body and "on the web" in body for made in mails[1:] for body in made)


def test_the_page_alone_has_no_picture(tmp_path):
    """For a mailing service, which would have to be given one."""
    workspace = write_issue(tmp_path)
    alone = page_alone(context_of(workspace), mailing_of(workspace).mail)

    assert "<img" not in alone and "cid:" not in alone and "</html>" in alone


def test_a_parser_of_another_kind_reads_it_too(tmp_path):
    """Python's older one, which knows no encoded words, finds no defect either."""
    message = message_from_bytes(mailing_of(write_issue(tmp_path)).drafts["rocb-82.eml"], policy=compat32)

    assert all(part.defects == [] for part in message.walk())
    assert re.match("<[0-9a-f]{32}@example.org>", message["Message-ID"])
