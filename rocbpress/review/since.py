"""What a draft is compared with: a former draft, a revision of git, or an archive edition."""

import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rocbpress.archive.embedded import read_embedded
from rocbpress.archive.restore import restore
from rocbpress.findings.errors import PressError, SourceError, UsageError
from rocbpress.findings.finding import Finding
from rocbpress.review.passages import digests_of, passages_of, sources_of
from rocbpress.review.record import Draft, Passages, draft_in, tidy
from rocbpress.sources.standing_in import read_around_faults
from rocbpress.workspace.cache import NO_CACHE
from rocbpress.workspace.temporary import temporary_folder
from rocbpress.workspace.workspace import Workspace

_PATIENCE = 60  # seconds for git
_HINT = "give the number of a draft, a revision of git, or the PDF of a draft or an archive edition"
_FILES = ("100644", "100755")  # modes of regular files in git


@dataclass(frozen=True, slots=True)
class Former:
    """An issue as it was: how it is called, and in the name of a file; its words, and the SHA-256 of its
    files by name."""

    name: str
    short: str
    passages: Passages
    files: Mapping[str, str]


def find_former(workspace: Workspace, number: int, since: str, folder: Path) -> Former:
    """What `since` names; drafts by their numbers lie in `folder`. UsageError where there is none."""
    if since.isdecimal() and (draft := _draft_file(number, since, folder)):
        return _of_pdf(draft, number)
    path = Path(since)
    if path.suffix.lower() == ".pdf":
        return _of_pdf(path, number)
    revision = _git(workspace.root, "rev-parse", "--verify", "--quiet", "--end-of-options",
                    f"{since}^{{commit}}")
    if revision:
        return _of_revision(workspace, number, revision.decode().strip(), since)
    what = f"draft {since} in {folder.name}" if since.isdecimal() else f"draft or revision {since}"
    raise UsageError(Finding("since-unknown", f"there is no {what}", hint=_HINT))


def _draft_file(number: int, draft: str, folder: Path) -> Path | None:
    """A file of that draft, of whichever edition: all have the same words."""
    found = sorted(folder.glob(f"rocb-{number}*-draft-{int(draft)}.pdf")) or sorted(
        folder.glob(f"rocb-{number}*-draft-{int(draft)}-*.pdf"))
    return found[0] if found else None


def _of_pdf(path: Path, number: int) -> Former:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(Finding("since-unknown", f"{path.name} cannot be read: {error.strerror}",
                                 hint=_HINT)) from error
    if draft := draft_in(read_embedded(data)):
        return _of_draft(draft, path, number)
    with temporary_folder() as aside:
        restore(data, aside / "archive")
        return _read(Workspace(aside / "archive"), number, path.name, path.stem)


def _of_draft(draft: Draft, path: Path, number: int) -> Former:
    record = draft.record
    if record.issue != number:
        raise _another(path.name, record.issue)
    passages = {file: tuple((line, tidy(words)) for line, words in said)
                for file, said in record.passages.items()}
    return Former(f"draft {record.draft}", str(record.draft), passages, record.files)


def _of_revision(workspace: Workspace, number: int, revision: str, since: str) -> Former:
    with temporary_folder() as aside:
        root = aside / "revision"
        for name, data in _files(workspace.root, revision, number):
            path = root / name
            if path.resolve().is_relative_to(root.resolve()):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
        (root / "issues").mkdir(parents=True, exist_ok=True)
        return _read(Workspace(root), number, f"revision {since}", revision[:10])


def _read(workspace: Workspace, number: int, name: str, short: str) -> Former:
    """The issue in a workspace of its own; an article with errors counts as it can be read."""
    numbers = workspace.numbers()
    if number not in numbers:
        raise _another(name, *numbers)
    try:
        manuscript = read_around_faults(workspace, number, NO_CACHE, {}).manuscript
    except SourceError as error:
        raise UsageError(Finding("since-unreadable", f"{name} cannot be read: {error.findings[0]}",
                                 hint=_HINT)) from error
    return Former(name, short, passages_of(manuscript), digests_of(sources_of(manuscript, workspace)))


def _another(name: str, *numbers: int) -> PressError:
    said = f"{name} is of issue {numbers[0]}" if numbers else f"{name} does not have this issue"
    return UsageError(Finding("since-another", said, hint=_HINT))


def _files(root: Path, revision: str, number: int) -> Iterator[tuple[str, bytes]]:
    """Files of an issue, and those beside the issues, as a revision keeps them: no filter of git is run."""
    listed = (_git(root, "ls-tree", "-r", "-z", revision, "--", f"issues/{number}")
              + _git(root, "ls-tree", "-z", revision, "--", "issues/"))
    entries = [line.decode("utf-8", "surrogateescape").partition("\t")
               for line in listed.split(b"\0") if line]
    wanted = [(name, head.split()[2]) for head, _, name in entries if head.split()[0] in _FILES]
    data = _git(root, "cat-file", "--batch", given="".join(f"{blob}\n" for _, blob in wanted).encode())
    at = 0
    for name, _ in wanted:
        head, at = data[at:data.index(b"\n", at)], data.index(b"\n", at) + 1
        size = int(head.split()[2])
        yield name, data[at:at + size]
        at += size + 1


def _git(root: Path, *words: str, given: bytes = b"") -> bytes:
    """What git answers; nothing where it fails, or is not there."""
    try:
        done = subprocess.run(["git", "-C", str(root), *words], input=given, capture_output=True, check=False,
                              timeout=_PATIENCE)
    except (OSError, ValueError, subprocess.TimeoutExpired):  # a null byte in a word
        return b""
    return done.stdout if done.returncode == 0 else b""
