"""The header of a message (RFC 5322), in ASCII lines of at most 78 octets.

The standard library's folding loses spaces between encoded words, and quotes around names.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator

from rocbpress.sources.mailboxes import Mailbox

_LONGEST = 76  # octets of a line, but for one address that is longer
_ENCODED = 39  # octets of UTF-8 in an encoded word, which fits behind the name of a header (RFC 2047, 2)


def header(name: str, parts: Iterable[str]) -> bytes:
    """A header of these parts, which no line end divides: each stands beside the one before, or below."""
    lines = [f"{name}:"]
    for part in parts:
        if len(lines[-1]) + 1 + len(part) > _LONGEST:
            lines.append("")
        lines[-1] += f" {part}"
    return "\r\n".join((*lines, "")).encode("ascii")


def words(text: str) -> list[str]:
    """A text of one line as parts of a header: its words, or encoded ones where ASCII does not hold them."""
    plain = text.split(" ")
    if text.isascii() and text.isprintable() and "=?" not in text and max(map(len, plain)) < _LONGEST // 2:
        return plain
    return [f"=?utf-8?b?{b64encode(some).decode()}?=" for some in _pieces(text)]


def mailboxes(found: Iterable[Mailbox]) -> list[str]:
    """Addresses with their names as parts of a header."""
    each = [[*(words(mailbox.name) if mailbox.name else ()),
             f"<{mailbox.address}>" if mailbox.name else mailbox.address] for mailbox in found]
    return [part for parts in each[:-1] for part in (*parts[:-1], f"{parts[-1]},")] + each[-1]


def _pieces(text: str) -> Iterator[bytes]:
    """UTF-8 of the text in pieces of whole characters (RFC 2047, 5)."""
    piece = b""
    for letter in text:
        data = letter.encode("utf-8")
        if len(piece) + len(data) > _ENCODED:
            yield piece
            piece = b""
        piece += data
    yield piece
