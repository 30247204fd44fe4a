"""Write the made-up answers from which R computes the reference correlations.

Run as `python tests/reference/inputs/make_relations_inputs.py`. Only `random.Random.random` is
drawn from: Python promises its sequence for a seed in every version.
"""

import csv
from pathlib import Path
from random import Random

HERE = Path(__file__).parent
SEED = 20180501
CELLS, PEOPLE = 6, 40


def answer(random: Random, leaning: float, at_top: int = 7) -> int:
    """Draw an answer that goes with a leaning between 0 and 1."""
    return 1 + min(int(at_top * (0.6 * leaning + 0.4 * random.random())), at_top - 1)


def respondents(random: Random) -> list[list[object]]:
    """Draw people of some cells that differ in level; a tenth leaves a question out."""
    rows = []
    for cell in range(CELLS):
        for k in range(PEOPLE - 3 * cell):
            level = min(0.12 * cell * random.random() + 0.6 * random.random(), 1.0)
            other = min(0.5 * level + 0.5 * random.random(), 1.0)
            items = [answer(random, level) for _ in range(4)]
            pair = [answer(random, other) for _ in range(2)]
            single = answer(random, (level + other) / 2, 5)
            answers = [*items, *pair, single]
            shown = ["" if random.random() < 0.04 else one for one in answers]
            weight = round(0.4 + 2.2 * random.random() ** 2, 3)
            rows.append([cell, *shown, weight, 10 * cell + k % (4 + cell % 3)])
    return rows


def main() -> None:
    """Write the file."""
    columns = ["cell", "a1", "a2", "a3", "a4", "b1", "b2", "single", "weight", "street"]
    with (HERE / "relations_people.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([columns, *respondents(Random(SEED))])


if __name__ == "__main__":
    main()
