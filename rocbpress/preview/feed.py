"""Events for every browser that listens, the newest of each kind for one that comes later."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress

_STATES = ("pages", "findings", "state")  # what a new listener must know, in this order


class Feed:
    """Told from any thread, heard in the event loop that `open` is called in."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._listeners: set[asyncio.Queue[bytes | None]] = set()
        self._newest: dict[str, bytes] = {}
        self._pages: dict[str, object] = {}

    def open(self) -> None:
        self._loop = asyncio.get_running_loop()

    def tell(self, name: str, data: Mapping[str, object]) -> None:
        """Send an event to all listeners."""
        if self._loop:
            with suppress(RuntimeError):  # the loop is closed: nobody listens any more
                self._loop.call_soon_threadsafe(self._send, name, dict(data))

    def close(self) -> None:
        """End all streams."""
        for listener in self._listeners:
            listener.put_nowait(None)

    async def listen(self) -> AsyncIterator[bytes]:
        """The stream of events for one listener: what is shown now, then what changes."""
        queue: asyncio.Queue[bytes | None] = asyncio.Queue()
        for name in _STATES:
            if name in self._newest:
                queue.put_nowait(self._newest[name])
        self._listeners.add(queue)
        try:
            yield b"retry: 500\n\n"
            while (event := await queue.get()) is not None:
                yield event
        finally:
            self._listeners.discard(queue)

    def _send(self, name: str, data: dict[str, object]) -> None:
        event = _event(name, data)
        if name in _STATES:
            self._newest[name] = event
        if name == "pages":
            self._pages = data
        if name == "some":
            self._newest["pages"] = _event("pages", self._with(data["pages"]))
        for listener in self._listeners:
            listener.put_nowait(event)

    def _with(self, changed: object) -> dict[str, object]:
        """The pages with pictures that have changed since they were told."""
        pages = self._pages.get("pages")
        if isinstance(changed, dict) and isinstance(pages, list):
            for page in pages:
                page.update(changed.get(page["key"], {}))
        return self._pages


def _event(name: str, data: Mapping[str, object]) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()
