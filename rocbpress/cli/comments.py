"""`rocbpress comments`: what reviewers wrote into a draft, at the lines of the sources."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rocbpress.cli.streams import say
from rocbpress.cli.terminal import Json, Number, Root, print_findings, print_json
from rocbpress.findings.errors import UsageError
from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.workspace.workspace import Workspace, find_workspace

if TYPE_CHECKING:
    from rocbpress.review.record import Draft

_LARGEST = 500_000_000  # bytes of a reviewed file


def comments(
    number: Number,
    file: Annotated[Path, typer.Argument(help="a draft with comments", metavar="REVIEWED.pdf",
                                         dir_okay=False)],
    draft: Annotated[Path | None, typer.Option(
        help="the draft as it was sent, if the viewer dropped what is inside", dir_okay=False)] = None,
    as_json: Json = False, root: Root = None,
) -> None:
    """List the comments in a reviewed draft of issue N."""
    from rocbpress.findings.report import report
    from rocbpress.review.annotations import read_annotations
    from rocbpress.review.comments import as_json as told
    from rocbpress.review.comments import place_comments
    from rocbpress.review.numbering import read_review
    from rocbpress.workspace.files import publish

    workspace = find_workspace(root)
    workspace.issue(number)
    data = _read(file)
    reviewed = read_annotations(data)
    made = _draft(data, draft, reviewed.title, file, workspace, number)
    found = place_comments(reviewed.annotations, made, workspace)
    done = read_review(workspace, number).done
    findings = [each.finding(done=each.id in done) for each in found]
    if reviewed.cut:
        findings.append(Finding("comments-many", "the file has more comments than are read",
                                Place(), Severity.WARNING))
    listed = [told(each, done=each.id in done) for each in found]
    publish(json.dumps(listed, ensure_ascii=False, indent=1).encode(),
            workspace.build / str(number) / "comments" / f"{file.stem}.json")
    if as_json:
        print_json({**report(findings), "draft": made.record.draft, "comments": listed})
        return
    print_findings(findings)
    resolved = sum(each.code == "comment-resolved" for each in findings)
    say(f"{file.name}: {len(found)} comment{'' if len(found) == 1 else 's'} on draft {made.record.draft}, "
        f"{resolved} resolved; to tick them off: rocbpress preview {number}")


def _read(file: Path) -> bytes:
    try:
        if not file.is_file() or file.stat().st_size > _LARGEST:
            raise UsageError(Finding("comments-file", f"{file.name} does not exist, or is too large",
                                     hint="give the draft that a reviewer sent back"))
        return file.read_bytes()
    except OSError as error:
        raise UsageError(Finding("comments-file", f"{file.name} cannot be read: {error.strerror}",
                                 hint="give the draft that a reviewer sent back")) from error


def _draft(data: bytes, given: Path | None, title: str, file: Path, workspace: Workspace,
           number: int) -> Draft:
    """The draft that was reviewed: in the file, or as it was sent, or with its number in build/.

    UsageError where none is found, or it is of another issue.
    """
    from rocbpress.review.comments import draft_number
    from rocbpress.review.record import draft_of, read_draft

    found = read_draft(_read(given), given.name) if given else draft_of(data, strict=False)
    if found is None and (which := draft_number(title)):
        kept = sorted((workspace.build / str(number)).glob(f"rocb-{number}*-draft-{which}.pdf"))
        found = read_draft(_read(kept[0]), kept[0].name) if kept else None
    if found is None:
        raise UsageError(Finding("draft-none", f"{file.name} is not a draft",
                                 hint="some viewers drop what is inside: add --draft and the draft as sent"))
    if found.record.issue != number:
        raise UsageError(Finding("draft-another", f"{file.name} is a draft of issue {found.record.issue}",
                                 hint=f"for example: rocbpress comments {found.record.issue} {file.name}"))
    return found
