"""The command `rocbpress`. Its worker processes run this module too, so it loads nothing of their own."""

import atexit
import os
import sys
import threading
from typing import NoReturn


def main() -> NoReturn:
    """Run a command, as `rocbpress.cli.app` has them; Ctrl-C ends it as shells expect."""
    code: object = 0
    try:
        from rocbpress.cli.app import main as command

        command()
    except KeyboardInterrupt:
        code = 130
    except SystemExit as stop:
        code = stop.code or 0
    if isinstance(code, int):
        _leave(code)
    sys.exit(str(code))


def _leave(code: int) -> NoReturn:
    """End the process without freeing its memory piece by piece, which takes a tenth of a second."""
    threading._shutdown()  # type: ignore[attr-defined]  # as the interpreter does: threads, then handlers
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream:
                stream.flush()
        except (OSError, ValueError):  # the interpreter tells what could not be written
            sys.exit(code)
    os._exit(code)


if __name__ == "__main__":
    main()
