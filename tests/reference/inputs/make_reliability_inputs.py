"""Write reliability_k*.csv: two groups of respondents to items of a 1-7 agree scale.

Answers are a normal factor plus a normal unique part, cut at thresholds. Group 1 piles up at the
low end, group 2 is symmetric; some cells are left out. Run it in this folder.
"""

import csv
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
SKEWED = np.array([0.0, 0.6, 1.0, 1.4, 1.8, 2.2])
SYMMETRIC = np.array([-1.5, -0.9, -0.3, 0.3, 0.9, 1.5])
SIZES = {2: (60, 45), 3: (40, 55), 4: (100, 80), 5: (400, 120), 7: (150, 90)}
SHARE_MISSING = 0.02


def draw(random, n, k, thresholds):
    """Draw the answers of n respondents, NaN where missing."""
    loadings = np.linspace(0.55, 0.85, k)
    factor = random.standard_normal((n, 1))
    latent = loadings * factor + np.sqrt(1 - loadings**2) * random.standard_normal((n, k))
    answers = 1.0 + np.searchsorted(thresholds, latent)
    answers[random.random((n, k)) < SHARE_MISSING] = np.nan
    return answers


def write(k, sizes):
    """Write one file: the group, then the items; an empty field is missing."""
    random = np.random.default_rng(20180501 + k)
    blocks = [draw(random, n, k, cut) for n, cut in zip(sizes, (SKEWED, SYMMETRIC), strict=True)]
    with (HERE / f"reliability_k{k}.csv").open("w", newline="") as stream:
        rows = csv.writer(stream, lineterminator="\n")
        rows.writerow(["group", *(f"item{item + 1}" for item in range(k))])
        for group, block in enumerate(blocks, start=1):
            for answers in block:
                rows.writerow([group, *("" if np.isnan(a) else int(a) for a in answers)])


if __name__ == "__main__":
    for k, sizes in SIZES.items():
        write(k, sizes)
