"""The command `cache`: what is kept so that it need not be made again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rocbpress.cli.streams import out, say
from rocbpress.cli.terminal import Root, shown
from rocbpress.workspace.workspace import find_workspace

CacheFolder = Annotated[Path | None, typer.Option(
    "--cache", help="the folder of the cache (else build/.cache)")]


def show_cache(
    clear: Annotated[bool, typer.Option("--clear", help="delete it: the next render makes it again")] = False,
    folder: CacheFolder = None, root: Root = None,
) -> None:
    """Show what the cache holds, by kind, or clear it."""
    from rocbpress.workspace.cache import Cache

    workspace = find_workspace(root)
    kept = Cache(folder or workspace.cache)
    usage = kept.usage()
    size = sum(each for _, each in usage.values()) / 1e6
    name = shown(folder or workspace.cache, workspace)
    if clear:
        kept.trim(0)
        say(f"{name}: {size:.1f} MB deleted")
        return
    for kind, (files, size_of_kind) in usage.items():
        out(f"{kind:<10}{files:>7} files{size_of_kind / 1e6:>9.1f} MB")
    say(f"{name}: {size:.1f} MB")
