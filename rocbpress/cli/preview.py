"""`rocbpress preview`: the pages of an issue in a browser, set anew whenever a file is saved."""

from __future__ import annotations

import asyncio
import gc
import secrets
import webbrowser
from contextlib import suppress
from typing import Annotated, Literal

import typer

from rocbpress.cli.cache import CacheFolder
from rocbpress.cli.streams import say
from rocbpress.cli.terminal import Jobs, Number, Root
from rocbpress.findings.errors import UsageError
from rocbpress.findings.finding import Finding
from rocbpress.layout.editions import EDITIONS
from rocbpress.press.job import Job, processors
from rocbpress.workspace.workspace import Workspace, find_workspace

PORT = 8482


def preview(
    number: Number,
    edition: Annotated[Literal["mail", "print", "archive"], typer.Option(
        help="the edition to show first")] = "mail",
    port: Annotated[int, typer.Option(help="the port at 127.0.0.1, or one of the nine after it", min=1,
                                      max=65526)] = PORT,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="only print the address")] = False,
    editor: Annotated[
        Literal["vscode", "vscodium", "cursor", "zed", "idea", "textmate", "none"],
        typer.Option(help="what opens a line of the sources")] = "vscode",
    draft: Annotated[bool, typer.Option(
        "--draft", help="accept placeholders for pictures still to come")] = False,
    jobs: Jobs = 0, cache: CacheFolder = None, root: Root = None,
) -> None:
    """Show issue N in a browser, and again whenever a file is saved."""
    workspace = find_workspace(root)
    workspace.issue(number)
    job = Job(workspace, number, EDITIONS[edition], jobs or processors(), cache or workspace.cache, draft)
    gc.set_threshold(20_000)  # unlike other commands, this one does not end soon
    with suppress(KeyboardInterrupt):  # by which it is meant to end
        asyncio.run(_serve(workspace, job, port, editor, open_browser=not no_browser))
    say("preview ended")
    from rocbpress.typeset.workers.processes import leave

    leave()


async def _serve(workspace: Workspace, job: Job, port: int, editor: str, *, open_browser: bool) -> None:
    from rocbpress.preview.edits import Edits
    from rocbpress.preview.feed import Feed
    from rocbpress.preview.site import make_site, open_socket, serve
    from rocbpress.preview.told import Source
    from rocbpress.preview.turns import Turns
    from rocbpress.preview.watch import watch

    try:
        opened = open_socket(port)
    except OSError as error:
        raise UsageError(Finding("port-taken", f"no port from {port} to {port + 9} is free",
                                 hint="close another preview, or choose another --port")) from error
    feed, stop, token = Feed(), asyncio.Event(), secrets.token_urlsafe(16)
    feed.open()
    turns = Turns(job, feed.tell, Source(workspace, editor))
    app = make_site(turns, feed, Edits(workspace, job.number), token)
    address = f"http://127.0.0.1:{opened.getsockname()[1]}/{token}/"
    watching = asyncio.create_task(watch(workspace, job.number, turns.ask, stop))
    turns.start()
    say(f"preview of issue {job.number}: {address}\npress Ctrl-C to end it")
    if open_browser:
        await asyncio.to_thread(webbrowser.open, address)
    try:
        await serve(app, opened, feed, stop)
    finally:
        stop.set()
        turns.end()
        await watching
