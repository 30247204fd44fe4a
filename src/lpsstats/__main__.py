"""The program's entry point: everything that can go wrong becomes an exit status here."""

import signal
import sys
from types import FrameType


def _stop(number: int, _: FrameType | None) -> None:
    """End as the signal asks, but by way of an exception: half-written files are taken away."""
    sys.exit(128 + number)


def main() -> None:
    """Run the program on the command line's arguments and exit with its status."""
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _stop)
    try:
        from lpsstats.cli.boundary import run

        status = run(sys.argv[1:])
    except KeyboardInterrupt:
        status = 130
    sys.exit(status)


if __name__ == "__main__":
    main()
