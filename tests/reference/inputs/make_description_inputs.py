"""Draw the small weighted survey that description.R and the tests describe. Run by hand.

Two waves and three sites, the third without respondents in wave 1; answers with missing codes and
empty cells, weights with zeros and empty cells.
"""

import csv
from pathlib import Path

import numpy as np

TARGET = Path(__file__).with_name("description_weighted.csv")
COLUMNS = ["wave", "site", "weight", "i1", "i2", "i3", "i4", "colour", "age"]


def main() -> None:
    """Write the file."""
    rng = np.random.default_rng(20240229)
    with TARGET.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for _ in range(260):
            writer.writerow(_respondent(rng))


def _respondent(rng: np.random.Generator) -> list[object]:
    wave = int(rng.integers(1, 3))
    site = int(rng.choice([1, 1, 2] if wave == 1 else [1, 2, 2, 3]))
    weight: object = round(float(rng.lognormal(0, 0.7)), 3)
    weight = rng.choice([weight, weight, weight, weight, weight, weight, weight, 0, ""])
    latent = rng.normal()
    items = [int(np.clip(round(3 + latent + rng.normal()), 1, 5)) for _ in range(4)]
    items[2] = 6 - items[2]
    answers = [rng.choice([x] * 12 + [8, 9, ""]) for x in items]
    if wave == 1:
        answers[3] = ""  # hardly anybody was asked
    colour = rng.choice([1, 1, 1, 2, 2, 3, 9])
    age = rng.choice([*rng.integers(18, 95, 9), ""])
    return [wave, site, weight, *answers, colour, age]


if __name__ == "__main__":
    main()
