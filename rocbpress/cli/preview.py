"""`rocbpress preview`: the pages of an issue in a browser, set anew whenever a file is saved."""

from __future__ import annotations

import gc
from contextlib import suppress
from typing import Annotated, Literal

import typer

from rocbpress.cli.cache import CacheFolder
from rocbpress.cli.streams import say
from rocbpress.cli.terminal import Jobs, Number, Root
from rocbpress.layout.editions import EDITIONS
from rocbpress.press.job import Job, processors
from rocbpress.workspace.workspace import find_workspace

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
    from rocbpress.preview.run import run
    from rocbpress.typeset.workers.processes import leave

    with suppress(KeyboardInterrupt):  # by which it is meant to end
        run(job, port, editor, lambda address: say(
            f"preview of issue {number}: {address}\npress Ctrl-C to end it"), open_browser=not no_browser)
    say("preview ended")
    leave()
