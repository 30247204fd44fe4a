"""Rewrite results.csv: draw every survey of every scenario and count.

Run as `nox -s simulations`. It takes some minutes on all processors; its random numbers are
seeded, each scenario's by its own key, so that adding one changes no other.
"""

import csv
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, fields
from pathlib import Path
from time import perf_counter

import numpy as np
import scipy

from simulation import (
    linked,
    planning,
    records,
    relating,
    reliability,
    several_waves,
    sites,
    two_waves,
    weighted,
)
from simulation.scenario import SEED, Measured, Scenario

RESULTS = Path(__file__).with_name("results.csv")
MODULES = (
    two_waves,
    linked,
    weighted,
    several_waves,
    sites,
    planning,
    reliability,
    relating,
    records,
)


def all_scenarios() -> list[Scenario]:
    """Give every scenario, in the order of the results."""
    return [scenario for module in MODULES for scenario in module.scenarios()]


def measure(scenario: Scenario) -> tuple[list[Measured], float]:
    """Run one scenario, and say how many seconds it took."""
    start = perf_counter()
    return scenario.measure(), perf_counter() - start


def write(measured: Sequence[Measured]) -> None:
    """Write the results under the versions that made them."""
    versions = f"# numpy {np.__version__}, scipy {scipy.__version__}; seed {SEED}"
    with RESULTS.open("w", encoding="utf-8", newline="") as file:
        file.write(
            f"{versions}\n# Written by make.py. Percent of the samples that had an answer.\n"
        )
        names = [field.name for field in fields(Measured)]
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        for one in measured:
            row = asdict(one)
            writer.writerow(row | {k: f"{row[k]:.2f}" for k in ("percent", "untestable")})


def main() -> None:
    """Run all scenarios, or with a word those whose key has it, which writes nothing."""
    wanted = [s for s in all_scenarios() if all(word in s.key for word in sys.argv[1:])]
    measured = []
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for scenario, (rows, seconds) in zip(wanted, pool.map(measure, wanted), strict=True):
            measured += rows
            shown = "; ".join(f"{row.statistic} {row.quantity} {row.percent:.2f}" for row in rows)
            print(f"{scenario.key} ({seconds:.1f} s): {shown}", flush=True)
    if len(sys.argv) == 1:
        write(measured)


if __name__ == "__main__":
    main()
