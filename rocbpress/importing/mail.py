"""A letter saved from a mail program: its text, and the files that came with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from email import message_from_bytes
from email.message import MIMEPart
from email.policy import default
from pathlib import Path, PurePath

from rocbpress.findings.errors import SourceError
from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.importing.attached import attached_document
from rocbpress.importing.blocks import Block, Document, Paragraph, Picture, Role, Rule, Run, Told
from rocbpress.importing.html import html_document
from rocbpress.importing.told import Teller
from rocbpress.importing.walk import with_runs

MOST = 128_000_000  # bytes
_MOST_PARTS = 500
_DEEPEST = 20  # messages within each other
_HEADS = ("From", "To", "Cc", "Date")


def read_mail(path: Path) -> Document:
    """The letter at `path`; SourceError where it is none, OSError where it cannot be read."""
    if path.stat().st_size > MOST:
        raise SourceError(Finding("word-too-large", f"the letter is larger than {MOST // 1_000_000} MB",
                                  Place(path.name), hint="save its attachments, and import those"))
    return mail_document(path.read_bytes(), path.name)


def mail_document(data: bytes, file: str) -> Document:
    """As `read_mail`, of its bytes and its name."""
    message = message_from_bytes(data, policy=default)
    parts = _Parts()
    try:
        _sort(message, parts, 0)
    except (LookupError, ValueError, TypeError, AttributeError, IndexError, AssertionError) as error:
        raise SourceError(Finding("word-damaged", "the letter cannot be read to its end", Place(file),
                                  hint="save it again from your mail program")) from error
    if not any(map(_bytes, (*parts.texts, *parts.attached))) and not message.keys():
        raise SourceError(Finding("word-damaged", "there is no letter in it", Place(file),
                                  hint="save it again from your mail program"))
    teller = Teller(file)
    documents = [_text(part, parts, teller) for part in parts.texts]
    subject = _head(message, "Subject")
    for letter in (message, *parts.letters):
        names = _HEADS if letter is message else ("Subject", *_HEADS)
        if words := "; ".join(f"{name}: {said}" for name in names if (said := _head(letter, name))):
            teller.tell("mail-head", f"the head of the letter is left out: {words[:160]}", words=words,
                        severity=Severity.NOTE)
    documents += [_attachment(part, teller) for part in parts.attached]
    return _joined(documents, teller, {"title": subject} if subject else {})


@dataclass(slots=True)
class _Parts:
    """The parts of a letter: those that are its text, pictures that a text shows, and attachments."""

    texts: list[MIMEPart] = field(default_factory=list)
    shown: dict[str, MIMEPart] = field(default_factory=dict)
    attached: list[MIMEPart] = field(default_factory=list)
    letters: list[MIMEPart] = field(default_factory=list)
    count: int = 0


def _sort(message: MIMEPart, parts: _Parts, depth: int) -> None:
    """Divide the parts; of alternatives, the last that is a text that can be read."""
    parts.count += 1
    if depth > _DEEPEST or parts.count > _MOST_PARTS:
        raise ValueError("too many parts")
    kind = message.get_content_type()
    if kind == "multipart/alternative":
        inside = [each for each in message.iter_parts()
                  if each.get_content_maintype() in ("text", "multipart")]
        readable = [each for each in inside if each.get_content_type() in ("text/plain", "text/html")
                    or each.get_content_maintype() == "multipart"]
        for each in readable[-1:]:
            _sort(each, parts, depth + 1)
    elif message.is_multipart():
        inside = list(message.iter_parts())
        parts.letters += inside[:1] if kind == "message/rfc822" else []
        for each in inside:
            _sort(each, parts, depth + 1)
    elif kind in ("text/plain", "text/html") and not message.is_attachment():
        parts.texts.append(message)
    else:
        if key := str(message.get("Content-ID", "")).strip("<> "):
            parts.shown[key] = message
        parts.attached.append(message)


def _head(message: MIMEPart, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, TypeError, AttributeError, IndexError, LookupError):  # of a head that is no sound one
        return ""


def _bytes(part: MIMEPart) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _text(part: MIMEPart, parts: _Parts, teller: Teller) -> Document:
    """The words of a part; what stood in older letters is quoted."""
    charset = part.get_content_charset("utf-8")
    if part.get_content_type() == "text/html":
        def shown(address: str) -> bytes | None:
            found = parts.shown.get(address.removeprefix("cid:"))
            if found is None:
                return None
            parts.attached = [each for each in parts.attached if each is not found]
            return _bytes(found)
        return html_document(_decoded(_bytes(part), charset).encode(), teller.file, shown)
    text = _decoded(_bytes(part), charset).replace("\r\n", "\n")
    return Document(tuple(_paragraphs(text)))


def _decoded(data: bytes, charset: str) -> str:
    for name in (charset, "utf-8"):
        try:
            return data.decode(name)
        except (LookupError, ValueError):
            continue
    return data.decode("windows-1252", "replace")


def _paragraphs(text: str) -> list[Block]:
    """Paragraphs of a letter in plain text: parted by empty lines; lines that were broken to fit are
    joined."""
    found: list[Block] = []
    for chunk in re.split(r"\n[ \t]*\n+", text.strip("\n")):
        lines = [line.rstrip() for line in chunk.split("\n")]
        quoted = all(line.startswith(">") for line in lines if line)
        lines = [re.sub(r"^[> ]+", "", line) for line in lines] if quoted else lines
        words = ""
        for line in lines:
            words += ("\n" if words and not _flows(words, line) else " " if words else "") + line.strip()
        if words.strip():
            found.append(Paragraph((Run(words.strip()),), f"paragraph {len(found) + 1}",
                                   Role.QUOTE if quoted else Role.TEXT))
    return found


def _flows(before: str, line: str) -> bool:
    """Whether a line goes on from the one before: that was a full one, and this begins no item."""
    last = before.rpartition("\n")[2]
    return len(last) > 55 and not re.match(r"\s*([-*•–·]|\(?\w{1,2}[.)])\s", line)


def _attachment(part: MIMEPart, teller: Teller) -> Document:
    """An attachment, read as a file of its kind; told where it is none that can be."""
    name = PurePath(str(part.get_filename() or "").replace("\\", "/")).name[:120]
    if part.get_content_maintype() == "image":
        return Document((Picture(_bytes(part), name or "picture", f"attachment {name}".strip()),))
    if part.get_content_type() == "text/plain" and name:
        return Document(tuple(_paragraphs(_decoded(_bytes(part), part.get_content_charset("utf-8")))))
    return attached_document(_bytes(part), name, part.get_content_type(), teller)


def _joined(documents: list[Document], teller: Teller, head: dict[str, object]) -> Document:
    """One document of all; the notes of each have keys of their own."""
    blocks: list[Block] = []
    notes: dict[str, tuple[Block, ...]] = {}
    told: list[Told] = []
    files: dict[str, bytes] = {}
    ledger: list[str] = []
    for number, document in enumerate(documents):
        keyed = _keyed(document, f"{number}-") if document.notes and number else document
        blocks += [Rule()] if blocks and document.blocks and not isinstance(document.blocks[0],
                                                                            Picture) else []
        blocks += keyed.blocks
        notes |= keyed.notes
        told += keyed.told
        files |= keyed.files
        ledger += keyed.ledger or ()
    return Document(tuple(blocks), notes, (*told, *teller.told), head, files,
                    tuple(ledger) if ledger else None)


def _keyed(document: Document, start: str) -> Document:
    """The document with another key for each of its notes."""
    def change(run: Run, _place: str) -> Run:
        return replace(run, note=f"{start}{run.note}") if run.note else run
    return replace(document, blocks=with_runs(document.blocks, change),
                   notes={f"{start}{key}": with_runs(said, change) for key, said in document.notes.items()})
