"""The pages in a browser of this machine: who may ask for what, and what is answered."""

from __future__ import annotations

import asyncio
import os
import re
import socket
from collections.abc import Callable
from functools import partial
from importlib.resources import files

import uvicorn
from pydantic import TypeAdapter, ValidationError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rocbpress.findings.errors import PressError
from rocbpress.layout.editions import EDITIONS
from rocbpress.preview.edits import Edits
from rocbpress.preview.feed import Feed
from rocbpress.preview.pictures import Pictures
from rocbpress.preview.turns import Turns

HOSTS = frozenset({"127.0.0.1", "localhost"})
PORTS = 10  # that are tried, one after another
_FILES = {"": ("index.html", "text/html"), "preview.js": ("preview.js", "text/javascript"),
          "preview.css": ("preview.css", "text/css")}
_POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
           "base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
_LARGEST = 20_000  # bytes of what a browser may send
_KEYS = TypeAdapter(list[str])
_FOCUS = TypeAdapter(tuple[int, int])
_COMMENT = re.compile(r"[0-9a-f]{16}(?:-\d{1,4})?")


def make_site(turns: Turns, feed: Feed, edits: Edits, token: str) -> ASGIApp:
    """The application, all of it below the path `/token/`."""
    site = _Site(turns, feed, edits, Pictures(turns.picture_source, turns.is_looked_at))
    routes = [
        *(Route(f"/{name}", partial(_file, name)) for name in _FILES),
        Route("/events", site.events), Route("/page/{digest}/{width:int}.jpg", site.picture),
        Route("/areas/{key:path}", site.areas), Route("/issue.pdf", site.pdf),
        Route("/transcript", site.transcript),
        *(Route(f"/{name}", partial(_taken, take), methods=["POST"]) for name, take in (
            ("edition", site.show), ("looking", site.look), ("focus", site.focus), ("lower", site.lower),
            ("tick", site.tick), ("undo", site.undo)))]
    app = Starlette(routes=[Mount(f"/{token}", routes=routes), Route("/favicon.ico", _no_icon)])
    app.router.redirect_slashes = False
    return _guarded(app)


def open_socket(port: int) -> socket.socket:
    """A socket of this machine alone, at the port or one of the nine after; OSError where all are taken."""
    for number in range(port, port + PORTS):
        opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name == "posix":  # elsewhere it would take a port from another program
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            opened.bind(("127.0.0.1", number))
            opened.listen(64)
        except OSError:
            opened.close()
            if number == port + PORTS - 1:
                raise
        else:
            return opened
    raise AssertionError  # the last port was returned, or raised


async def serve(app: ASGIApp, opened: socket.socket, feed: Feed, stop: asyncio.Event) -> None:
    """Answer until a signal ends it; then streams end too, and `stop` is set."""
    server = uvicorn.Server(uvicorn.Config(
        app, log_level="error", lifespan="off", access_log=False, server_header=False, ws="none",
        timeout_graceful_shutdown=1))

    async def end_streams() -> None:
        while not server.should_exit:
            await asyncio.sleep(0.05)
        stop.set()
        feed.close()

    ending = asyncio.create_task(end_streams())
    try:
        await server.serve(sockets=[opened])
    finally:
        server.should_exit = True
        await ending


