"""What the archive edition carries, so that the issue can be made again: files and their roles."""

import hashlib
import json
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from types import MappingProxyType

from fontTools.ttLib import TTFont

from rocbpress import __version__
from rocbpress.assemble.embedded_files import RECORD, EmbeddedFile, Role, faces_of
from rocbpress.assemble.proof import Proof
from rocbpress.copyfit.fit import Fits, encode_fits
from rocbpress.figures.images.private import without_private
from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.layout.editions import Edition
from rocbpress.layout.layout import Layout
from rocbpress.press.job import Job
from rocbpress.press.paginate import Paginated
from rocbpress.press.read import Sources
from rocbpress.sources.manuscript import Manuscript
from rocbpress.typeset.engine.faces import SUFFIXES, face_files
from rocbpress.typeset.flow import Flow
from rocbpress.workspace.fingerprint import LEFT_BY_SYSTEMS, package_versions
from rocbpress.workspace.workspace import Workspace

_SCHEMA = 1
_POSTSCRIPT, _FAMILIES = 6, (1, 16)  # name identifiers of OpenType


def source_files(proof: Proof, issue: Sources, pages: Paginated, job: Job) -> tuple[EmbeddedFile, ...]:
    """All files that made the edition, by name, and the record of them; none where it carries none."""
    if not job.edition.attachments:
        return ()
    return collect(job.edition, job.workspace, issue.manuscript, issue.layout, pages.flows, faces_of(proof),
                   pages.fits)


def collect(edition: Edition, workspace: Workspace, manuscript: Manuscript, layout: Layout,
            flows: Sequence[Flow], faces: Collection[str],
            fits: Fits = MappingProxyType({})) -> tuple[EmbeddedFile, ...]:
    """The files by name, and their record; `faces` are the PostScript names of the faces in the file,
    `fits` what gave way in articles.

    Nothing else of the issue's folder goes out: no draft, no lock, no picture that the issue does not show.
    """
    read = ((_name(path, workspace, layout), path, role, words)
            for path, role, words in _files(workspace, manuscript, layout, flows, faces))
    keeps = manuscript.issue.photographs == "originals"
    files = {name: EmbeddedFile(name, _given_away(path, manuscript, keeps=keeps), role, words)
             for name, path, role, words in read}
    return (*(files[name] for name in sorted(files)), _record(manuscript, edition, files.values(), fits))


def _given_away(path: Path, manuscript: Manuscript, *, keeps: bool) -> bytes:
    """A file as it goes out: a picture of the issue without position, owner and serial numbers."""
    data = path.read_bytes()
    return data if keeps or path not in _pictures(manuscript) else without_private(data)


def originals_told(manuscript: Manuscript, job: Job) -> Iterator[Finding]:
    """A note for each picture that goes out with what it tells of its owner."""
    told = job.edition.attachments and manuscript.issue.photographs == "originals"
    for path in sorted(_pictures(manuscript)) if told else ():
        data = path.read_bytes()
        if without_private(data) != data:
            yield Finding("photograph-private", f"{path.name} goes into the archive with its position, its "
                          "owner or serial numbers", Place(job.workspace.relative(path)),
                          Severity.NOTE, "remove photographs: originals to cut them")


def _pictures(manuscript: Manuscript) -> frozenset[Path]:
    """All that may be one: what the issue shows, and the publisher's logo, which lies beside the issues."""
    logo = manuscript.publisher.logo
    return manuscript.used | ({manuscript.folder.parent / logo} if logo else set())


def _name(path: Path, workspace: Workspace, layout: Layout) -> str:
    """The file in the workspace; a layout kept with its issue goes out as the layout it is a copy of."""
    if path.is_relative_to(layout.folder):
        return f"layouts/{layout.name}/{path.relative_to(layout.folder).as_posix()}"
    return workspace.relative(path)


def _files(workspace: Workspace, manuscript: Manuscript, layout: Layout, flows: Sequence[Flow],
           faces: Collection[str]) -> Iterator[tuple[Path, Role, str]]:
    yield workspace.root / manuscript.file, Role.SOURCE, "The manifest of the issue"
    for article in manuscript.articles():
        yield workspace.root / article.file, Role.SOURCE, f"The article “{article.title}”"
    for path in manuscript.used:
        table = path.suffix.lower() == ".csv"
        yield path, Role.DATA if table else Role.SOURCE, "Data of a figure" if table else "A picture"
    if isinstance(manuscript.issue.publisher, str):
        yield workspace.issues / "publishers.yaml", Role.SOURCE, "Who publishes"
    if manuscript.publisher.logo:
        yield workspace.issues / manuscript.publisher.logo, Role.SOURCE, "The publisher's logo"
    for path in _visible(layout.folder.rglob("*")):
        yield path, Role.SOURCE, f"Part of the layout {layout.name}"
    for folder in _families(workspace.fonts, layout, flows, faces):
        for path in _visible(folder.iterdir()):
            face = path.suffix.lower() in SUFFIXES
            yield path, Role.SUPPLEMENT, "A face" if face else "About the faces beside it"


def _families(fonts: Path, layout: Layout, flows: Sequence[Flow], faces: Collection[str]) -> set[Path]:
    """Folders with a face that is in the file, or that layout or style sheets name.

    A face that sets no glyph can still give a line its height; whole folders keep the licence with
    the face, and every weight that a lookup may have passed over.
    """
    named = {layout.furniture.folio.face, layout.furniture.running.face,
             *(title.face for title in layout.titles.values())}
    return {path.parent for path in face_files(fonts)
            if path in named or _is_wanted(path, flows, faces)}


def _is_wanted(path: Path, flows: Sequence[Flow], faces: Collection[str]) -> bool:
    with TTFont(path, lazy=True, fontNumber=0) as font:
        names = font["name"]
        families = [family for at in _FAMILIES if (family := names.getDebugName(at))]
        own = names.getDebugName(_POSTSCRIPT)
    return own in faces or any(family in flow.html for flow in flows for family in families)


def _visible(paths: Iterator[Path]) -> Iterator[Path]:
    """Files, without what systems and editors leave beside them."""
    return (path for path in paths if path.is_file() and path.name not in LEFT_BY_SYSTEMS
            and path.name[0] not in ".#" and path.name[-1] != "~")


def _record(manuscript: Manuscript, edition: Edition, files: Collection[EmbeddedFile],
            fits: Fits) -> EmbeddedFile:
    """Versions of the packages, the SHA-256 of each file, and what gave way in articles, as JSON.

    Python and the system's libraries are not named: where they set the same pages, the file is the same.
    """
    listed = [{"path": each.name, "size": len(each.data), "sha256": hashlib.sha256(each.data).hexdigest()}
              for each in sorted(files, key=lambda each: each.name)]
    record = {
        "schema": _SCHEMA, "issue": manuscript.issue.number, "edition": edition.name,
        "rocbpress": __version__, "engines": package_versions(), "files": listed,
        **({"fits": encode_fits(fits)} if fits else {})}
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    return EmbeddedFile(RECORD, text.encode(), Role.SUPPLEMENT, "Versions and digests of what made this file")
