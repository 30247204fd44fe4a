"""The program's entry point: everything that can go wrong becomes an exit status here."""

import sys


def main() -> None:
    """Run the program on the command line's arguments and exit with its status."""
    try:
        from lpsstats.cli.boundary import run

        status = run(sys.argv[1:])
    except KeyboardInterrupt:
        status = 130
    sys.exit(status)


if __name__ == "__main__":
    main()
