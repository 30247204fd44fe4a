"""What a difference amounts to, in one word that knows which way is better."""

import math


def verdict(
    *,
    estimate: float,
    p_value: float,
    direction: int,
    level: float,
    equivalence: tuple[float, float],
    smallest_change: float | None,
) -> str:
    """Put a change into a word.

    Parameters
    ----------
    estimate : float
        Later wave minus earlier wave.
    p_value : float
        Adjusted for the family; NaN where there is no test.
    direction : int
        1 where more is better, -1 where less is, 0 where neither is.
    level : float
        The p-value below which a change counts.
    equivalence : (float, float)
        The interval of two one-sided tests at `level`.
    smallest_change : float, optional
        The change that would matter, in the units of the estimate.

    Returns
    -------
    str
        `not_testable`; `practically_unchanged` where the whole interval lies within the declared
        smallest change, however small p is; `improved`, `declined` (or `changed`, without a
        direction) where p is below the level; else `no_clear_change`, which is no proof of none.
    """
    if math.isnan(p_value):
        return "not_testable"
    low, high = equivalence
    if smallest_change is not None and -smallest_change < low and high < smallest_change:
        return "practically_unchanged"
    if not p_value < level:
        return "no_clear_change"
    if direction == 0 or not estimate:
        return "changed"
    return "improved" if estimate * direction > 0 else "declined"
