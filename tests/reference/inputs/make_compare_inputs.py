"""Write the made-up surveys that `compare` and R are both given, one weighted, one linked.

Run as `python tests/reference/inputs/make_compare_inputs.py`. Only `random.Random.random` is drawn
from: Python promises its sequence for a seed in every version.
"""

import math
from collections.abc import Iterator, Sequence
from random import Random

from make_inputs import draw, write

SEED = 20180517
ITEMS = ("q1", "q2", "q3", "q4")
# Shares of the answers 1-7 by wave, of four ordered answers, of three kinds of transport by site.
ANSWERS = (
    (0.08, 0.14, 0.20, 0.22, 0.18, 0.11, 0.07),
    (0.10, 0.18, 0.22, 0.20, 0.15, 0.09, 0.06),
    (0.14, 0.24, 0.24, 0.17, 0.11, 0.06, 0.04),
)
RATINGS = ((0.15, 0.30, 0.35, 0.20), (0.2, 0.3, 0.3, 0.2), (0.25, 0.35, 0.27, 0.13))
TRANSPORT = ((0.5, 0.3, 0.2), (0.4, 0.35, 0.25), (0.3, 0.4, 0.3))
TICKED = (0.6, 0.35, 0.2, 0.5)
AGES = (0.3, 0.45, 0.25)
MOVERS = 3  # people of the second site who are in the third later on
Row = tuple[str, ...]


def normal(random: Random) -> float:
    """Draw a standard normal number (Box & Muller)."""
    return math.sqrt(-2 * math.log(1 - random.random())) * math.cos(math.tau * random.random())


def shown(random: Random, answer: object, missing: float) -> str:
    """Write an answer, or the empty cell that it is now and then."""
    return "" if random.random() < missing else str(answer)


def scale(random: Random, leaning: int, wave: int) -> Iterator[str]:
    """Answer four items by a leaning; the third is worded against the scale."""
    for item in ITEMS:
        own = leaning if random.random() < 0.5 else draw(random, ANSWERS[wave])
        yield shown(random, 8 - own if item == "q3" else own, 0.08)


def closed(random: Random, wave: int, site: int) -> list[str]:
    """Answer the single questions: likert of five, ordinal of four, yes or no, transport."""
    job = min(5, 1 + draw(random, ANSWERS[wave]) * 5 // 8)
    rating = draw(random, RATINGS[wave])
    access = 1 if random.random() < 0.35 + 0.07 * wave + 0.05 * site else 2
    transport = draw(random, TRANSPORT[(wave + site) % 3])
    return [shown(random, one, 0.06) for one in (job, rating, access, transport)]


def boxes(random: Random, wave: int) -> list[str]:
    """Tick four boxes; now and then refuse all of them, or leave one empty."""
    if random.random() < 0.05:
        return ["9"] * len(TICKED)
    ticks = [int(random.random() < share + 0.04 * wave) for share in TICKED]
    return [shown(random, tick, 0.02) for tick in ticks]


def weight(random: Random) -> str:
    """Draw a weight; a few are empty or 0."""
    drawn = math.exp(0.5 * normal(random))
    blank = random.random()
    return "0" if blank < 0.03 else "" if blank < 0.06 else repr(drawn)


def weighted(random: Random) -> Iterator[Row]:
    """Draw three sites in three waves, people living in streets."""
    person = 0
    for wave in range(3):
        for site in range(3):
            leanings = [draw(random, ANSWERS[wave]) for _ in range(9 + site)]
            for _ in range((60, 56, 64)[wave] - 3 * site):
                person += 1
                street = int(len(leanings) * random.random())
                leaning = leanings[street] if random.random() < 0.3 else draw(random, ANSWERS[wave])
                yield (
                    str(person),
                    str(wave + 1),
                    str(site + 1),
                    shown(random, 100 * (site + 1) + street, 0.03),
                    weight(random),
                    shown(random, 1 + int(2 * random.random()), 0.03),
                    shown(random, draw(random, AGES), 0.03),
                    *scale(random, leaning, wave),
                    *closed(random, wave, site),
                    *boxes(random, wave),
                )


def people(site: int) -> tuple[Sequence[int], Sequence[int]]:
    """Number the people of a site in both waves: all, two in five or none of them the same."""
    if site == 0:
        return range(50), range(50)
    if site == 1:
        return range(100, 160), [*range(100, 124), *range(160, 196)]
    return range(200, 245), [*range(124, 124 + MOVERS), *range(245, 290)]


def later(random: Random, early: str, fresh: str) -> str:
    """Give the answer of the earlier wave again, or another."""
    return early if random.random() < 0.55 else fresh


def linked(random: Random) -> Iterator[Row]:
    """Draw a panel of two waves and three sites."""
    given: dict[int, list[str]] = {}
    for wave in range(2):
        for site in range(3):
            for person in people(site)[wave]:
                leaning = draw(random, ANSWERS[2 * wave])
                row = [*scale(random, leaning, 2 * wave), *closed(random, 2 * wave, site)]
                if person in given:
                    row = [later(random, *pair) for pair in zip(given[person], row, strict=True)]
                given[person] = row
                yield str(person), str(wave + 1), str(site + 1), weight(random), *row


def main() -> None:
    """Write the files."""
    random = Random(SEED)
    answered = (*ITEMS, "job", "rating", "access", "transport")
    ticked = ("box1", "box2", "box3", "box4")
    who = ("person", "wave", "site")
    header = (*who, "street", "weight", "sex", "agegroup", *answered, *ticked)
    write("weighted_survey.csv", header, list(weighted(random)))
    write("linked_survey.csv", (*who, "weight", *answered), list(linked(random)))


if __name__ == "__main__":
    main()
