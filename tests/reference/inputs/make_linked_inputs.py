"""Write the made-up answers from which R computes the reference values of waves.R and linked.R.

Run as `python tests/reference/inputs/make_linked_inputs.py`. Only `random.Random.random` is drawn
from: Python promises its sequence for a seed in every version.
"""

from random import Random

from make_inputs import BASE, EARLIER, LATER, SEED, draw, mean_scores, whole, write

MIDDLE = (0.22, 0.29, 0.20, 0.12, 0.07, 0.06, 0.04)
HARDLY = (0.62, 0.20, 0.08, 0.04, 0.03, 0.02, 0.01)


def answers(random: Random, n: int, shares: tuple[float, ...]) -> list[float]:
    """Draw single answers from 1 to 7."""
    return [float(draw(random, shares)) for _ in range(n)]


def waves(random: Random) -> dict[str, list[tuple[float, list[float]]]]:
    """Make the sets of independent waves: per wave its date in years, and its answers."""
    years = (0.0, 0.75, 1.25)
    sizes = {"hundred": (100, 100, 100), "uneven": (100, 60, 40), "small": (12, 8, 15)}
    shapes = (EARLIER, MIDDLE, LATER)
    sets = {
        name: [
            (year, answers(random, n, shares))
            for year, n, shares in zip(years, of_wave, shapes, strict=True)
        ]
        for name, of_wave in sizes.items()
    }
    sets["unequal_spreads"] = [
        (year, answers(random, n, shares))
        for year, n, shares in zip(years, (60, 40, 90), (EARLIER, LATER, HARDLY), strict=True)
    ]
    sets["scores"] = [(year, mean_scores(random, 50, MIDDLE)) for year in years]
    sets["five"] = [(0.5 * wave, whole(random, 20 + 5 * wave, 1, 10)) for wave in range(5)]
    sets["two"] = [(0.0, answers(random, 30, EARLIER)), (1.5, answers(random, 25, LATER))]
    sets["bent"] = [
        (float(w), answers(random, 40, s)) for w, s in enumerate((LATER, EARLIER, HARDLY))
    ]
    sets["offset"] = [(year, [BASE + u / 8 for u in whole(random, 25, 0, 8)]) for year in years]
    return sets


def kept(
    random: Random, before: list[float], stays: float, shares: tuple[float, ...]
) -> list[float]:
    """Give each person's later answer: the same with some probability, or a fresh one."""
    return [x if random.random() < stays else float(draw(random, shares)) for x in before]


def partly(random: Random) -> dict[str, list[tuple[float | None, float | None]]]:
    """Make the sets of two waves with some respondents in both."""
    sizes = {  # linked, only before, only after, how likely an answer is to stay
        "some": (40, 60, 60, 0.5),
        "most": (50, 10, 14, 0.8),
        "few": (6, 30, 24, 0.0),
        "one": (1, 12, 9, 0.0),
        "all": (35, 0, 0, 0.6),
        "nobody": (0, 28, 33, 0.0),
        "left_only": (30, 15, 0, 0.7),
        "tiny": (3, 1, 2, 0.3),
    }
    sets = {}
    for name, (both, gone, new, stays) in sizes.items():
        before = answers(random, both, EARLIER)
        after = kept(random, before, stays, LATER)
        rows: list[tuple[float | None, float | None]] = list(zip(before, after, strict=True))
        rows += [(x, None) for x in answers(random, gone, EARLIER)]
        rows += [(None, x) for x in answers(random, new, LATER)]
        sets[name] = rows
    sets["constant_linked"] = [
        *[(3.0, x) for x in answers(random, 10, LATER)],
        *[(x, None) for x in answers(random, 8, EARLIER)],
        *[(None, x) for x in answers(random, 9, LATER)],
    ]
    yes = [(float(b > 3), float(a > 3)) for b, a in sets["some"] if b is not None and a is not None]
    yes += [(float(b > 3), None) for b, a in sets["some"] if b is not None and a is None]
    yes += [(None, float(a > 3)) for b, a in sets["some"] if b is None and a is not None]
    sets["yes_no"] = yes
    return sets


def ranked(random: Random) -> dict[str, list[tuple[float, float]]]:
    """Make the sets of pairs for the signed-rank test."""
    sizes = {"hundred": (100, 0.4), "stayed": (60, 0.8), "moved": (45, 0.0), "few": (14, 0.3)}
    sets = {}
    for name, (n, stays) in sizes.items():
        before = answers(random, n, EARLIER)
        sets[name] = list(zip(before, kept(random, before, stays, LATER), strict=True))
    scores = mean_scores(random, 40, EARLIER)
    sets["scores"] = list(zip(scores, mean_scores(random, 40, LATER), strict=True))
    sets["few_untied"] = [(0.0, d) for d in (0.5, -1.0, 1.5, 2.0, -2.5, 3.0, 4.0, 5.5)]
    sets["many_stayed"] = [(2.0, 2.0)] * 200 + [(2.0, 3.0)] * 9 + [(4.0, 2.0)] * 2 + [(1.0, 4.0)]
    sets["one_moved"] = [(2.0, 2.0)] * 5 + [(2.0, 5.0)]
    return sets


# Counts of pairs, the answer before in rows and after in columns. `vision` is Stuart's (1955)
# example, `airways` and `response` those of Fagerland, Lydersen & Laake (2013, 2014).
TABLES: dict[str, tuple[tuple[int, ...], ...]] = {
    "airways": ((12, 7), (1, 1)),
    "response": ((80, 16), (6, 59)),
    "even": ((20, 5), (5, 30)),
    "all_gained": ((0, 12), (0, 0)),
    "never_yes": ((40, 3), (0, 0)),
    "opposed": ((2, 20), (18, 3)),
    "large": ((900, 310), (240, 1550)),
    "far": ((100, 400), (20, 50)),
    "vision": (
        (1520, 266, 124, 66),
        (234, 1512, 432, 78),
        (117, 362, 1772, 205),
        (36, 82, 179, 492),
    ),
    "empty_category": ((10, 4, 0, 3), (1, 12, 0, 6), (0, 0, 0, 0), (2, 1, 0, 9)),
    "steady_category": ((10, 4, 0), (9, 12, 0), (0, 0, 7)),
    "two_worlds": ((5, 3, 0, 0), (1, 4, 0, 0), (0, 0, 6, 2), (0, 0, 4, 3)),
    "seven": tuple(tuple((3 * i + 5 * j + i * j) % 7 for j in range(7)) for i in range(7)),
}


def main() -> None:
    """Write the files."""
    random = Random(SEED + 8)
    independent = [
        (name, wave, repr(year), repr(x), repr(0.5 + 2 * random.random()))
        for name, of_set in waves(random).items()
        for wave, (year, values) in enumerate(of_set, start=1)
        for x in values
    ]
    write("waves_groups.csv", ("set", "wave", "year", "value", "weight"), independent)
    both = [
        (name, "" if b is None else repr(b), "" if a is None else repr(a))
        for name, rows in partly(random).items()
        for b, a in rows
    ]
    write("linked_partly.csv", ("set", "before", "after"), both)
    moves = [(name, repr(b), repr(a)) for name, rows in ranked(random).items() for b, a in rows]
    write("linked_ranked.csv", ("set", "before", "after"), moves)
    tables = [
        (name, before, after, count)
        for name, rows in TABLES.items()
        for before, row in enumerate(rows)
        for after, count in enumerate(row)
    ]
    write("linked_tables.csv", ("set", "before", "after", "count"), tables)


if __name__ == "__main__":
    main()
