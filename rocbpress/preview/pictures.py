"""Pictures of pages, made by PDFium when they are asked for, by the digest of what they show."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from heapq import heappop, heappush
from io import BytesIO
from itertools import count

import pypdfium2

WIDTHS = (120, 240, 480, 720, 1000, 1400, 2000, 2800)  # pixels that a browser may ask for
_THUMBNAIL = 240  # pixels
_KEPT = 60  # pictures: twenty megabytes

Find = Callable[[str], tuple[bytes, int] | None]


class _Queue:
    """A lock that goes to who waits for it with the lowest number."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: list[tuple[int, int]] = []
        self._next = count()
        self._taken = False

    @contextmanager
    def at(self, priority: int) -> Iterator[None]:
        with self._changed:
            ticket = priority, next(self._next)
            heappush(self._waiting, ticket)
            self._changed.wait_for(lambda: not self._taken and self._waiting[0] == ticket)
            heappop(self._waiting)
            self._taken = True
        try:
            yield
        finally:
            with self._changed:
                self._taken = False
                self._changed.notify_all()


_PDFIUM = _Queue()  # it serves one thread at a time


@dataclass(slots=True)
class Pictures:
    """Pictures by digest and width, those asked for last.

    `find` has the file of a digest, and the page in it; `in_view` tells which come before others.
    """

    find: Find
    in_view: Callable[[str], bool] = lambda _digest: False
    _kept: OrderedDict[tuple[str, int], bytes] = field(default_factory=OrderedDict)

    def picture(self, digest: str, width: int) -> bytes | None:
        """The picture as JPEG; None for a digest that is not known, or is no longer, or another width."""
        if width not in WIDTHS:
            return None
        with _PDFIUM.at(2 if width <= _THUMBNAIL else not self.in_view(digest)):
            kept = self._kept.get((digest, width))
            if kept is None:
                found = self.find(digest)
                if found is None:
                    return None
                kept = self._kept[digest, width] = _draw(*found, width)
            self._kept.move_to_end((digest, width))
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return kept


def page_picture(pdf: bytes, index: int, width: int) -> bytes:
    """A page, counted from 0, as JPEG of so many pixels across, its colours as sharp as its light."""
    with _PDFIUM.at(0):
        return _draw(pdf, index, width)


def _draw(pdf: bytes, index: int, width: int) -> bytes:
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        page = document[index]
        image = page.render(scale=width / page.get_width(), rev_byteorder=True).to_pil()
    out = BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=92, subsampling=0)
    return out.getvalue()
