"""Drafts of articles, read again only when something has changed that they are read from."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from rocbpress.findings.diagnostics import Diagnostics
from rocbpress.sources.articles import Draft, Pages, read_article
from rocbpress.sources.files import is_inside
from rocbpress.workspace.cache import Cache, Entry
from rocbpress.workspace.fingerprint import digest_files, engines, own_code
from rocbpress.workspace.workspace import REVIEW


def read_drafts(slugs: Iterable[str], pages: Pages, cache: Cache,
                diagnostics: Diagnostics) -> dict[str, Draft]:
    """The draft of each article that there is, by its name; its findings go to `diagnostics`."""
    entries = _entries(slugs, pages, cache)
    drafts, fresh = {}, {}
    for slug, entry in entries.items():
        found = entry.find()
        if found is None:
            own = Diagnostics(diagnostics.file)
            found = fresh[slug] = read_article(slug, pages, own), tuple(own.found)
        draft, findings = found
        diagnostics.found.update(dict.fromkeys(findings))
        if draft:
            drafts[slug] = draft
    # What was saved while it was read is not kept: nobody knows which text that was.
    for slug, entry in _entries(fresh, pages, cache).items():
        if entry == entries[slug]:
            entry.keep(fresh[slug])
    return drafts


def beside(folder: Path) -> str:
    """The digest of the pictures and tables of an issue: articles tell which there are, and read some."""
    return "\n".join(f"{path.name} {digest_of(path)}" for path in sorted(folder.iterdir())
                     if path.name not in ("articles", "issue.yaml", REVIEW))


def _entries(slugs: Iterable[str], pages: Pages, cache: Cache) -> dict[str, Entry]:
    """Where the draft of each article that there is belongs."""
    paths = {slug: pages.folder / "articles" / f"{slug}.md" for slug in slugs}
    there = {slug: path for slug, path in paths.items() if path.is_file()}
    if not there or not cache.folder:
        return dict.fromkeys(there, Entry(None))
    shared = {"engines": engines(), "code": own_code(), "pages": pages, "beside": beside(pages.folder)}
    return {slug: cache.entry("drafts", slug=slug, text=digest_of(path),
                              inside=is_inside(path, pages.folder), **shared)
            for slug, path in there.items()}


def digest_of(path: Path) -> str:
    """Of a file or folder; '' where there is none."""
    if path.is_dir():
        return digest_files(path)
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
