"""Standing type: takes that were composed before of the same copy, and need not be again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from rocbpress.compose.flow_group import AskedPages, FlowGroup
from rocbpress.figures.asset import Asset, AssetOrigin, Rendition
from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.layout.editions import Edition
from rocbpress.layout.layout import Layout
from rocbpress.sources.cache import COPY, beside
from rocbpress.sources.manuscript import Article, Manuscript
from rocbpress.sources.markdown.figures import Picture
from rocbpress.typeset.flow import Flow, Matter
from rocbpress.workspace.cache import Cache
from rocbpress.workspace.codec import codec
from rocbpress.workspace.fingerprint import digest_files, engines, own_code

LIMIT = 200_000_000  # bytes of takes that are kept: some five thousand

_TAKES = codec(FlowGroup, Flow, Matter, Asset, AssetOrigin, Rendition, Finding, Place, Severity)


@dataclass(frozen=True, slots=True)
class FlowCache:
    """Takes on a shelf; `shared` is the digest of what each is composed of besides its own articles."""

    shelf: Cache
    shared: str

    def find(self, name: str, articles: Iterable[Article], pages: Mapping[str, str]) -> FlowGroup | None:
        """The take of that name as these articles and labels make it, its pictures all there and unharmed."""
        copy = self._copy(name, articles)
        asked = self.shelf.find(copy)
        if asked is None:
            return None
        labels = AskedPages(pages)
        printed = {landmark: labels[landmark] for landmark in json.loads(asked)}
        body = self.shelf.find(_labelled(copy, printed))
        take: FlowGroup | None = _TAKES.decode(body) if body is not None else None
        return take if take and all(map(_is_there, take.flows)) else None

    def keep(self, take: FlowGroup, articles: Iterable[Article]) -> None:
        """Keep a take: which labels its copy asks for, and what it is with these."""
        copy = self._copy(take.name, articles)
        self.shelf.keep(copy, json.dumps(sorted(take.printed)).encode())
        self.shelf.keep(_labelled(copy, take.printed), _TAKES.encode(take))

    def clear(self) -> None:
        """Throw away what was not asked for longest, beyond LIMIT."""
        self.shelf.clear(limit=LIMIT)

    def _copy(self, name: str, articles: Iterable[Article]) -> str:
        own = b"\n".join(map(COPY.encode, articles))
        return hashlib.sha256(f"{self.shared}\n{name}\n".encode() + own).hexdigest()


def open_flow_cache(shelf: Cache, manuscript: Manuscript, layout: Layout, edition: Edition, pictures: Path,
              fonts: Path) -> FlowCache:
    """The rack of one edition of an issue; its shelf may serve others too."""
    outline = outlined(manuscript)
    sections = tuple((section.title, section.title_html, section.lead) for section in outline.sections)
    parts = (engines(), own_code(), digest_files(fonts), str(layout.folder), digest_files(layout.folder),
             str(edition), str(pictures), beside(manuscript.folder),
             manuscript.issue.model_dump_json(), manuscript.publisher.model_dump_json(),
             COPY.encode((sections, tuple(outline.articles()))).decode())
    return FlowCache(shelf, hashlib.sha256("\n".join(parts).encode()).hexdigest())


def outlined(manuscript: Manuscript) -> Manuscript:
    """The issue without its words: of each article the head, and such blocks as are pictures."""
    return _each_article(manuscript, lambda article: replace(article, blocks=tuple(
        block for block in article.blocks if isinstance(block.spec, Picture))))


def with_words(outline: Manuscript, articles: Iterable[Article]) -> Manuscript:
    """The outline with some of its articles whole: all that a take of these can depend on."""
    whole = {article.slug: article for article in articles}
    return _each_article(outline, lambda article: whole.get(article.slug, article))


def _each_article(manuscript: Manuscript, change: Callable[[Article], Article]) -> Manuscript:
    return replace(
        manuscript, foreword=manuscript.foreword and change(manuscript.foreword),
        imprint=manuscript.imprint and change(manuscript.imprint),
        sections=tuple(replace(section, articles=tuple(map(change, section.articles)))
                       for section in manuscript.sections))


def _labelled(copy: str, labels: Mapping[str, str]) -> str:
    return hashlib.sha256(f"{copy}\n{sorted(labels.items())}".encode()).hexdigest()


def _is_there(flow: Flow) -> bool:
    return all(map(_is_unharmed, flow.assets))


def _is_unharmed(asset: Asset) -> bool:
    try:
        return hashlib.sha256(asset.path.read_bytes()).hexdigest() == asset.digest
    except OSError:
        return False
