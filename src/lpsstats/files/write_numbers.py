"""The numbers of a column, each distinct one spelt out once."""

import numpy as np
from numpy.typing import NDArray

# Below this many steps, whole numbers are looked up in a table instead of sorted.
SMALL = 100_000


def distinct_numbers(values: NDArray[np.float64]) -> tuple[list[float], NDArray[np.int64]]:
    """List the distinct numbers of a column, NaN among them, and which of them each row has."""
    finite = values[np.isfinite(values)]
    low, high = (finite.min(), finite.max()) if finite.size else (0.0, 0.0)
    if high - low > SMALL or len(finite) < len(values) - np.isnan(values).sum():
        return _sorted(values)
    whole = np.where(np.isnan(values), high + 1, values) - low
    index = whole.astype(np.int64)
    if not np.array_equal(index, whole):
        return _sorted(values)
    numbers = [low + step for step in range(int(high - low) + 1)]
    return [*numbers, np.nan], index


def _sorted(values: NDArray[np.float64]) -> tuple[list[float], NDArray[np.int64]]:
    found, index = np.unique(values, return_inverse=True)
    return found.tolist(), index


def spelt(number: float) -> str:
    """Write a number with all its digits: `3`, `0.1`, nothing for NaN."""
    if np.isnan(number):
        return ""
    whole = number.is_integer() and abs(number) < 1e15
    return str(int(number)) if whole else repr(float(number))
