"""Names of files within the web edition, and how a page of it writes them as addresses."""

import re
from collections.abc import Iterator

_MARK = "\0"  # before a name in markup until it is known who names it; no source may hold it
_NAMED = re.compile(rf'{_MARK}([^"\s#]*)')
_POINTED = re.compile(r'\b(?:href|src)="([^"]*)"|\bsrcset="([^"]*)"')
PAGE, FRAGMENT = "index.html", "fragment.html"


def named(name: str, anchor: str = "") -> str:
    """The address of a file by its name below the edition's folder, for markup that is not yet placed."""
    return f"{_MARK}{name}{'#' if anchor else ''}{anchor}"


def page_of(slug: str) -> str:
    """The name of the page of an article."""
    return f"{slug}/{PAGE}"


def placed(markup: str, folder: str = "") -> str:
    """The markup of a page in that folder ('' for the edition's own), its addresses relative."""
    def relative(found: re.Match[str]) -> str:
        home, _, name = found[1].rpartition("/")
        steps = "../" if folder and home != folder else ""
        return f"{steps}{home}/{name}" if home and home != folder else f"{steps}{name}"

    return _NAMED.sub(relative, markup)


def absolute(markup: str, home: str) -> str:
    """The markup with the addresses of a server, on which the edition has the address `home`."""
    return _NAMED.sub(lambda found: home + found[1].removesuffix(PAGE), markup)


def addresses(markup: str) -> Iterator[str]:
    """Every address that the markup leads to or takes a picture from."""
    for one, several in _POINTED.findall(markup):
        yield from [each.split()[0] for each in several.split(",")] if several else [one]
