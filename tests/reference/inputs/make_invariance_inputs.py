"""Write invariance_*.csv: the answers of several waves to items of one factor.

`shifted`: three waves of five items; item 4 is answered 0.6 lower in wave 3, and in waves 2 and 3
item 2 goes less with the factor, whose mean rises. `three`: two waves of three items. `seven`: two
waves of seven items and few respondents. Run it in this folder.
"""

import csv
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent


def draw(random, n, loadings, intercepts, factor_mean):
    """Draw answers of 1 to 7 from a factor of variance 1."""
    factor = factor_mean + random.standard_normal((n, 1))
    noise = random.standard_normal((n, len(loadings)))
    return np.clip(np.round(intercepts + loadings * factor + noise), 1, 7)


def write(name, waves):
    """Write one file: the wave, then the items."""
    with (HERE / f"invariance_{name}.csv").open("w", newline="") as stream:
        rows = csv.writer(stream, lineterminator="\n")
        k = waves[0].shape[1]
        rows.writerow(["wave", *(f"item{item + 1}" for item in range(k))])
        for wave, answers in enumerate(waves, start=1):
            rows.writerows([wave, *map(int, row)] for row in answers)


def main():
    """Write the files."""
    random = np.random.default_rng(20180501)
    loadings, intercepts = np.array([1.0, 1.2, 0.8, 1.0, 0.9]), np.array([3.5, 4.0, 3.8, 4.2, 3.6])
    weaker, lower = loadings - [0, 0.4, 0, 0, 0], intercepts - [0, 0, 0, 0.6, 0]
    write(
        "shifted",
        [
            draw(random, 150, loadings, intercepts, 0.0),
            draw(random, 120, weaker, intercepts, 0.2),
            draw(random, 180, weaker, lower, 0.4),
        ],
    )
    write(
        "three", [draw(random, n, loadings[:3], intercepts[:3], m) for n, m in ((90, 0), (70, 0.3))]
    )
    seven = np.linspace(0.6, 1.2, 7), np.linspace(3, 5, 7)
    write("seven", [draw(random, n, *seven, m) for n, m in ((100, 0.0), (95, -0.4))])


if __name__ == "__main__":
    main()
