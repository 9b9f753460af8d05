"""The drafts of an issue: one for the office, or one for each of so many members."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from rocbpress.compose.context import Context
from rocbpress.findings.errors import LayoutError, PreflightError, SourceError
from rocbpress.findings.finding import Finding, Severity, errors
from rocbpress.mailing.content import Mail, MailPicture, mail_of
from rocbpress.mailing.message import Body, Envelope, content_id, encoded_size, write_message
from rocbpress.mailing.page import Sheet, page, read_sheet, teaser_count, without_teasers
from rocbpress.mailing.picture import cover_picture
from rocbpress.mailing.rules import check_page
from rocbpress.mailing.text import plain_text
from rocbpress.press.job import Result
from rocbpress.sources.mailboxes import Mailbox, MailboxError, phrase, read_mailbox
from rocbpress.sources.manuscript import Manuscript

MOST_SHOWN = 100_000  # octets of an encoded page: Gmail hides what is beyond 102 kB
HEAVY, HEAVIEST = 10_000_000, 20_000_000  # octets of a message: what Exchange, and what Outlook.com, takes


@dataclass(frozen=True, slots=True)
class Mailing:
    """The drafts by the names of their files, what they say, their page, and what was found."""

    drafts: dict[str, bytes]
    mail: Mail
    page: str
    findings: tuple[Finding, ...]


def make_drafts(context: Context, result: Result, pdf: bytes, file_name: str,
                hidden: Sequence[tuple[Mailbox, ...]] = ()) -> Mailing:
    """A draft for each group of hidden addresses, or one without any; `result` is that of the PDF.

    SourceError without a sender, LayoutError for a page that breaks a rule, PreflightError for what no
    mailbox takes.
    """
    if sha256(pdf).hexdigest() != result.sha256:
        raise stale(context.manuscript.issue.number)
    sheet = read_sheet(context.layout)  # an older layout has none of what follows, and only this says so
    sender, picture = _sender(context.manuscript), cover_picture(context, pdf)
    shown = MailPicture(f"cid:{content_id(sender, picture)}", picture.alt, picture.width, picture.height)
    mail = mail_of(context, result.pages, shown, sender.address)
    short, made, found = _within(context, mail, sheet)
    if broken := check_page(made, page(context, short, sheet, dark=True), short, context.layout):
        raise LayoutError(broken)
    text = plain_text(mail, context.manuscript.publisher.short, context.words)
    body = Body(made, text, picture, pdf, file_name)
    drafts = _written(_envelope(context.manuscript, mail, sender), body, hidden)
    found = (*found, *_heavy(max(map(len, drafts.values())), context.manuscript))
    if errors(found):
        raise PreflightError(found)
    return Mailing(drafts, short, made, found)


def page_alone(context: Context, mail: Mail) -> str:
    """The page without its picture, which only a message can carry."""
    return page(context, replace(mail, picture=None), read_sheet(context.layout))


def stale(number: int) -> PreflightError:
    """What is raised where the PDF is not that of the sources as they stand."""
    return PreflightError(Finding("mail-pdf-stale", "a file was saved while the mail was made",
                                  hint=f"run rocbpress mail {number} again"))


def _sender(manuscript: Manuscript) -> Mailbox:
    publisher = manuscript.publisher
    try:
        known = read_mailbox(publisher.mail_from or publisher.email)
    except MailboxError as error:
        said = f"email: {error}" if publisher.email else "the publisher has no address to send from"
        raise SourceError(Finding("mail-from-missing", said, manuscript.place("publisher"),
                                  hint="add mail_from: with an address of mail to the publisher")) from error
    return replace(known, name=known.name or phrase(publisher.short))


def _envelope(manuscript: Manuscript, mail: Mail, sender: Mailbox) -> Envelope:
    publisher, issue = manuscript.publisher, manuscript.issue
    return Envelope(
        mail.subject, sender, read_mailbox(publisher.mail_to) if publisher.mail_to else sender,
        read_mailbox(publisher.reply_to) if publisher.reply_to else None, issue.language, issue.date)


def _written(envelope: Envelope, body: Body, hidden: Sequence[tuple[Mailbox, ...]]) -> dict[str, bytes]:
    stem = body.file_name.removesuffix(".pdf")
    if not hidden:
        return {f"{stem}.eml": write_message(envelope, body)}
    return {f"{stem}-{turn}.eml": write_message(replace(envelope, hidden=group, turn=turn), body)
            for turn, group in enumerate(hidden, 1)}


def _within(context: Context, mail: Mail, sheet: Sheet) -> tuple[Mail, str, tuple[Finding, ...]]:
    """The mail and its page with as many teasers as there is room for, the first before others."""
    made, count = page(context, mail, sheet), teaser_count(mail)
    if encoded_size(made) <= MOST_SHOWN:
        return mail, made, ()
    dropped = bisect_left(range(1, count), True, key=lambda out: encoded_size(
        page(context, without_teasers(mail, out), sheet)) <= MOST_SHOWN) + 1
    short = without_teasers(mail, dropped)
    return short, page(context, short, sheet), (Finding(
        "mail-shortened", f"the mail shows {count - dropped} of {count} teasers, for it has room for no more",
        context.manuscript.place(), Severity.NOTE),)


def _heavy(size: int, manuscript: Manuscript) -> tuple[Finding, ...]:
    """What many mailboxes refuse, and what nearly all do."""
    if size <= HEAVY:
        return ()
    grade = Severity.ERROR if size > HEAVIEST else Severity.WARNING
    most = HEAVIEST if size > HEAVIEST else HEAVY
    said = f"the message has {size / 1e6:.1f} MB; many mailboxes take {most / 1e6:.0f} MB"
    return (Finding("mail-large", said, manuscript.place("mail"), grade,
                    "write a smaller attachment_limit: under mail: in issue.yaml"),)
