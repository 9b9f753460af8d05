"""Links: addresses of the web and mail, other articles, headings and figures, printed pages."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from rocbpress.findings.diagnostics import Diagnostics
from rocbpress.findings.finding import Place, did_you_mean
from rocbpress.sources.markdown.blocks import Block, Box
from rocbpress.sources.markdown.figures import Events, Gallery, Picture, Related
from rocbpress.sources.markdown.tree import Node, rewritten

_CUT = 50  # letters of a name that is made of a longer heading
# Names that links may lead to, by article: each fragment with the words of an empty link to it.
Anchors = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Reference:
    """A link inside the issue, and where it is written; `empty` ones print what they lead to."""

    slug: str
    fragment: str
    place: Place
    page: bool = False
    empty: bool = False

    @property
    def name(self) -> str:
        """The landmark: an article's slug, or `slug--heading`."""
        return f"{self.slug}--{self.fragment}" if self.fragment else self.slug

    def attributes(self) -> dict[str, str]:
        """Those of the link's element; the number of a page reference is set when it is composed."""
        target = f"article:{self.slug}" + (f"#{self.name}" if self.fragment else "")
        return {"class": "page-ref" if self.page else "", "href": target,
                "data-page": self.name if self.page else ""}


def internal(href: str, slug: str, place: Place, *, empty: bool) -> Reference | None:
    """The link inside the issue that `href` is; None for all others."""
    target = unquote(href)
    if target.startswith("#"):
        return Reference(slug, target[1:], place, empty=empty)
    kind, _, rest = target.partition(":")
    if kind not in ("article", "page"):
        return None
    article, _, fragment = rest.partition("#")
    return Reference(article, fragment.removeprefix(f"{article}--"), place, page=kind == "page", empty=empty)


def check_address(href: str, diagnostics: Diagnostics, where: tuple[int, int]) -> bool:
    """Whether readers could follow the address; an error where they could not."""
    code, message, hint = "link-address", "", ""
    try:
        parts = urlsplit(href)
        if parts.scheme in ("http", "https"):
            message = "" if parts.hostname else f"no website in the address {href}"
            hint = "write it whole, like https://www.wcoomd.org"
        elif parts.scheme == "mailto":
            good = re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", unquote(parts.path))
            message = "" if good else f"not an e-mail address: {href}"
            hint = "write it like mailto:name@example.org"
        else:
            code = "link-scheme"
            message = f"unknown kind of link: {href}" if href else "the link has no address"
            hint = _meant(href) or "links go to https://…, mailto:…, article:name, page:name or #heading"
    except ValueError:
        message = f"not an address: {href}"
    if message:
        diagnostics.add(code, message, *where, hint=hint)
    return not message


def _meant(href: str) -> str:
    """How an address is written that lacks its beginning; '' where it is something else."""
    if re.fullmatch(r"[\w.+-]+@[\w-]+\.[\w.-]+", href):
        return f"write mailto:{href}"
    if href.startswith("www."):
        return f"write https://{href}"
    if named := re.fullmatch(r"(?:articles/)?([a-z0-9-]+)\.md", href):
        return f"write article:{named[1]}"
    if re.search(r"\.(?:jpe?g|png|svg|webp|tiff?)$", href, re.IGNORECASE):
        return "write ! before the [ to show a picture"
    return ""


def verify(references: Iterable[Reference], anchors: Anchors, diagnostics: Diagnostics,
           unread: Collection[str] = ()) -> None:
    """An error for each link that leads nowhere in the issue; what is in articles `unread` is not known."""
    for link in (each for each in references if each.slug not in unread):
        there = anchors.get(link.slug)
        where = diagnostics.about(link.place.file)
        spot = link.place.line, link.place.column
        if there is None:
            where.add("link-article", f"there is no article {link.slug or '(no name)'} in this issue", *spot,
                      hint=did_you_mean(link.slug, anchors))
        elif (name := meant(link.fragment, there)) is None:
            where.add("link-heading", f"there is no heading or figure #{link.fragment} in {link.slug}", *spot,
                      hint=did_you_mean(link.fragment, (name for name in there if name)))
        elif link.empty and not link.page and not there[name]:
            where.add("link-empty", "the link has no text, and its target has no number or title", *spot)


def meant(fragment: str, there: Mapping[str, str]) -> str | None:
    """The name in an article that a link has: itself, or the only one with these letters and digits.

    So other programs name a heading: in capitals, or with the signs between its words left out.
    """
    if fragment in there:
        return fragment
    bare = _bare(fragment)
    found = [name for name, label in there.items() if bare and (
        bare in (_bare(name), not label.isdecimal() and _bare(label))
        or (len(name) >= _CUT and bare.startswith(_bare(name))))]
    return found[0] if len(found) == 1 else None


def _bare(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def with_labels(blocks: tuple[Block, ...], anchors: Anchors) -> tuple[Block, ...]:
    """The blocks with the words of empty links set, and links to names that are not quite theirs mended."""
    return tuple(_labelled(block, anchors) for block in blocks)


def labelled(content: Node, anchors: Anchors) -> Node:
    """The content, as `with_labels` has it."""
    def label(link: Node) -> Node:
        kind, _, target = link.get("href").partition(":")
        if kind != "article":
            return link
        slug, _, name = target.partition("#")
        there, fragment = anchors.get(slug, {}), name.removeprefix(f"{slug}--")
        if (found := meant(fragment, there) or "") != fragment:
            name = f"{slug}--{found}"
            page = {"data-page": name} if link.get("data-page") else {}
            link = replace(link, attributes={**link.attributes, "href": f"article:{slug}#{name}", **page})
        if link.children or link.get("data-page"):
            return link
        return replace(link, children=(there.get(found, ""),))

    return rewritten(content, {"a": label})


def _labelled(block: Block, anchors: Anchors) -> Block:
    spec = block.spec
    if isinstance(spec, Box):
        spec = replace(spec, title_html=labelled(spec.title_html, anchors),
                       blocks=with_labels(spec.blocks, anchors))
    elif isinstance(spec, Picture | Gallery):
        spec = spec.model_copy(update={"caption_html": labelled(spec.caption_html, anchors)})
    elif isinstance(spec, Events):
        items = tuple(each.model_copy(update={"title_html": labelled(each.title_html, anchors)})
                      for each in spec.items)
        spec = spec.model_copy(update={"items": items, "heading_html": labelled(spec.heading_html, anchors)})
    elif isinstance(spec, Related):
        spec = spec.model_copy(update={"items": tuple(_named(item, anchors) for item in spec.items),
                                       "heading_html": labelled(spec.heading_html, anchors)})
    return replace(block, content=labelled(block.content, anchors), spec=spec)


def _named(item: str, anchors: Anchors) -> str:
    """A line of related articles, the heading as its article names it."""
    slug, _, fragment = item.partition("#")
    return f"{slug}#{meant(fragment, anchors.get(slug, {})) or fragment}" if fragment else item
