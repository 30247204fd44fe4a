"""Make adjustment.csv: made-up scores of two waves whose people differ. Run by hand, once."""

from pathlib import Path

import numpy as np

# set: respondents, share of each age group by wave, clusters.
SETS = {
    "large": (400, ((0.1, 0.2, 0.3, 0.2, 0.2), (0.2, 0.25, 0.25, 0.2, 0.1)), 30),
    "small": (44, ((0.1, 0.2, 0.3, 0.2, 0.2), (0.2, 0.25, 0.25, 0.2, 0.1)), 8),
    # Nobody of the first age group in the earlier wave, nobody of the last in the later.
    "one_wave_each": (90, ((0.0, 0.3, 0.3, 0.2, 0.2), (0.3, 0.3, 0.2, 0.2, 0.0)), 12),
}


def rows(name: str, random: np.random.Generator) -> list[str]:
    """Draw the respondents of a set."""
    n, shares, n_clusters = SETS[name]
    wave = np.sort(random.integers(0, 2, n))
    group = np.array([random.choice(5, p=shares[w]) + 1 for w in wave])
    sex = random.integers(1, 3, n)
    years = np.round(random.gamma(2, 6, n), 1)
    cluster = random.integers(1, n_clusters + 1, n)
    shock = random.normal(0, 0.6, n_clusters + 1)[cluster]
    spread = 0.8 + 0.5 * wave + 0.2 * group
    score = 3.2 + 0.3 * wave + 0.25 * group - 0.4 * (sex == 2) + 0.02 * years + shock
    score = np.clip(np.round(4 * (score + random.normal(0, 1, n) * spread)) / 4, 1, 7)
    weight = np.round(random.lognormal(0, 0.5, n), 3)
    table = zip(wave, score, group, sex, years, weight, cluster, strict=True)
    return [f"{name},{','.join(f'{x:g}' for x in row)}" for row in table]


def main() -> None:
    """Write all sets."""
    random = np.random.default_rng(20180501)
    lines = ["set,later,score,agegroup,sex,years,weight,cluster"]
    for name in SETS:
        lines += rows(name, random)
    path = Path(__file__).with_name("adjustment.csv")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
