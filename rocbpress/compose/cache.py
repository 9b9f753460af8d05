"""Flow groups, composed again only when something has changed that they are composed of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from rocbpress.compose.flow_group import Addresses, FlowGroup
from rocbpress.copyfit.fit import Fit
from rocbpress.figures.asset import Asset
from rocbpress.layout.editions import Edition
from rocbpress.layout.layout import Layout
from rocbpress.sources.cache import digests_of
from rocbpress.sources.manuscript import Article, Manuscript
from rocbpress.sources.markdown.figures import Picture
from rocbpress.workspace.cache import NO_CACHE, Cache, Entry
from rocbpress.workspace.fingerprint import digest_file, digest_files, engines, own_code

VARIANTS = 4  # of a group, each with other page labels in it


@dataclass(frozen=True, slots=True)
class GroupCache:
    """Where groups are kept; `shared` are the inputs of all besides what they see of the issue."""

    cache: Cache = NO_CACHE
    shared: Mapping[str, object] = field(default_factory=dict)

    def entry(self, name: str, seen: Manuscript, fits: Iterable[tuple[str, Fit]], accent: str,
              edition: Edition, closing: Addresses = ()) -> KeptGroup:
        """The place of a group that is composed of what is `seen` of the issue, in which `fits` give way.

        The last of its articles ends with the addresses in `closing`.
        """
        if self.cache.folder is None:
            return KeptGroup(Entry(None))
        files = digests_of(sorted(seen.used), seen.folder)
        return KeptGroup(self.cache.entry(
            "groups", name=name, seen=replace(seen, used=frozenset()), files=files, fits=tuple(fits),
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
    return GroupCache(cache, {
        "engines": engines(), "code": own_code(), "fonts": digest_files(fonts), "layout": layout.folder,
        "layout_files": digest_files(layout.folder), "pictures": pictures,
        "logo": digest_file(manuscript.folder.parent / logo) if logo else ""})


def outline_of(article: Article) -> Article:
    """An article without its words: its head, its headings, and that it has pictures."""
    return replace(article, used=(), blocks=tuple(
        replace(block, id="", line=0) for block in article.blocks
        if block.level or isinstance(block.spec, Picture)))


def seen_of(manuscript: Manuscript, whole: Iterable[Article], outlined: Iterable[Article],
            files: Iterable[Path] = ()) -> Manuscript:
    """The issue with these articles alone, some `whole`, of others the outlines: a group can see no more.

    `used` are `files` and those of the articles that are whole; issue.yaml is without its order.
    """
    shown = {article.slug: outline_of(article) for article in outlined}
    shown |= {article.slug: article for article in whole}
    sections = ((section, tuple(shown[article.slug] for article in section.articles if article.slug in shown))
                for section in manuscript.sections)
    return replace(
        manuscript, issue=manuscript.issue.model_copy(update={"sections": (), "lower": ()}),
        foreword=manuscript.foreword and shown.get(manuscript.foreword.slug),
        imprint=manuscript.imprint and shown.get(manuscript.imprint.slug),
        sections=tuple(replace(section, articles=articles) for section, articles in sections if articles),
        findings=(), used=frozenset(files).union(*(article.used for article in shown.values())))


def _is_sound(asset: Asset) -> bool:
    try:
        return sha256(asset.path.read_bytes()).hexdigest() == asset.digest
    except OSError:
        return False
