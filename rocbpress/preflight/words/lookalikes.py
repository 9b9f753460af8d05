"""Words and addresses that are not what they look like: letters of another script, invisible signs."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from rocbpress.findings.finding import Finding, Place, Severity
from rocbpress.preflight.words.text import SourcePassage, contents
from rocbpress.sources.manuscript import Manuscript
from rocbpress.sources.markdown.tree import Node, elements
from rocbpress.sources.markdown.typography import plain

# Cyrillic and Greek letters that print as Latin ones do (Unicode TR 39, confusables).
_ALIKE = "асеорхуіјѕԁһԛԝӏАВЕКМНОРСТХІЈЅԚԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧοα"
_MIXED = re.compile(rf"(?=\w*[A-Za-z])\w*[{_ALIKE}]\w*")
# Tags (but in flags), fillers, mathematical invisibles, deprecated controls: TR 36, 3; Unicode 23.9.
_INVISIBLE = re.compile("(?<![\U0001f3f4\U000e0020-\U000e007e])[\U000e0001-\U000e007f]"
                        "|[\u115f\u1160\u17b4\u17b5\u180e\u2061-\u2065\u206a-\u206f\u3164\uffa0]")
_ADDRESS = re.compile(r"(?P<typed>https?://|www\.)?((?:[\w-]+\.)+(?P<top>[^\W\d_]{2,}))(?P<path>[/?#:].*)?",
                      re.IGNORECASE)
# Endings of files, which no one takes for those of a site.
_FILE = re.compile("csv|docx?|eml|epub|gif|html?|jpe?g|md|mp[34]|msg|od[pst]|pdf|png|pptx?|rtf|svg|tiff?|txt|"
                   "webp|xlsx?|xml|zip", re.IGNORECASE)
# Sites whose addresses stand for longer ones: what is shown may be either.
_SHORT = re.compile(r"(?:.+\.)?(?:t\.co|bit\.ly|goo\.gl|youtu\.be|tinyurl\.com|ow\.ly|buff\.ly|is\.gd|"
                    r"lnkd\.in|fb\.me|wp\.me|amzn\.to|forms\.gle|aka\.ms|cutt\.ly|rb\.gy|dlvr\.it)")


def letters_are_of_one_script(passages: Iterable[SourcePassage]) -> Iterator[Finding]:
    """No word has Cyrillic or Greek letters among Latin ones that look the same: no search would find it."""
    for passage in passages:
        for word in dict.fromkeys(found[0] for found in _MIXED.finditer(passage.text)):
            yield Finding("letters-mixed", f"“{word[:40]}” has “{_named(word)}” among Latin letters",
                          passage.place(word), Severity.WARNING, "type the word again")


def nothing_is_invisible(passages: Iterable[SourcePassage]) -> Iterator[Finding]:
    """No sign is hidden among the words that readers do not see, and machines read."""
    for passage in passages:
        if found := _INVISIBLE.search(passage.text):
            name = unicodedata.name(found[0], "unnamed").lower()
            yield Finding("character-invisible", f"an invisible character: U+{ord(found[0]):04X}, “{name}”",
                          passage.place_of(re.compile(re.escape(found[0]))), Severity.WARNING, "delete it")


def deceptive_links(manuscript: Manuscript) -> Iterator[Finding]:
    """Links that lead elsewhere than their words say, or to a name made of letters that look alike."""
    for content, start in contents(manuscript):
        for link in elements(content) if not isinstance(content, str) else ():
            href = link.get("href")
            if href.startswith(("http:", "https:")):
                yield from _of_link(link, href, start)
    for article in manuscript.articles():
        for listed in article.head.links:
            yield from _of_address(listed.url, Place(article.file))


def _of_link(link: Node, href: str, start: SourcePassage) -> Iterator[Finding]:
    where = start.place_of(re.compile(re.escape(href)))
    yield from _of_address(href, where)
    said = _ADDRESS.fullmatch(plain(link).strip())
    host = _host(href).removeprefix("www.")
    if said and _is_site(said) and (shown := said[2].lower().removeprefix("www.")) != host and not (
            host.endswith(f".{shown}") or shown.endswith(f".{host}")
            or _SHORT.fullmatch(host) or _SHORT.fullmatch(shown)):
        yield Finding("link-differs", f"the link says {said[2][:60]}, but leads to {host[:60]}", where,
                      Severity.WARNING, "correct the address, or write other words")


def _is_site(said: re.Match[str]) -> bool:
    """Whether words are meant for an address, not for a file or for a name without a space: Mr.Kim."""
    if said["typed"] or said["path"]:
        return True
    return not _FILE.fullmatch(said["top"]) and (said["top"].islower() or said[2].isupper())


def _of_address(href: str, where: Place) -> Iterator[Finding]:
    host = _host(href)
    if re.search(f"[{_ALIKE}]", host) and host.rpartition(".")[2].isascii():
        yield Finding("link-lookalike", f"the address {host[:60]} has “{_named(host)}”, which looks like "
                      "a Latin letter", where, Severity.WARNING, "type the address again")


def _host(href: str) -> str:
    """The name of the site as readers see it: labels in Punycode decoded (RFC 3492)."""
    try:
        labels = (urlsplit(href).hostname or "").split(".")
        return ".".join(label[4:].encode().decode("punycode") if label.startswith("xn--") else label
                        for label in labels)
    except ValueError:
        return ""


def _named(word: str) -> str:
    """The first letter that looks like another, as Unicode names it."""
    letter = next(letter for letter in word if letter in _ALIKE)
    return f"{letter}, U+{ord(letter):04X}, {unicodedata.name(letter).lower()}"
