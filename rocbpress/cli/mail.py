"""`rocbpress mail`: an issue as a mail that stands ready to be sent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rocbpress.cli.cache import CacheFolder
from rocbpress.cli.streams import say
from rocbpress.cli.terminal import Jobs, Json, LayoutOption, Number, Root, print_findings, print_json, shown
from rocbpress.findings.finding import Finding
from rocbpress.layout.editions import EDITIONS
from rocbpress.press.job import Job, process_count
from rocbpress.workspace.workspace import Workspace, find_workspace

if TYPE_CHECKING:
    from rocbpress.mailing.drafts import Mailing
    from rocbpress.mailing.members import Member
    from rocbpress.sources.manuscript import Issue

PAGE = "mail.html"


def mail(
    number: Number,
    members: Annotated[Path | None, typer.Option(
        metavar="FILE", help="a CSV file of members, who get it as Bcc: address, name, language, group",
    )] = None,
    groups: Annotated[int, typer.Option(help="how many members a draft has at most", min=1)] = 90,
    html: Annotated[bool, typer.Option(
        "--html", help="also write the page alone, for a mailing service")] = False,
    jobs: Jobs = 0, cache: CacheFolder = None, layout: LayoutOption = "kept", root: Root = None,
    as_json: Json = False,
) -> None:
    """Write issue N as a mail with the PDF attached, to be looked at and sent."""
    from rocbpress.cli.render import open_when_warm, up_to_date
    from rocbpress.compose.context import Context
    from rocbpress.mailing.drafts import make_drafts, page_alone, stale
    from rocbpress.mailing.members import drafts_of
    from rocbpress.press.read import read
    from rocbpress.press.results import environment_digest, open_results

    workspace = find_workspace(root)
    workspace.issue(number)
    folder = workspace.build / str(number)
    job = Job(workspace, number, EDITIONS["mail"], process_count(jobs), cache or workspace.cache,
              layout=layout)
    listed, found = _listed(members, workspace)
    environment = environment_digest(workspace)
    results = open_when_warm(job, environment)
    result = up_to_date(results, folder)
    pdf, sources = (folder / job.file_name).read_bytes(), read(job)
    context = Context(sources.manuscript, sources.layout, job.edition, result.labels,
                      pictures=workspace.cache)
    hidden = drafts_of(_readers(listed, sources.manuscript.issue, workspace, members), groups)
    made = make_drafts(context, result, pdf, job.file_name, hidden)
    if open_results(job, environment) != results:
        raise stale(number)
    alone = page_alone(context, made.mail) if html else ""
    _write(made, folder, job.file_name.removesuffix(".pdf"), alone)
    _report(made, folder, workspace, (*result.findings, *found, *made.findings), hidden, as_json=as_json)


def _listed(path: Path | None, workspace: Workspace) -> tuple[tuple[Member, ...], tuple[Finding, ...]]:
    """All members, before anything is rendered: the file may have errors."""
    if path is None:
        return (), ()
    from rocbpress.mailing.members import read_members

    return read_members(path, shown(path, workspace))


def _readers(listed: Sequence[Member], issue: Issue, workspace: Workspace, path: Path | None,
             ) -> Sequence[Member]:
    """The members who get this issue; SourceError where all get it in another language."""
    if path is None:
        return ()
    from rocbpress.mailing.members import in_languages, nobody

    by_issue = in_languages(listed, issue, workspace)
    for number, group in by_issue.items():
        if number != issue.number:
            say(f"{len(group)} members read issue {number}, in their language: rocbpress mail {number} "
                f"--members {path}")
    return by_issue[issue.number] or nobody(shown(path, workspace), issue.number)


def _write(made: Mailing, folder: Path, stem: str, alone: str) -> None:
    """All drafts or none, and no former one beside them that somebody might send, too."""
    from rocbpress.workspace.files import publish_all

    for path in folder.glob(f"{stem}*.eml"):
        if re.fullmatch(rf"{stem}(-\d+)?\.eml", path.name) and path.name not in made.drafts:
            path.unlink()
    page = {folder / PAGE: alone.encode()} if alone else {}
    publish_all({folder / name: data for name, data in made.drafts.items()} | page)


def _report(made: Mailing, folder: Path, workspace: Workspace, found: Sequence[Finding],
            hidden: Sequence[Sequence[object]], *, as_json: bool) -> None:
    from rocbpress.findings.report import report

    counts = [len(group) for group in hidden] or [0]
    drafts = [(shown(folder / name, workspace), len(data), count)
              for (name, data), count in zip(made.drafts.items(), counts, strict=True)]
    if as_json:
        print_json({**report(found), "drafts": [
            {"file": file, "bytes": size, "members": count} for file, size, count in drafts]})
        return
    print_findings(found)
    for file, size, count in drafts:
        to = f", Bcc to {count} member{'s' if count > 1 else ''}" if count else ""
        say(f"{file}: {size / 1e6:.2f} MB with the PDF, {len(made.page) / 1e3:.0f} kB of HTML{to}, "
            "opens as a draft")
