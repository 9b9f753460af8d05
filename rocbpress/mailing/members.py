"""Who gets the mailing: a table of members, read and never copied."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import NoReturn

from rocbpress.findings.diagnostics import Diagnostics, in_order
from rocbpress.findings.errors import SourceError
from rocbpress.findings.finding import Finding, Place, errors
from rocbpress.findings.marks import place_of
from rocbpress.sources.mailboxes import Mailbox, MailboxError, phrase, read_mailbox
from rocbpress.sources.yaml.manifest import Issue, read_issue
from rocbpress.workspace.workspace import Workspace

LARGEST = 5_000_000  # bytes: fifty thousand members
_SAVE = "save the table as CSV UTF-8"
_SEPARATORS = ",;\t"


@dataclass(frozen=True, slots=True)
class Member:
    """An address, the language that is read there, '' for any, and the group that it belongs to."""

    mailbox: Mailbox
    language: str = ""
    group: str = ""


def read_members(path: Path, shown: str) -> tuple[tuple[Member, ...], tuple[Finding, ...]]:
    """The members, each address once, and warnings; SourceError with all errors in the file."""
    diagnostics = Diagnostics(shown)
    text = _text(path, diagnostics)
    members = tuple(_members(text, diagnostics)) if text is not None else ()
    if text is not None and not members and not diagnostics.found:
        diagnostics.add("members-empty", "the file names no member", 1)
    found = in_order(diagnostics)
    if errors(found):
        raise SourceError(found)
    return members, found


def drafts_of(members: Iterable[Member], most: int) -> tuple[tuple[Mailbox, ...], ...]:
    """The addresses of each draft: of one group, and no more than `most`."""
    groups: dict[str, list[Mailbox]] = {}
    for member in members:
        groups.setdefault(member.group, []).append(member.mailbox)
    return tuple(tuple(group[at:at + most]) for group in groups.values() for at in range(0, len(group), most))


def in_languages(members: Iterable[Member], issue: Issue, workspace: Workspace,
                 ) -> Mapping[int, tuple[Member, ...]]:
    """Which members get which issue: of those of one publisher and day, the one in their language.

    Whoever reads another language gets the one with the lowest number.
    """
    numbers = _of_that_day(issue, workspace) if any(each.language for each in members) else {}
    usual = min(numbers.values(), default=issue.number)
    found: dict[int, list[Member]] = {issue.number: []}
    for member in members:
        found.setdefault(numbers.get(_base(member.language), usual), []).append(member)
    return {number: tuple(group) for number, group in found.items()}


def nobody(shown: str, number: int) -> NoReturn:
    """Raise what is raised where no member gets the issue."""
    raise SourceError(Finding("members-empty", f"no member reads issue {number}: there are others in their "
                              "languages", Place(shown)))


def _of_that_day(issue: Issue, workspace: Workspace) -> dict[str, int]:
    """The numbers of the issues of that publisher and day, by their languages."""
    found = {_base(issue.language): issue.number}
    for number in workspace.numbers():
        with suppress(SourceError):
            other = read_issue(workspace, number)
            if (other.date, other.publisher) == (issue.date, issue.publisher):
                found.setdefault(_base(other.language), number)
    return found


def _base(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].casefold()


def _text(path: Path, diagnostics: Diagnostics) -> str | None:
    """The file, whatever ends its lines; None with an error where it is no text in UTF-8."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        diagnostics.add("file-unreadable", f"the file cannot be read: {error.strerror}", 1,
                        hint="" if path.exists() else "correct its name after --members")
        return None
    if len(data) > LARGEST or b"\0" in data:
        diagnostics.add("members-encoding", "the file is not a table saved as CSV UTF-8", 1, hint=_SAVE)
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[:error.start].decode("utf-8", "replace")
        diagnostics.add("members-encoding", f"the byte {data[error.start]:02X} is not UTF-8",
                        *place_of(before.replace("\r\n", "\n").replace("\r", "\n")), hint=_SAVE)
        return None


def _members(text: str, diagnostics: Diagnostics) -> Iterator[Member]:
    lines = text.splitlines() or [""]
    separator = max(_SEPARATORS, key=lines[0].count)
    rows = csv.reader(StringIO(text, newline=""), delimiter=separator)
    head = [cell.strip().casefold() for cell in next(rows, [])]
    if "address" not in head:
        diagnostics.add("members-empty", "no column is named address", 1,
                        hint="write in the first line what the columns hold: address, name, language")
        return
    seen: dict[str, int] = {}
    line = rows.line_num + 1
    for row in rows:
        cells = dict(zip(head, row, strict=False))
        if any(map(str.strip, row)) and (member := _member(cells, line, lines, seen, diagnostics)):
            yield member
        line = rows.line_num + 1


def _member(cells: Mapping[str, str], line: int, lines: list[str], seen: dict[str, int],
            diagnostics: Diagnostics) -> Member | None:
    """The member of a row; None with a finding where there is none, or where the address came before."""
    given = cells.get("address", "")
    column = max(0, lines[line - 1].find(given)) + 1 if line <= len(lines) else 0
    try:
        mailbox = read_mailbox(given)
    except MailboxError as error:
        diagnostics.add("member-address", str(error) if given.strip() else "the row has no address", line,
                        column, hint=error.hint)
        return None
    first = seen.setdefault(mailbox.address.casefold(), line)
    if first != line:
        diagnostics.add("member-twice", f"duplicate address: {mailbox.address}", line, column, warning=True,
                        hint=f"first in line {first}")
        return None
    named = Mailbox(mailbox.address, mailbox.name or phrase(cells.get("name", "")))
    return Member(named, cells.get("language", "").strip(), cells.get("group", "").strip())
