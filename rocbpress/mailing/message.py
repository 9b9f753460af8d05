"""A message in the form of mail (RFC 5322, MIME): the same bytes for the same content, anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256

from rocbpress.mailing.headers import header, mailboxes, words
from rocbpress.mailing.picture import CoverPicture
from rocbpress.sources.mailboxes import Mailbox

_LINE = 76  # octets: what RFC 2045, 6.7 and 6.8 give an encoded line
_POLICY = SMTP.clone(cte_type="7bit", max_line_length=_LINE)


@dataclass(frozen=True, slots=True)
class Envelope:
    """What stands in the header; `hidden` are those who get the mail and whom nobody sees."""

    subject: str
    sender: Mailbox
    to: Mailbox
    answers: Mailbox | None
    language: str
    day: date
    hidden: tuple[Mailbox, ...] = ()
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Body:
    """What the message holds: the page, the same as text, the picture on the page, and the PDF."""

    page: str
    text: str
    picture: CoverPicture
    pdf: bytes
    file_name: str


def write_message(envelope: Envelope, body: Body) -> bytes:
    """A draft: lines end in CR and LF, none has more than 78 octets, and all are ASCII."""
    digest = _digest(envelope, body)
    content = _content(envelope, body)
    for at, part in enumerate(part for part in content.walk() if part.is_multipart()):
        part.set_boundary(f"=_{digest[:32]}_{at}")  # no line of quoted-printable or base64 begins so
    for part in content.walk():
        if part is not content:
            del part["MIME-Version"]  # RFC 2045, 4: of the whole message alone
    return b"".join(header(name, parts) for name, parts in _headers(envelope, digest)) + content.as_bytes()


def encoded_size(page: str) -> int:
    """How many octets a page takes in a message."""
    part = EmailMessage(_POLICY)
    part.set_content(page, subtype="html", cte="quoted-printable")
    return len(str(part.get_payload()))


def content_id(sender: Mailbox, picture: CoverPicture) -> str:
    """By which the page names the picture (RFC 2392)."""
    return f"{picture.name}@{_domain(sender)}"


def _headers(envelope: Envelope, digest: str) -> Iterator[tuple[str, list[str]]]:
    leave = f"<mailto:{envelope.sender.address}>"
    yield "From", mailboxes((envelope.sender,))
    yield "To", mailboxes((envelope.to,))
    if envelope.hidden:
        yield "Bcc", mailboxes(envelope.hidden)
    if envelope.answers:
        yield "Reply-To", mailboxes((envelope.answers,))
    yield "Subject", words(envelope.subject)
    yield "Date", words(format_datetime(datetime.combine(envelope.day, time(), UTC)))
    yield "Message-ID", [f"<{digest[:32]}@{_domain(envelope.sender)}>"]
    yield "Content-Language", [envelope.language]
    # White space within the brackets counts for nothing (RFC 2369, 2).
    yield "List-Unsubscribe", [leave] if len(leave) <= _LINE else [leave[:8], leave[8:]]
    yield "X-Unsent", ["1"]  # classic Outlook opens the file as a draft


def _content(envelope: Envelope, body: Body) -> EmailMessage:
    """Text and page as alternatives, the picture with the page, the PDF beside them."""
    content = EmailMessage(_POLICY)
    content.set_content(body.text, cte="quoted-printable")
    content.add_alternative(body.page, subtype="html", cte="quoted-printable")
    _, shown = content.iter_parts()
    shown.add_related(body.picture.data, "image", body.picture.kind, disposition="inline",
                      cid=f"<{content_id(envelope.sender, body.picture)}>")
    shown.set_param("type", "text/html")  # what it begins with (RFC 2387, 3.1)
    content.add_attachment(body.pdf, "application", "pdf", filename=body.file_name)
    return content


def _domain(sender: Mailbox) -> str:
    """That of the sender, or as much of it as fits on a line."""
    return sender.address.partition("@")[2][-40:].lstrip(".-")


def _digest(envelope: Envelope, body: Body) -> str:
    """Of the content; the addresses of members leave no trace in it."""
    parts = (body.page.encode(), body.text.encode(), body.picture.data, body.pdf,
             envelope.subject.encode(), str(envelope.turn).encode())
    return sha256(b"".join(sha256(part).digest() for part in parts)).hexdigest()
