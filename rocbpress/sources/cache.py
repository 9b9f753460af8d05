"""Standing copy: drafts of articles that were read before, and have not changed since."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rocbpress.findings.diagnostics import Diagnostics
from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.sources.articles import Article, Draft, Pages, read_article
from rocbpress.sources.files import is_inside
from rocbpress.sources.frontmatter import ArticleHead, Link, Person, Venue
from rocbpress.sources.markdown.blocks import Block, BlockKind, Box
from rocbpress.sources.markdown.figures import Bars, Fpo, KeyFigure, KeyFigures, Map, MapPlace, Picture
from rocbpress.sources.markdown.links import Reference
from rocbpress.sources.yaml.values import Interval
from rocbpress.workspace.cache import Cache
from rocbpress.workspace.codec import codec
from rocbpress.workspace.fingerprint import digest_files, engines, own_code

COPY = codec(Draft, Article, ArticleHead, Person, Venue, Link, Interval, Block, BlockKind, Picture, MapPlace, Map,
                Bars, Fpo, KeyFigure, KeyFigures, Box, Reference, Finding, Place, Severity)
LIMIT = 50_000_000  # bytes of drafts that are kept: some five thousand articles


@dataclass(frozen=True, slots=True)
class DraftCache:
    """The drafts of an issue on a shelf, by the digest of all that each was read from.

    `kept` None reads every article anew.
    """

    kept: Cache | None
    pages: Pages

    def drafts(self, slugs: tuple[str, ...], diagnostics: Diagnostics) -> dict[str, Draft]:
        """The draft of each article that there is, by its name; what reading them found goes to `errata`."""
        keys = self._keys(slugs) if self.kept else {}
        found = {slug: self._draft(slug, keys.get(slug), diagnostics) for slug in slugs
                 if (self.pages.folder / "articles" / f"{slug}.md").is_file()}
        if fresh := {slug: each for slug, each in found.items() if each.is_fresh}:
            self._keep(fresh, keys)
        return {slug: each.draft for slug, each in found.items() if each.draft}

    def _draft(self, slug: str, key: str | None, diagnostics: Diagnostics) -> _Read:
        if self.kept and key and (body := self.kept.find(key)):
            draft, findings = COPY.decode(body)
            diagnostics.found.update(dict.fromkeys(findings))
            return _Read(draft, b"")
        own = Diagnostics(diagnostics.file)
        draft = read_article(slug, self.pages, own)
        diagnostics.found.update(own.found)
        return _Read(draft, COPY.encode((draft, tuple(own.found))) if key else b"")

    def _keep(self, fresh: Mapping[str, _Read], keys: Mapping[str, str]) -> None:
        """Keep drafts, except those of files that were saved while they were read."""
        assert self.kept is not None
        now = self._keys(tuple(fresh))
        for slug, each in fresh.items():
            if now.get(slug) == keys[slug]:
                self.kept.keep(keys[slug], each.body)
        self.kept.clear(limit=LIMIT)

    def _keys(self, slugs: tuple[str, ...]) -> dict[str, str]:
        """The key of each article that lies in the issue's folder."""
        folder = self.pages.folder
        pages = f"{folder} {self.pages.name} {self.pages.language}"
        shared = "\n".join((engines(), own_code(), pages, beside(folder)))
        keys = {}
        for slug in slugs:
            path = folder / "articles" / f"{slug}.md"
            if path.is_file() and is_inside(path, folder):
                said = hashlib.sha256(path.read_bytes()).hexdigest()
                keys[slug] = hashlib.sha256(f"{shared}\n{slug} {said}".encode()).hexdigest()
        return keys


@dataclass(frozen=True, slots=True)
class _Read:
    """A draft, and its notation where it was read just now and may be kept."""

    draft: Draft | None
    body: bytes

    @property
    def is_fresh(self) -> bool:
        return bool(self.body)


def beside(folder: Path) -> str:
    """The digest of the pictures and tables of an issue: articles tell which there are, and read some."""
    return "\n".join(f"{path.name} {_digest(path)}" for path in sorted(folder.iterdir())
                     if path.name not in ("articles", "issue.yaml"))


def _digest(path: Path) -> str:
    if path.is_dir():
        return digest_files(path)
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
