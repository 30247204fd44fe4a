"""Write the made-up survey and the double codings that themes.R reads: run by hand, seeded."""

import csv
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
THEMES = ("parks", "people", "shops", "rare")
SHARES = {1: (0.30, 0.45, 0.20, 0.01), 2: (0.45, 0.40, 0.12, 0.02)}


def people(random):
    """Give two waves in three places, with weights and streets; a few said nothing at all."""
    for wave, shares in SHARES.items():
        for place, size in enumerate((60, 45, 25), start=1):
            for _ in range(size):
                street = 100 * wave + 10 * place + int(random.integers(0, 8))
                weight = round(float(random.gamma(8, 1 / 8)), 3)
                named = (random.random(len(THEMES)) < np.array(shares)).astype(int)
                yield wave, place, street, weight, *named


def codings(random):
    """Give two coders' judgements: themes found by many and by few, and one that nobody found."""
    for theme, share, slips in (("often", 0.5, 0.1), ("seldom", 0.08, 0.05), ("apart", 0.3, 0.45)):
        for _ in range(90):
            first = random.random() < share
            second = first ^ (random.random() < slips)
            yield theme, int(first), int(second)


def write(name, header, rows):
    with (HERE / name).open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def main():
    random = np.random.default_rng(20180501)
    header = ("wave", "place", "street", "weight", *THEMES)
    write("themes_people.csv", header, people(random))
    write("themes_codings.csv", ("theme", "first", "second"), codings(random))


if __name__ == "__main__":
    main()
