"""Write pairs of counts and series of counts for counts.R: `python make_counts_inputs.py`."""

import csv
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
BY_HAND = [
    (40, 1, 65, 1),
    (4, 1, 0, 1),
    (0, 1, 5, 1),
    (0, 3, 1, 0.5),
    (7, 2, 7, 2),
    (6, 13, 3, 26),
    (1, 1, 10_000_000, 1),
    (10_000_000, 1, 10_010_000, 1),
    (9_999_000, 3, 3_334_500, 1),
    (200_000, 52, 100, 0.026),
    (15, 1, 15, 0.999),
]


def pairs(random: np.random.Generator) -> list[tuple[float, ...]]:
    """Draw small and large counts with all sorts of exposures."""
    small = [(*random.integers(0, 12, 2), *random.uniform(0.2, 30, 2).round(2)) for _ in range(25)]
    large = [(*random.integers(1, 5000, 2), *random.uniform(1, 9, 2).round(3)) for _ in range(25)]
    return [(float(a), float(s), float(b), float(t)) for a, b, s, t in small + large if a + b]


def series(random: np.random.Generator) -> list[tuple[object, ...]]:
    """Draw series of several lengths, with gaps, seasons, zeros and extra scatter."""
    lengths = {"six": 6, "eleven": 11, "thirteen": 13, "smooth": 13, "zeros": 14, "long": 40}
    rows: list[tuple[object, ...]] = []
    for name, n in lengths.items():
        for place in range(n):
            if name == "eleven" and place == 4:
                continue
            exposure = round(float(random.uniform(5, 40)), 1)
            mean = exposure * np.exp(0.04 * place + 0.3 * (place % 4 == 2))
            mean *= random.gamma(4) / 4 if name in {"thirteen", "long", "six"} else 1
            count = round(mean) if name == "smooth" else int(random.poisson(mean))
            if name == "zeros":
                count = int(place in {3, 7, 8})
            rows.append((name, 8000 + place, place % 4, count, exposure))
    return rows


def write(name: str, heading: str, rows: list[tuple[object, ...]]) -> None:
    """Write a csv file."""
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(heading.split(","))
        writer.writerows(rows)


def main() -> None:
    """Write both files."""
    random = np.random.default_rng(20240630)
    write(
        "counts_pairs.csv",
        "before,exposure_before,after,exposure_after",
        [
            *BY_HAND,
            *pairs(random),
        ],
    )
    write("counts_series.csv", "series,time,season,count,exposure", series(random))


if __name__ == "__main__":
    main()
