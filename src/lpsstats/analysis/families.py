"""Adjust the tests of each declared family for their number."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lpsstats.dictionary.model import Dictionary, Family
from lpsstats.stats.multiplicity import adjust
from lpsstats.survey.model import Floats

# Adjustments that hold the smallest p of a family against the level divided by their number,
# however many others are clear; false discovery rates grow more lenient with every one that is.
STEPWISE = frozenset({"holm", "hochberg", "bonferroni"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjusted:
    """Adjusted p-values and how they came about, in the order of the measures.

    Attributes
    ----------
    p_values : ndarray of float, shape (n_measures, n_sites)
        NaN where there is no test.
    families, methods : tuple of str
        Each measure's family and its adjustment.
    n_tests : tuple of int
        The tests in that family; those that cannot be done do not count.
    """

    p_values: Floats
    families: tuple[str, ...]
    methods: tuple[str, ...]
    n_tests: tuple[int, ...]


def adjust_families(
    dictionary: Dictionary, measures: Sequence[str], p_values: Floats, method: str | None
) -> Adjusted:
    """Adjust p-values within the families that the dictionary declares.

    Parameters
    ----------
    dictionary : Dictionary
        Its families.
    measures : sequence of str
        The measures of the rows of `p_values`.
    p_values : ndarray of float, shape (n_measures, n_sites)
        NaN where there is no test.
    method : str, optional
        Use this adjustment for every family instead of the declared ones.
    """
    family_of = {m: family for family in dictionary.families for m in family.measures}
    adjusted = np.full_like(p_values, np.nan)
    n_tests: dict[str, int] = {}
    for family in dictionary.families:
        rows = [i for i, measure in enumerate(measures) if family_of[measure] is family]
        adjusted[rows] = adjust(p_values[rows], method or family.adjust)
        n_tests[family.key] = int(np.isfinite(p_values[rows]).sum())
    chosen: list[Family] = [family_of[measure] for measure in measures]
    return Adjusted(
        p_values=adjusted,
        families=tuple(f.key for f in chosen),
        methods=tuple(method or f.adjust for f in chosen),
        n_tests=tuple(n_tests[f.key] for f in chosen),
    )