class _Site:
    """What is answered, each path a method."""

    def __init__(self, turns: Turns, feed: Feed, edits: Edits, pictures: Pictures) -> None:
        self._turns, self._feed, self._edits, self._pictures = turns, feed, edits, pictures

    async def events(self, _request: Request) -> Response:
        return StreamingResponse(self._feed.listen(), media_type="text/event-stream")

    async def picture(self, request: Request) -> Response:
        data = await run_in_threadpool(
            self._pictures.picture, request.path_params["digest"], request.path_params["width"])
        if data is None:
            return Response(status_code=404)
        return Response(data, media_type="image/jpeg",
                        headers={"Cache-Control": "private, max-age=31536000, immutable"})

    async def areas(self, request: Request) -> Response:
        key = request.path_params["key"]
        return JSONResponse({"areas": await run_in_threadpool(self._turns.areas, key)})

    async def pdf(self, _request: Request) -> Response:
        data = self._turns.pdf
        if data is None:
            return PlainTextResponse("The file is not ready yet, or has errors.", 404)
        return Response(data, media_type="application/pdf", headers={
            "Content-Disposition": f'inline; filename="{self._turns.file_name}"'})

    async def transcript(self, _request: Request) -> Response:
        text = await run_in_threadpool(self._turns.transcript)
        if text is None:
            return PlainTextResponse("The file is not ready yet, or has errors.", 404)
        return PlainTextResponse(text)

    async def show(self, given: dict[str, object]) -> dict[str, object]:
        if given.get("edition") not in EDITIONS:
            raise ValueError("edition")
        self._turns.show(str(given["edition"]))
        return {}

    async def look(self, given: dict[str, object]) -> dict[str, object]:
        self._turns.look(_KEYS.validate_python(given.get("keys")))
        return {}

    async def focus(self, given: dict[str, object]) -> dict[str, object]:
        x, y = _FOCUS.validate_python(given.get("focus"))
        if not (0 <= x <= 100 and 0 <= y <= 100):
            raise ValueError("focus")
        line = given.get("line")
        undo = self._edits.set_focus(str(given.get("file", "")), line if isinstance(line, int) else 0,
                                     str(given.get("picture", "")), (x, y))
        return {"undo": undo}

    async def lower(self, given: dict[str, object]) -> dict[str, object]:
        code = str(given.get("code", ""))
        if not code.replace("-", "").isalnum():
            raise ValueError("code")
        return {"undo": self._edits.lower(code)}

    async def tick(self, given: dict[str, object]) -> dict[str, object]:
        comment = _COMMENT.fullmatch(str(given.get("comment", "")))
        if not comment or not isinstance(given.get("done"), bool):
            raise ValueError("comment")
        name = self._edits.tick(comment[0], done=given["done"] is True)
        self._turns.tell_again()
        return {"undo": name}

    async def undo(self, given: dict[str, object]) -> dict[str, object]:
        self._edits.undo(str(given.get("undo", "")))
        self._turns.tell_again()
        return {}


async def _no_icon(_request: Request) -> Response:
    """Browsers ask for it whatever a page says."""
    return Response(status_code=204)


async def _file(name: str, _request: Request) -> Response:
    file, kind = _FILES[name]
    return Response((files("rocbpress.preview") / "web" / file).read_bytes(), media_type=kind)


async def _taken(take: Callable[[dict[str, object]], object], request: Request) -> Response:
    """What changes something, asked for by our own page alone."""
    if request.headers.get("sec-fetch-site") != "same-origin":
        return Response(status_code=403)
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _LARGEST:
            return Response(status_code=413)
    try:
        given = _OBJECT.validate_json(body)
        answer = await take(given)  # type: ignore[misc]  # each is a coroutine function of _Site
    except PressError as error:
        return JSONResponse({"message": "; ".join(each.message for each in error.findings)}, 409)
    except (ValidationError, ValueError):
        return Response(status_code=400)
    return JSONResponse(answer)


_OBJECT = TypeAdapter(dict[str, object])


def _guarded(app: ASGIApp) -> ASGIApp:
    """Refuse foreign hosts, as in a rebinding of names; tell browsers to be strict."""
    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        hosts = [value.decode("latin-1") for name, value in scope.get("headers", ()) if name == b"host"]
        if len(hosts) != 1 or hosts[0].rpartition(":")[0 if ":" in hosts[0] else 2] not in HOSTS:
            await Response(status_code=421)(scope, receive, send)
            return

        async def strict(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Cache-Control", "no-store")
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
                headers["Cross-Origin-Resource-Policy"] = "same-origin"
                if not headers.get("content-type", "").startswith("application/pdf"):
                    headers["Content-Security-Policy"] = _POLICY  # of a PDF, viewers of browsers are part
            await send(message)

        await app(scope, receive, strict)

    return guarded
