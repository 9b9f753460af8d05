"""A preview from its start to Ctrl-C: watcher, turns and site together."""

import asyncio
import secrets
import webbrowser
from collections.abc import Callable

from rocbpress.findings.errors import UsageError
from rocbpress.findings.finding import Finding
from rocbpress.press.job import Job
from rocbpress.preview.edits import Edits
from rocbpress.preview.feed import Feed
from rocbpress.preview.site import PORTS, make_site, open_socket, serve
from rocbpress.preview.told import Source
from rocbpress.preview.turns import Turns
from rocbpress.preview.watch import watch


def run(job: Job, port: int, editor: str, announce: Callable[[str], None], *, open_browser: bool) -> None:
    """Show the issue until a signal ends it, which raises KeyboardInterrupt; its address goes to `announce`.

    UsageError where no port is free.
    """
    asyncio.run(_run(job, port, editor, announce, open_browser=open_browser))


async def _run(job: Job, port: int, editor: str, announce: Callable[[str], None], *,
               open_browser: bool) -> None:
    try:
        opened = open_socket(port)
    except OSError as error:
        raise UsageError(Finding("port-taken", f"no port from {port} to {port + PORTS - 1} is free",
                                 hint="end another preview, or choose another --port")) from error
    feed, stop, token = Feed(), asyncio.Event(), secrets.token_urlsafe(16)
    feed.open()
    turns = Turns(job, feed.tell, Source(job.workspace, editor))
    app = make_site(turns, feed, Edits(job.workspace, job.number), token)
    address = f"http://127.0.0.1:{opened.getsockname()[1]}/{token}/"
    watching = asyncio.create_task(watch(job.workspace, job.number, turns.ask, stop))
    turns.start()
    announce(address)
    if open_browser:
        await asyncio.to_thread(webbrowser.open, address)
    try:
        await serve(app, opened, feed, stop)
    finally:
        stop.set()
        turns.end()
        await watching
