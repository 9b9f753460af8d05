"""`rocbpress import`: what colleagues send becomes articles of an issue."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal

import typer

from rocbpress.cli.streams import say
from rocbpress.cli.terminal import Json, Number, Root, print_findings, print_json, shown
from rocbpress.findings.errors import PreflightError, PressError, UsageError
from rocbpress.findings.finding import Finding, Place, did_you_mean, errors
from rocbpress.workspace.workspace import Workspace, find_workspace


def import_files(
    number: Number,
    files: Annotated[list[Path], typer.Argument(help="what was sent: .docx, .xlsx, .html, .eml …",
                                                metavar="FILE…")],
    slug: Annotated[str, typer.Option("--as", help="the article's name (else the file's)",
                                      metavar="SLUG")] = "",
    replace: Annotated[bool, typer.Option("--replace", help="replace what was imported before")] = False,
    changes: Annotated[Literal["accept", "refuse"], typer.Option(
        help="tracked changes: take them over, or stop")] = "accept",
    as_json: Json = False, root: Root = None,
) -> None:
    """Make articles of Word files and the like for issue N."""
    from rocbpress.findings.report import report
    from rocbpress.importing.importing import free_files, import_file
    from rocbpress.workspace.files import publish_all

    workspace = find_workspace(root)
    folder = workspace.issue(number)
    named = _slugs(files, slug)
    imported = [import_file(path, name, changes=changes) for name, path in named.items()]
    written = free_files(imported, folder, workspace)
    _check_free(written, folder, workspace, replace=replace)
    publish_all(written)
    findings = [finding for each in imported for finding in each.findings]
    if as_json:
        print_json({**report(findings), "articles": [
            {"slug": each.slug, "files": sorted(each.files)} for each in imported]})
    else:
        print_findings(findings)
        for each in imported:
            _say_written(each.slug, list(each.files), folder, workspace)
    lost = any(finding.code == "word-lost" for finding in findings)
    raise typer.Exit(PressError.exit_code if lost else PreflightError.exit_code if errors(findings) else 0)


def _slugs(files: list[Path], given: str) -> dict[str, Path]:
    """The article of each file; one that is named as another has a number behind it."""
    from rocbpress.importing.importing import slug_of
    from rocbpress.workspace.names import is_refused

    if given and (len(files) > 1 or not re.fullmatch(r"(?=.{1,80}$)[a-z0-9]+(-[a-z0-9]+)*", given)
                  or is_refused(given)):
        raise UsageError(Finding("import-slug", "--as names the article of one file: a-z, 0-9 and hyphens",
                                 hint=f"for example: --as {slug_of(given)}"))
    named: dict[str, Path] = {}
    for path in files:
        if not path.is_file():
            raise UsageError(_no_file(path))
        slug, count = given or slug_of(path.name), 2
        while slug in named:
            slug, count = f"{slug_of(path.name)}-{count}", count + 1
        named[slug] = path
    return named


def _no_file(path: Path) -> Finding:
    """What a path is that leads to no file."""
    if path.is_dir():
        return Finding("import-unreadable", f"{path} is a folder, not a file", hint="name the files in it")
    if path.exists():
        return Finding("import-unreadable", f"{path} is a device or a pipe, not a file",
                       hint="save it as a file")
    near = [each.name for each in path.parent.iterdir()] if path.parent.is_dir() else []
    return Finding("import-missing", f"{path} does not exist",
                   hint=did_you_mean(path.name, near) or "check the name of the file")


def _check_free(written: dict[Path, bytes], folder: Path, workspace: Workspace, *, replace: bool) -> None:
    """UsageError for files that are there; `replace` lets articles be replaced that were imported before."""
    records = workspace.build / folder.name / "import"
    taken = [path for path in written if path.is_relative_to(folder) and path.exists()]
    what, hint = "the file exists already", "give --replace, or another name with --as"
    if replace:
        taken = [path for path in taken
                 if path.suffix == ".md" and not (records / f"{path.stem}.json").exists()]
        what = "the file was not imported, and would be lost"
        hint = "give another name with --as, or delete the file first"
    if taken:
        raise UsageError([Finding("import-exists", what, Place(shown(path, workspace)), hint=hint)
                          for path in taken])


def _say_written(slug: str, names: list[str], folder: Path, workspace: Workspace) -> None:
    others = len(names) - 1
    more = f", with {others} other file{'s' if others > 1 else ''}" if others else ""
    article = f"articles/{slug}.md"
    if article in names:
        say(f"{shown(folder / article, workspace)}: written{more}; to have it printed, add it to "
            f"{shown(folder / 'issue.yaml', workspace)}, in a section under articles: {slug}")
    for name in names if article not in names else ():
        say(f"{shown(folder / name, workspace)}: written")
