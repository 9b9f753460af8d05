"""The addresses of links on paper, as a list at the end, where beside their words they would move lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from rocbpress.compose.context import Context
from rocbpress.compose.flow_group import Addresses, FlowGroup
from rocbpress.compose.fragments import Fragment
from rocbpress.compose.templates import render
from rocbpress.sources.manuscript import Article
from rocbpress.sources.markdown.blocks import Block, BlockKind
from rocbpress.sources.markdown.tree import element

CLOSING = "#addresses"  # ends the id of the block that they make at the end of an article
ADDRESSES = "Addresses"  # where a layout has no word for it


class ListedAddress(NamedTuple):
    """The words of a link, and its address as one types it."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article with links: its title, the page on which it starts, its links in order."""

    title: str
    language: str
    page: str
    entries: tuple[ListedAddress, ...]


def with_addresses(article: Article, addresses: Addresses, title: str) -> Article:
    """The article with a last paragraph in small type: the words of its links, each with the address."""
    listed = [part for words, address in addresses for part in (
        f"{words}, ", element("span", {"class": "address"}, address), "; ")][:-1]
    block_id = f"{article.slug}{CLOSING}"
    paragraph = element("p", {"class": "source", "data-block": block_id}, f"{title}: ", *listed)
    return replace(article, blocks=(*article.blocks, Block(block_id, 0, BlockKind.PARAGRAPH, paragraph)))


def address_list(context: Context, groups: Sequence[FlowGroup]) -> tuple[str, Fragment] | None:
    """Title and list of what the groups print without its address; None where they print all."""
    articles = tuple(_listed(context, groups))
    if not articles:
        return None
    title = context.words.get("addresses", ADDRESSES)
    body = render(context.layout, "addresses", words={**context.words, "addresses": title}, articles=articles)
    return title, Fragment(body)


def _listed(context: Context, groups: Sequence[FlowGroup]) -> Iterator[ListedArticle]:
    articles = {article.slug: article for article in context.manuscript.articles()}
    for group in groups:
        if group.addresses and group.name in articles and group.name not in context.closing:
            first = articles[group.name]
            yield ListedArticle(first.title, first.language, context.page_of(first),
                                tuple(ListedAddress(*each) for each in group.addresses))
