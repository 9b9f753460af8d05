"""issues/N/review.json: the drafts of an issue by their numbers, and the comments that are done."""

import json
import os
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from rocbpress.workspace.contained import read_inside
from rocbpress.workspace.workspace import REVIEW, Workspace

_SCHEMA = 1
_LARGEST = 10_000_000  # bytes
_EPOCH = "SOURCE_DATE_EPOCH"  # reproducible-builds.org/specs/source-date-epoch


@dataclass(frozen=True, slots=True)
class NumberedDraft:
    """A draft: when it was first made (ISO 8601, to the minute), and the SHA-256 of all it was made of."""

    number: int
    made: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Review:
    """What is known of the review of an issue: its drafts, and the names of comments that are done."""

    drafts: tuple[NumberedDraft, ...] = ()
    done: tuple[str, ...] = ()
    schema: int = _SCHEMA

    def text(self) -> bytes:
        """As the file has it, one fact a line."""
        return (json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n").encode()

    def numbered(self, sha256: str, least: int) -> NumberedDraft:
        """The draft of that digest; a new one has the next number, `least` or more, and the time of now."""
        known = next((each for each in reversed(self.drafts) if each.sha256 == sha256), None)
        number = max([least, *(each.number + 1 for each in self.drafts)])
        return known or NumberedDraft(number, _now(), sha256)

    def with_draft(self, draft: NumberedDraft) -> "Review":
        return self if draft in self.drafts else replace(self, drafts=(*self.drafts, draft))

    def ticked(self, name: str, *, done: bool) -> "Review":
        """With a comment done, or not done any more."""
        return replace(self, done=tuple(sorted({*self.done, name} if done else {*self.done} - {name})))


_REVIEWS = TypeAdapter(Review)


def review_path(workspace: Workspace, number: int) -> Path:
    """Where the review of an issue is kept."""
    return workspace.issues / str(number) / REVIEW


def read_review(workspace: Workspace, number: int) -> Review:
    """What is kept; nothing where the file is missing, or somebody has broken it."""
    path = review_path(workspace, number)
    try:
        return _REVIEWS.validate_json(read_inside(path, path.parent, _LARGEST))
    except (OSError, ValidationError):
        return Review()


def _now() -> str:
    """The one place that reads the clock: local time, or that of SOURCE_DATE_EPOCH, which is UTC."""
    epoch = os.environ.get(_EPOCH, "")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now()
    return now.strftime("%Y-%m-%dT%H:%M")
