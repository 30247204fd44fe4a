"""Write the made-up survey from which R computes the reference values of drivers.

Run as `python tests/reference/inputs/make_drivers_inputs.py`. Only `random.Random.random` is drawn
from: Python promises its sequence for a seed in every version.
"""

import csv
from pathlib import Path
from random import Random

HERE = Path(__file__).parent
SEED = 20180501
N = 420
ACTIVITIES = ["foot", "dropin", "meeting", "school", "online"]
HOW_OFTEN = [0.55, 0.3, 0.25, 0.4, 0.12]


def respondent(random: Random, number: int) -> list[object]:
    """Draw one: the place, what was seen, an ordered answer, the score, weight and street."""
    site, wave = number % 3, int(random.random() * 2)
    busy = random.random()
    seen = [int(random.random() < share * (0.4 + 1.2 * busy) + 0.05 * site) for share in HOW_OFTEN]
    rating = 1 + int(5 * (0.5 * busy + 0.5 * random.random()))
    level = 4.4 + 0.4 * site - 0.2 * wave - 0.7 * seen[0] - 0.4 * seen[2] - 0.15 * rating
    trust = min(7.0, max(1.0, round(4 * (level + 2.4 * random.random() - 0.6)) / 4))
    answers: list[object] = [a if random.random() > 0.04 else "" for a in [*seen, rating, trust]]
    weight = round(0.4 + 2.2 * random.random() ** 2, 3)
    return [site, wave, *answers, weight, int(random.random() * (5 + site))]


def main() -> None:
    """Write the file."""
    random = Random(SEED)
    with (HERE / "drivers_survey.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["site", "wave", *ACTIVITIES, "rating", "trust", "weight", "street"])
        writer.writerows(respondent(random, number) for number in range(N))


if __name__ == "__main__":
    main()
