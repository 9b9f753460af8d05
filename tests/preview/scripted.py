"""A server that speaks the protocol of the preview's page, and tells it what a test says."""

from __future__ import annotations

import asyncio
import io
import json
import socket
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from types import TracebackType

import uvicorn
from PIL import Image, ImageDraw, ImageFont
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount, Route

import rocbpress
from tests.preview.events import A4, wait_until

WEB = Path(rocbpress.__file__).parent / "preview" / "web"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"
TYPES = {"index.html": "text/html", "preview.js": "text/javascript", "preview.css": "text/css"}
NAMED = {"", "preview.js", "preview.css"}


class Scripted:
    """A preview without an issue behind it, at a port of its own; what it is asked stands in `asked`.

    What is said last of each event is told again to whoever connects later, as the preview does.
    """

    def __init__(self, draw: Callable[[str, int], bytes] | None = None) -> None:
        self.asked: list[str] = []
        self.sent: list[tuple[str, dict[str, object]]] = []
        self.areas: dict[str, list[dict[str, object]]] = {}
        self.refuse = ""
        self.streams: set[asyncio.Queue[str | None]] = set()
        self._draw = draw or drawn
        self._told: dict[str, str] = {}
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        routes = [Route("/events", self._events), Route("/page/{digest}/{width:int}.jpg", self._page),
                  Route("/areas/{key:path}", self._areas), Route("/transcript", self._transcript),
                  Route("/{name:path}", self._file), Route("/{name}", self._post, methods=["POST"])]
        config = uvicorn.Config(Starlette(routes=[Mount("/token", routes=routes)]), log_level="error",
                                lifespan="off", ws="none", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=[[self._socket]], daemon=True)

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}/token/"

    def __enter__(self) -> Scripted:
        self._thread.start()
        wait_until(lambda: self._server.started)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.hang_up()
        self._server.should_exit = True
        self._thread.join(10)
        self._socket.close()

    def say(self, event: str, **data: object) -> None:
        """Tell all windows, now and later."""
        self._told[event] = f"event: {event}\ndata: {json.dumps(data)}\n\n"
        self._put(self._told[event])

    def hang_up(self) -> None:
        """End every stream, as a connection that is lost."""
        self._put(None)

    def pictures(self) -> list[str]:
        """The pictures asked for so far, without their widths."""
        return [path.split("/")[1] for path in self.asked if path.startswith("page/")]

    def _put(self, message: str | None) -> None:
        for stream in tuple(self.streams):
            self._server.servers[0].get_loop().call_soon_threadsafe(stream.put_nowait, message)

    async def _events(self, _: Request) -> Response:
        if self.refuse:
            return PlainTextResponse(self.refuse, 503)
        return StreamingResponse(self._messages(), media_type="text/event-stream")

    async def _messages(self) -> AsyncIterator[str]:
        stream: asyncio.Queue[str | None] = asyncio.Queue()
        self.streams.add(stream)
        try:
            for told in tuple(self._told.values()):
                yield told
            while message := await stream.get():
                yield message
        finally:
            self.streams.discard(stream)

    async def _page(self, request: Request) -> Response:
        digest, width = request.path_params["digest"], request.path_params["width"]
        self.asked.append(f"page/{digest}/{width}")
        return Response(self._draw(digest, width), media_type="image/jpeg",
                        headers={"Cache-Control": "max-age=31536000, immutable"})

    async def _areas(self, request: Request) -> Response:
        self.asked.append(f"areas/{request.path_params['key']}")
        return JSONResponse({"areas": self.areas.get(request.path_params["key"], [])})

    async def _transcript(self, _: Request) -> Response:
        return PlainTextResponse("The text of all pages.")

    async def _file(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in NAMED:
            return Response(b"%PDF-1.7", 200 if name == "issue.pdf" else 404, media_type="application/pdf")
        return FileResponse(WEB / (name or "index.html"), media_type=TYPES[name or "index.html"],
                            headers={"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff"})

    async def _post(self, request: Request) -> Response:
        self.sent.append((request.path_params["name"], await request.json()))
        if self.refuse:
            return JSONResponse({"message": self.refuse}, 409)
        return JSONResponse({"undo": f"undo-{len(self.sent)}"})


def drawn(digest: str, width: int) -> bytes:
    """A page as wide as asked, as JPEG, on which its digest is written."""
    image = Image.new("RGB", (width, round(width * A4[1] / A4[0])), "white")
    brush = ImageDraw.Draw(image)
    for line in range(12, 90):
        brush.line([(width * .12, width * line * .015), (width * .88, width * line * .015)], fill="#888")
    brush.text((width * .12, width * .06), digest, fill="black", font=ImageFont.load_default(width / 16))
    data = io.BytesIO()
    image.save(data, "JPEG", quality=85)
    return data.getvalue()
