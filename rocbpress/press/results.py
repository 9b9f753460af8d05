"""What came of an edition whose inputs have not changed, so that nothing is made twice."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from rocbpress.layout.editions import EDITIONS
from rocbpress.press.job import Job, Result
from rocbpress.workspace.cache import Cache, Entry
from rocbpress.workspace.fingerprint import digest_files, engines, own_code
from rocbpress.workspace.workspace import REVIEW, Workspace


@dataclass(frozen=True, slots=True)
class ResultCache:
    """The result of a job over the bytes that there were when `open_results` looked at them."""

    job: Job
    entry: Entry

    def find(self) -> Result | None:
        """The result of the same job over the same bytes; None where there was none, or no cache."""
        found: Result | None = self.entry.find()
        return found

    def keep(self, result: Result) -> None:
        """Keep the result, unless a file was saved while the edition was made: who knows which was read?"""
        if self.entry == _entry(self.job):
            self.entry.keep(result)
            _rendered_once(self.job).keep(True)


def open_results(job: Job, environment: str = "") -> ResultCache:
    """The result of all that the job will read, as it is now: to be opened before anything is read.

    `environment` spares many jobs of one workspace what `environment_digest` has found already.
    """
    return ResultCache(job, _entry(job, environment))


def is_new(job: Job) -> bool:
    """Whether no edition was ever made of the issue's files as they are, so that nothing can be known."""
    return _rendered_once(job).find() is None


def environment_digest(workspace: Workspace) -> str:
    """The digest of what all issues share: engines, layouts, faces, our own code."""
    # Each on its own, for one may be a link to a folder elsewhere.
    layouts = [f"{folder.name} {digest_files(folder)}" for folder in sorted(workspace.layouts.glob("*/"))]
    parts = (engines(), *layouts, digest_files(workspace.fonts), own_code())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def is_there(result: Result, path: Path) -> bool:
    """Whether `path` still holds the very file or folder of this result."""
    try:
        return (digest_files(path) if path.is_dir() else _digest(path)) == result.sha256
    except OSError:
        return False


def mail_edition(job: Job) -> tuple[Result, bytes] | None:
    """The mail edition of the same issue, if its file in build/ is the one that rendering would give."""
    mail = replace(job, edition=EDITIONS["mail"], cache=job.cache or job.workspace.cache)
    result = open_results(mail).find()
    return (result, _pdf(job).read_bytes()) if result and is_there(result, _pdf(job)) else None


def _pdf(job: Job) -> Path:
    return job.workspace.build / str(job.number) / replace(job, edition=EDITIONS["mail"]).file_name


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _entry(job: Job, environment: str = "") -> Entry:
    """Where the result belongs, by everything that an edition can depend on."""
    if job.cache is None or (job.marks and job.marks.since):  # which may lie anywhere
        return Entry(None)
    return Cache(job.cache).entry(
        "results", environment=environment or environment_digest(job.workspace), number=job.number,
        edition=job.edition, draft=job.draft, marks=job.marks, layout=job.layout, files=_files(job),
        publishers=_publishers(job), offers=_offered(job))


def _rendered_once(job: Job) -> Entry:
    if job.cache is None:
        return Entry(None)
    return Cache(job.cache).entry("rendered", number=job.number, files=_files(job))


def _offered(job: Job) -> str:
    """The digest of the PDF that a web edition has for readers to download."""
    return _digest(_pdf(job)) if job.edition.folder and _pdf(job).is_file() else ""


def _files(job: Job) -> str:
    return digest_files(job.workspace.issues / str(job.number), without=(REVIEW,))


def _publishers(job: Job) -> str:
    """The publishers, and, where one may have a logo, all files among which that may lie."""
    work = job.workspace
    texts = (work.issues / "publishers.yaml", work.issues / str(job.number) / "issue.yaml")
    said = [path.read_bytes() for path in texts if path.is_file()]
    logo = digest_files(work.issues, without=(REVIEW,)) if any(b"logo" in text for text in said) else ""
    return hashlib.sha256(b"\0".join([*said, logo.encode()])).hexdigest()
