"""Flow groups, composed again only when something has changed that they are composed of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from rocbpress.compose.flow_group import Addresses, FlowGroup
from rocbpress.copyfit.fit import Fit
from rocbpress.figures.asset import Asset
from rocbpress.layout.editions import Edition
from rocbpress.layout.layout import Layout
from rocbpress.sources.cache import beside, digest_of
from rocbpress.sources.manuscript import Article, Manuscript
from rocbpress.sources.markdown.figures import Picture
from rocbpress.workspace.cache import NO_CACHE, Cache, Entry
from rocbpress.workspace.fingerprint import digest_files, engines, own_code

VARIANTS = 4  # of a group, each with other page labels in it


@dataclass(frozen=True, slots=True)
class GroupCache:
    """Where groups are kept; `shared` are the inputs of all besides their own articles."""

    cache: Cache = NO_CACHE
    shared: Mapping[str, object] = field(default_factory=dict)

    def entry(self, name: str, articles: Iterable[Article], fits: Iterable[tuple[str, Fit]], accent: str,
              edition: Edition, closing: Addresses = ()) -> KeptGroup:
        """The place of a group that is composed of these articles, in which `fits` give way.

        The last of them ends with the addresses in `closing`.
        """
        return KeptGroup(self.cache.entry("groups", name=name, articles=tuple(articles), fits=tuple(fits),
                                          accent=accent, edition=edition, closing=closing, **self.shared))


@dataclass(frozen=True, slots=True)
class KeptGroup:
    """A group with the page labels of former runs, the latest first."""

    entry: Entry

    def find(self, pages: Mapping[str, str]) -> FlowGroup | None:
        """The group in which the labels are those of `pages`, with all its pictures as they were."""
        return next((group for group in self._variants() if group.is_true(pages)
                     and all(_is_sound(asset) for flow in group.flows for asset in flow.assets)), None)

    def keep(self, group: FlowGroup) -> None:
        """Keep the group beside those with other labels."""
        others = (each for each in self._variants() if each.printed != group.printed)
        self.entry.keep((group, *others)[:VARIANTS])

    def _variants(self) -> tuple[FlowGroup, ...]:
        return self.entry.find() or ()


def open_group_cache(cache: Cache, manuscript: Manuscript, layout: Layout, pictures: Path,
                     fonts: Path) -> GroupCache:
    """The groups of an issue in that layout; the cache may keep those of others too."""
    if cache.folder is None:
        return GroupCache()
    logo = manuscript.publisher.logo
    issue = repr((outlined(manuscript), beside(manuscript.folder),
                  digest_of(manuscript.folder.parent / logo) if logo else ""))
    return GroupCache(cache, {
        "engines": engines(), "code": own_code(), "fonts": digest_files(fonts), "layout": layout.folder,
        "layout_files": digest_files(layout.folder), "pictures": pictures,
        "issue": sha256(issue.encode()).hexdigest()})


def outlined(manuscript: Manuscript) -> Manuscript:
    """The issue without its words: of each article the head, its headings, and that it has pictures."""
    return _each_article(replace(manuscript, findings=(), used=frozenset()), lambda article: replace(
        article, blocks=tuple(replace(block, id="", line=0) for block in article.blocks
                              if block.level or isinstance(block.spec, Picture))))


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
