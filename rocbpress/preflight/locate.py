"""Places of findings as people know them: lines of the sources, numbers of printed pages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from rocbpress.assemble.pagination import Pagination
from rocbpress.findings.finding import Finding
from rocbpress.sources.manuscript import Article, Block, Box, Manuscript
from rocbpress.typeset.galley import Galley, page_of


def in_sources(findings: Iterable[Finding], manuscript: Manuscript) -> tuple[Finding, ...]:
    """Block ids turned into lines, and slugs into files."""
    lines = block_lines(manuscript)
    found = []
    for finding in findings:
        file, line = lines.get(finding.where.block, ("", 0))
        place = replace(finding.where, file=file, line=line, block="") if file else finding.where
        found.append(replace(finding, where=place))
    return tuple(found)


def block_lines(manuscript: Manuscript) -> dict[str, tuple[str, int]]:
    """File and line of each block, and of each article as a whole."""
    return {name: place for article in manuscript.articles() for name, place in _lines(article)}


def on_pages(findings: Iterable[Finding], labels: Mapping[str, str]) -> tuple[Finding, ...]:
    """Pages of flows turned into the numbers that are printed on them; others stay as they are."""
    return tuple(replace(f, where=replace(f.where, page=labels.get(f.where.page, f.where.page)))
                 for f in findings)


def page_labels(galleys: Sequence[Galley], pagination: Pagination) -> dict[str, str]:
    """The printed number of each page of each flow, by what findings of typesetting call it."""
    names = (page_of(galley.flow, at) for galley in galleys for at in range(len(galley.pages)))
    return dict(zip(names, (page.label for page in pagination.pages), strict=True))


def _lines(article: Article) -> Iterator[tuple[str, tuple[str, int]]]:
    yield article.slug, (article.file, 0)
    for block in article.blocks:
        yield from _inner(block, article.file)


def _inner(block: Block, file: str) -> Iterator[tuple[str, tuple[str, int]]]:
    """The block, and the blocks in it if it is a box."""
    yield block.id, (file, block.line)
    for inner in block.spec.blocks if isinstance(block.spec, Box) else ():
        yield from _inner(inner, file)
