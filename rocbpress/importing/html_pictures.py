"""The pictures of a web page: within it or beside it, never from elsewhere."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Callable
from urllib.parse import unquote_to_bytes, urlsplit
from xml.etree.ElementTree import Element

from rocbpress.findings.finding import Severity
from rocbpress.importing.blocks import Picture
from rocbpress.importing.told import Teller

Opener = Callable[[str],
                  bytes | None]  # what stands at an address beside the page; None where there is nothing


def picture_of(element: Element, opener: Opener, teller: Teller, place: str) -> Picture | None:
    """The picture of an `img`, without bytes and told where there are none; None for a pixel that counts
    readers."""
    address, alt = element.get("src", "").strip(), " ".join(element.get("alt", "").split())
    if element.get("width") in ("0", "1") and element.get("height") in ("0", "1"):
        return None
    decorative = "alt" in element.attrib and not alt and element.get("role") == "presentation"
    name = "" if address[:5].casefold() == "data:" else address.rpartition("/")[2].partition("?")[0]
    data = _data(address) if address[:5].casefold() == "data:" else None
    if data is None and not _is_outside(address):
        data = opener(address)
    if data:
        return Picture(data, name, place, alt, decorative=decorative)
    if _is_outside(address):
        teller.tell("word-picture-outside", f"the picture stands on the web, at {address[:200]}, and is not "
                    f"fetched",
                    place, words=alt, severity=Severity.ERROR, hint="save it from the browser, and add it")
    else:
        teller.tell("word-picture-missing", f"the picture {name or 'here'} is not beside the page", place,
                    words=alt, severity=Severity.ERROR,
                    hint="save the page again, complete with its pictures")
    return Picture(b"", name, place, alt, title=alt or name or "A picture of the page")


def _is_outside(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return True
    return bool(parts.netloc) or parts.scheme not in ("", "cid")


def _data(address: str) -> bytes | None:
    kind, _, content = address[5:].partition(",")
    try:
        raw = unquote_to_bytes(content)
        return b64decode(re.sub(rb"\s+", b"", raw)) if kind.endswith(";base64") else raw
    except (binascii.Error, ValueError):
        return None
