"""Time `lpsstats compare` against the script that an analyst would write with pingouin.

Both are timed as whole processes on the same three files, in turns. Before that, their numbers
are held against each other: it must be the same work. The script also does what `compare` does
not (Mann-Whitney, alpha, chi-square); `compare` also does what the script does not (the pooled
rows, the means of the other wave, intervals of the effect, every check of the data). So that
nothing rests on the difference, the time that the script's imports alone take is shown too.

Exit status 1 if the ratio of the medians is over the bound or the numbers differ.
"""

import argparse
import json
import math
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from stopwatch import LPSSTATS, PYTHON, output_of, report, take_turns, verdict, warm_up

BOUND = 0.40
SCRIPT = Path(__file__).with_name("with_pingouin.py")
OURS, THEIRS, IMPORTS = "lpsstats compare", "pandas + pingouin", "its imports alone"
SAME = ("n_from", "n_to", "mean_from", "mean_to", "estimate", "statistic", "df", "p_value")
HEAVY = "pandas, scipy.stats, statsmodels, pingouin, matplotlib, sklearn"


def main() -> int:
    """Run the comparison."""
    options = _options()
    commands = {
        OURS: (*LPSSTATS, "compare", "--format", "json", "--quiet"),
        THEIRS: (PYTHON, str(SCRIPT)),
        IMPORTS: (PYTHON, "-c", "import pandas, pingouin, pyreadstat"),
    }
    printed = warm_up(commands)
    differences = list(_differences(json.loads(printed[OURS]), json.loads(printed[THEIRS])))
    ours, theirs, imports = timings = take_turns(commands, options.times)
    report(timings)
    ratio = ours.median / theirs.median
    print(f"ratio of medians {ratio:.3f}; to the imports alone {ours.median / imports.median:.3f}")
    print(f"ratio of processor time {ours.cpu_median / theirs.cpu_median:.3f}")
    claims = [
        verdict(f"ratio of medians at most {options.bound:g}", holds=ratio <= options.bound),
        verdict("the same numbers to 9 digits", holds=not differences),
        verdict(f"none of {HEAVY} is loaded", holds=not _loaded()),
    ]
    print(*differences, sep="\n", end="\n" if differences else "")
    return 0 if all(claims) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--times", type=int, default=11, help="runs of each (default: 11)")
    parser.add_argument("--bound", type=float, default=BOUND, help=f"default: {BOUND}")
    return parser.parse_args()


def _differences(ours: Mapping[str, list], theirs: Mapping[str, list]) -> Iterator[str]:
    """Find numbers that the two programs do not share."""
    rows = {(row["measure"], row["site"]): row for row in ours["results"] if row["site"]}
    for row in theirs["comparisons"]:
        mine = rows.pop((row["measure"], row["site"]))
        for key in (*SAME, "p_adjusted"):
            if not math.isclose(mine[key], row[key], rel_tol=1e-9, abs_tol=1e-12):
                yield f"{row['measure']}, {row['site']}: {key} {mine[key]} and {row[key]}"
    yield from (f"{place}: not in the script" for place in rows)


def _loaded() -> list[str]:
    """Name the libraries that `compare` must never load but has."""
    code = (
        "import sys; from lpsstats.cli.boundary import run; "
        "run(['compare', '--format', 'json', '--quiet']); "
        f"print('#', *(set({HEAVY.split(', ')!r}) & set(sys.modules)))"
    )
    return output_of((PYTHON, "-c", code)).splitlines()[-1].split()[1:]


if __name__ == "__main__":
    sys.exit(main())
