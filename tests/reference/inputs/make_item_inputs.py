"""Write the made-up single items, shares and boxes from which R computes the reference tests.

Run as `python tests/reference/inputs/make_item_inputs.py`. Only `random.Random.random` is drawn
from: Python promises its sequence for a seed in every version.
"""

from random import Random

from make_inputs import EARLIER, LATER, draw, write

SEED = 20180502

# Shares of five categories without an order, the last two rare.
KINDS = (0.45, 0.30, 0.17, 0.05, 0.03)


def answers(random: Random, n: int, shares: tuple[float, ...]) -> list[int]:
    """Draw the answers of one wave."""
    return [draw(random, shares) for _ in range(n)]


def items(random: Random) -> dict[str, list[list[int]]]:
    """Make the sets of answers, wave by wave."""
    return {
        "skew_100_100": [answers(random, 100, EARLIER), answers(random, 100, LATER)],
        "skew_90_60": [answers(random, 90, EARLIER), answers(random, 60, LATER)],
        "skew_40_15": [answers(random, 40, EARLIER), answers(random, 15, LATER)],
        "one_constant": [[3] * 12, answers(random, 20, LATER)],
        "tiny": [[1, 2, 2, 5, 4, 7], [1, 3, 5, 6, 6, 7, 7]],
        "tiny_unequal": [[1, 1, 2, 1, 3, 2, 1, 2], [2, 7, 1, 5]],
        "separated": [[1, 2, 2, 3], [5, 5, 7, 6, 6]],
        "separated_down": [[4, 4, 4], [1, 3, 3, 2, 1, 1]],
        "kinds_100_90": [answers(random, 100, KINDS), answers(random, 90, KINDS)],
        "kinds_25_20": [answers(random, 25, KINDS), answers(random, 20, KINDS)],
        "yes_no": [answers(random, 60, (0.3, 0.7)), answers(random, 70, (0.5, 0.5))],
        "three": [answers(random, n, EARLIER) for n in (80, 70, 60)],
        "three_sparse": [answers(random, n, KINDS) for n in (9, 12, 8)],
        "three_moving": [
            answers(random, 50, EARLIER),
            answers(random, 40, EARLIER),
            answers(random, 60, LATER),
        ],
        "three_yes_no": [answers(random, 50, (p, 1 - p)) for p in (0.3, 0.4, 0.55)],
        "four_tiny": [[1, 2, 2], [2, 3], [1, 3, 3], [3, 2]],
    }


def shares(random: Random) -> list[tuple[int, int, int, int]]:
    """Make the shares: who counts and how many were asked, earlier and later."""
    written = [
        (20, 100, 40, 100), (0, 90, 0, 95), (90, 90, 95, 95), (0, 50, 3, 60), (1, 12, 0, 9),
        (5, 1000, 0, 3), (56, 70, 48, 80), (9, 10, 3, 10), (0, 10, 10, 10), (29, 90, 25, 86),
        (1, 1, 0, 40), (0, 2, 40, 41), (3, 4, 0, 900),
    ]  # fmt: skip
    for _ in range(30):
        n = [3 + int(random.random() * 120) for _ in range(2)]
        events = [int((size + 1) * random.random() ** 2) for size in n]
        written.append((events[0], n[0], events[1], n[1]))
    return written


def boxes(random: Random, n: int, chances: tuple[float, ...]) -> list[list[int]]:
    """Tick boxes: a leaning that the respondent brings makes all of them likelier."""
    rows = []
    for _ in range(n):
        leaning = random.random() * 1.6
        rows.append([int(random.random() < leaning * chance) for chance in chances])
    return rows


def box_sets(random: Random) -> dict[str, list[list[list[int]]]]:
    """Make the questions with five boxes, wave by wave."""
    first, second = (0.5, 0.3, 0.3, 0.1, 0.2), (0.5, 0.4, 0.2, 0.1, 0.3)
    never = (0.4, 0.0, 0.5, 0.2, 0.0)
    return {
        "same": [boxes(random, 100, first), boxes(random, 90, first)],
        "moved": [boxes(random, 120, first), boxes(random, 60, second)],
        "two_never": [boxes(random, 40, never), boxes(random, 30, never)],
    }


def main() -> None:
    """Write the three files."""
    random = Random(SEED)
    rows = [
        (name, wave, x)
        for name, waves in items(random).items()
        for wave, values in enumerate(waves, start=1)
        for x in values
    ]
    write("items_waves.csv", ("set", "wave", "value"), rows)
    write("items_shares.csv", ("before", "n_before", "after", "n_after"), shares(random))
    ticked = [
        (name, wave, *row)
        for name, waves in box_sets(random).items()
        for wave, people in enumerate(waves, start=1)
        for row in people
    ]
    write("items_boxes.csv", ("set", "wave", "b1", "b2", "b3", "b4", "b5"), ticked)


if __name__ == "__main__":
    main()
