"""A file becomes an article: read, shaped, written, and every word of it looked for again."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from rocbpress.findings.errors import SourceError, UsageError
from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.importing.blocks import Document, Run, Told
from rocbpress.importing.fitting import fitted
from rocbpress.importing.ledger import lost, plain
from rocbpress.importing.markdown import Writer
from rocbpress.importing.pictures import Pictures, described
from rocbpress.importing.printable import printable
from rocbpress.importing.shape import shaped
from rocbpress.importing.told import Teller
from rocbpress.importing.walk import with_runs
from rocbpress.workspace.names import is_refused
from rocbpress.workspace.workspace import Workspace

MOST_BYTES = 256 << 20
Read = Callable[[Path], Document]
# By suffix: where its reader is, which is loaded for such a file alone.
_READERS = {
    ".docx": "document:read_word", ".docm": "document:read_word", ".dotx": "document:read_word",
    ".html": "html:read_html", ".htm": "html:read_html", ".eml": "mail:read_mail",
    ".xlsx": "sheets:read_sheets",
    ".doc": "converted:read_converted", ".odt": "converted:read_converted",
    ".rtf": "converted:read_converted"}
_SAVE_AS = {".msg": "open it in Outlook, and save it as .eml",
            ".pdf": "ask for the file that it was made from",
            ".pages": "export it as Word", ".xls": "save it as .xlsx", ".ods": "save it as .xlsx"}
_LINKED = re.compile(r"https?://[^/?#\s]|mailto:[^@\s]+@[^@\s]+\.[^@\s]", re.IGNORECASE)
_MARKS = "•·‣▪●○◦■□►▸✓✔→◆◇❖-–—*o0123456789.() "  # of lists, typed before the words
_CHANGES = ("word-deleted", "word-inserted")


@dataclass(frozen=True, slots=True)
class Imported:
    """What one file makes, by names in the issue's folder; `unset` and `record` go to build/."""

    slug: str
    files: Mapping[str, bytes]
    unset: Mapping[str, bytes]
    told: tuple[Told, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that is told."""
        return tuple(each.finding for each in self.told)

    @property
    def record(self) -> bytes:
        """All findings with the whole text of what is left out, and the lines that are guesses."""
        text = self.files.get(f"articles/{self.slug}.md", b"").decode()
        lines = {line: plain(line) for line in text.split("\n")}
        return (json.dumps([{
            "code": each.finding.code, "severity": each.finding.severity.value,
            "message": each.finding.message, "passage": each.finding.where.passage, "words": each.words,
            "line": _line_of(each.finding, lines)} for each in self.told], ensure_ascii=False, indent=1)
            + "\n").encode()


def import_file(path: Path, slug: str, *, changes: str = "accept") -> Imported:
    """The article of one file; SourceError where it cannot be read, or has changes that are refused."""
    try:
        document = _reader(path)(path)
    except OSError as error:
        raise UsageError(Finding("import-unreadable", f"{path.name} cannot be read: {error.strerror}",
                                 hint="check the name of the file")) from error
    except RecursionError as error:
        raise SourceError(Finding("word-too-deep", "its tables or boxes are nested too deep",
                                  Place(path.name))) from error
    changed = [each.finding for each in document.told if each.finding.code in _CHANGES]
    if changes == "refuse" and changed:
        raise SourceError([replace(each, severity=Severity.ERROR) for each in changed])
    return _article(document, path.name, slug)


def slug_of(name: str) -> str:
    """The name of the article that a file's name suggests: a-z, 0-9 and hyphens."""
    stem = unicodedata.normalize("NFKD", Path(name).stem).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall("[a-z0-9]+", stem))[:60].strip("-") or "article"
    return f"{slug}-article" if is_refused(slug) else slug


def free_files(imported: Sequence[Imported], folder: Path, workspace: Workspace) -> dict[Path, bytes]:
    """All files that are to be written, by their paths."""
    written: dict[Path, bytes] = {}
    build = workspace.build / folder.name / "import"
    for each in imported:
        written |= {folder / name: data for name, data in each.files.items()}
        written |= {build / name: data for name, data in each.unset.items()}
        written[build / f"{each.slug}.json"] = each.record
    return written


def _reader(path: Path) -> Read:
    """What reads a file of its kind; SourceError for a kind that nothing reads, or a file far too large."""
    if path.stat().st_size > MOST_BYTES:
        raise SourceError(Finding("word-too-large", f"it has more than {MOST_BYTES >> 20} MB",
                                  Place(path.name)))
    suffix = path.suffix.lower()
    if suffix not in _READERS:
        raise SourceError(Finding("import-kind", f"{suffix or path.name} files cannot be imported",
                                  Place(path.name), hint=_SAVE_AS.get(suffix, "save it as .docx")))
    module, function = _READERS[suffix].split(":")
    read: Any = getattr(import_module(f"rocbpress.importing.{module}"), function)
    found: Read = read
    return found


def _article(document: Document, name: str, slug: str) -> Imported:
    teller = Teller(name, list(document.told))
    document = printable(document, teller)
    shape = shaped(document, slug, teller)
    blocks = with_runs(shape.blocks, lambda run, place: _followed(run, place, shape.names, teller))
    blocks = fitted(described(blocks, teller), teller)
    pictures = Pictures(slug, teller)
    notes = {key: with_runs(each, lambda run, place: _followed(run, place, shape.names, teller))
             for key, each in document.notes.items()}
    text = Writer(pictures.name, notes, shape.names).article(shape.head, blocks)
    _tell_lost(document, text, teller)
    article = {f"articles/{slug}.md": text.encode()} if blocks or document.ledger is not None else {}
    return Imported(slug, {**article, **pictures.files, **document.files}, pictures.unset, tuple(teller.told))


def _line_of(finding: Finding, lines: Mapping[str, str]) -> str:
    """The line that was guessed, which a preview marks as long as it stands; '' for other findings."""
    what, _, guessed = finding.code.partition("-")
    if guessed != "guessed":
        return ""
    words = finding.where.passage.partition("“")[2].rstrip("”…").lstrip(_MARKS)
    return next((line for line, said in lines.items()
                 if line.startswith(f"{what}: ") or (words and words in said)), "")


def _followed(run: Run, place: str, names: Mapping[str, str], teller: Teller) -> Run:
    """The run, without a link that no reader could follow."""
    if not run.link:
        return run
    link = run.link.strip()
    if _LINKED.match(link) or link[1:] in names:
        return replace(run, link=link)
    teller.tell("word-link", f"a link leads nowhere in the newsletter: {link[:80]}", place, near=run.words,
                words=link)
    return replace(run, link="")


def _tell_lost(document: Document, text: str, teller: Teller) -> None:
    """Every word that the reader's own count finds stands in the article or in a finding."""
    if document.ledger is None:
        return
    kept = [plain(text), *(each.words for each in teller.told),
            *(data.decode("utf-8", "replace") for name, data in document.files.items()
              if name.endswith(".csv"))]
    for passage in lost(document.ledger, kept):
        teller.tell("word-lost", "words of the file are nowhere in the article: please report it",
                    words=passage,
                    severity=Severity.ERROR, hint="copy them into the article")


