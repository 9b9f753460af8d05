"""The mail as plain text, for whoever reads no HTML."""

from collections.abc import Iterator, Mapping

from rocbpress.mailing.content import Mail, MailEntry
from rocbpress.mailing.sentences import columns, wrapped

MEASURE = 72  # columns
_INDENT = "    "


def plain_text(mail: Mail, short: str, words: Mapping[str, str]) -> str:
    """All that the page says, in lines of 72 columns as far as words allow; `short` names the publisher."""
    head = (f"{short} {mail.title} {mail.number}", mail.period, mail.attached)
    parts = [*(wrapped(each, MEASURE) for each in head), *_address(words["mail-web"], mail.web),
             *_foreword(mail, words),
             *_listed(words["in-this-issue"], mail.highlights, words), *_heading(words["contents"])]
    for group in mail.groups:
        parts += [wrapped(group.title, MEASURE), *(_entry(each, words) for each in group.entries)]
    contact = (*(line.words for line in mail.contact), mail.email, mail.website)
    parts += ["\n".join(("-- ", *(wrapped(each, MEASURE) for each in contact if each))),
              *_address(words["mail-leave"], mail.leave.partition("?")[0].removeprefix("mailto:"))]
    return "\n\n".join(filter(None, parts)) + "\n"


def _foreword(mail: Mail, words: Mapping[str, str]) -> Iterator[str]:
    if mail.foreword:
        yield from _heading(f"{mail.foreword.title} ({words['page']} {mail.foreword.page})")
        yield from (wrapped(said, MEASURE) for said in (mail.foreword.detail, mail.foreword.teaser))


def _listed(heading: str, entries: tuple[MailEntry, ...], words: Mapping[str, str]) -> Iterator[str]:
    if entries:
        yield from _heading(heading)
        yield from (_entry(each, words) for each in entries)


def _heading(words: str) -> Iterator[str]:
    yield f"{wrapped(words, MEASURE)}\n{'-' * min(MEASURE, columns(words))}"


def _entry(entry: MailEntry, words: Mapping[str, str]) -> str:
    lines = (f"{entry.title} ({words['page']} {entry.page})", entry.detail, entry.teaser)
    return "\n".join(wrapped(said, MEASURE, _INDENT if at else "") for at, said in enumerate(lines) if said)


def _address(said: str, address: str) -> Iterator[str]:
    if address:
        yield f"{wrapped(said, MEASURE)}:\n{address}"
