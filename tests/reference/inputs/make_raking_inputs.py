"""Draw the people whose weights raking.R and the tests rake. Run by hand.

Two sites and two waves; three answers of each person, a few of them missing; design weights, some
of them zero or missing.
"""

import csv
from pathlib import Path

import numpy as np

TARGET = Path(__file__).with_name("raking_people.csv")
COLUMNS = ["site", "wave", "agegroup", "sex", "tenure", "weight"]


def main() -> None:
    """Write the file."""
    rng = np.random.default_rng(19401948)
    with TARGET.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for _ in range(320):
            writer.writerow(_person(rng))


def _person(rng: np.random.Generator) -> list[object]:
    site, wave = int(rng.integers(1, 3)), int(rng.integers(1, 3))
    older = 0.2 if site == 1 else 0.45
    agegroup = int(rng.choice([1, 2, 3], p=[0.35, 0.65 - older, older]))
    sex = int(rng.choice([1, 2], p=[0.42, 0.58]))
    owners = [0.5, 0.3, 0.15, 0.05] if agegroup == 3 else [0.2, 0.3, 0.4, 0.1]
    tenure = int(rng.choice([1, 2, 3, 4], p=owners))
    answers = [rng.choice([answer] * 30 + [""]) for answer in (agegroup, sex, tenure)]
    weight = round(float(rng.lognormal(0, 0.4)), 3)
    return [site, wave, *answers, rng.choice([weight] * 18 + [0, ""])]


if __name__ == "__main__":
    main()
