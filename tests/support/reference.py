"""Reference values: what R and PSPP computed, by the scripts in tests/reference."""

import csv
from pathlib import Path

import numpy as np

REFERENCE = Path(__file__).parents[1] / "reference"


def table(name):
    """Read a committed table; lines that start with # say what made it."""
    lines = (REFERENCE / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def answers_of(name):
    """Give the items, the groups (from 0) and their number of an input for reliability."""
    rows = [list(row.values()) for row in table(f"inputs/reliability_{name}.csv")]
    numbers = np.array([[float(cell or "nan") for cell in row] for row in rows])
    group = numbers[:, 0].astype(np.int64) - 1
    return numbers[:, 1:], group, int(group.max()) + 1
