"""What a mail says of an issue: plain values, which templates and the text without pictures share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from rocbpress.compose.context import Context
from rocbpress.compose.details import detail
from rocbpress.compose.links import linked
from rocbpress.findings.errors import LayoutError
from rocbpress.findings.finding import Finding, Place
from rocbpress.mailing.sentences import first_sentences
from rocbpress.sources.mailboxes import MailboxError, read_mailbox
from rocbpress.sources.manuscript import Article, Manuscript, Section
from rocbpress.sources.markdown.blocks import BlockKind
from rocbpress.sources.markdown.scripts import is_rtl
from rocbpress.sources.markdown.tree import EMPTY, Node, rewritten, text

TEASER = 220  # characters of the sentences that stand for a teaser,
FOREWORD = 400  # and of the foreword's
_GREETING = 80  # a first paragraph of a letter that is no longer is its salutation
_TEASED = ("essay", "report")  # kinds whose first sentences say what they are about
_SPACES = re.compile(r"[ \t\n]+")  # no-break spaces stay
_WEB = re.compile("https?://[^\\s\"'<>]+")
_UNSEEN = dict.fromkeys((0x00AD, 0x200B, 0x2060))  # breaks and joiners, which are for print
WORDS = ("contents", "essay", "in-this-issue", "page", "mail-number", "mail-attached", "mail-web",
         "mail-leave")


@dataclass(frozen=True, slots=True)
class MailEntry:
    """An article: `detail` is where and when it was, who wrote it, or the salutation of the foreword.

    `language` and `direction` are empty where they are the mail's own.
    """

    title: str
    page: str
    detail: str = ""
    teaser: str = ""
    language: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True)
class MailGroup:
    """A section; its title is '' where it goes without."""

    title: str
    entries: tuple[MailEntry, ...]


@dataclass(frozen=True, slots=True)
class MailLine:
    """A line of the publisher's particulars; `direction` is empty where it is the mail's own."""

    words: str
    direction: str


@dataclass(frozen=True, slots=True)
class MailPicture:
    """The picture of the cover that comes with the mail: its address, and how many pixels it is shown in."""

    source: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Mail:
    """All that is said. `attached` is a sentence, `number` the issue's in words, `start` left or right.

    `email`, `website`, `web` (of this issue) and `leave` are addresses to follow, '' where there is none.
    """

    subject: str
    title: str
    number: str
    period: str
    language: str
    direction: str
    start: str
    attached: str
    contact: tuple[MailLine, ...]
    email: str
    website: str
    web: str
    leave: str
    picture: MailPicture | None
    foreword: MailEntry | None
    highlights: tuple[MailEntry, ...]
    groups: tuple[MailGroup, ...]

    @property
    def addresses(self) -> frozenset[str]:
        """Every address that the mail may lead to."""
        return frozenset({f"mailto:{self.email}", self.website, self.web, self.leave}) - {"", "mailto:"}


def mail_of(context: Context, pages: int, picture: MailPicture | None, sender: str) -> Mail:
    """The mail of an issue whose PDF has so many pages; LayoutError where the layout lacks words for it."""
    manuscript, words = context.manuscript, _words(context)
    issue, publisher = manuscript.issue, manuscript.publisher
    number = words["mail-number"].replace("{number}", str(issue.number))
    subject = ": ".join(filter(None, (f"{publisher.short} {issue.title} {number}", issue.covers)))
    on_cover = [*issue.highlights] or [each.article for each in issue.teasers]
    rtl = is_rtl(issue.language)
    return Mail(
        subject=one_line(subject), title=issue.title, number=number, period=issue.covers,
        language=issue.language, direction="rtl" if rtl else "ltr", start="right" if rtl else "left",
        attached=words["mail-attached"].replace("{pages}", str(pages)),
        contact=tuple(_line(said, rtl=rtl) for said in map(
            one_line, (publisher.name, publisher.address, publisher.telephone)) if said),
        email=_mailable(publisher.email), website=_followed(publisher.website), web=issue_address(manuscript),
        leave=f"mailto:{sender}?subject={quote(one_line(words['mail-leave']))}", picture=picture,
        foreword=_foreword(context), highlights=tuple(_entry(context, manuscript.article(slug))
                                                      for slug in on_cover),
        groups=tuple(_group(context, section, frozenset(on_cover)) for section in manuscript.sections))


def issue_address(manuscript: Manuscript) -> str:
    """Where the issue is to be read on the web; '' where nothing says so."""
    return _followed(manuscript.web)


def _line(words: str, *, rtl: bool) -> MailLine:
    """A line runs as its first letter does; a telephone number, which has none, from the left."""
    turns = (unicodedata.bidirectional(letter) for letter in words)
    own = next((turn in ("R", "AL") for turn in turns if turn in ("L", "R", "AL")), False)
    return MailLine(words, "" if own == rtl else "rtl" if own else "ltr")


def _words(context: Context) -> Mapping[str, str]:
    """The layout's words; LayoutError where those for a mail are missing."""
    language, layout = context.manuscript.issue.language, context.layout
    if missing := [word for word in WORDS if word not in context.words]:
        raise LayoutError(Finding(
            "mail-html", f"the layout has no words in {language!r} for a mail: {', '.join(missing)}",
            Place(f"layouts/{layout.name}/layout.toml"), hint=f"add them under [languages.{language}.words]"))
    return context.words


