"""From a number of an array to one of Python's."""

import numpy as np


def number(value: float) -> float | None:
    """Give a number, or `None` where it is undefined."""
    return float(value) if np.isfinite(value) else None
