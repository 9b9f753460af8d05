"""Drafts of articles, read again only when something has changed that they are read from."""

from collections.abc import Iterable
from pathlib import Path

from rocbpress.findings.diagnostics import Diagnostics
from rocbpress.findings.finding import errors
from rocbpress.sources.articles import Draft, Pages, read_article
from rocbpress.sources.files import is_inside
from rocbpress.workspace.cache import Cache, Entry
from rocbpress.workspace.fingerprint import digest_file, digest_files, engines, own_code

Digests = tuple[tuple[str, str], ...]  # files of an issue by their names, each with its digest


def read_drafts(slugs: Iterable[str], pages: Pages, cache: Cache,
                diagnostics: Diagnostics) -> dict[str, Draft]:
    """The draft of each article that there is, by its name; its findings go to `diagnostics`.

    A draft is kept with the digests of the files that it uses. One with errors is not: which files there
    are, and how they are named, may be what they tell.
    """
    entries = _entries(slugs, pages, cache)
    found = {slug: kept for slug, entry in entries.items()
             if (kept := entry.find()) and kept[2] == digests_of(kept[0].article.used, pages.folder)}
    fresh = [slug for slug in entries if slug not in found]
    keeps = bool(fresh and cache.folder)
    before = _beside(pages.folder) if keeps else ""
    for slug in fresh:
        own = Diagnostics(diagnostics.file)
        draft = read_article(slug, pages, own)
        found[slug] = draft, tuple(own.found), digests_of(draft.article.used if draft else (), pages.folder)
    # What was saved while it was read is not kept: nobody knows which text, picture or table that was.
    if keeps and before == _beside(pages.folder):
        for slug, entry in _entries(fresh, pages, cache).items():
            if entry == entries[slug] and not errors(found[slug][1]):
                entry.keep(found[slug])
    for slug in entries:
        diagnostics.found.update(dict.fromkeys(found[slug][1]))
    return {slug: found[slug][0] for slug in entries if found[slug][0]}


def digests_of(files: Iterable[Path], folder: Path) -> Digests:
    """Of files of an issue; '' for one that is not there, or that a link has led out of its folder."""
    return tuple((path.as_posix(), digest_file(path) if is_inside(path, folder) else "") for path in files)


def _beside(folder: Path) -> str:
    """The digest of the pictures and tables of an issue."""
    return "\n".join(f"{path.name} {digest_files(path) if path.is_dir() else digest_file(path)}"
                     for path in sorted(folder.iterdir()) if path.name not in ("articles", "issue.yaml"))


def _entries(slugs: Iterable[str], pages: Pages, cache: Cache) -> dict[str, Entry]:
    """Where the draft of each article that there is belongs."""
    paths = {slug: pages.folder / "articles" / f"{slug}.md" for slug in slugs}
    there = {slug: path for slug, path in paths.items() if path.is_file()}
    if not there or not cache.folder:
        return dict.fromkeys(there, Entry(None))
    shared = {"engines": engines(), "code": own_code(), "pages": pages}
    return {slug: cache.entry("drafts", slug=slug, text=digest_file(path),
                              inside=is_inside(path, pages.folder), **shared)
            for slug, path in there.items()}
