"""Write the made-up answers from which R computes the reference values under weights and clusters.

Run as `python tests/reference/inputs/make_design_inputs.py`. Only `random.Random.random` is drawn
from: Python promises its sequence for a seed in every version.
"""

import csv
import math
from pathlib import Path
from random import Random

HERE = Path(__file__).parent
SEED = 20161201
SITES = 3
HEADER = ("site", "wave", "stratum", "cluster", "weight", "value", "category")

# Shares of the answers 1-7 by wave and of the categories by site; nobody chose the third category
# in the last site.
ANSWERS = (
    (0.18, 0.27, 0.21, 0.13, 0.09, 0.07, 0.05),
    (0.27, 0.28, 0.17, 0.12, 0.08, 0.05, 0.03),
)
CATEGORIES = ((0.4, 0.3, 0.2, 0.1), (0.25, 0.25, 0.25, 0.25), (0.5, 0.3, 0.0, 0.2))
Row = tuple[int, int, int, int, str, str, str]


def draw(random: Random, shares: tuple[float, ...]) -> int:
    """Draw a number from 0 upward with the given shares."""
    u = random.random()
    passed = 0.0
    for number, share in enumerate(shares):
        passed += share
        if u < passed:
            return number
    return 0


def normal(random: Random) -> float:
    """Draw a standard normal number (Box & Muller)."""
    return math.sqrt(-2 * math.log(1 - random.random())) * math.cos(math.tau * random.random())


def person(random: Random, site: int, wave: int, leaning: int) -> tuple[str, str, str]:
    """Draw a weight, an answer and a category; a few are missing or weigh nothing."""
    weight = math.exp(0.6 * normal(random))
    own = draw(random, ANSWERS[wave])
    value = 1 + (leaning if random.random() < 0.4 else own)
    category = draw(random, CATEGORIES[site])
    blank = random.random()
    return (
        "0" if blank < 0.02 else "" if blank < 0.04 else repr(weight),
        "" if 0.04 <= blank < 0.09 else str(value),
        "" if 0.07 <= blank < 0.12 else str(category),
    )


def waves(random: Random) -> list[Row]:
    """Draw independent waves: each is a stratum of its site, everybody a unit."""
    return [
        (site, wave, 2 * site + wave, -1, *person(random, site, wave, 3))
        for site in range(SITES)
        for wave in range(2)
        for _ in range((60, 45)[wave] - 10 * site)
    ]


def streets(random: Random, *, apart: bool) -> list[Row]:
    """Draw people of streets: the same streets in both waves, or other ones in each wave."""
    rows: list[Row] = []
    for site in range(SITES):
        for wave in range(2):
            for street in range(9 + site):
                leaning = draw(random, ANSWERS[wave])
                place = (2 * site + wave if apart else site, 100 * apart * wave + street)
                people = 2 + int(6 * random.random())
                rows += [
                    (site, wave, *place, *person(random, site, wave, leaning))
                    for _ in range(people)
                ]
    return rows


def quarters(random: Random) -> list[Row]:
    """Draw people from the quarters of sites, which are strata in both waves together."""
    return [
        (site, wave, 4 * site + int(4 * random.random()), -1, *person(random, site, wave, 2))
        for site in range(SITES)
        for wave in range(2)
        for _ in range(50)
    ]


def linked(random: Random) -> list[Row]:
    """Draw people of whom most are in both waves; the others are known by -1."""
    rows: list[Row] = []
    for site in range(SITES):
        for number in range(50):
            leaning = draw(random, ANSWERS[0])
            alone = random.random() < 0.3
            rows += [
                (site, wave, site, -1 if alone else number, *person(random, site, wave, leaning))
                for wave in range(2)
            ]
    return rows


def main() -> None:
    """Write one file per design."""
    random = Random(SEED)
    sets = {
        "waves": waves(random),
        "streets": streets(random, apart=False),
        "other_streets": streets(random, apart=True),
        "quarters": quarters(random),
        "linked": linked(random),
    }
    for name, rows in sets.items():
        with (HERE / f"design_{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(HEADER)
            writer.writerows(rows)


if __name__ == "__main__":
    main()
