"""What was found for one measure: the same fields whichever test found it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from lpsstats.survey.model import Floats

Strings = NDArray[np.str_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A measure's change between two waves in every place; arrays of shape (n_places,).

    The places are the sites and, last, all of them together. A number that does not exist is NaN.
    The glossary of the tables says what each field means; `pct_*` are of a share, or of an item's
    better end, in percent; `unchanged_*` is the interval of two one-sided tests.
    """

    method: Strings
    reason: Strings
    n_from: Floats
    n_to: Floats
    mean_from: Floats
    mean_to: Floats
    sd_from: Floats
    sd_to: Floats
    pct_from: Floats
    pct_to: Floats
    pct_change: Floats
    pct_low: Floats
    pct_high: Floats
    estimate: Floats
    conf_low: Floats
    conf_high: Floats
    unchanged_low: Floats
    unchanged_high: Floats
    std_error: Floats
    statistic: Floats
    df: Floats
    df_error: Floats
    p_value: Floats
    effect: Floats
    effect_low: Floats
    effect_high: Floats
    effect_method: Strings
    p_superior: Floats
    p_superior_low: Floats
    p_superior_high: Floats
    n_effective_from: Floats
    n_effective_to: Floats
    n_pairs: Floats


TEXTS = frozenset({"method", "reason", "effect_method"})


def outcome(n_places: int, **found: NDArray[np.generic] | str) -> Outcome:
    """Put an outcome together; what is not given does not exist.

    Parameters
    ----------
    n_places : int
        Length of every array.
    found : ndarray, or str for a text that holds in every place
        By the names of `Outcome`.
    """
    nothing = np.full(n_places, np.nan)
    values = {
        field.name: _spread(found[field.name], n_places)
        if field.name in found
        else _spread("", n_places)
        if field.name in TEXTS
        else nothing
        for field in fields(Outcome)
    }
    return Outcome(**values)  # type: ignore[arg-type]


def _spread(value: NDArray[np.generic] | str, n_places: int) -> NDArray[np.generic]:
    """Repeat a text for every place; numbers become floats."""
    if isinstance(value, str):
        return np.full(n_places, value)
    return value if value.dtype.kind == "U" else value.astype(np.float64)


def pick(mode: Strings, outcomes: Mapping[str, Outcome]) -> Outcome:
    """Take each place from one of several outcomes.

    Parameters
    ----------
    mode : ndarray of str, shape (n_places,)
        The key of the outcome of each place.
    outcomes : mapping of str to Outcome
    """
    if len(outcomes) == 1:
        return next(iter(outcomes.values()))
    chosen = [mode == key for key in outcomes]
    found = {
        field.name: np.select(
            chosen,
            [getattr(one, field.name) for one in outcomes.values()],
            default="" if field.name in TEXTS else np.nan,
        )
        for field in fields(Outcome)
    }
    return Outcome(**found)
