"""Write the made-up people whose paths mediation.R estimates.

Run as `python tests/reference/inputs/make_mediation_inputs.py`. Only `random.Random.random` is
drawn from: Python promises its sequence for a seed in every version.
"""

import csv
from pathlib import Path
from random import Random

HERE = Path(__file__).parent
SEED, N, CELLS = 20180501, 240, 4


def bell(random: Random) -> float:
    """Draw from nearly a normal distribution: a sum of twelve uniform numbers."""
    return sum(random.random() for _ in range(12)) - 6


def person(random: Random) -> list[float]:
    """Draw a cell, three measures that differ between cells otherwise than within, a weight."""
    cell = int(CELLS * random.random())
    first = 4 + 1.2 * bell(random) + 0.6 * cell
    between = 0.5 * first + bell(random) - 0.9 * cell
    last = 0.4 * between + 0.2 * first + 1.1 * bell(random) + 1.5 * (cell == 2)
    return [
        cell,
        *(round(x, 1) for x in (first, between, last)),
        round(0.4 + 2 * random.random(), 2),
    ]


def main() -> None:
    """Write the file."""
    random = Random(SEED)
    with (HERE / "mediation_people.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["cell", "first", "between", "last", "weight"])
        writer.writerows(person(random) for _ in range(N))


if __name__ == "__main__":
    main()
