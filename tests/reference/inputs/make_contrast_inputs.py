"""Write the made-up sites from which R computes the reference contrasts.

Run as `python tests/reference/inputs/make_contrast_inputs.py`. Only `random.Random.random` is drawn
from: Python promises its sequence for a seed in every version.
"""

import csv
from pathlib import Path
from random import Random

HERE = Path(__file__).parent
SEED = 20180501
# Respondents of each site in the two waves, and how far the later wave leans down; the first arm
# of every set comes first. Site sizes differ, so that equal weights for sites are no accident.
SETS = {
    "four": ([(99, 98), (100, 100), (97, 100), (60, 45)], [0.30, 0.05, 0.15, 0.0], 2),
    "three": ([(25, 12), (14, 30), (9, 11)], [0.5, 0.1, 0.0], 1),
    "six": ([(40, 38), (30, 33), (21, 26), (45, 41), (28, 35), (33, 30)], [0.3] * 3 + [0.0] * 3, 3),
    "share": ([(80, 70), (66, 90), (75, 60), (58, 71)], [0.35, 0.2, 0.05, 0.0], 2),
}


def score(random: Random, lean: float) -> float:
    """Average four answers of 1 to 7 that share the respondent's leaning."""
    level = random.random() ** 1.5
    answers = [1 + int(7 * (0.6 * level + 0.4 * random.random()) * (1 - lean)) for _ in range(4)]
    return sum(answers) / 4


def answer_of(random: Random, name: str, lean: float) -> float:
    """Draw a score, or a yes as 100 and a no as 0."""
    if name == "share":
        return 100.0 if random.random() < 0.6 - lean else 0.0
    return score(random, lean)


def cross_sections(random: Random) -> list[list[object]]:
    """Draw other people in every wave, with weights and the street that each lives in."""
    rows = []
    for name, (sizes, leans, n_first) in SETS.items():
        for site, (waves, lean) in enumerate(zip(sizes, leans, strict=True)):
            arm = 1 if site < n_first else 0
            for wave, n in enumerate(waves):
                for k in range(n):
                    value = answer_of(random, name, lean * wave)
                    weight = round(0.4 + 2.2 * random.random() ** 2, 3)
                    street = k % (4 + 2 * site + wave)
                    rows.append([name, site, arm, wave, value, weight, street])
    return rows


def panels(random: Random) -> list[list[object]]:
    """Draw the same people twice in every site."""
    rows = []
    for name in ("four", "three"):
        sizes, leans, n_first = SETS[name]
        for site, ((n, _), lean) in enumerate(zip(sizes, leans, strict=True)):
            for _ in range(n):
                before = score(random, 0.0)
                later = before if random.random() < 0.5 else score(random, lean)
                weight = round(0.4 + 2.2 * random.random() ** 2, 3)
                rows.append([name, site, 1 if site < n_first else 0, before, later, weight])
    return rows


def write(name: str, header: list[str], rows: list[list[object]]) -> None:
    """Write a table."""
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


if __name__ == "__main__":
    draws = Random(SEED)
    columns = ["set", "site", "arm", "wave", "value", "weight", "street"]
    write("contrast_sites.csv", columns, cross_sections(draws))
    columns = ["set", "site", "arm", "before", "after", "weight"]
    write("contrast_pairs.csv", columns, panels(draws))