def _foreword(context: Context) -> MailEntry | None:
    """The title of the foreword, its salutation and first lines."""
    article = context.manuscript.foreword
    if article is None:
        return None
    said = list(_paragraphs(context, article))
    greeting = said.pop(0) if len(said) > 1 and len(said[0]) <= _GREETING else ""
    own = _said(context, article.head.teaser_html)
    return _about(context, article, greeting, own or first_sentences(" ".join(said[:3]), FOREWORD))


def _group(context: Context, section: Section, told: frozenset[str]) -> MailGroup:
    """A section of the contents; what is told above has no teaser here."""
    alone = not section.title and section.articles[0].head.kind == "essay"
    entries = (_entry(context, article, teased=article.slug not in told) for article in section.articles)
    return MailGroup(section.title or (context.words["essay"] if alone else ""), tuple(entries))


def _entry(context: Context, article: Article, *, teased: bool = True) -> MailEntry:
    return _about(context, article, detail(context, article), _teaser(context, article) if teased else "")


def _about(context: Context, article: Article, detail: str, teaser: str) -> MailEntry:
    own = article.language != context.manuscript.issue.language
    turned = is_rtl(article.language) != is_rtl(context.manuscript.issue.language)
    return MailEntry(
        _said(context, article.title_html), context.page_of(article), detail, teaser,
        article.language if own else "",
        ("rtl" if is_rtl(article.language) else "ltr") if turned else "")


def _teaser(context: Context, article: Article) -> str:
    """That of the article's head; else its standfirst or first paragraph, as far as whole sentences go."""
    head = article.head
    if own := _said(context, head.teaser_html):
        return own
    if head.kind not in _TEASED:
        return ""
    first = _said(context, head.standfirst_html) or next(_paragraphs(context, article), "")
    return first_sentences(first, TEASER)


def _paragraphs(context: Context, article: Article) -> Iterator[str]:
    for block in article.blocks:
        if block.kind is BlockKind.PARAGRAPH and (said := _said(context, block.content)):
            yield said


def _said(context: Context, content: Node) -> str:
    """The words of a passage without its notes, references to pages filled in."""
    rules = {"span": lambda span: EMPTY if span.get("class") == "note" else span,
             "a": lambda link: linked(link, context.edition, context.pages, "")}
    return _SPACES.sub(" ", text(rewritten(content, rules)).translate(_UNSEEN)).strip()


def one_line(words: str) -> str:
    """The words for a header: with plain spaces alone, and nothing that is no letter or sign."""
    shown = (" " if unicodedata.category(letter) in ("Cc", "Cs") else letter for letter in words)
    return " ".join("".join(shown).translate(_UNSEEN).split())


def _mailable(address: str) -> str:
    try:
        return read_mailbox(address).address
    except MailboxError:
        return ""


def _followed(address: str) -> str:
    """An address of the web, as far as it is one."""
    return address if _WEB.fullmatch(address) else ""
