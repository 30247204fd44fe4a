"""Make up the changes of sites from which local shocks are estimated; seeded, run by hand."""

import csv
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
# The sites of both arms, the shock, and the standard error of a change.
SETS = {
    "two_and_two": (2, 2, 0.2, 0.15),
    "alike": (3, 3, 0.0, 0.3),
    "one_and_three": (1, 3, 0.3, 0.1),
    "six_and_four": (6, 4, 0.25, 0.12),
    "twenty": (10, 10, 0.1, 0.2),
}


def main() -> None:
    """Write a row per site."""
    rng = np.random.default_rng(19)
    with (HERE / "power_sites.csv").open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["set", "arm", "change", "variance"])
        for name, (first, second, shock, error) in SETS.items():
            for arm in [1] * first + [0] * second:
                variance = (error * rng.uniform(0.7, 1.4)) ** 2
                change = rng.normal(0.3 * arm, np.sqrt(variance + 2 * shock**2))
                out.writerow([name, arm, round(change, 6), round(variance, 8)])


if __name__ == "__main__":
    main()
