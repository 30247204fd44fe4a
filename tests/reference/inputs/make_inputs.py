"""Write the made-up answers from which R and PSPP compute the reference means and tests.

Run as `python tests/reference/inputs/make_inputs.py`. Only `random.Random.random` is drawn from:
Python promises its sequence for a seed in every version.
"""

import csv
from pathlib import Path
from random import Random

HERE = Path(__file__).parent
SEED = 20180501
BASE = 1e12  # the offset of NIST's SmLs07-09, where naive sums lose all digits

# Shares of the answers 1-7: skewed with a floor, and somewhat better later.
EARLIER = (0.18, 0.27, 0.21, 0.13, 0.09, 0.07, 0.05)
LATER = (0.27, 0.30, 0.19, 0.10, 0.06, 0.05, 0.03)


def draw(random: Random, shares: tuple[float, ...]) -> int:
    """Draw an answer from 1 upward with the given shares."""
    u = random.random()
    passed = 0.0
    for answer, share in enumerate(shares, start=1):
        passed += share
        if u < passed:
            return answer
    return len(shares)


def mean_score(random: Random, shares: tuple[float, ...], items: int = 4) -> float:
    """Average items that share the respondent's leaning, so that scores are correlated."""
    leaning = draw(random, shares)
    answers = [leaning if random.random() < 0.5 else draw(random, shares) for _ in range(items)]
    return sum(answers) / items


def mean_scores(random: Random, n: int, shares: tuple[float, ...] = LATER) -> list[float]:
    """Draw skewed scale means for one wave."""
    return [mean_score(random, shares) for _ in range(n)]


def likert(random: Random, n_before: int, n_after: int) -> tuple[list[float], list[float]]:
    """Draw skewed scale means for two waves."""
    return mean_scores(random, n_before, EARLIER), mean_scores(random, n_after)


def whole(random: Random, n: int, low: int, high: int) -> list[float]:
    """Draw whole numbers evenly from low to high."""
    return [float(low + int(random.random() * (high - low + 1))) for _ in range(n)]


def groups(random: Random) -> dict[str, tuple[list[float], list[float]]]:
    """Make the sets of independent waves."""
    return {
        "likert_100_100": likert(random, 100, 100),
        "likert_90_60": likert(random, 90, 60),
        "likert_40_15": likert(random, 40, 15),
        "one_constant": ([3.0] * 20, mean_scores(random, 18)),
        "zero_to_ten": (whole(random, 55, 0, 10), whole(random, 70, 2, 10)),
        "ties": (whole(random, 30, 1, 3), whole(random, 30, 2, 3)),
        "tiny": ([2.0, 3.5], [4.0, 4.25]),
        "far_apart": (
            [1 + u / 100 for u in whole(random, 50, 0, 50)],
            [6 + u / 100 for u in whole(random, 45, 0, 40)],
        ),
        "offset": (
            [BASE + u / 8 for u in whole(random, 40, 0, 8)],
            [BASE + u / 8 for u in whole(random, 30, 1, 9)],
        ),
    }


def nudged(random: Random, value: float, step: float, low: float, high: float) -> float:
    """Give the later answer of the same person: a step down, the same, or a step up."""
    return min(high, max(low, value + step * (int(random.random() * 4) - 2)))


def pairs(random: Random) -> dict[str, tuple[list[float], list[float]]]:
    """Make the sets of linked waves."""
    sets = {
        "likert_80": mean_scores(random, 80),
        "likert_15": mean_scores(random, 15),
        "zero_to_ten": whole(random, 60, 0, 10),
        "offset": [BASE + u / 8 for u in whole(random, 30, 0, 8)],
    }
    ranges = {"zero_to_ten": (1.0, 0.0, 10.0), "offset": (0.125, BASE, BASE + 1)}
    linked = {
        name: (before, [nudged(random, x, *ranges.get(name, (0.25, 1.0, 7.0))) for x in before])
        for name, before in sets.items()
    }
    linked["unrelated"] = (whole(random, 25, 1, 7), whole(random, 25, 1, 7))
    linked["one_constant"] = ([3.0] * 12, mean_scores(random, 12))
    linked["three"] = ([2.0, 3.5, 5.0], [1.5, 3.0, 5.25])
    return linked


def write(name: str, header: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    """Write a csv file with numbers that read back exactly."""
    with (HERE / name).open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main() -> None:
    """Write both files."""
    random = Random(SEED)
    independent = [
        (name, wave, repr(x))
        for name, waves in groups(random).items()
        for wave, values in enumerate(waves, start=1)
        for x in values
    ]
    linked = [
        (name, repr(before), repr(after))
        for name, waves in pairs(random).items()
        for before, after in zip(*waves, strict=True)
    ]
    write("means_groups.csv", ("set", "wave", "value"), independent)
    write("means_pairs.csv", ("set", "before", "after"), linked)


if __name__ == "__main__":
    main()
