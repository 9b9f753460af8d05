"""What a draft carries, so that comments and changes can be told from its PDF alone."""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from pydantic import TypeAdapter, ValidationError

from rocbpress import __version__
from rocbpress.archive.embedded import ExtractedFile, read_embedded
from rocbpress.assemble.embedded_files import RECORD, EmbeddedFile, Role
from rocbpress.assemble.objects import Box
from rocbpress.findings.errors import UsageError
from rocbpress.findings.finding import Finding

_SCHEMA = 1
_MOST = 5_000  # passages of a file: two hundred pages have as many
_FILE = re.compile(r"issues/\d{1,9}/(?:issue\.yaml|articles/[^/\x00-\x1f]{1,200}\.md)")
_LABEL = re.compile(r"\w{0,12}")


@dataclass(frozen=True, slots=True)
class DraftArea:
    """Where a block stands on a page, or in one column of it, and its words there.

    `box` and the `spots` of the words (left, foot, right, head, one word after another) are points of the
    page, from the lower left corner of the trim. `line` is 0 for an article as a whole.
    """

    block: str
    file: str
    line: int
    box: Box
    words: tuple[str, ...] = ()
    spots: tuple[float, ...] = ()

    def spot(self, at: int) -> Box:
        """Where one of the words stands."""
        left, foot, right, head = self.spots[4 * at:4 * at + 4]
        return left, foot, right, head


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A page of a draft: its printed number, and its blocks in reading order."""

    label: str
    areas: tuple[DraftArea, ...] = ()


Passages = Mapping[str, tuple[tuple[int, str], ...]]
"""The printed words of each file of an issue: of each passage the line of its block, and its words."""


@dataclass(frozen=True, slots=True)
class DraftRecord:
    """A draft: its number, when it was made (ISO 8601), its pages in order, and what they were made of.

    `files` are the SHA-256 of all sources by name.
    """

    issue: int
    draft: int
    made: str
    pages: tuple[DraftPage, ...]
    files: Mapping[str, str]
    passages: Passages
    edition: str = "mail"
    schema: int = _SCHEMA
    rocbpress: str = __version__


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it was read: its record, and the text of its sources by name."""

    record: DraftRecord
    texts: Mapping[str, str] = field(default_factory=dict)


_RECORDS = TypeAdapter(DraftRecord)


def tidy(text: str) -> str:
    """A text in one line, without what is not seen: controls, marks of directions, joiners."""
    shown = "".join(sign for sign in text if sign.isprintable() or sign.isspace())
    return " ".join(unicodedata.normalize("NFC", shown).split())


def record_file(record: DraftRecord) -> EmbeddedFile:
    """The record as it is embedded."""
    text = json.dumps(asdict(record), ensure_ascii=False, separators=(",", ":"))
    return EmbeddedFile(RECORD, text.encode(), Role.SUPPLEMENT, "What this draft was made of")


def read_draft(pdf: bytes, name: str) -> Draft:
    """The draft in a file of that name; UsageError for any other file."""
    found = draft_of(pdf)
    if found is None:
        raise UsageError(Finding("draft-none", f"{name} is not a draft", hint="name a file that rocbpress "
                                 "render N --draft has made, or a copy with comments"))
    return found


def draft_of(pdf: bytes, *, strict: bool = True) -> Draft | None:
    """The draft in a file; None for any other PDF. UsageError for what cannot be read, `strict` as there."""
    try:
        return draft_in(read_embedded(pdf, strict=strict))
    except UsageError as error:
        if error.findings[0].code != "archive-empty":
            raise
        return None


def draft_in(files: tuple[ExtractedFile, ...]) -> Draft | None:
    """The draft that these embedded files are of; None where they are of none."""
    data = next((each.data for each in files if each.name == RECORD), b"")
    try:
        record = _RECORDS.validate_json(data)
    except ValidationError:
        return None
    if record.schema != _SCHEMA or not _is_sound(record):
        return None
    texts = {each.name: each.data.decode("utf-8", "replace") for each in files if each.name != RECORD}
    return Draft(record, texts)


def _is_sound(record: DraftRecord) -> bool:
    """Whether it may be shown and compared: a stranger may have written it."""
    areas = [area for page in record.pages for area in page.areas]
    return (all(len(area.spots) == 4 * len(area.words) and (not area.file or _FILE.fullmatch(area.file))
                for area in areas)
            and all(_LABEL.fullmatch(page.label) for page in record.pages)
            and all(_FILE.fullmatch(file) and len(said) <= _MOST for file, said in record.passages.items()))
