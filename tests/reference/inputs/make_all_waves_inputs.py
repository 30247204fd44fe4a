"""Draw the made-up panel of three waves that all_waves.R and the tests read.

Run by hand, and only to change it: python make_all_waves_inputs.py
"""

import csv
from pathlib import Path

import numpy as np

PEOPLE, SITES, WAVES, STREETS = 70, 2, 3, 12
CODES = (1, 2, 3, 4, 5)


def rows(random):
    """Let people answer in the waves in which they are reached; some keep silent."""
    for site in range(SITES):
        level = random.normal(0, 1, PEOPLE)
        street = random.integers(0, STREETS, PEOPLE)
        of_street = random.normal(0, 0.5, STREETS)
        for wave in range(WAVES):
            shift = 0.25 * wave * (1 + site)
            for person in np.flatnonzero(random.random(PEOPLE) < (0.9, 0.7, 0.8)[wave]):
                answer = level[person] + of_street[street[person]] + random.normal(shift, 0.8)
                code = int(np.clip(round(3 + answer), CODES[0], CODES[-1]))
                category = int(np.clip(round(1 + 0.6 * answer + random.normal(0, 0.6)), 0, 2))
                silent = random.random() < 0.06
                yield {
                    "site": site,
                    "wave": wave,
                    "person": PEOPLE * site + person,
                    "street": STREETS * site + street[person],
                    "weight": round(float(random.lognormal(0, 0.5)), 3),
                    "value": "" if silent else round(float(np.clip(3 + answer, 1, 7)) * 4) / 4,
                    "code": "" if silent else code,
                    "category": "" if silent else category,
                }


def main():
    """Write all_waves_panel.csv."""
    found = list(rows(np.random.default_rng(20161201)))
    path = Path(__file__).with_name("all_waves_panel.csv")
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, found[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)


if __name__ == "__main__":
    main()
