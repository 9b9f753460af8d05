"""The command `rocbpress`. Its worker processes run this module too, so it loads nothing of their own."""

import sys


def main() -> None:
    """Run a command, as `rocbpress.cli.app` has them; Ctrl-C ends it as shells expect."""
    try:
        from rocbpress.cli.app import main as command

        command()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
