"""One issue in the editions asked for: made only where something has changed, and reported in words."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rocbpress.cli.archive import lock_published
from rocbpress.cli.streams import say
from rocbpress.cli.terminal import bar, print_findings, shown
from rocbpress.findings.errors import PreflightError, PressError
from rocbpress.findings.finding import Finding, Severity, errors, strictly
from rocbpress.layout.editions import WEB
from rocbpress.press.job import Job, Rendered, Result
from rocbpress.press.results import ResultCache, is_new, is_there, open_results
from rocbpress.workspace.cache import Cache, take_refusal
from rocbpress.workspace.workspace import Workspace

Tick = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Batch:
    """The jobs for one issue, in turn, and the folder that its files go to.

    `locks` whether an issue marked as published is locked afterwards, `strict` whether a warning
    keeps a file from being written.
    """

    jobs: tuple[Job, ...]
    folder: Path
    locks: bool
    strict: bool = False

    @property
    def number(self) -> int:
        """The issue's."""
        return self.jobs[0].number


def render_issue(batch: Batch, known: Sequence[Result] = ()) -> None:
    """Make what is missing or has changed, and report each file; a PressError stops at its edition.

    `known` are the results of an issue of which all is unchanged.
    """
    for at, job in enumerate(batch.jobs):
        started = time.monotonic()
        try:
            result = known[at] if known else up_to_date(
                open_when_warm(job), batch.folder, strict=batch.strict)
        except PressError as error:
            if not any(finding.where.file for finding in error.findings):
                raise  # one line on what the machine lacks is enough
            print_findings(error.findings)
            missing = shown(batch.folder / job.file_name, job.workspace)
            say(f"{missing}: not written, {count(error.findings)}")
            raise type(error)(()) from error  # all is told
        print_findings(result.findings)
        path = batch.folder / (result.name or job.file_name)
        say(f"{shown(path, job.workspace)}: {result.pages} pages, {result.size / 1e6:.2f} MB, "
            f"{time.monotonic() - started:.1f} s, {count(result.findings)}")
    if batch.locks:
        lock_published(batch.jobs[0].workspace, batch.number, batch.folder)


def publish_site(workspace: Workspace, build: Path, cache: Path | None) -> None:
    """Put what stands above the web editions of a folder of issues into its folder web."""
    from rocbpress.web.site import site
    from rocbpress.workspace.files import publish_folder
    from rocbpress.workspace.fingerprint import digest_files, digest_of_files

    files, folder = site(workspace, build, Cache(cache)), build / WEB.folder
    if files and digest_of_files(files) != digest_files(folder):
        publish_folder(files, folder)
    say(f"{shown(folder, workspace)}: {len(files)} files")


def unchanged(batch: Batch, environment: str) -> tuple[Result, ...]:
    """The results of an issue whose files are all as they should be; nothing of any other.

    `environment` is the workspace's `environment_digest`.
    """
    known = [known_result(open_results(job, environment), batch.folder) for job in batch.jobs]
    stopped = batch.strict and any(result and _has_warnings(result) for result in known)
    return tuple(result for result in known if result) if all(known) and not stopped else ()


def known_result(results: ResultCache, folder: Path) -> Result | None:
    """The result of a job whose inputs and file in `folder` are unchanged; None for any other."""
    known = results.find()
    return known if known and is_there(known, folder / (known.name or results.job.file_name)) else None


def result_of(job: Job) -> Result:
    """The result of the job, from the cache where nothing has changed; no file is written."""
    results = open_when_warm(job)
    return results.find() or render_job(job, results).result


def render_job(job: Job, results: ResultCache, folder: Path = Path()) -> Rendered:
    """Render the edition, or the draft that is to go into `folder`, and keep its result."""
    _warm_up(job)
    with bar(f"{job.file_name}: typesetting") as tick:
        rendered = _rendered(job, folder, tick)
    results.keep(rendered.result)
    for kept in {job.cache, job.workspace.cache}:
        Cache(kept).trim()
    if refusal := take_refusal():
        print_findings([refusal])
    return rendered


def up_to_date(results: ResultCache, folder: Path, *, strict: bool = False) -> Result:
    """The edition or draft in `folder`, made only where its inputs or the file have changed.

    PreflightError for a warning, where these count as errors.
    """
    if known := known_result(results, folder):
        return _accepted(known, strict=strict)
    from rocbpress.workspace.files import publish_all, publish_folder

    rendered = render_job(results.job, results, folder)
    result = _accepted(rendered.result, strict=strict)
    path = folder / (result.name or results.job.file_name)
    if rendered.files:
        publish_folder(rendered.files, path)
    else:
        publish_all({path: rendered.data, **{folder / name: data for name, data in rendered.beside.items()}})
    return result


def open_when_warm(job: Job, environment: str = "") -> ResultCache:
    """As `open_results`; while the inputs are digested, workers load if there is sure to be work."""
    if is_new(job):
        _warm_up(job)
    return open_results(job, environment)


def count(findings: Iterable[Finding]) -> str:
    """How many of each severity, in words."""
    grades = [finding.severity for finding in findings]
    said = [f"{n} {grade.value}{'s' if n > 1 else ''}" for grade in Severity if (n := grades.count(grade))]
    return ", ".join(said) or "no findings"


def _rendered(job: Job, folder: Path, tick: Tick) -> Rendered:
    if job.marks:
        from rocbpress.review.draft import make_draft

        return make_draft(job, folder, tick)
    if job.edition.folder:
        from rocbpress.web.edition import render as press
    else:
        from rocbpress.press.pipeline import press

    return press(job, tick)


def _warm_up(job: Job) -> None:
    from rocbpress.typeset.workers.processes import warm_up

    if job.jobs > 1 and not job.scheduler and not job.edition.folder:
        warm_up()


def _accepted(result: Result, *, strict: bool) -> Result:
    if strict and _has_warnings(result):
        raise PreflightError(strictly(result.findings))
    return result


def _has_warnings(result: Result) -> bool:
    return bool(errors(strictly(result.findings)))
