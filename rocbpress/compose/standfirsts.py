"""What stands below the title of a report: its standfirst, or else its first paragraph."""

import re
from collections.abc import Sequence

from rocbpress.compose.context import Context
from rocbpress.sources.manuscript import Article, Block
from rocbpress.sources.markdown.tree import EMPTY, Node, text

# Scripts without spaces, and how many of their letters count as a word.
_SOLID = (
    (re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"), 2),
    (re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"), 5),
    (re.compile("[\u0f40-\u0fbc]"), 3),
)


def own_standfirst(context: Context, article: Article) -> Node:
    """That of the article's head; older layouts do not print it."""
    return article.head.standfirst_html if context.layout.lines.get("standfirst-words") else EMPTY


def introduction(context: Context, article: Article,
                 blocks: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block], bool]:
    """The blocks of a report that stand below its title, those of its body, and whether the first are long.

    What is long is not set in bold: the layout says from how many words on.
    """
    own = own_standfirst(context, article)
    first = not own and introduces(context, blocks)
    said = text(own) if own else text(blocks[0].content) if first else ""
    most = context.layout.lines.get("standfirst-words", 0)
    return blocks[:first], blocks[first:], 0 < most < word_count(said)


def introduces(context: Context, blocks: Sequence[Block]) -> bool:
    """Whether the first of these blocks may stand below the title: a paragraph short enough to introduce.

    One that is the whole report is its text, unless it is as short as those in bold. Older layouts take any.
    """
    if not blocks or blocks[0].kind != "paragraph":
        return False
    lines = context.layout.lines
    most = lines.get("standfirst-most", 0)
    if most and not blocks[1:]:
        most = lines.get("standfirst-words", most)
    return not most or word_count(text(blocks[0].content)) <= most


def word_count(words: str) -> int:
    """How many words it has; letters of scripts without spaces are counted in their stead."""
    count = 0
    for letters, each in _SOLID:
        words, found = letters.subn("", words)
        count += -(-found // each)
    return count + sum(any(map(str.isalnum, word)) for word in words.split())
