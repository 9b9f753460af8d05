"""The command line: the only place that prints or exits."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer
from typer.core import TyperGroup

from rocbpress import __version__
from rocbpress.cli import archive
from rocbpress.cli.cache import CacheFolder, show_cache
from rocbpress.cli.comments import comments
from rocbpress.cli.import_ import import_files
from rocbpress.cli.mail import mail
from rocbpress.cli.preview import preview
from rocbpress.cli.quick import quickened
from rocbpress.cli.streams import open_streams, out, say
from rocbpress.cli.terminal import (
    Jobs,
    Json,
    LayoutOption,
    Number,
    Root,
    attempt,
    catch_interrupts,
    issue_number,
    known_numbers,
    print_findings,
    print_json,
    shown,
)
from rocbpress.findings.errors import PreflightError, PressError, SourceError, UsageError
from rocbpress.findings.finding import Finding, errors, strictly
from rocbpress.layout.editions import EDITIONS, WEB
from rocbpress.press.job import DraftMarks, Job, process_count
from rocbpress.workspace.workspace import Workspace, find_workspace

app = typer.Typer(
    name="rocbpress", no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)

EditionOption = Annotated[
    Literal["mail", "print", "archive", "all", "web"],
    typer.Option(help="the edition to make; all: mail, print and archive")]
Draft = Annotated[bool, typer.Option("--draft", help="accept placeholders for pictures still to come")]
NumberedDraft = Annotated[bool, typer.Option(
    "--draft", help="make a numbered draft for approval: rocb-N-draft-1.pdf")]
LineNumbers = Annotated[bool, typer.Option(
    "--line-numbers", help="a draft with the numbers of lines in the margin")]
Since = Annotated[str, typer.Option(
    help="a draft that shows the changes since another, or a git revision, or an archive PDF",
    metavar="DRAFT")]
NoCache = Annotated[bool, typer.Option("--no-cache", help="make everything anew, and keep nothing")]
Strict = Annotated[bool, typer.Option("--strict", help="treat warnings as errors")]
Online = Annotated[bool, typer.Option("--online", help="also check links on the web")]

@app.callback(invoke_without_command=True)
def settings(
    context: typer.Context, root: Root = None,
    version: Annotated[bool, typer.Option("--version", help="print the version and exit")] = False,
    verbose: Annotated[int, typer.Option(
        "-v", count=True, show_default=False, help="show the stages of the work; -vv: more")] = 0,
) -> None:
    """Typeset a newsletter issue into a print-ready, accessible PDF."""
    if version:
        out(f"rocbpress {__version__}")
        raise typer.Exit
    if verbose:
        _show_log(verbose)
    if root:
        context.default_map = {str(context.invoked_subcommand): {"root": str(root)}}


@app.command()
def render(
    number: Annotated[int | None, typer.Argument(
        help="the issue's number", metavar="N", parser=issue_number, autocompletion=known_numbers)] = None,
    every: Annotated[bool, typer.Option("--all", help="all issues, --jobs of them at a time")] = False,
    edition: EditionOption = "mail", draft: NumberedDraft = False, line_numbers: LineNumbers = False,
    since: Since = "", jobs: Jobs = 0,
    no_cache: NoCache = False, cache: CacheFolder = None, layout: LayoutOption = "kept",
    root: Root = None, strict: Strict = False,
    output: Annotated[Path | None, typer.Option(help="the folder for the PDF (else build/N)")] = None,
    scheduler: Annotated[str, typer.Option(help="typeset on a Dask cluster: tcp://HOST:PORT")] = "",
) -> None:
    """Make the PDF of issue N, or of all issues."""
    from rocbpress.cli.render import Batch, publish_site, render_issue

    workspace = find_workspace(root)
    if every == (number is not None) or (every and not workspace.numbers()):
        raise UsageError(Finding("render-what", "give an issue number or --all",
                                 hint="for example: rocbpress render 82"))
    marks = DraftMarks(line_numbers, since) if draft or line_numbers or since else None
    if marks and edition == WEB.name:
        raise UsageError(Finding("draft-web", "a draft is a PDF: the web edition has no mark of one",
                                 hint="leave out --edition web, or --draft, --line-numbers and --since"))
    locks = edition == "all" and not marks and layout == "kept"
    places = {number: output or workspace.build / str(number)} if number is not None else {
        each: (output or workspace.build) / str(each) for each in workspace.numbers()}
    batches = [
        Batch(tuple(replace(job, marks=marks) for job in _jobs(
            workspace, each, edition, marks is not None, 1 if every else jobs, no_cache, cache, layout,
            scheduler)), folder, locks, strict)
        for each, folder in places.items()]
    if not every:
        render_issue(batches[0])
        return
    from rocbpress.cli.render_all import render_all

    code = render_all(batches, process_count(jobs))
    if edition == WEB.name:
        publish_site(workspace, output or workspace.build, batches[0].jobs[0].cache)
    raise typer.Exit(code)


@app.command()
def check(
    number: Number, edition: EditionOption = "mail", draft: Draft = False, jobs: Jobs = 0,
    no_cache: NoCache = False, cache: CacheFolder = None, layout: LayoutOption = "kept",
    root: Root = None, as_json: Json = False, strict: Strict = False, online: Online = False,
) -> None:
    """Report every problem of issue N without writing files."""
    from rocbpress.cli.render import count, result_of
    from rocbpress.findings.report import report

    findings: list[Finding] = []
    codes: list[int] = []
    try:
        workspace = find_workspace(root)
        for job in _jobs(workspace, number, edition, draft, jobs, no_cache, cache, layout):
            try:
                findings += result_of(job).findings
            except PressError as error:
                findings += error.findings
                codes.append(error.exit_code)
        if online:
            from rocbpress.preflight.words.online import check_online
            from rocbpress.sources.manuscript import read_manuscript

            with suppress(SourceError):  # reported already
                findings += check_online(read_manuscript(workspace, number), workspace)
    except UsageError as error:
        findings, codes = [*error.findings], [error.exit_code]
    findings = list(dict.fromkeys(strictly(findings) if strict else findings))  # what editions share, once
    if as_json:
        print_json(report(findings))
    else:
        print_findings(findings)
        say(f"issue {number}: {count(findings)}")
    raise typer.Exit(min(codes, default=PreflightError.exit_code if errors(findings) else 0))


@app.command()
def new(
    number: Number, root: Root = None,
    source: Annotated[int | None, typer.Option(
        "--from", help="an issue to copy publisher and settings from", metavar="N", parser=issue_number,
        autocompletion=known_numbers)] = None,
) -> None:
    """Create the folder of a new issue, with examples to replace."""
    from rocbpress.sources.new import new_issue

    workspace = find_workspace(root)
    folder = new_issue(workspace, number, source=source)
    say(f"{shown(folder, workspace)}: created; to see it, run: rocbpress render {number} --draft")


@app.command()
def transcript(number: Number, draft: Draft = False, jobs: Jobs = 0, no_cache: NoCache = False,
               cache: CacheFolder = None, root: Root = None) -> None:
    """Print what a screen reader says of issue N, in reading order."""
    from rocbpress.cli.render import known_result, render_job
    from rocbpress.preflight.tagged.transcript import transcript as spoken
    from rocbpress.press.results import open_results

    workspace = find_workspace(root)
    [job] = _jobs(workspace, number, "mail", draft, jobs, no_cache, cache, "kept")
    folder, results = workspace.build / str(number), open_results(job)
    known = known_result(results, folder)
    data = (folder / job.file_name).read_bytes() if known else render_job(job, results).data
    out(spoken(data), end="")


@app.command()
def schema(root: Root = None) -> None:
    """Write JSON Schemas, so that an editor can complete the keys."""
    from rocbpress.sources.schema import schemas
    from rocbpress.workspace.files import publish

    workspace = find_workspace(root)
    for name, text in schemas().items():
        publish(text.encode(), workspace.issues / name)
        say(f"{shown(workspace.issues / name, workspace)}: written")


@app.command()
def doctor(root: Root = None) -> None:
    """Check this machine, and say how to install what is missing."""
    from rocbpress.cli.doctor import examine

    try:
        workspace = find_workspace(root)
    except UsageError:
        workspace = None
    checks = examine(workspace)
    for each in checks:
        out(f"{each.what:<18}{each.state}{'  ->  ' + each.cure if each.cure else ''}")
    problems = sum(bool(each.cure) for each in checks)
    out(f"{problems} problem{'s' if problems > 1 else ''} found: see the lines with ->"
        if problems else "ready: no problems found")
    raise typer.Exit(4 if problems else 0)


for _command in (preview, comments, mail, archive.init, archive.lock, archive.verify, archive.restore,
                 archive.index):
    app.command()(_command)
app.command("import")(import_files)
app.command("cache")(show_cache)
app.command("list")(archive.list_issues)


def main() -> None:
    """Run a command; exit with the code of the error that stops it, if any."""
    open_streams()
    catch_interrupts()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # nobody else's may change how we read
    os.environ["PYTHONSAFEPATH"] = "1"  # workers load no module of the folder that somebody is in
    gc.set_threshold(200_000)  # little of what a command makes is garbage before it ends
    words = sys.argv[1:]
    verbose = [word for word in words if word in ("-v", "-vv")]  # before the command or after it
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)  # it has many commands
    program = quickened(group)
    code = attempt(partial(program, [*verbose, *(word for word in words if word not in verbose)]))
    if code:
        sys.exit(code)


def _jobs(workspace: Workspace, number: int, edition: str, draft: bool, jobs: int,
          no_cache: bool, cache: Path | None, layout: str, scheduler: str = "") -> Iterator[Job]:
    workspace.issue(number)
    folder = None if no_cache else cache or workspace.cache
    for kind in EDITIONS.values() if edition == "all" else [EDITIONS.get(edition, WEB)]:
        yield Job(workspace, number, kind, process_count(jobs), folder, draft,
                  layout=layout, scheduler=scheduler)


def _show_log(verbosity: int) -> None:
    """Show a line for each stage on standard error, from 2 on more; milliseconds are since the start."""
    import logging  # a tenth of what `list` would load

    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(relativeCreated)6d ms  %(message)s"))
    log = logging.getLogger("rocbpress")
    log.addHandler(handler)
    log.setLevel(logging.INFO if verbosity == 1 else logging.DEBUG)
