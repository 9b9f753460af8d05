"""Flow groups, composed again only when something has changed that they are composed of."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from rocbpress.compose.flow_group import AskedPages, FlowGroup
from rocbpress.figures.asset import Asset
from rocbpress.layout.editions import Edition
from rocbpress.layout.layout import Layout
from rocbpress.sources.cache import beside
from rocbpress.sources.manuscript import Article, Manuscript
from rocbpress.sources.markdown.figures import Picture
from rocbpress.workspace.cache import Cache, Entry, Kind
from rocbpress.workspace.fingerprint import digest_files, engines, own_code


@dataclass(frozen=True, slots=True)
class FlowCache:
    """The groups of one edition of an issue; `shared` are the inputs of all besides their own articles."""

    cache: Cache
    shared: Mapping[str, object]

    def find(self, name: str, articles: Iterable[Article], pages: Mapping[str, str]) -> FlowGroup | None:
        """The group as these articles and labels make it; None where one of its pictures is no more sound."""
        own, labels = tuple(articles), AskedPages(pages)
        asked = self._entry("labels", name, own).find()
        if asked is None:
            return None
        group: FlowGroup | None = self._entry(
            "groups", name, own, {landmark: labels[landmark] for landmark in asked}).find()
        assets = [asset for flow in group.flows for asset in flow.assets] if group else []
        return group if all(map(_is_sound, assets)) else None

    def keep(self, group: FlowGroup, articles: Iterable[Article]) -> None:
        """Keep a group: which labels its articles ask for, and what it is with these."""
        own = tuple(articles)
        self._entry("labels", group.name, own).keep(tuple(sorted(group.printed)))
        self._entry("groups", group.name, own, group.printed).keep(group)

    def _entry(self, kind: Kind, name: str, articles: tuple[Article, ...],
               labels: Mapping[str, str] = MappingProxyType({})) -> Entry:
        return self.cache.entry(kind, name=name, articles=articles, labels=sorted(labels.items()),
                                **self.shared)


def open_flow_cache(cache: Cache, manuscript: Manuscript, layout: Layout, edition: Edition, pictures: Path,
                    fonts: Path) -> FlowCache:
    """The groups of one edition of an issue; the cache may keep those of others too."""
    shared = repr((replace(outlined(manuscript), findings=(), used=frozenset()), beside(manuscript.folder)))
    return FlowCache(cache, {
        "engines": engines(), "code": own_code(), "fonts": digest_files(fonts), "layout": layout.folder,
        "layout_files": digest_files(layout.folder), "edition": edition, "pictures": pictures,
        "issue": sha256(shared.encode()).hexdigest()})


def outlined(manuscript: Manuscript) -> Manuscript:
    """The issue without its words: of each article the head, and such blocks as are pictures."""
    return _each_article(manuscript, lambda article: replace(article, blocks=tuple(
        block for block in article.blocks if isinstance(block.spec, Picture))))


def with_words(outline: Manuscript, articles: Iterable[Article]) -> Manuscript:
    """The outline with some of its articles whole: all that a group of these can depend on."""
    whole = {article.slug: article for article in articles}
    return _each_article(outline, lambda article: whole.get(article.slug, article))


def _each_article(manuscript: Manuscript, change: Callable[[Article], Article]) -> Manuscript:
    return replace(
        manuscript, foreword=manuscript.foreword and change(manuscript.foreword),
        imprint=manuscript.imprint and change(manuscript.imprint),
        sections=tuple(replace(section, articles=tuple(map(change, section.articles)))
                       for section in manuscript.sections))


def _is_sound(asset: Asset) -> bool:
    try:
        return sha256(asset.path.read_bytes()).hexdigest() == asset.digest
    except OSError:
        return False
