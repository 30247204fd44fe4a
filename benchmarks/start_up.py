"""Time `lpsstats --help` against importing the libraries that print it.

The help must come within 0.25 s, or within twice what `python -c "import typer, rich"` takes on
the same computer at the same time. Exit status 1 if neither holds.
"""

import argparse
import sys

from stopwatch import LPSSTATS, PYTHON, report, take_turns, verdict, warm_up

SECONDS, TIMES_IMPORTS = 0.25, 2.0


def main() -> int:
    """Run the comparison."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--times", type=int, default=21, help="runs of each (default: 21)")
    commands = {
        "lpsstats --help": (*LPSSTATS, "--help"),
        "import typer, rich": (PYTHON, "-c", "import typer, rich"),
        "bare Python": (PYTHON, "-c", "pass"),
    }
    options = parser.parse_args()
    warm_up(commands)
    ours, imports, _ = timings = take_turns(commands, options.times)
    report(timings)
    ratio = ours.median / imports.median
    print(f"ratio of medians {ratio:.2f}")
    quick = ours.median <= SECONDS or ratio <= TIMES_IMPORTS
    claim = f"at most {SECONDS:g} s, or {TIMES_IMPORTS:g} times the imports"
    return 0 if verdict(claim, holds=quick) else 1


if __name__ == "__main__":
    sys.exit(main())
