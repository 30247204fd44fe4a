"""Make synthetic records of community builders: activities per quarter, and connection maps.

Nobody did these things and nobody was met. The numbers are drawn to be shaped like what teams of
community builders write down: small counts, busier summers, uneven quarters, a quarter that one
team forgot, connections that come and go.

Run `python examples/counts/make_counts.py [FOLDER]`; without a folder the files beside this script
are replaced. The same script gives the same files, on any machine: Python promises the sequence
of `random.random` for a seed, and nothing else is drawn from.
"""

import csv
import math
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

SEED = 20180501
QUARTERS = [f"{year}-Q{quarter}" for year in range(2021, 2025) for quarter in (1, 2, 3, 4)][1:14]
# Of each team: builders at work in each quarter, and how much busier or quieter than the others.
BUILDERS = {
    "North": ([2] * 5 + [3] * 8, 1.1),
    "Centre": ([3] * 9 + [2] * 4, 1.0),
    "South": ([1] * 4 + [2] * 9, 0.8),
}
# Per builder and week; growth per quarter; how uneven (0: chance alone).
CATEGORIES = {
    "community-led activities": (0.25, 1.04, 0.0),
    "people involved": (3.0, 1.03, 0.08),
    "connections": (0.6, 1.00, 0.02),
}
SEASON = {"1": 0.85, "2": 1.05, "3": 1.2, "4": 0.9}
WEEKS = {"1": 13, "2": 13, "3": 12, "4": 13}  # at work; holidays in the third quarter
HOLE = ("2022-Q4", "Centre", "connections")  # this was not written down

MAPS = ("2023-H1", "2023-H2", "2024-H1")
# Letter of the made-up names; on the first map; newly met by each later one; chance to stay.
KINDS = {
    "residents": ("R", 24, 14, 0.62),
    "professionals": ("P", 15, 6, 0.70),
    "places": ("L", 9, 3, 0.85),
    "groups": ("G", 11, 4, 0.75),
    "events": ("E", 12, 10, 0.25),
}
# Written out, for these are so few: six of the first seven are there again, one comes back.
ORGANISATIONS = ((1, 2, 3, 4, 5, 6, 7), (1, 2, 3, 4, 5, 6, 8, 9), (1, 2, 3, 4, 6, 7, 8, 10))
BACK = 0.2  # chance that a lost connection returns


def main(folder: Path) -> None:
    """Write both files."""
    draw = random.Random(SEED)
    write(
        folder / "activities.csv",
        ("period", "unit", "category", "count", "builder_weeks"),
        activities(draw),
    )
    write(folder / "maps.csv", ("map", "category", "connection"), maps(draw))


def write(path: Path, header: Sequence[str], rows: Iterator[tuple[object, ...]]) -> None:
    """Write one table, lines ended alike on every machine."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def activities(draw: random.Random) -> Iterator[tuple[object, ...]]:
    """Draw the counts of every quarter, team and category but one."""
    for position, quarter in enumerate(QUARTERS):
        for unit, (builders, busier) in BUILDERS.items():
            weeks = builders[position] * WEEKS[quarter[-1]]
            for category, (rate, growth, uneven) in CATEGORIES.items():
                expected = rate * busier * weeks * growth**position * SEASON[quarter[-1]]
                count = poisson(draw, expected * gamma_like(draw, uneven))
                if (quarter, unit, category) != HOLE:
                    yield quarter, unit, category, count, weeks


def poisson(draw: random.Random, mean: float) -> int:
    """Count the events of a Poisson process before time `mean`."""
    count, time = 0, -math.log(1 - draw.random())
    while time < mean:
        count, time = count + 1, time - math.log(1 - draw.random())
    return count


def gamma_like(draw: random.Random, variance: float) -> float:
    """Draw a positive factor of mean 1: the mean of as many exponential times as that takes."""
    if variance == 0:
        return 1.0
    n = round(1 / variance)
    return sum(-math.log(1 - draw.random()) for _ in range(n)) / n


def maps(draw: random.Random) -> Iterator[tuple[object, ...]]:
    """Draw who is on which map; one group is also filed as a place, one resident stands twice."""
    met = {kind: followed(draw, *numbers) for kind, numbers in KINDS.items()}
    met["organisations"] = [[f"O{number:03}" for number in there] for there in ORGANISATIONS]
    for position, label in enumerate(MAPS):
        for kind, there in met.items():
            yield from ((label, kind, name) for name in there[position])
        if position == 1:
            yield label, "places", met["groups"][1][0]
            yield label, "residents", met["residents"][1][0]


def followed(
    draw: random.Random, letter: str, first: int, more: int, stay: float
) -> list[list[str]]:
    """Draw the connections of one kind on every map."""
    known = [f"{letter}{number:03}" for number in range(1, first + 1)]
    there = [known]
    for _ in MAPS[1:]:
        again = [name for name in known if draw.random() < (stay if name in there[-1] else BACK)]
        new = [f"{letter}{len(known) + number:03}" for number in range(1, more + 1)]
        known = known + new
        there.append(again + new)
    return there


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
