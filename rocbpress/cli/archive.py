"""The archive's part of the command line: lock, verify, restore, list, index."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rocbpress.cli.streams import out, say
from rocbpress.cli.terminal import (
    Jobs,
    Json,
    Number,
    Root,
    as_typed,
    bar,
    issue_number,
    known_numbers,
    print_findings,
    print_json,
    shown,
)
from rocbpress.findings.errors import SourceError, UsageError
from rocbpress.findings.finding import Finding
from rocbpress.layout.editions import EDITIONS
from rocbpress.layout.locked import LOCK
from rocbpress.press.job import Job, process_count
from rocbpress.workspace.workspace import Workspace, find_workspace

if TYPE_CHECKING:
    from rocbpress.archive.history import VerifiedIssue
    from rocbpress.archive.listing import Row
    from rocbpress.archive.verify import EditionVerdict

CHANGED = 7


def lock(number: Number, jobs: Jobs = 0, root: Root = None) -> None:
    """Record how issue N is built, so that it can be verified later."""
    from rocbpress.archive.environment import pins_digest
    from rocbpress.archive.lock import lock_issue
    from rocbpress.press.pipeline import press

    workspace = find_workspace(root)
    workspace.issue(number)
    finished = {}
    for edition in EDITIONS.values():
        job = Job(workspace, number, edition, process_count(jobs), workspace.cache)
        with bar(f"{job.file_name}: typesetting") as tick:
            finished[edition.name] = press(job, tick).data
    say(f"{shown(lock_issue(workspace, number, finished, pins_digest()), workspace)}: locked")


def lock_published(workspace: Workspace, number: int, folder: Path) -> None:
    """Lock an issue marked `published:` after its first full render, from the files in `folder`."""
    issue = workspace.issue(number)
    if (issue / LOCK).exists() or b"published" not in (issue / "issue.yaml").read_bytes():
        return
    from rocbpress.archive.environment import pins_digest
    from rocbpress.archive.lock import lock_issue
    from rocbpress.sources.yaml.manifest import read_issue

    if read_issue(workspace, number).published:
        files = {edition.name: (folder / f"rocb-{number}{edition.suffix}.pdf").read_bytes()
                 for edition in EDITIONS.values()}
        path = lock_issue(workspace, number, files, pins_digest())
        say(f"{shown(path, workspace)}: locked, as the issue is published")


def verify(
    numbers: Annotated[list[int] | None, typer.Argument(
        help="numbers", metavar="N", parser=issue_number, autocompletion=known_numbers)] = None,
    every: Annotated[bool, typer.Option(
        "--all", help="all locked issues; continues an interrupted run")] = False,
    jobs: Jobs = 0, root: Root = None, as_json: Json = False,
) -> None:
    """Build locked issues again and compare them with the record."""
    from rocbpress.archive.verify import verify_issue

    workspace = find_workspace(root)
    if every == bool(numbers):
        raise UsageError(Finding("verify-what", "give issue numbers or --all",
                                 hint="for example: rocbpress verify 82"))
    entries = _verify_all(workspace, jobs) if every else [
        _verified(verify_issue, workspace, number, jobs) for number in numbers or ()]
    if as_json:
        print_json({"schema": 1, "issues": [asdict(each) for each in entries]})
    wrong = any(each.verdict in ("changed", "not comparable") for each in entries)
    raise typer.Exit(CHANGED if wrong else 0)


def restore(
    file: Annotated[Path, typer.Argument(help="an archive edition", metavar="FILE.pdf", dir_okay=False)],
    folder: Annotated[Path, typer.Argument(help="a new or empty folder", metavar="DIR")],
) -> None:
    """Extract the sources of an archive edition into a workspace."""
    from rocbpress.archive.restore import made_with_others
    from rocbpress.archive.restore import restore as take_out

    try:
        data = file.read_bytes()
    except OSError as error:
        raise UsageError(Finding("restore-file", f"{file.name} cannot be read: {error.strerror}",
                                 hint="give an archive edition: rocb-N-archive.pdf")) from error
    written = take_out(data, folder)
    for change in made_with_others(folder):
        say(f"note: {change}: its pages may differ from the file's")
    numbers = Workspace(folder).numbers()
    say(f"{folder}: {len(written)} files; to render it: rocbpress render {numbers[0] if numbers else 'N'} "
        f"--edition archive --root {as_typed(folder)}")


def init(folder: Annotated[Path, typer.Argument(help="a new or empty folder", metavar="FOLDER")]) -> None:
    """Create a workspace with layouts, fonts and a specimen issue to look at."""
    from rocbpress.workspace.creation import init_workspace

    init_workspace(folder)
    say(f"{folder}: created; to render the specimen: rocbpress render 0 --root {as_typed(folder)}")


def list_issues(root: Root = None, as_json: Json = False) -> None:
    """List all issues with pages, editions, lock and verification."""
    from rocbpress.archive.listing import list_issues as rows

    listed = rows(find_workspace(root))
    if as_json:
        print_json({"schema": 1, "issues": listed})
        return
    lines = [_columns(row) for row in listed]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True) if width)
        out("  ".join(cells).rstrip())


def index(jobs: Jobs = 0, root: Root = None) -> None:
    """Index all articles by date, section, place and person.

    Writes build/index.json and build/index.pdf.
    """
    from rocbpress.archive.index import heads, index_articles
    from rocbpress.archive.index_pages import index_pdf
    from rocbpress.workspace.files import publish

    workspace = find_workspace(root)
    with bar("index: typesetting") as tick:
        articles, faults = index_articles(workspace, process_count(jobs), tick)
    print_findings(faults)
    if not articles:
        raise UsageError(Finding("index-empty", "no issue has an article",
                                 hint="create an issue: rocbpress new 1"))
    said = {"schema": 1, "articles": {each.key: asdict(each) for each in articles},
            **{name: {head: [each.key for each in under] for head, under in found.items()}
               for name, found in heads(articles).items()}}
    publish((json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode(), workspace.build / "index.json")
    publish(index_pdf(workspace, articles), workspace.build / "index.pdf")
    say(f"build/index.json, build/index.pdf: {len(articles)} articles")
    raise typer.Exit(SourceError.exit_code if faults else 0)


def _columns(row: Row) -> list[str]:
    verified = row["verified"]
    pages = f"{row['pages']:>3} pages" if row["pages"] else ""
    return [f"{row['number']:>5}", row["date"], row["title"], pages, " ".join(row["editions"]),
            "locked" if row["locked"] else "",
            f"{verified['verdict']} on {verified['when'][:10]} under WeasyPrint "
            f"{verified['engines']['weasyprint']}" if verified else ""]


def _verify_all(workspace: Workspace, jobs: int) -> list[VerifiedIssue]:
    """Every locked issue in turn; those done before an interruption are not built again."""
    from rocbpress.archive.history import last_entry, open_run
    from rocbpress.archive.verify import verify_anyhow

    entries = []
    verification = open_run(workspace)
    numbers = [number for number in workspace.numbers() if (workspace.issue(number) / LOCK).is_file()]
    for at, number in enumerate(numbers, 1):
        known = last_entry(workspace, number) if verification.is_done(number) else None
        before = f": issue {number} was {known.verdict} in the interrupted run" if known else ""
        say(f"{at}/{len(numbers)}{before}")
        entries.append(known or _verified(verify_anyhow, workspace, number, jobs))
        verification.mark_done(number)
    verification.close()
    return entries


def _verified(examine: Callable[..., tuple[EditionVerdict, ...]], workspace: Workspace, number: int,
              jobs: int) -> VerifiedIssue:
    """Verify an issue, print and record the result; an HTML page where something has changed."""
    from rocbpress.archive.environment import environment_command
    from rocbpress.archive.history import record
    from rocbpress.archive.report import publish_report

    with bar(f"issue {number}: typesetting") as tick:
        examined = examine(workspace, number, process_count(jobs), tick)
    page = publish_report(number, examined, workspace.build / "verify" / str(number))
    report = shown(page, workspace) if page else ""
    entry = record(workspace, number, examined, report)
    for each in examined:
        say(f"issue {number}, {each.edition}: {each.verdict.value}")
        for change in each.differences:
            place = f"page {change.label}" if change.label else "the whole file"
            say(f"  {place}: {', '.join(change.kinds)}")
        for reason in each.reasons:
            say(f"  note: {reason}")
    if any(each.reasons for each in examined) and (command := environment_command(workspace, number)):
        say(f"issue {number}: the packages that it was locked with: {command}")
    if report:
        say(f"issue {number}: compare the pages in {report}")
    return entry
