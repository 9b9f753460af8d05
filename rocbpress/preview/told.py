"""What a browser is told of findings and blocks: the pages that show them, and lines of their sources."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from rocbpress.compose.pictures import aspect
from rocbpress.figures.images.cropping import crop
from rocbpress.findings.catalogue import with_cure
from rocbpress.findings.errors import SourceError
from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.layout.editions import Edition
from rocbpress.preflight.locate import block_lines
from rocbpress.preview.comments import KeptComment
from rocbpress.preview.resident import View
from rocbpress.preview.shown import moved_areas
from rocbpress.sources.manuscript import Block, Box, Manuscript
from rocbpress.sources.markdown.figures import Picture
from rocbpress.typeset.galley import Area
from rocbpress.workspace.workspace import Workspace

# How editors are asked to open a file at a line; `{file}` begins with a slash.
EDITORS: Mapping[str, str] = {
    "vscode": "vscode://file{file}:{line}:{column}",
    "vscodium": "vscodium://file{file}:{line}:{column}",
    "cursor": "cursor://file{file}:{line}:{column}",
    "zed": "zed://file{file}:{line}:{column}",
    "idea": "idea://open?file={file}&line={line}&column={column}",
    "textmate": "txmt://open?url=file://{file}&line={line}&column={column}",
    "none": "",
}
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


@dataclass(frozen=True, slots=True)
class Source:
    """How lines of the sources are opened: `editor` is a key of EDITORS."""

    workspace: Workspace
    editor: str

    def link(self, file: str, line: int, column: int = 0) -> str:
        """The address that opens an editor there; '' where there is no file or no editor."""
        if not file:
            return ""
        path = quote((self.workspace.root / file).as_posix())
        path = path if path.startswith("/") else f"/{path}"
        return EDITORS[self.editor].format(file=path, line=max(1, line), column=max(1, column))


def findings_told(findings: Iterable[Finding], view: View, source: Source) -> list[dict[str, object]]:
    """Findings for the browser, errors first, each with the page and block that it is about."""
    places = _Places(view)
    ordered = sorted(map(with_cure, findings), key=lambda each: _ORDER.index(each.severity))
    told: list[dict[str, object]] = []
    for finding in ordered:
        where = finding.where
        block, key = places.find(finding)
        told.append({
            "severity": finding.severity.value, "code": finding.code, "message": finding.message,
            "hint": finding.hint, "file": where.file, "line": where.line, "column": where.column,
            "key": key, "block": block, "open": source.link(where.file, where.line, where.column)})
    return told


def comments_told(comments: Iterable[tuple[KeptComment, bool]], view: View, source: Source,
                  ) -> list[dict[str, object]]:
    """Comments for the browser, as findings with a name to be ticked off by."""
    places = _Places(view)
    told: list[dict[str, object]] = []
    for comment, done in comments:
        file, line = comment.file, comment.line
        page = "" if file else comment.page
        block, key = places.find(Finding("comment-open", comment.said, Place(file, line, page=page)))
        told.append({
            "severity": "comment", "code": "", "message": comment.said, "hint": "", "file": file,
            "line": line, "column": 0, "key": key, "block": block, "open": source.link(file, line),
            "comment": comment.id, "done": done})
    return told


def areas_told(view: View, key: str, edition: Edition, source: Source) -> list[dict[str, object]]:
    """The blocks on a page, with their lines; none for a page that there is not."""
    name, _, index = key.rpartition(":")
    sheet = next((sheet for sheet in view.sheets if sheet.flow.name == name), None)
    if sheet is None or view.issue is None or not index.isdecimal():
        return []
    lines = block_lines(view.issue.manuscript)
    pictures = dict(_pictures(view.issue.manuscript))
    told = []
    for area in moved_areas(sheet, int(index), view.issue, edition):
        file, line = lines.get(area.block, ("", 0))
        picture = None if area.text else pictures.get(area.block)
        told.append({
            "block": area.block, "kind": area.element, "text": area.text, "file": file, "line": line,
            "x": area.x, "y": area.y, "width": area.width, "height": area.height,
            "open": source.link(file, line), "picture": picture.src if picture else "",
            "focus": list(picture.focus) if picture and picture.focus else None,
            "shown": _shown(picture, area) if picture else None})
    return told


def _shown(picture: Picture, area: Area) -> list[float] | None:
    """What its place shows of a picture: from left and top to right and foot, in percent of it."""
    try:
        shape = aspect(picture.path, Place())
    except SourceError:
        return None  # it has gone since it was set
    lost = crop(shape, area.width / area.height, picture.focus)
    return [round(100 * edge, 1) for edge in (lost.left, lost.top, 1 - lost.right, 1 - lost.foot)]


class _Places:
    """Which block and page a finding is about, by its line, block or page."""

    def __init__(self, view: View) -> None:
        self._keys: dict[str, str] = {}
        self._labels = {page.label: key for key, page in view.pages.items()}
        self._lines: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for sheet in view.sheets:
            for area in sheet.galley.areas:
                self._keys.setdefault(area.block, f"{sheet.flow.name}:{area.page}")
        if view.issue:
            for block, (file, line) in block_lines(view.issue.manuscript).items():
                self._lines[file].append((line, block))
        for lines in self._lines.values():
            lines.sort()

    def find(self, finding: Finding) -> tuple[str, str]:
        """Block and key, '' for what is not known."""
        where = finding.where
        block = where.block
        if not block and (lines := self._lines.get(where.file)):
            block = lines[max(0, bisect_right(lines, (where.line, "\uffff")) - 1)][1]
        key = self._labels.get(where.page, "") or self._keys.get(block, "")
        return block, key or self._keys.get(block.partition("#")[0], "")


def _pictures(manuscript: Manuscript) -> Iterator[tuple[str, Picture]]:
    for article in manuscript.articles():
        for block in article.blocks:
            yield from _inner(block)


def _inner(block: Block) -> Iterator[tuple[str, Picture]]:
    if isinstance(block.spec, Picture):
        yield block.id, block.spec
    for inner in block.spec.blocks if isinstance(block.spec, Box) else ():
        yield from _inner(inner)
