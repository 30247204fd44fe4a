"""Adjust p-values for the number of tests in a family."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from lpsstats.stats.moments import FloatArray, IntArray

METHODS: Mapping[str, str] = MappingProxyType(
    {
        "holm": "Holm",
        "hochberg": "Hochberg",
        "bonferroni": "Bonferroni",
        "fdr_bh": "Benjamini-Hochberg",
        "fdr_by": "Benjamini-Yekutieli",
        "none": "none",
    }
)


def adjust(p_values: FloatArray, method: str) -> FloatArray:
    """Adjust the p-values of one family of tests.

    Parameters
    ----------
    p_values : ndarray of float, any shape
        Raw p-values. NaN is a test that could not be done: it stays NaN and does not count.
    method : str
        A key of `METHODS`.

    Returns
    -------
    ndarray of float, same shape
        Adjusted p-values, never below the raw ones and never above 1.

    Raises
    ------
    KeyError
        If `method` is no key of `METHODS`.

    References
    ----------
    Holm (1979), Scand. J. Statist. 6, 65-70; Hochberg (1988), Biometrika 75, 800-802;
    Benjamini & Hochberg (1995), JRSS B 57, 289-300; Benjamini & Yekutieli (2001), Ann. Statist.
    29, 1165-1188.
    """
    adjusted = np.array(p_values, dtype=np.float64)
    tested = ~np.isnan(adjusted)
    raw = adjusted[tested]
    order = np.argsort(raw, kind="stable")
    in_order = _ADJUSTMENTS[method](raw[order])
    raw[order] = np.minimum(in_order, 1.0)
    adjusted[tested] = raw
    return adjusted


def smallest_of(p_values: FloatArray) -> tuple[FloatArray, IntArray]:
    """Bound the p of "nothing differs" by the smallest of several p-values (Bonferroni).

    Parameters
    ----------
    p_values : ndarray of float, shape (k, *S)
        Of k tests, however they hang together; NaN is a test that could not be done.

    Returns
    -------
    (ndarray of float, ndarray of int), shape S
        The smallest times the number of tests done, at most 1, NaN without any; that number.
    """
    tested = (~np.isnan(p_values)).sum(axis=0)
    smallest = np.min(np.where(np.isnan(p_values), 1.0, p_values), axis=0, initial=1.0)
    return np.where(tested > 0, np.minimum(smallest * tested, 1.0), np.nan), tested


def _none(p: FloatArray) -> FloatArray:
    return p


def _bonferroni(p: FloatArray) -> FloatArray:
    return p * p.size


def _holm(p: FloatArray) -> FloatArray:
    """Step down: the smallest p is held against all tests, the next against one fewer."""
    return np.asarray(np.maximum.accumulate(p * _still_open(p)))


def _hochberg(p: FloatArray) -> FloatArray:
    return _step_up(p * _still_open(p))


def _fdr_bh(p: FloatArray) -> FloatArray:
    return _step_up(p * (p.size / _ranks(p)))


def _fdr_by(p: FloatArray) -> FloatArray:
    """As Benjamini and Hochberg, times the sum that allows any dependence between the tests."""
    return _step_up(p * (np.sum(1 / _ranks(p)) * p.size / _ranks(p)))


def _step_up(p: FloatArray) -> FloatArray:
    """Let no adjusted p exceed the one of a larger raw p."""
    return np.asarray(np.minimum.accumulate(p[::-1])[::-1])


def _ranks(p: FloatArray) -> FloatArray:
    return np.arange(1.0, p.size + 1)


def _still_open(p: FloatArray) -> FloatArray:
    return np.arange(p.size, 0.0, -1)


_ADJUSTMENTS: Mapping[str, Callable[[FloatArray], FloatArray]] = MappingProxyType(
    {
        "holm": _holm,
        "hochberg": _hochberg,
        "bonferroni": _bonferroni,
        "fdr_bh": _fdr_bh,
        "fdr_by": _fdr_by,
        "none": _none,
    }
)
