"""A flow: what is typeset in one go, and all that typesetting may look at."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Matter(StrEnum):
    """Which run of page numbers a flow belongs to: roman, arabic, or none."""

    FRONT = "front"
    BODY = "body"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Origin:
    """What a picture was prepared from: its file, and its place's points (height 0: its own shape)."""

    source: Path
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Asset:
    """A prepared picture or drawing that the flow's document names by `url` (never a real path).

    `origin` is no input of typesetting: it tells how the same picture is prepared once more.
    """

    url: str
    digest: str
    path: Path
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """Blocks of one article, of several that run in, or of one part of one.

    `html` is a whole document with palette and styles inside; it names pictures by logical
    addresses that `assets` resolves, articles as `article:slug` or `article:slug#heading`.
    `section` and `running` are what the folio says and are no input of typesetting.
    """

    name: str
    articles: tuple[str, ...]
    matter: Matter
    section: str
    running: str
    html: str
    assets: tuple[Asset, ...] = ()

    def digest(self) -> str:
        """SHA-256 of all that typesetting reads from the flow, in hexadecimal."""
        sha = hashlib.sha256()
        for text in (self.name, self.html, *(f"{a.url}={a.digest}" for a in self.assets)):
            data = text.encode()
            sha.update(len(data).to_bytes(8, "big") + data)
        return sha.hexdigest()


