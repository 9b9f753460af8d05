"""The command `rocbpress`. Its worker processes run this module too, so it loads nothing of their own."""


def main() -> None:
    """Run a command, as `rocbpress.cli.app` has them."""
    from rocbpress.cli.app import main as command

    command()


if __name__ == "__main__":
    main()
