"""A flow: what is typeset in one go, and all that typesetting may look at."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from rocbpress.figures.asset import Asset


class Matter(StrEnum):
    """Which run of page numbers a flow belongs to: roman, arabic, or none."""

    FRONT = "front"
    BODY = "body"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Flow:
    """Blocks of one article, of several that run in, or of one part of one.

    `html` is a whole document with palette and styles inside; it names pictures by logical
    addresses that `assets` resolves, articles as `article:slug` or `article:slug#heading`.
    `section` and `running` are what the folio says and are no input of typesetting; `language` is
    that of the running title. `kind` is the page's CSS name (`report`, `essay`), `words` about how many
    words of text there are, and `prints_numbers` says whether page numbers are printed in them. Pages of a
    `provisional` flow are not drawn where they hold so little that it is likely to be set otherwise.
    """

    name: str
    articles: tuple[str, ...]
    matter: Matter
    section: str
    running: str
    html: str
    assets: tuple[Asset, ...] = ()
    kind: str = ""
    words: int = 0
    prints_numbers: bool = False
    language: str = ""
    provisional: bool = False

    def digest(self) -> str:
        """SHA-256 of all that typesetting reads from the flow, in hexadecimal."""
        sha = hashlib.sha256()
        for text in (self.name, self.html, *(f"{a.url}={a.digest}" for a in self.assets)):
            data = text.encode()
            sha.update(len(data).to_bytes(8, "big") + data)
        return sha.hexdigest()


